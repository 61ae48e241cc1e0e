"""Today, as the last day comes and in the weeks after it: fewer questions, this week’s lines, who reads."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from tests.aftercare.rows import discharged, sign
from tests.appointments.rows import here
from tests.cast import Cast
from tests.plan.rows import add, add_version, speak_spanish
from webapp.enums import SignLevel
from webapp.models import Counter, WarningSign, uuid7


def today(cast: Cast) -> str:
    return cast.as_("maya").get("/").text


def test_nothing_of_it_in_the_program(cast: Cast) -> None:
    text = today(cast)
    assert "How are you feeling?" in text
    assert "after the program" not in text and "last day" not in text


@pytest.mark.parametrize(("days", "week"), [(1, 1), (7, 1), (8, 2), (21, 3), (91, 13)])
def test_the_week_and_its_lines(cast: Cast, days: int, week: int) -> None:
    add_version(cast, "after-weeks", {"text": "zq-now", "week": week}, {"text": "zq-other", "week": week + 1})
    discharged(cast, days)
    text = today(cast)
    assert f"Week {week} after the program" in text
    assert "zq-now" in text and "zq-other" not in text


def test_after_the_first_90_days_it_is_quiet(cast: Cast) -> None:
    discharged(cast, 92)
    assert "after the program" not in today(cast)


def test_who_reads_is_said(cast: Cast) -> None:
    discharged(cast, 21)
    assert "Nobody on your care team reads what is in here now." in today(cast)
    sign(cast, "plan")
    assert "Dana can read what you share until" in today(cast)


def test_it_asks_less_and_offers_the_same(cast: Cast) -> None:
    add(cast, WarningSign(owner_id=cast["maya"], text="I skip calls", level=SignLevel.DRIFTING))
    discharged(cast, 21)
    text = today(cast)
    assert "How are you feeling?" not in text
    assert 'href="/check-ins/new"' in text and 'href="/urges/new"' in text
    assert "Your warning signs this week" in text
    data = {"id": uuid7(), "operation": uuid7(), "mood": 4}
    assert cast.as_("maya").post("/check-ins", data=data).status_code == 303
    assert "You checked in:" in today(cast)
    assert "You showed up" not in today(cast), "who is not asked has missed nothing"


def test_days_stay_as_quiet_as_they_were(cast: Cast) -> None:
    """Whoever has left the program reads of their days and milestones what they read in it, and no more."""
    add(cast, Counter(owner_id=cast["maya"], label="Since last year", started_on=here() - timedelta(days=365)))

    def said() -> str:
        main = BeautifulSoup(cast.as_("maya").get("/days").text, "html.parser").main
        assert main is not None and "Since last year" in main.text
        return main.get_text(" ", strip=True)

    before = said()
    discharged(cast, 100)
    assert said() == before


def test_in_spanish(cast: Cast) -> None:
    discharged(cast, 21)
    speak_spanish(cast)
    assert "Semana 3 después del programa" in today(cast)
