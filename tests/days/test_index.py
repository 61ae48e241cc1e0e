"""My days: what has added up. After a lapse nothing falls to zero."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.days.stories import ago, counter, lapsed, speak_spanish
from tests.support.queries import CountVisit
from webapp.models import now


def text_of(cast: Cast, name: str = "maya") -> str:
    page = BeautifulSoup(cast.as_(name).get("/days").text, "html.parser")
    return " ".join(page.main.get_text(" ").split())


def test_nothing_is_owed(cast: Cast) -> None:
    assert "Nothing is counted yet. That is fine." in text_of(cast)


def test_days_add_up(cast: Cast) -> None:
    counter(cast, day_cost="14", day_minutes="90")
    text = text_of(cast)
    assert "100 days in all since" in text
    assert "90 of the last 90 days" in text
    assert "Saved: $1,400 and 150 hours" in text


def test_after_a_lapse_the_total_and_the_last_90_lead(cast: Cast) -> None:
    counter(cast)
    lapsed(cast, 10, kind="use")
    text = text_of(cast)
    assert "99 days in all since" in text
    assert "89 of the last 90 days" in text
    assert "Longest run 89 days" in text
    assert "This run" not in text


def test_a_run_is_shown_only_when_turned_on_and_never_as_zero(cast: Cast) -> None:
    counter(cast, show_run="true")
    assert "This run 100 days" in text_of(cast)
    lapsed(cast, 0, kind="use")
    text = text_of(cast)
    assert "This run A new run starts today" in text
    assert "99 days in all since" in text


def test_a_start_today_shows_no_zero(cast: Cast) -> None:
    counter(cast, started_on=ago(0).isoformat(), day_cost="10")
    page = cast.as_("maya").get("/days").text.partition("<main")[2].partition("</main>")[0]
    assert "Your count starts today" in page
    assert "$0" not in page
    assert ">0" not in page


@pytest.mark.parametrize(
    ("lapse", "total"),
    [
        ({"kind": "use"}, 99),
        ({"focus": "alcohol"}, 99),
        ({"kind": ""}, 100),  # nobody said what happened
        ({"kind": "urge"}, 100),
        ({"kind": "gambling"}, 100),
        ({"focus": "gambling"}, 100),
        ({"kind": "self-harm"}, 100),
    ],
)
def test_a_lapse_counts_where_it_belongs(cast: Cast, lapse: dict[str, object], total: int) -> None:
    counter(cast)
    lapsed(cast, 20, **lapse)
    assert f"{total} days in all" in text_of(cast)


def test_a_counter_with_a_name_of_its_own_knows_no_focus(cast: Cast) -> None:
    counter(cast, focus=None, label="Days without smoking")
    lapsed(cast, 20, kind="use")
    assert "100 days in all" in text_of(cast)
    lapsed(cast, 21, kind="self-harm")
    assert "99 days in all" in text_of(cast)


def test_two_lapses_in_a_day_take_one_day_and_deleted_ones_none(cast: Cast) -> None:
    counter(cast)
    lapsed(cast, 20, kind="use")
    lapsed(cast, 20, kind="use")
    lapsed(cast, 30, kind="use", deleted_at=now())
    assert "99 days in all" in text_of(cast)


def test_other_peoples_lapses_do_not_count(cast: Cast) -> None:
    counter(cast)
    lapsed(cast, 20, name="jordan", kind="use")
    assert "100 days in all" in text_of(cast)


def test_the_picture_has_a_title_and_a_table(cast: Cast) -> None:
    counter(cast, started_on=ago(10).isoformat())
    lapsed(cast, 3, kind="use")
    page = BeautifulSoup(cast.as_("maya").get("/days").text, "html.parser")
    picture = page.find("svg", class_="day-squares")
    assert picture.title.text == picture["aria-label"] == "The last 90 days: 9 counted"
    squares = {path["class"][0]: path["d"].count("M") for path in picture.find_all("path")}
    assert squares == {"day-before": 80, "day-counted": 9, "day-lapse": 1}
    weeks = [cell.text for cell in page.select("tbody td")]
    assert weeks == ["6 of 7", "3 of 3"]


def test_without_numbers_no_number_is_shown(cast: Cast) -> None:
    counter(cast, show_numbers=None, show_run="true", day_cost="14")
    card = BeautifulSoup(cast.as_("maya").get("/days").text, "html.parser").select_one("main section")
    assert "Your days add up. They never reset." in card.text
    assert not any(character.isdigit() for character in card.get_text())
    assert card.find("svg", class_="day-squares") is None


def test_a_milestone_is_said_quietly(cast: Cast) -> None:
    counter(cast, started_on=ago(30).isoformat())
    assert "30 days. Each one counts." in text_of(cast)


def test_in_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    counter(cast, started_on=ago(40).isoformat(), day_cost="14")
    lapsed(cast, 3, kind="use")
    text = text_of(cast)
    assert "Alcohol" in text
    assert "39 días en total desde el" in text
    assert "39 de los últimos 90 días" in text


def test_queries_do_not_grow_with_counters(cast: Cast, queries: CountVisit) -> None:
    counter(cast)
    one = queries("/days")
    for focus in ("gambling", "anxiety"):
        counter(cast, focus=focus)
        lapsed(cast, 5, focus=focus)
    assert queries("/days") == one <= 4


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").get("/days").status_code == 401
    assert cast.as_("dana").get("/days").status_code == 403
    counter(cast)
    assert "days in all" not in text_of(cast, "jordan")
