"""Settings of the program."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.models import Program

SENT = {
    "name": "Riverside IOP",
    "time_zone": "America/Denver",
    "phone": "(202) 555-0111",
    "phone_hours": "weekdays 8 to 6",
    "phone_hours_es": "entre semana de 8 a 6",
    "reading_days": [1, 2, 3, 4],
    "reading_by": "16:00",
    "harm_reduction": "true",
}


def test_they_are_kept_and_people_see_them(
    alex: PageClient, cast: Cast, stored: Stored, trail: Callable[[], list[object]]
) -> None:
    assert "Test program" in alex.get("/admin/program").text
    assert alex.post("/admin/program", data=SENT).location == "/admin/program"
    row = stored(Program)[0]
    assert row.model_dump(include=set(SENT)) == SENT | {"harm_reduction": True}
    assert "Riverside IOP" in cast.as_("nobody").get("/help").text
    changed = "name, time_zone, phone, phone_hours, phone_hours_es, reading_days, reading_by"
    assert trail() == [("changed", "program", changed)]


def test_help_now_says_the_hours_in_the_readers_language(alex: PageClient, cast: Cast) -> None:
    nobody, spanish = cast.as_("nobody"), {"Accept-Language": "es"}
    alex.post("/admin/program", data=SENT)
    page = nobody.get("/help", headers=spanish).text
    assert "entre semana de 8 a 6" in page and "weekdays 8 to 6" not in page
    page = nobody.get("/help").text
    assert "weekdays 8 to 6" in page and "entre semana" not in page
    alex.post("/admin/program", data=SENT | {"phone_hours_es": ""})
    assert "weekdays 8 to 6" in nobody.get("/help", headers=spanish).text


def test_the_same_again_changes_nothing(alex: PageClient, trail: Callable[[], list[object]]) -> None:
    for _ in range(2):
        assert alex.post("/admin/program", data=SENT).status_code == 303
    assert len(trail()) == 1


def test_harm_reduction_off_hides_its_part_and_never_naloxone(alex: PageClient, cast: Cast) -> None:
    title = "If you might use again"
    assert title in cast.as_("nobody").get("/help").text
    alex.post("/admin/program", data={name: value for name, value in SENT.items() if name != "harm_reduction"})
    page = cast.as_("nobody").get("/help").text
    assert title not in page
    assert "naloxone" in page.lower()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("name", "", "Please answer this."),
        ("time_zone", "Mars/Olympus", "Please choose one from the list."),
        ("phone", "12", "A phone cannot call this number."),
        ("reading_days", [], "Please choose at least one day."),
        ("reading_days", [0, 8], "Please choose a number from 1 to 7."),
        ("reading_by", "", "Please answer this."),
        ("reading_by", "soon", "Please give a time like 17:00."),
        ("phone_hours", "x" * 201, "200 characters fit"),
        ("phone_hours_es", "x" * 201, "200 characters fit"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    alex: PageClient, stored: Stored, name: str, value: str, message: str
) -> None:
    answer = alex.post("/admin/program", data=SENT | {name: value})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Riverside IOP" in answer.text or name == "name"
    assert stored(Program)[0].name == "Test program"


def test_what_people_wrote_elsewhere_is_untouched(alex: PageClient, stored: Stored) -> None:
    """Columns that the form does not have stay as they are."""
    before: Any = stored(Program)[0]
    alex.post("/admin/program", data=SENT | {"code_salt": "ff", "singleton": "2"})
    after = stored(Program)[0]
    assert (after.code_salt, after.singleton, after.id) == (before.code_salt, before.singleton, before.id)
