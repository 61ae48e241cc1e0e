"""Today names what to read next, to whoever began to read."""

from bs4 import BeautifulSoup, Tag

from tests.learn.conftest import URL, Learning
from webapp.content.lessons.library import OWN


def card(learning: Learning) -> Tag | None:
    soup = BeautifulSoup(learning.maya.get("/").text, "html.parser")
    return soup.select_one("section[aria-labelledby=module-title]")


def test_nothing_for_whoever_did_not_begin(learning: Learning) -> None:
    assert card(learning) is None


def test_what_was_begun(learning: Learning) -> None:
    learning.maya.post(f"{URL}/progress", data={"part": 1})
    shown = card(learning)
    assert shown and shown.a and shown.a["href"] == URL
    assert "Continue where you left off" in shown.text


def test_the_next_one_when_it_is_finished(learning: Learning) -> None:
    learning.maya.post(f"{URL}/completion")
    shown = card(learning)
    assert shown and shown.a and shown.a["href"] == "/learn/1"
    assert "Next for you" in shown.text


def test_what_was_begun_and_is_hidden_now_gives_way(learning: Learning) -> None:
    learning.maya.post("/learn/8/progress", data={"part": 1})
    learning.maya.post(f"{URL}/progress", data={"part": 1})
    (learning.data / OWN / "order.yaml").write_text("hide: [first-week]\n")
    learning.serves()
    shown = card(learning)
    assert shown and shown.a and shown.a["href"] == "/learn/8" and "Continue where you left off" in shown.text


def test_nothing_is_continued_when_all_that_was_begun_is_hidden(learning: Learning) -> None:
    learning.maya.post("/learn/1/completion")
    learning.maya.post(f"{URL}/progress", data={"part": 1})
    (learning.data / OWN / "order.yaml").write_text("hide: [first-week]\n")
    learning.serves()
    shown = card(learning)
    assert shown and shown.a and shown.a["href"] == "/learn/2" and "Next for you" in shown.text
