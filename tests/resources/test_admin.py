"""The admin's page of resources: confirm with one tap, hide, order, add and change; what is due again after 90 days."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.resources.conftest import Put, Stored, own
from tests.support.client import PageClient
from tests.support.markup import the
from webapp.content.resources import NATIONAL, Confidence
from webapp.models import Resource, now, uuid7
from webapp.moments import today
from webapp.resources.directory import fingerprint
from webapp.resources.said import hours

KITCHEN = {
    "name": "Cedar kitchen",
    "about": "Warm meals",
    "about_es": "Comida caliente",
    "need": "bills",
    "phone": "(202) 555-0111",
    "text_number": "",
    "web": "kitchen.example.org/meals",
    "address": "12 Cedar St, Austin, TX",
    "hours": "Mon-Fri 9am-5pm",
    "languages": ["en", "es"],
    "focuses": ["food"],
    "checked": "true",
}
Trail = Callable[[], list[Any]]


def asked(**more: Any) -> dict[str, Any]:
    """The form, as its page was made."""
    return KITCHEN | {"operation": uuid7()} | more


def add(client: PageClient, **more: Any) -> str:
    """Given: an own resource, through the form. The path of its page."""
    assert client.post("/admin/resources", data=asked(**more)).status_code == 303
    page = BeautifulSoup(client.get("/admin/resources").text, "html.parser")
    return str(page.select("a[href^='/admin/resources/0']")[-1]["href"])


def opened(client: PageClient, path: str) -> dict[str, Any]:
    """What its page would send."""
    form = BeautifulSoup(client.get(path).text, "html.parser").select_one("main form")
    assert form is not None
    return KITCHEN | {name: form.select_one(f"[name={name}]")["value"] for name in ("operation", "version")}


def names(page: str, selector: str = "li[id^=resource-] strong") -> list[str]:
    return [strong.text for strong in BeautifulSoup(page, "html.parser").select(selector)]


def due(client: PageClient) -> list[str]:
    return names(client.get("/admin/resources?show=due").text)


def test_every_entry_is_on_the_page(alex: PageClient) -> None:
    assert len(names(alex.get("/admin/resources").text)) == len(NATIONAL)


def test_what_is_not_certain_is_due_from_the_start(alex: PageClient) -> None:
    waiting = due(alex)
    assert "Alcoholics Anonymous (AA)" in waiting and "Trans Lifeline" in waiting
    assert "FindTreatment.gov" not in waiting
    assert f"{len(waiting)} resources to check" in alex.get("/admin/program").text


def test_one_tap_confirms(alex: PageClient, maya: PageClient, cast: Cast, stored: Stored, trail: Trail) -> None:
    assert "440-951-5357" not in maya.get("/resources/smart-recovery").text
    before = len(due(alex))
    answer = alex.post("/admin/resources/confirmations", data={"resource": "smart-recovery"})
    assert answer.location == "/admin/resources#resource-smart-recovery"
    row = stored(Resource, slug="smart-recovery")[0]
    assert row.confirmed_by == cast["alex"] and now() - row.confirmed_at < timedelta(minutes=1)
    assert "440-951-5357" in maya.get("/resources/smart-recovery").text
    assert "by Alex" in alex.get("/admin/resources").text
    assert len(due(alex)) == before - 1
    assert trail() == [("confirmed", "resource", "smart-recovery")]


def test_what_a_confirmation_covers_stands_beside_it(alex: PageClient) -> None:
    """Each number, word, address and time, before anybody says that it is right."""
    with alex.application.app_context():
        page = BeautifulSoup(alex.get("/admin/resources").text, "html.parser")
        unseen = 0
        for slug, entry in NATIONAL.items():
            row = page.select_one(f"#resource-{slug}")
            assert row is not None, slug
            text = " ".join(row.text.split())
            assert [line.number for line in entry.lines if line.number not in text] == [], slug
            assert [line.word for line in entry.lines if f"({line.word})" not in text and line.word] == [], slug
            if entry.hours:
                said = " ".join(hours(entry.hours.hours, "America/New_York", today("America/New_York")).split())
                assert said in text, slug
                is_unseen = entry.hours.confidence == Confidence.UNSEEN and entry.listed == "always"
                assert ("Hours shown once you confirm them" in text) is is_unseen, slug
                unseen += is_unseen
        assert unseen > 5


@pytest.mark.parametrize(("days", "is_due"), [(89, False), (91, True)])
def test_a_confirmation_holds_for_90_days(alex: PageClient, put: Put, days: int, is_due: bool) -> None:
    at = now() - timedelta(days=days)
    put(Resource(slug="dbsa", confirmed_at=at, confirmed_of=fingerprint("dbsa")), own(confirmed_at=at))
    waiting = due(alex)
    assert ("Cedar food bank" in waiting) is is_due
    assert any("DBSA" in name for name in waiting) is is_due


def test_what_is_hidden_is_not_due(alex: PageClient, put: Put) -> None:
    put(own(confirmed_at=now() - timedelta(days=100), shown=False))
    assert "Cedar food bank" not in due(alex)


def test_hidden_and_shown_again(alex: PageClient, maya: PageClient, trail: Trail) -> None:
    alex.post("/admin/resources/visibility", data={"resource": "dbsa", "shown": "false"})
    assert maya.get("/resources/dbsa").status_code == 404
    alex.post("/admin/resources/visibility", data={"resource": "dbsa", "shown": "true"})
    assert maya.get("/resources/dbsa").status_code == 200
    assert trail() == [("hid", "resource", "dbsa"), ("showed", "resource", "dbsa")]


def test_the_order_is_the_clinics(alex: PageClient, maya: PageClient, put: Put, stored: Stored, trail: Trail) -> None:
    put(*(own(name=f"Place {n}", position=n) for n in range(3)), own(name="Elsewhere", need="living", position=1))
    ids = {row.name: str(row.id) for row in stored(Resource)}

    def order() -> list[str]:
        return names(maya.get("/resources").text, "#need-bills li > p:first-child > a")[:3]

    def move(name: str, up: str) -> None:
        asked = {"resource": ids[name], "up": up, "operation": uuid7()}
        assert [alex.post("/admin/resources/moves", data=asked).status_code for _ in range(2)] == [303, 303]

    move("Place 2", "true")
    assert order() == ["Place 0", "Place 2", "Place 1"], "the same tap twice is one place"
    move("Place 0", "false")
    assert order() == ["Place 2", "Place 0", "Place 1"]
    move("Place 2", "true")
    assert order() == ["Place 2", "Place 0", "Place 1"]
    assert trail() == [("moved", "resource", "own")] * 2


def test_an_own_resource(alex: PageClient, maya: PageClient, stored: Stored, trail: Trail) -> None:
    assert alex.get("/admin/resources/new").status_code == 200
    assert alex.post("/admin/resources", data=asked()).location == "/admin/resources#own"
    row = stored(Resource)[0]
    page = maya.get(f"/resources/{row.id}").text
    for text in ("Warm meals", "tel:+12025550111", "https://kitchen.example.org/meals", "Monday to Friday", "9:00"):
        assert text in page, text
    assert "destination=12%20Cedar%20St%2C%20Austin%2C%20TX" in page
    form = alex.get(f"/admin/resources/{row.id}").text
    assert "Comida caliente" in form and 'value="food" checked' in form
    changed = opened(alex, f"/admin/resources/{row.id}") | {"name": "Oak kitchen"}
    assert alex.post(f"/admin/resources/{row.id}", data=changed).location == f"/admin/resources#resource-{row.id}"
    assert "Oak kitchen" in maya.get("/resources").text
    assert trail() == [("added", "resource", "own"), ("changed", "resource", "own")]


def test_the_same_form_twice_is_one_resource(alex: PageClient, stored: Stored, trail: Trail) -> None:
    sent = asked()
    assert [alex.post("/admin/resources", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(stored(Resource)) == 1 and trail() == [("added", "resource", "own")]
    assert alex.post("/admin/resources", data=sent | {"name": "Another"}).status_code == 409
    assert alex.post("/admin/resources", data=KITCHEN).status_code == 422
    assert len(stored(Resource)) == 1


def test_a_change_on_top_of_an_older_text_is_asked_about(alex: PageClient, stored: Stored, trail: Trail) -> None:
    path = add(alex)
    early = opened(alex, path) | {"name": "Elm kitchen", "phone": "(202) 555-0199", "languages": ["es"]}
    late = opened(alex, path) | {"name": "Oak kitchen"}
    assert alex.post(path, data=late).status_code == 303
    answer = alex.post(path, data=early)
    assert answer.status_code == 409
    page = BeautifulSoup(answer.text, "html.parser")
    assert [head.text for head in page.select("main h2")] == ["Name", "Number to call", "Languages"]
    assert [text.text for text in page.select(".own-words")] == [
        "Oak kitchen", "Elm kitchen", "(202) 555-0111", "(202) 555-0199", "English, Spanish", "Spanish",
    ]  # fmt: skip
    assert [row.name for row in stored(Resource)] == ["Oak kitchen"]
    mine: dict[str, Any] = {}
    for box in page.select("main form input"):
        mine.setdefault(str(box["name"]), []).append(box["value"])
    assert alex.post(path, data=mine).status_code == 303
    (row,) = stored(Resource)
    assert (row.name, row.languages) == ("Elm kitchen", ["es"])
    assert alex.post(path, data=late).status_code == 303, "sent again it is what it was: saved before"
    assert [row.name for row in stored(Resource)] == ["Elm kitchen"]
    assert [action for action, _subject, _detail in trail()] == ["added", "changed", "changed"]


def test_the_same_change_by_two_asks_nobody(alex: PageClient, stored: Stored) -> None:
    path = add(alex)
    both = [opened(alex, path) | {"name": "Oak kitchen"} for _ in range(2)]
    assert [alex.post(path, data=sent).status_code for sent in both] == [303, 303]
    assert [row.name for row in stored(Resource)] == ["Oak kitchen"]


def test_what_is_typed_wrong_stays_a_change_of_the_older_text(alex: PageClient, stored: Stored) -> None:
    path = add(alex)
    early = opened(alex, path)
    assert alex.post(path, data=opened(alex, path) | {"name": "Oak kitchen"}).status_code == 303
    again = BeautifulSoup(alex.post(path, data=early | {"phone": "12"}).text, "html.parser")
    assert the(again, "[name=version]")["value"] == early["version"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Please answer this."),
        ({"about": "x" * 201}, "200 characters fit"),
        ({"need": "cake"}, "Please choose one from the list."),
        ({"phone": "12"}, "A phone cannot call this number."),
        ({"text_number": "12"}, "A phone cannot call this number."),
        ({"web": "not a page"}, "This is not a web address."),
        ({"web": "javascript:alert(1)"}, "This is not a web address."),
        ({"web": "x.org/a\x1bb"}, "This is not a web address."),
        ({"phone": "\u0669\u0661\u0661"}, "A phone cannot call this number."),
        ({"hours": "most days"}, "Write hours like"),
        ({"languages": []}, "Please choose one from the list."),
        ({"languages": ["tlh"]}, "Please choose one from the list."),
        ({"phone": "", "web": "", "address": ""}, "Give a phone number"),
        ({"checked": ""}, "Please check this first, then tick it."),
    ],
)
def test_it_is_refused_at_its_field(alex: PageClient, stored: Stored, wrong: dict[str, Any], message: str) -> None:
    answer = alex.post("/admin/resources", data=asked(**wrong))
    assert answer.status_code == 422
    assert message in answer.text
    assert "Comida caliente" in answer.text
    assert stored(Resource) == []


def test_national_entries_cannot_be_changed(alex: PageClient, stored: Stored) -> None:
    alex.post("/admin/resources/confirmations", data={"resource": "dbsa"})
    row = stored(Resource)[0]
    assert alex.get(f"/admin/resources/{row.id}").status_code == 404
    assert alex.post(f"/admin/resources/{row.id}", data=asked(version="0" * 64)).status_code == 404
    sent = {"resource": "dbsa", "up": "true", "operation": uuid7()}
    assert alex.post("/admin/resources/moves", data=sent).status_code == 404


@pytest.mark.parametrize("what", ["confirmations", "visibility", "moves"])
def test_one_that_never_was(alex: PageClient, stored: Stored, what: str) -> None:
    sent = {"resource": "no-such-place", "shown": "false", "up": "true", "operation": uuid7()}
    assert alex.post(f"/admin/resources/{what}", data=sent).status_code == 404
    assert alex.post(f"/admin/resources/{what}", data={}).status_code == 422
    assert stored(Resource) == []


def test_others_may_not(cast: Cast) -> None:
    for name, status in (("nobody", 401), ("maya", 403), ("dana", 403)):
        assert cast.as_(name).get("/admin/resources").status_code == status
        assert cast.as_(name).post("/admin/resources", data=asked()).status_code == status
