"""'What works for me': ranked from own pairs, nothing under three, overall and for one trigger."""

from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.skills.rows import (
    BREATHING,
    SENSES,
    SURFING,
    add_practice,
    add_skill,
    add_trigger,
    practised_for,
    speak_spanish,
)
from tests.support.markup import the
from webapp.content.skills import OWN
from webapp.models import uuid7

PATH = "/skills/what-works"


def main(cast: Cast, path: str = PATH) -> Tag:
    answer = cast.as_("maya").get(path)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.text, "html.parser").main
    assert found
    return found


def bars(page: Tag) -> list[str]:
    return [line.get_text(" ", strip=True) for line in page.select(".bars > li")]


def many(cast: Cast, times: int, skill: str, before: int, after: int) -> None:
    for _turn in range(times):
        add_practice(cast, skill, before, after)


def test_it_ranks_by_the_mean_change(cast: Cast) -> None:
    many(cast, 3, BREATHING, 7, 5)
    many(cast, 4, SENSES, 8, 3)
    page = main(cast)
    assert bars(page) == ["5-4-3-2-1 senses (4 times) 8 to 3", "Long out-breath (3 times) 7 to 5"]
    assert "5-4-3-2-1 senses helped most: down by 5 on average." in page.get_text()
    widths = [[rect["width"] for rect in line.select("rect")] for line in page.select(".bars > li")]
    assert widths == [["80.0", "30.0"], ["70.0", "50.0"]]


def test_every_bar_has_its_row_in_the_table(cast: Cast) -> None:
    many(cast, 2, BREATHING, 7, 5)
    many(cast, 1, BREATHING, 8, 3)
    cells = [cell.get_text() for cell in main(cast).select("tbody > tr > *")]
    assert cells == ["Long out-breath", "7.3", "4.3", "3", "3 times"]


def test_nothing_is_said_under_three(cast: Cast) -> None:
    many(cast, 2, SENSES, 8, 3)
    add_practice(cast, SENSES, None, 3)
    page = main(cast)
    assert bars(page) == []
    assert "Not enough to say yet" in page.get_text()
    assert "5-4-3-2-1 senses: 2 of 3 times" in page.get_text()
    assert "on average" not in page.get_text()


def test_the_empty_page_offers_a_first_step(cast: Cast) -> None:
    page = main(cast)
    assert "Not enough to say yet" in page.get_text()
    assert "Too early to say" not in page.get_text()
    assert the(page, "a.button-primary")["href"] == "/skills"


def test_what_did_not_help_is_no_bar(cast: Cast) -> None:
    many(cast, 3, SENSES, 5, 5)
    many(cast, 3, SURFING, 5, 6)
    page = main(cast)
    assert bars(page) == []
    assert "5-4-3-2-1 senses: No change on average, 3 times" in page.get_text()
    assert "Urge surfing: Up by 1 on average, 3 times" in page.get_text()


def test_for_one_trigger(cast: Cast) -> None:
    payday, stress = add_trigger(cast), add_trigger(cast, "Stress")
    for _turn in range(3):
        practised_for(cast, payday, SENSES, 8, 2)
        practised_for(cast, stress, BREATHING, 9, 2)
    assert len(bars(main(cast))) == 2
    page = main(cast, f"{PATH}?trigger={payday}")
    assert bars(page) == ["5-4-3-2-1 senses (3 times) 8 to 2"]
    assert the(page, "option[selected]").get_text() == "Payday"
    assert the(page, ".kicker").get_text() == "Payday"


def test_a_hidden_trigger_is_chosen_by_its_link(cast: Cast) -> None:
    payday = add_trigger(cast, hidden=True)
    assert main(cast).select("option") == []
    assert the(main(cast, f"{PATH}?trigger={payday}"), "option[selected]").get_text() == "Payday"


def test_own_skills_count(cast: Cast) -> None:
    many(cast, 3, f"{OWN}{add_skill(cast)}", 6, 4)
    assert bars(main(cast)) == ["Walk the dog (3 times) 6 to 4"]


def test_skills_that_are_gone_are_left_out(cast: Cast) -> None:
    many(cast, 3, f"{OWN}{uuid7()}", 6, 4)
    many(cast, 3, "no-longer-in-the-library", 6, 4)
    assert bars(main(cast)) == []


def test_other_peoples_entries_are_not_counted(cast: Cast) -> None:
    for _turn in range(3):
        add_practice(cast, owner="jordan")
    assert bars(main(cast)) == []


def test_others_are_refused(cast: Cast) -> None:
    payday = add_trigger(cast)
    for member, status in (("jordan", 404), ("dana", 403), ("nobody", 401)):
        assert cast.as_(member).get(f"{PATH}?trigger={payday}").status_code == status
    assert cast.as_("maya").get(f"{PATH}?trigger=payday").status_code == 200


def test_in_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    many(cast, 3, BREATHING, 7, 4)
    assert bars(main(cast)) == ["Exhalación larga (3 veces) de 7 a 4"]
