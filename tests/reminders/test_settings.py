"""What somebody wants to be reminded of, and on which phone."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from tests.cast import Cast
from tests.guards.matrix.reminders import BROWSER, CHOICES
from webapp.extensions import db
from webapp.models import Account, Audit, PushSubscription, ReminderChoice
from webapp.scope import everyone


def stored(cast: Cast, model: Any) -> list[Any]:
    with cast.app.app_context():
        return list(db.session.execute(everyone(select(model), reason="a test looks at what is stored")).scalars())


def test_nothing_is_on_until_somebody_turns_it_on(cast: Cast) -> None:
    page = BeautifulSoup(cast.as_("maya").get("/reminders").text, "html.parser")
    assert page.select("input[type=checkbox][checked]") == []
    assert page.select_one("[data-is-here]").has_attr("hidden")
    assert stored(cast, ReminderChoice) == [], "looking writes nothing"


def test_choices_are_kept(cast: Cast) -> None:
    maya = cast.as_("maya")
    for text in ("Water the plants", ""):
        assert maya.post("/reminders", data=CHOICES | {"text": text, "signs": "true"}).status_code == 303
    assert [(row.check_in, row.signs, row.hour, row.text) for row in stored(cast, ReminderChoice)] == [
        (True, True, 18, "")
    ]
    page = BeautifulSoup(maya.get("/reminders").text, "html.parser")
    assert len(page.select("input[type=checkbox][checked]")) == 2
    assert page.select_one("#hour option[selected]").text == "6:00\u202fPM"
    with cast.app.app_context():
        assert {row.action for row in db.rows(select(Audit.action).where(Audit.subject == "reminders"))} == {"changed"}


@pytest.mark.parametrize(
    "wrong",
    [{"hour": "24"}, {"hour": "22"}, {"hour": "7"}, {"quiet_from": "-1"}, {"text": "x" * 81}, {"text": "a\nb"}],
)
def test_what_cannot_be_is_refused_and_what_was_typed_stays(cast: Cast, wrong: dict[str, str]) -> None:
    typed = CHOICES | {"text": "Water the plants"} | wrong
    answer = cast.as_("maya").post("/reminders", data=typed)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select(".error-text[id]") and page.select_one("#text")["value"] == typed["text"]
    assert stored(cast, ReminderChoice) == []


def test_no_quiet_hours(cast: Cast) -> None:
    at_night = CHOICES | {"hour": "3", "quiet_from": "5", "quiet_until": "5"}
    assert cast.as_("maya").post("/reminders", data=at_night).status_code == 303


def test_in_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    assert "Recordatorios" in cast.as_("maya").get("/reminders").text


def test_a_phone_is_taken_in_and_let_go(cast: Cast) -> None:
    maya = cast.as_("maya")
    for _twice in range(2):
        assert maya.post("/reminders/device", data=BROWSER).status_code == 204
    assert [row.owner_id for row in stored(cast, PushSubscription)] == [cast["maya"]]
    assert "Reminders come to this phone." in maya.get("/reminders").text
    assert maya.post("/reminders/device/deletion").status_code == 303
    assert stored(cast, PushSubscription) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example.org/1"},
        {"endpoint": "https://name:word@push.example.org/1"},
        {"endpoint": "https:///1"},
        {"endpoint": "https://push.example.org:99999/1"},
        {"endpoint": "file:///etc/passwd"},
        {"endpoint": "https://push.example.org/" + "x" * 1000},
        {"p256dh": "BCVx"},
        {"p256dh": "B" + "A" * 86},
        {"auth": "BTBZ"},
    ],
)
def test_what_is_no_browser_is_refused(cast: Cast, wrong: dict[str, str]) -> None:
    assert cast.as_("maya").post("/reminders/device", data=BROWSER | wrong).status_code == 422
    assert stored(cast, PushSubscription) == []


def test_a_browser_belongs_to_who_is_signed_in_there_now(cast: Cast) -> None:
    cast.as_("maya").post("/reminders/device", data=BROWSER)
    cast.as_("jordan").post("/reminders/device", data=BROWSER)
    assert [row.owner_id for row in stored(cast, PushSubscription)] == [cast["jordan"]]


def test_signing_out_ends_it(cast: Cast) -> None:
    cast.as_("jordan").post("/reminders/device", data=BROWSER | {"endpoint": "https://push.example.org/2"})
    maya = cast.as_("maya")
    maya.post("/reminders/device", data=BROWSER)
    maya.post("/sign-out")
    assert [row.owner_id for row in stored(cast, PushSubscription)] == [cast["jordan"]]


def test_more_leads_there(cast: Cast) -> None:
    assert 'href="/reminders"' in cast.as_("maya").get("/more").text
