"""What somebody with a link reads: emergency first, the parts that were chosen, and nothing else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.plan.rows import add, add_person, add_version
from tests.support.family import make, ruth
from webapp.content.lessons.library import load_library
from webapp.content.sharing import FAMILY
from webapp.enums import SignLevel
from webapp.formatting import dialable
from webapp.learn.library import FAMILY_TRACK
from webapp.models import Counter, Lapse, Skill, WarningSign
from webapp.sharing.vocabulary import PARTS


def page(cast: Cast, *parts: str, **more: str) -> BeautifulSoup:
    return BeautifulSoup(ruth(cast, make(cast, sections=list(parts), **more)).get("/shared").text, "html.parser")


def section(shown: BeautifulSoup, part: str) -> str:
    return " ".join(shown.select_one(f"#part-{part}").parent.get_text(" ").split())


def test_help_comes_first(cast: Cast) -> None:
    shown = page(cast, "signs")
    assert [tag["href"] for tag in shown.select("main a")][:2] == ["tel:911", "tel:988"]
    assert shown.select_one("main h2").text.strip() == "In an emergency"
    assert "Give naloxone (Narcan) if you have it." in shown.text
    spanish = page(cast, "signs", language="es")
    assert "Oprime 2 para español." in spanish.text


def test_whose_it_is_and_until_when(cast: Cast) -> None:
    shown = page(cast, "signs")
    said = " ".join(shown.text.split())
    assert shown.h1.text == "Maya’s page"
    assert "Maya chose to share these parts with you, Ruth." in said
    assert "Until:" in said and "Maya can end it at any time." in said
    assert "This is all that was shared with you." in said
    assert "What was shared, until" in said and "By Test program, with the written consent of Maya" in said


def test_the_notice_goes_with_it_in_both_languages(cast: Cast) -> None:
    english = (
        "This record which has been disclosed to you is protected by Federal confidentiality rules (42 CFR part 2)."
    )
    assert english in " ".join(page(cast, "signs").text.split())
    spanish = page(cast, "signs", language="es")
    assert "Este registro que se te ha dado a conocer está protegido" in " ".join(spanish.text.split())
    assert english in " ".join(spanish.select_one("#notice-english[lang=en]").text.split()), "the words that count"


def test_signs_by_level(cast: Cast) -> None:
    owner = cast["maya"]
    add(cast, WarningSign(owner_id=owner, text="I stop answering", level=SignLevel.DRIFTING))
    add(cast, WarningSign(owner_id=owner, text="An old one", level=SignLevel.CLOSE, hidden=True))
    said = section(page(cast, "signs"), "signs")
    assert said == "Signs you may notice In the words of Maya Drifting I stop answering"


def test_the_plan_as_it_stands_without_numbers_or_ratings(cast: Cast) -> None:
    owner = cast["maya"]
    person = add_person(cast, "Marcus", phone="(202) 555-0143")
    add(cast, Skill(owner_id=owner, slug="urge-surfing", favourite=True))
    add_version(cast, "help-me", "An older line")
    add_version(cast, "help-me", "Ask me to walk", number=2)
    add_version(cast, "safety-help", {"text": "Marcus", "person": str(person)})
    add_version(cast, "safety-coping", {"text": "x", "skill": "urge-surfing"})
    shown = page(cast, "help-me", "safety-help", "safety-coping")
    assert section(shown, "help-me") == "What helps Maya In the words of Maya Ask me to walk"
    assert "Marcus" in section(shown, "safety-help") and "0143" not in shown.text
    assert "Urge surfing" in section(shown, "safety-coping") and "average" not in shown.text


def test_people_with_numbers(cast: Cast) -> None:
    add_person(cast, "Marcus", phone="(202) 555-0143", relation="peer", when="any time", say="a secret sentence")
    add_person(cast, "Rosa", phone="(202) 555-0144", can_text=False, position=1)
    shown = page(cast, "people")
    links = [tag["href"] for tag in shown.select("#part-people ~ ul a")]
    assert links == ["sms:+12025550143", "tel:+12025550143", "tel:+12025550144"]
    assert "a secret sentence" not in shown.text


def test_days_are_totals_of_what_is_shown(cast: Cast) -> None:
    owner, start = cast["maya"], date.today() - timedelta(days=40)  # noqa: DTZ011 -- a calendar day
    add(cast, Counter(owner_id=owner, label="Evenings", started_on=start, day_cost=900, show_run=True))
    add(cast, Counter(owner_id=owner, label="Hidden one", started_on=start, hidden=True))
    add(cast, Counter(owner_id=owner, label="Without numbers", started_on=start, show_numbers=False))
    said = section(page(cast, "days"), "days")
    assert "Evenings" in said and "days in all" in said
    assert not any(word in said for word in ("Hidden", "Without", "$", "run", "of the last"))


def test_a_total_does_not_say_since_when(cast: Cast) -> None:
    """With the first day, the days that are missing could be counted from one look."""
    start = datetime.now(UTC).date() - timedelta(days=40)
    add(cast, Counter(owner_id=cast["maya"], label="Evenings", started_on=start))
    at = datetime.now(UTC) - timedelta(days=3)
    add(cast, Lapse(owner_id=cast["maya"], occurred_at=at, utc_offset=0, day=at.date()))
    said = section(page(cast, "days"), "days")
    assert "days in all" in said
    assert "since" not in said and str(start.year) not in said and f"{start:%b}" not in said


def test_lessons_for_families_can_be_read(cast: Cast) -> None:
    family = ruth(cast, make(cast, sections=["modules"]))
    shown = BeautifulSoup(family.get("/shared").text, "html.parser")
    links = [tag["href"] for tag in shown.select("#part-modules ~ ul a")]
    assert len(links) >= 8
    for link in links:
        answer = family.get(link)
        assert answer.status_code == 200 and "<form" not in answer.text, "to read, not to fill in"
        assert 'href="/shared"' in answer.text and "| Foothold" not in answer.text
    assert family.get("/shared/modules/1").status_code == 404, "one that is not for families"
    assert family.get("/shared/modules/99999999999999999999").status_code == 404
    without = ruth(cast, make(cast, sections=["signs"]))
    assert without.get(links[0]).status_code == 404, "only when they were shared"


@pytest.mark.parametrize("part", ["signs", "help-me", "people", "days", "lapse-hour", "safety-warning"])
def test_a_part_without_words_says_so(cast: Cast, part: str) -> None:
    assert "Maya has not written anything here yet." in section(page(cast, part), part)


def test_family_help_lines(cast: Cast) -> None:
    shown = page(cast, "signs")
    numbers = {line.digits for line in FAMILY.lines}
    assert numbers == {"18884252666", "18004776291", "18007369805"}
    assert numbers <= {str(tag["href"]).removeprefix("tel:+") for tag in shown.select("a[href^=tel]")}
    for line in FAMILY.lines:
        assert dialable(line.number) == f"+{line.digits}"


def test_no_entry_is_ever_there(cast: Cast) -> None:
    """All parts at once, with a lapse that has a note: what counts days does not say which."""
    add(cast, Counter(owner_id=cast["maya"], label="Evenings", started_on=date(2026, 6, 1)))
    at = datetime.now(UTC) - timedelta(days=3)
    add(cast, Lapse(owner_id=cast["maya"], occurred_at=at, utc_offset=-300, day=at.date(), note="a hard evening"))
    shown = page(cast, *PARTS)
    assert "a hard evening" not in shown.text and "lapse" not in section(shown, "days").lower()


def test_it_prints_with_numbers_spelled_out(cast: Cast) -> None:
    add_person(cast, "Marcus", phone="(202) 555-0143")
    shown = page(cast, "people")
    assert shown.select_one(".print-only").text == "(202) 555-0143"
    assert shown.select_one("[data-action=print]")


def test_a_lesson_has_crisis_lines_and_an_exercise_that_sends_nothing(cast: Cast) -> None:
    family = ruth(cast, make(cast, sections=["modules"]))
    for module in load_library().of_track(FAMILY_TRACK):
        shown = BeautifulSoup(family.get(f"/shared/modules/{module.number}").text, "html.parser")
        card = shown.select_one(".lesson-crisis")
        assert card and {"tel:911", "tel:988"} <= {tag["href"] for tag in card.select("a")}
        assert "give naloxone if you have it" in card.text and "More help now" not in card.text
        exercise = shown.select_one("#exercise")
        assert exercise and exercise.select("input, textarea") and "sent or kept" in exercise.text
        assert shown.select("form") == [], "Enter would put what was typed into the address"
        assert "kept in the account" not in shown.text
