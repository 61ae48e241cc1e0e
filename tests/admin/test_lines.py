"""Crisis lines: confirmed, hidden, ordered, and the clinic's own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.content.clinical import CRISIS_LINES
from webapp.content.texts import say
from webapp.models import CrisisLine, now

OWN = {
    "kind": "call",
    "name": "Riverside crisis team",
    "detail": "Day and night",
    "number": "(202) 555-0111",
    "checked": "true",
}


def order(page: str, *names: str) -> list[str]:
    assert all(name in page for name in names)
    return sorted(names, key=page.index)


@pytest.fixture
def help_page(cast: Cast) -> Callable[[], str]:
    return lambda: cast.as_("nobody").get("/help").text


def test_all_lines_are_listed_before_any_has_a_row(alex: PageClient, stored: Stored) -> None:
    page = alex.get("/admin/crisis-lines").text
    assert page.count("Not confirmed by your program yet") == len(CRISIS_LINES)
    assert "21 lines to call and confirm" in page
    assert stored(CrisisLine) == []


def test_a_confirmation_keeps_the_day_and_the_name(
    alex: PageClient, cast: Cast, stored: Stored, trail: Callable[[], list[object]]
) -> None:
    answer = alex.post("/admin/crisis-lines/confirmations", data={"line": "lifeline-call"})
    assert answer.location == "/admin/crisis-lines#line-lifeline-call"
    row = stored(CrisisLine, slug="lifeline-call")[0]
    assert row.confirmed_by == cast["alex"]
    assert now() - row.confirmed_at < timedelta(minutes=1)
    assert len(stored(CrisisLine)) == len(CRISIS_LINES)
    page = alex.get("/admin/crisis-lines").text
    assert "by Alex" in page
    assert "20 lines to call and confirm" in page
    assert trail() == [("confirmed", "crisis line", "lifeline-call")]


def test_a_national_line_that_came_later_is_shown(
    put: Callable[..., None], help_page: Callable[[], str], alex: PageClient
) -> None:
    """The clinic placed its lines with an earlier version: this one is shown, and waits on the admin's list."""
    later = say(CRISIS_LINES["safespot"].name)
    rows = [slug for slug in CRISIS_LINES if slug != "safespot"]
    put(*(CrisisLine(slug=slug, position=place) for place, slug in enumerate(rows)))
    assert later in help_page()
    assert later in alex.get("/admin/crisis-lines").text


def test_a_hidden_one_stays_hidden(put: Callable[..., None], help_page: Callable[[], str]) -> None:
    put(CrisisLine(slug="safespot", shown=False))
    page = help_page()
    assert say(CRISIS_LINES["safespot"].name) not in page
    assert 'href="tel:988"' in page


def test_one_that_is_not_known_any_more_is_left_out(put: Callable[..., None], help_page: Callable[[], str]) -> None:
    before = help_page()
    put(CrisisLine(slug="given-up", name="Given up", number="5551234"))
    assert "Given up" not in help_page()
    assert help_page().count("tel:") == before.count("tel:")


def test_a_confirmation_grows_old(alex: PageClient, put: Callable[..., None], cast: Cast) -> None:
    long_ago = now() - timedelta(days=91)
    put(CrisisLine(slug="lifeline-call", confirmed_at=long_ago, confirmed_by=cast["alex"]))
    assert "21 lines to call and confirm" in alex.get("/admin/program").text


def test_a_line_that_waits_is_shown_once_confirmed(alex: PageClient, help_page: Callable[[], str]) -> None:
    assert "Poison Help" not in help_page()
    assert "Shown once you confirm it" in alex.get("/admin/crisis-lines").text
    alex.post("/admin/crisis-lines/confirmations", data={"line": "poison-help"})
    assert "Poison Help" in help_page()


def test_hidden_and_shown_again(
    alex: PageClient, help_page: Callable[[], str], trail: Callable[[], list[object]]
) -> None:
    assert "SafeSpot" in help_page()
    alex.post("/admin/crisis-lines/visibility", data={"line": "safespot", "shown": "false"})
    assert "SafeSpot" not in help_page()
    assert "988" in help_page()
    alex.post("/admin/crisis-lines/visibility", data={"line": "safespot", "shown": "true"})
    assert "SafeSpot" in help_page()
    assert trail() == [("hid", "crisis line", "safespot"), ("showed", "crisis line", "safespot")]


@pytest.mark.parametrize("slug", [slug for slug, line in CRISIS_LINES.items() if line.primary])
def test_988_and_911_can_never_be_hidden(
    alex: PageClient, stored: Stored, help_page: Callable[[], str], slug: str
) -> None:
    assert alex.post("/admin/crisis-lines/visibility", data={"line": slug, "shown": "false"}).status_code == 404
    assert alex.post("/admin/crisis-lines/moves", data={"line": slug, "up": "false"}).status_code == 404
    assert stored(CrisisLine) == []
    assert "tel:988" in help_page()
    assert "tel:911" in help_page()


def test_the_page_offers_no_way_to_hide_them(alex: PageClient) -> None:
    page = alex.get("/admin/crisis-lines").text
    others = [line for line in CRISIS_LINES.values() if not line.primary]
    assert page.count('value="false">Hide') == len(others)


