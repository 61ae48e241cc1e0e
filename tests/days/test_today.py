"""What Today takes from the counters, and the start date of the first steps."""

from datetime import date

from werkzeug.datastructures import MultiDict

from tests.cast import Cast
from tests.days.stories import ago, counter, lapsed, stored
from tests.urges.stories import logged_lapse
from webapp.days import services
from webapp.days.forms import StartDate
from webapp.days.presenters import DayCount, for_today
from webapp.enums import Focus
from webapp.extensions import db
from webapp.forms import parse
from webapp.htmx import page
from webapp.models import FocusChoice, uuid7


def today_of(cast: Cast, name: str = "maya") -> list[DayCount]:
    with cast.app.test_request_context():
        return for_today(cast[name], ago(0))


def test_a_lapse_counts_once_it_is_said_what_happened(cast: Cast) -> None:
    """And not before: who taps 'what to do now' without an answer may have asked for help."""
    counter(cast)
    lapse_id, maya = logged_lapse(cast), cast.as_("maya")
    assert [shown.total for shown in today_of(cast)] == [100]
    assert "Your days count on as they are until you say." in maya.get(f"/lapses/{lapse_id}").text
    steps = {"kind": "use", "was_kind": ""}
    said = maya.htmx(f"/lapses/{lapse_id}/following", {"operation": uuid7(), **steps}).text
    assert "until you say" not in said
    assert [shown.total for shown in today_of(cast)] == [99]
    maya.htmx(f"/lapses/{lapse_id}/following", {"operation": uuid7(), "kind": "gambling", "was_kind": "use"})
    assert [shown.total for shown in today_of(cast)] == [100]
    maya.htmx(f"/lapses/{lapse_id}/following", {"operation": uuid7(), "kind": "use", "was_kind": "use"})
    assert [shown.total for shown in today_of(cast)] == [100], "a page from before changes nothing"


def part(cast: Cast) -> str:
    with cast.app.test_request_context():
        return page("days/_today.html", counters=for_today(cast["maya"], ago(0)))


def started(cast: Cast, focus: str, day: date, cost: int | None = None) -> None:
    with cast.app.test_request_context(), db.writing():
        services.start_counter(cast["maya"], focus, day, cost)


def test_each_counter_says_what_has_added_up(cast: Cast) -> None:
    counter(cast, day_cost="10")
    lapsed(cast, 10, kind="use")
    (alcohol,) = today_of(cast)
    assert (alcohol.label, alcohol.total, alcohol.of_last_90) == ("Alcohol", 99, 89)
    assert alcohol.recent == "89 of the last 90 days"
    assert alcohol.saved == "Saved: $990"
    assert today_of(cast, "jordan") == []


def test_hidden_ones_are_left_out(cast: Cast) -> None:
    counter_id = counter(cast)
    cast.as_("maya").post(f"/days/{counter_id}/hiding")
    assert today_of(cast) == []
    assert part(cast).strip() == ""


def test_without_numbers_the_card_has_none(cast: Cast) -> None:
    counter(cast, show_numbers=None, day_cost="10")
    text = part(cast)
    assert "Your days add up." in text
    assert "99" not in text and "100" not in text and "$" not in text


def test_the_last_90_are_left_out_while_they_say_what_the_total_says(cast: Cast) -> None:
    counter(cast, started_on=ago(12).isoformat())
    assert [count.recent for count in today_of(cast)] == [""]


def test_the_first_steps_start_a_counter_once(cast: Cast) -> None:
    started(cast, Focus.ALCOHOL, ago(3), 500)
    started(cast, Focus.ALCOHOL, ago(5))
    assert stored(cast, "focus") == ["alcohol"]
    assert [str(day) for day in stored(cast, "started_on")] == [ago(5).isoformat()]
    assert stored(cast, "day_cost") == [None]
    assert stored(cast, "show_numbers") == [True]


def test_the_first_steps_leave_numbers_off_beside_an_eating_disorder(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add(FocusChoice(owner_id=cast["maya"], focus=Focus.EATING, position=1))
    started(cast, Focus.EATING, ago(3))
    assert stored(cast, "show_numbers") == [False]


def test_all_of_the_start_date_form_may_be_left_out() -> None:
    assert parse(StartDate, MultiDict()).errors == {}
    assert parse(StartDate, MultiDict({"started_on": "2099-01-01"})).errors.keys() == {"started_on"}
    assert parse(StartDate, MultiDict({"day_cost": "x"})).errors.keys() == {"day_cost"}
    assert parse(StartDate, MultiDict({"started_on": "2026-01-01", "day_cost": "$5"})).value.day_cost == 500
