"""Starting to count: a focus or an own name, a start date, what a day cost."""

import pytest

from tests.cast import Cast
from tests.days.stories import ago, counter, form, speak_spanish, stored
from webapp.enums import Focus
from webapp.extensions import db
from webapp.models import FocusChoice, uuid7


def test_it_saves(cast: Cast) -> None:
    answer = cast.as_("maya").post("/days", data=form(label="Sober days 🙂", day_cost="12.50", day_minutes="60"))
    assert (answer.status_code, answer.location) == (303, "/days")
    assert stored(cast, "label") == ["Sober days 🙂"]
    assert stored(cast, "focus") == ["alcohol"]
    assert stored(cast, "day_cost") == [1250]
    assert stored(cast, "day_minutes") == [60]
    assert stored(cast, "show_numbers") == [True]
    assert stored(cast, "show_run") == [False]


def test_the_same_form_twice_is_one_counter(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form()
    assert [maya.post("/days", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(stored(cast, "id")) == 1


def test_the_same_operation_with_other_content_or_owner_is_a_conflict(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form()
    maya.post("/days", data=sent)
    assert maya.post("/days", data=sent | {"label": "x"}).status_code == 409
    assert cast.as_("jordan").post("/days", data=sent).status_code == 409
    assert len(stored(cast, "id")) == 1


@pytest.mark.parametrize(
    ("amount", "cents"),
    [
        ("12", 1200),
        ("$12", 1200),
        (" 12.5 ", 1250),
        ("12,50", 1250),
        ("1,200", 120000),
        ("0", 0),
        ("", None),
        ("100000", 10_000_000),
    ],
)
def test_amounts_as_people_write_them(cast: Cast, amount: str, cents: int | None) -> None:
    counter(cast, day_cost=amount)
    assert stored(cast, "day_cost") == [cents]


@pytest.mark.parametrize("amount", ["a lot", "-5", "12.505", "1.200", "12 50", "٣", "9" * 5000, "1e3", "100000.01"])
def test_an_amount_that_cannot_be_read_is_said_at_its_field(cast: Cast, amount: str) -> None:
    answer = cast.as_("maya").post("/days", data=form(day_cost=amount, label="Kept"))
    assert answer.status_code == 422
    assert 'id="day_cost-error"' in answer.text
    assert "amount" in answer.text
    assert 'value="Kept"' in answer.text
    assert stored(cast, "id") == []


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"started_on": None}, "started_on", "Please answer this."),
        ({"started_on": "soon"}, "started_on", "Please give a date"),
        ({"started_on": "2099-01-01"}, "started_on", "in the future"),
        ({"started_on": ago(-1).isoformat()}, "started_on", "in the future"),
        ({"started_on": "0026-01-01"}, "started_on", "check the year"),
        ({"focus": None}, "label", "choose one above, or name it"),
        ({"label": "x" * 201}, "label", "too long"),
        ({"label": "a\0b"}, "label", "cannot be saved"),
        ({"focus": "luck"}, "focus", "choose one from the list"),
        ({"day_minutes": "1441"}, "day_minutes", "from 0 to 1440"),
        ({"day_minutes": "many"}, "day_minutes", "give a number"),
    ],
)
def test_a_wrong_answer_is_refused_and_what_was_typed_stays(
    cast: Cast, wrong: dict[str, object], field: str, message: str
) -> None:
    sent = form(day_cost="13.37") | wrong
    answer = cast.as_("maya").post("/days", data={name: value for name, value in sent.items() if value is not None})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert message in answer.text
    assert 'value="13.37"' in answer.text
    assert stored(cast, "id") == []


def test_the_form_begins_with_the_first_focus_and_with_numbers(cast: Cast) -> None:
    page = cast.as_("maya").get("/days/new").text
    assert 'value="alcohol" checked' in page
    assert 'name="show_numbers" value="true" checked' in page


def test_numbers_are_off_at_first_beside_an_eating_disorder(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add(FocusChoice(owner_id=cast["maya"], focus=Focus.EATING, position=1))
    assert 'name="show_numbers" value="true">' in cast.as_("maya").get("/days/new").text


def test_it_says_who_can_see_it_in_both_languages(cast: Cast) -> None:
    assert "Only you can see this." in cast.as_("maya").get("/days/new").text
    speak_spanish(cast)
    assert "¿Qué quieres contar?" in cast.as_("maya").get("/days/new").text


def test_others_are_refused(cast: Cast) -> None:
    for path in ("/days/new", "/days"):
        assert cast.as_("nobody").get(path).status_code == 401
        assert cast.as_("dana").get(path).status_code == 403
    assert cast.as_("nobody").post("/days", data=form()).status_code == 401
    assert cast.as_("dana").post("/days", data=form()).status_code == 403
    assert (
        cast.as_("maya").post("/days", data=form(operation=uuid7()) | {"owner_id": str(cast["jordan"])}).status_code
        == 303
    )
    with cast.app.app_context():
        owner = db.session.connection().exec_driver_sql("SELECT owner_id FROM counter").scalar()
    assert str(owner).replace("-", "") == cast["maya"].hex