def test_the_order_is_the_clinics(
    alex: PageClient, help_page: Callable[[], str], trail: Callable[[], list[object]]
) -> None:
    names = ("Veterans Crisis Line by text", "Crisis Text Line")
    assert order(help_page(), *names) == list(names)
    for up, expected in (("true", names[::-1]), ("false", names)):
        answer = alex.post("/admin/crisis-lines/moves", data={"line": "crisis-text", "up": up})
        assert answer.location == "/admin/crisis-lines#line-crisis-text"
        assert order(help_page(), *names) == list(expected)
    assert trail() == [("moved", "crisis line", "crisis-text")] * 2


def test_the_ends_of_the_list_stay(alex: PageClient, stored: Stored, trail: Callable[[], list[object]]) -> None:
    alex.post("/admin/crisis-lines/moves", data={"line": "lifeline-chat", "up": "true"})
    alex.post("/admin/crisis-lines/moves", data={"line": "poison-help", "up": "false"})
    assert [row.slug for row in sorted(stored(CrisisLine), key=lambda row: row.position)] == list(CRISIS_LINES)
    assert trail() == []


def test_an_own_line(
    alex: PageClient, stored: Stored, help_page: Callable[[], str], trail: Callable[[], list[object]], cast: Cast
) -> None:
    assert alex.get("/admin/crisis-lines/new").status_code == 200
    assert alex.post("/admin/crisis-lines", data=OWN).location == "/admin/crisis-lines"
    assert "Riverside crisis team" in help_page()
    assert "tel:+12025550111" in help_page()
    line = stored(CrisisLine, slug=None)[0]
    assert line.confirmed_by == cast["alex"]
    url = f"/admin/crisis-lines/{line.id}"
    assert "(202) 555-0111" in alex.get(url).text
    assert alex.post(url, data=OWN | {"kind": "text", "number": "741 741"}).status_code == 303
    assert "sms:741741" in help_page()
    assert trail() == [("added", "crisis line", "own"), ("changed", "crisis line", "own")]


def test_an_own_line_is_removed_and_brought_back(
    alex: PageClient, stored: Stored, help_page: Callable[[], str], trail: Callable[[], list[Any]]
) -> None:
    alex.post("/admin/crisis-lines", data=OWN)
    url = f"/admin/crisis-lines/{stored(CrisisLine, slug=None)[0].id}/deletion"
    page = alex.post(url)
    assert page.status_code == 200
    assert "Undo" in page.text
    assert "Riverside crisis team" not in help_page()
    assert alex.post(url).status_code == 404
    hidden = {name: value for name, value in OWN.items() if f'name="{name}"' in page.text}
    assert hidden == OWN
    alex.post("/admin/crisis-lines", data=hidden)
    assert "Riverside crisis team" in help_page()
    assert trail()[1] == ("removed", "crisis line", "own")


def test_an_own_line_can_be_hidden_and_moved(alex: PageClient, stored: Stored, help_page: Callable[[], str]) -> None:
    alex.post("/admin/crisis-lines", data=OWN)
    key = str(stored(CrisisLine, slug=None)[0].id)
    alex.post("/admin/crisis-lines/moves", data={"line": key, "up": "true"})
    page = alex.get("/admin/crisis-lines").text
    assert order(page, "Riverside crisis team", "Poison Help") == ["Riverside crisis team", "Poison Help"]
    alex.post("/admin/crisis-lines/visibility", data={"line": key, "shown": "false"})
    assert "Riverside crisis team" not in help_page()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"number": "12"}, "A phone cannot call this number."),
        ({"number": ""}, "Please answer this."),
        ({"name": ""}, "Please answer this."),
        ({"kind": "web"}, "Please choose one from the list."),
        ({"checked": ""}, "Please check this first, then tick it."),
        ({"detail": "x" * 201}, "200 characters fit"),
    ],
)
def test_it_is_refused_at_its_field(alex: PageClient, stored: Stored, wrong: dict[str, str], message: str) -> None:
    answer = alex.post("/admin/crisis-lines", data=OWN | wrong)
    assert answer.status_code == 422
    assert message in answer.text
    assert "Day and night" in answer.text or "detail" in wrong
    assert stored(CrisisLine) == []


def test_national_lines_cannot_be_changed_or_removed(alex: PageClient, stored: Stored) -> None:
    alex.post("/admin/crisis-lines/confirmations", data={"line": "safespot"})
    url = f"/admin/crisis-lines/{stored(CrisisLine, slug='safespot')[0].id}"
    assert alex.get(url).status_code == 404
    assert alex.post(url, data=OWN).status_code == 404
    assert alex.post(f"{url}/deletion").status_code == 404


@pytest.mark.parametrize("what", ["confirmations", "visibility", "moves"])
def test_a_line_that_never_was(alex: PageClient, stored: Stored, what: str) -> None:
    sent = {"line": "no-such-line", "shown": "false", "up": "true"}
    assert alex.post(f"/admin/crisis-lines/{what}", data=sent).status_code == 404
    assert alex.post(f"/admin/crisis-lines/{what}", data={"line": ""}).status_code == 422
    assert stored(CrisisLine) == []


def test_a_row_of_a_line_that_the_content_no_longer_has(alex: PageClient, put: Callable[..., None]) -> None:
    put(CrisisLine(slug="line-of-an-older-version", position=3))
    assert alex.get("/admin/crisis-lines").status_code == 200
    assert alex.post("/admin/crisis-lines/confirmations", data={"line": "safespot"}).status_code == 303
