"""Looking for help: by need, by what somebody works on, by language, open now; accents do not matter; in no address."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import delete

from tests.cast import Cast
from tests.resources.conftest import Put, own
from tests.support.client import PageClient
from webapp.enums import Focus
from webapp.extensions import db
from webapp.models import FocusChoice, Resource, now
from webapp.resources import directory, search
from webapp.resources.directory import fingerprint
from webapp.resources.forms import Search
from webapp.scope import everyone

Find = Callable[..., list[str]]


@pytest.fixture
def find(maya: PageClient) -> Find:
    def found(**asked: str) -> list[str]:
        answer = maya.post("/resources/searches", data=asked)
        assert answer.status_code == 200
        links = BeautifulSoup(answer.text, "html.parser").select("ul.resources li > p:first-child > a.text-link")
        return [link["href"].rpartition("/")[2] for link in links if link["href"].startswith("/resources/")]

    return found


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("gambling", "problem-gambling-helpline"), ("gambeling", "problem-gambling-helpline"),
        ("aa", "alcoholics-anonymous"), ("12-step", "narcotics-anonymous"), ("shelter", "hud"), ("Rent", "two-one-one"),
        ("eating disorder", "anad"), ("veterans", "veterans-crisis-line"), ("naloxone", "naloxone"),
        ("smart", "smart-recovery"), ("legal aid", "legal-aid"),
    ],
)  # fmt: skip
def test_words(find: Find, words: str, slug: str) -> None:
    assert slug in find(words=words)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("alcohólicos", "alcoholics-anonymous"), ("ALCOHOLICOS", "alcoholics-anonymous"),
        ("línea veteranos", "va-homeless"), ("juego", "problem-gambling-helpline"), ("apuestas", "gamblers-anonymous"),
        ("vivienda", "oxford-house"), ("panico", ""),
    ],
)  # fmt: skip
def test_words_in_spanish(find: Find, speaks: Callable[[str, str], None], words: str, slug: str) -> None:
    speaks("maya", "es")
    assert slug in find(words=words) if slug else find(words=words) == []


def test_a_name_comes_first(find: Find) -> None:
    assert find(words="narcotics")[0] == "narcotics-anonymous"


def test_nothing_asked_is_everything(find: Find) -> None:
    assert len(find()) > 80


def test_by_need(find: Find) -> None:
    found = find(need="family")
    assert "al-anon" in found and "adult-children" in found and "dbsa" not in found


def test_by_what_somebody_works_on(find: Find) -> None:
    found = find(works_on="gambling")
    assert "gamblers-anonymous" in found and "lifeline" in found
    assert "marijuana-anonymous" not in found
    assert found[0] in {"problem-gambling-helpline", "gambler"}, "made for it comes before what is for everybody"


def test_by_what_i_work_on(find: Find, cast: Cast) -> None:
    """Maya works on alcohol."""
    found = find(works_on="mine", need="mutual-help")
    assert "alcoholics-anonymous" in found and "gamblers-anonymous" not in found
    with cast.app.app_context(), db.writing():
        db.run(everyone(delete(FocusChoice), reason="a test clears the stage"))
    assert "celebrate-recovery" in find(works_on="mine", need="mutual-help"), (
        "for everybody is for nobody in particular"
    )


@pytest.mark.parametrize(
    ("code", "has", "lacks"),
    [("es", "al-anon", "trevor-project"), ("asl", "lifeline", "domestic-violence"), ("en", "trevor-project", "")],
)
def test_by_language(find: Find, code: str, has: str, lacks: str) -> None:
    found = find(speaks=code)
    assert has in found and lacks not in found


def test_interpreters_speak_spanish(find: Find) -> None:
    assert "childhelp" in find(speaks="es")


def test_open_now(maya: PageClient, cast: Cast, put: Put) -> None:
    """What is known to be open at this moment; hours that nobody has seen do not count."""
    put(own(hours="Sat 8-9"), own(name="Never said"))
    with cast.app.test_request_context():
        entries = directory.visible("America/Los_Angeles")
    saturday = datetime(2026, 11, 21, 13, 30, tzinfo=UTC)
    found = {entry.key for entry in search.choose(entries, Search(open_now=True), [], saturday)}
    names = {entry.name for entry in entries if entry.key in found}
    assert {"lifeline", "samhsa-helpline"} <= found and "Cedar food bank" in names
    assert not {"nami", "trans-lifeline", "al-anon", "stronghearts"} & found and "Never said" not in names
    monday = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    found = {entry.key for entry in search.choose(entries, Search(open_now=True), [], monday)}
    assert {"nami", "trans-lifeline"} <= found and "al-anon" not in found


def test_confirmed_hours_count(cast: Cast, put: Put) -> None:
    put(Resource(slug="al-anon", confirmed_at=now(), confirmed_of=fingerprint("al-anon")))
    with cast.app.test_request_context():
        entries = directory.visible("America/New_York")
    monday = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert "al-anon" in {entry.key for entry in search.choose(entries, Search(open_now=True), [], monday)}


def test_everything_at_once(find: Find) -> None:
    found = find(words="groups", need="mutual-help", works_on="shopping", speaks="es")
    assert found == ["smart-recovery", "debtors-anonymous", "celebrate-recovery", "nicotine-anonymous"]


def test_what_was_asked_stays_in_the_form(maya: PageClient) -> None:
    page = maya.post("/resources/searches", data={"words": "zebra", "need": "family", "open_now": "true"}).text
    assert "Nothing found" in page and 'value="zebra"' in page
    assert 'value="family" selected' in page and 'value="true" checked' in page


@pytest.mark.parametrize(
    "wrong",
    [{"words": "x" * 101}, {"need": "cake"}, {"works_on": "everything"}, {"speaks": "tlh"}, {"open_now": "perhaps"}],
)
def test_what_cannot_be_asked(maya: PageClient, wrong: dict[str, str]) -> None:
    answer = maya.post("/resources/searches", data={"words": "rent"} | wrong)
    assert answer.status_code == 422
    assert "One thing to fix" in answer.text


def test_words_are_in_no_address(maya: PageClient) -> None:
    assert maya.get("/resources?words=zebra").text.count("zebra") == 0
    assert maya.get("/resources/searches").status_code == 404


def test_every_focus_finds_somebody_made_for_it(find: Find, cast: Cast) -> None:
    with cast.app.test_request_context():
        entries = directory.visible("America/New_York")
    assert [focus for focus in Focus if not any(focus in entry.focuses for entry in entries)] == []
