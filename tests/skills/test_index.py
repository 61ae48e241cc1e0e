"""The list: favourites and own ones first, the library by kind, filters by address."""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.skills.rows import add_practice, add_skill, speak_spanish
from tests.support.markup import the
from webapp.content.skills import LIBRARY


def main(cast: Cast, path: str = "/skills") -> Tag:
    answer = cast.as_("maya").get(path)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.text, "html.parser").main
    assert found
    return found


def names(part: Tag) -> list[str]:
    return [link.get_text() for link in part.select("a.stretch")]


def slugs(part: Tag) -> set[str]:
    return {str(link["href"]).split("/")[-1] for link in part.select("a.stretch")}


def test_the_whole_library_is_there_by_kind(cast: Cast) -> None:
    page = main(cast)
    assert slugs(page) == set(LIBRARY)
    kinds = [fold.summary.get_text(" ", strip=True) for fold in page.select("details") if fold.summary]
    assert kinds[0] == "Pause first 6"
    assert len(kinds) == 13
    assert page.select("details[open]") == []


def test_favourites_and_own_ones_come_first(cast: Cast) -> None:
    add_skill(cast)
    cast.as_("maya").post("/skills/urge-surfing/favourite")
    page = main(cast)
    first = page.find("section", {"aria-labelledby": "mine"})
    assert isinstance(first, Tag)
    assert names(first) == ["Urge surfing", "Walk the dog"]
    assert names(page)[:2] == names(first)
    assert names(page).count("Urge surfing") == 1


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("category=grounding", lambda skill: skill.category == "grounding"),
        ("time=1", lambda skill: skill.minutes[0] <= 1),
        ("time=5", lambda skill: skill.minutes[0] <= 5),
        ("time=15", lambda skill: skill.minutes[1] >= 15),
        ("strength=9", lambda skill: skill.strength[0] <= 9 <= skill.strength[1]),
        (
            "category=body&time=1&strength=9",
            lambda s: s.category == "body" and s.minutes[0] <= 1 and s.strength[1] >= 9,
        ),
    ],
)
def test_filters_leave_what_fits(cast: Cast, query: str, fits: object) -> None:
    assert callable(fits)
    expected = {slug for slug, skill in LIBRARY.items() if fits(skill)}
    assert slugs(main(cast, f"/skills?{query}")) == expected
    assert 0 < len(expected) < len(LIBRARY)


def test_a_filter_keeps_the_others(cast: Cast) -> None:
    page = main(cast, "/skills?category=body&strength=6")
    shorter = page.find("a", string="1 minute")
    assert isinstance(shorter, Tag)
    assert shorter["href"] == "/skills?category=body&time=1&strength=6"
    assert [link.get_text() for link in page.select("a[aria-current]")] == ["Any length", "Body and breath"]
    assert the(page, "option[selected]").get_text() == "6"


@pytest.mark.parametrize("query", ["category=x&time=99&strength=abc", "strength=-1", "strength=" + "9" * 50, "time=١"])
def test_what_is_no_filter_is_left_out(cast: Cast, query: str) -> None:
    assert slugs(main(cast, f"/skills?{query}")) == set(LIBRARY)


def test_nothing_that_fits_says_so(cast: Cast) -> None:
    assert "Nothing fits all of this." in main(cast, "/skills?category=routine&strength=10").get_text()


@pytest.mark.parametrize(("strength", "shown"), [(7, False), (8, True)])
def test_when_it_is_strong_a_person_comes_first(cast: Cast, strength: int, shown: bool) -> None:
    assert ("That is strong. Stay near someone." in main(cast, f"/skills?strength={strength}").get_text()) is shown


def test_what_it_did_is_said_from_three_uses_on(cast: Cast) -> None:
    for times in range(1, 4):
        add_practice(cast)
        assert ("Down by 3 on average, 3 times" in main(cast).get_text()) is (times == 3)


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").get("/skills").status_code == 401
    assert cast.as_("dana").get("/skills").status_code == 403


def test_in_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    page = main(cast)
    assert "Todas, por tipo" in page.get_text()
    assert "Exhalación larga" in names(page)
