"""The page on which a skill is practised: readable without a script, with an urge or without."""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from tests.skills.rows import SENSES, add_skill, add_urge, practices, speak_spanish
from tests.support.markup import the
from webapp.content.skills import LIBRARY


def main(cast: Cast, path: str) -> Tag:
    answer = cast.as_("maya").get(path)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.text, "html.parser").main
    assert found
    return found


@pytest.mark.parametrize("slug", sorted(LIBRARY))
def test_every_skill_can_be_practised(cast: Cast, slug: str) -> None:
    skill, page = LIBRARY[slug], main(cast, f"/skills/{slug}/practice")
    text = page.get_text(" ", strip=True)
    assert [words.get_text() for words in page.select("[data-words]")] == [step.en for step in skill.steps]
    assert bool(page.select_one("[data-player]")) is skill.is_guided
    assert ("Breathe in: " in text) is (skill.pattern is not None)
    assert skill.pattern is None or f"Breathe in: {skill.pattern.in_} counts." in text
    assert "Done? How strong is it now?" in text
    if skill.caution:
        assert skill.caution["en"] in text


def test_steps_are_a_numbered_list_with_times(cast: Cast) -> None:
    lines = main(cast, "/skills/delay-15/practice").select("ol.numbered > li")
    assert lines[0].get_text(" ", strip=True) == "Give the urge a number from 0 to 10. Remember it. 15 sec"
    assert lines[3].get_text(" ", strip=True).endswith("4 min")
    assert [line["data-step"] for line in lines] == ["15", "15", "30", "240", "15", "270", "285", "30"]


def test_it_says_first_what_it_is_for_and_how_long(cast: Cast) -> None:
    page = main(cast, "/skills/urge-surfing/practice")
    intro = page.select_one(".practice-intro")
    assert intro and intro.get_text(" ", strip=True).startswith("For an urge of middle strength")
    assert intro.get_text(" ", strip=True).endswith("3 to 20 min")
    urge_id = add_urge(cast)
    assert main(cast, f"/skills/urge-surfing/practice?urge={urge_id}").select(".practice-intro") == []
    assert main(cast, f"/skills/{add_skill(cast)}/practice").select(".practice-intro") == []


def test_a_drawing_stands_with_its_step(cast: Cast) -> None:
    lines = main(cast, "/skills/chair-yoga/practice").select("ol.numbered > li")
    titles = [title.get_text() for line in lines if (title := line.select_one("svg > title"))]
    assert titles[:2] == ["Sit tall", "Arms up"] and len(titles) == len(lines) == 6
    assert main(cast, "/skills/urge-surfing/practice").select("ol svg.pic, [data-picture]") == []
    speak_spanish(cast)
    assert "<title>Brazos arriba</title>" in str(main(cast, "/skills/chair-yoga/practice"))


def test_a_circle_breathes_by_itself_only_in_patterns_that_the_styles_know(cast: Cast) -> None:
    circle = main(cast, "/skills/box-breath/practice").select_one("[data-breath]")
    assert circle and "breath-box" in circle["class"]
    assert [(beat["data-beat"], beat["data-seconds"]) for beat in circle.select("[data-beat]")] == [
        ("in", "4"),
        ("hold", "4"),
        ("out", "4"),
        ("rest", "4"),
    ]
    assert "breath-box" not in str(main(cast, "/skills/long-out-breath/practice"))


def test_it_asks_for_the_rating_before(cast: Cast) -> None:
    page = main(cast, f"/skills/{SENSES}/practice")
    assert [box["value"] for box in page.select("input[type=radio][name=before]")] == [str(n) for n in range(11)]
    assert [button["value"] for button in page.select("button[name=after]")] == [str(n) for n in range(11)]


def test_the_enter_key_sends_no_rating(cast: Cast) -> None:
    """The first button of a form is its default: here it is disabled, so that Enter does nothing."""
    form = main(cast, f"/skills/{SENSES}/practice").select_one("form[data-practice]")
    first = form.select_one("button:not([type=button])") if form else None
    assert first and first.has_attr("disabled") and not first.get("name")


@pytest.mark.parametrize(("now", "before"), [(None, "7"), (4, "4"), (0, "0")])
def test_from_an_urge_it_is_known_and_not_asked_again(cast: Cast, now: int | None, before: str) -> None:
    urge_id = add_urge(cast, 7, strength_now=now)
    page = main(cast, f"/skills/{SENSES}/practice?urge={urge_id}")
    held = {box["name"]: box["value"] for box in page.select("input[type=hidden]")}
    assert (held["before"], held["urge_id"]) == (before, str(urge_id))
    assert page.select("input[type=radio]") == []
    assert f"It was {before}." in page.get_text()


def test_a_private_urge_keeps_its_practice_private(cast: Cast) -> None:
    cast.consents("maya", "practices")
    page = main(cast, f"/skills/{SENSES}/practice?urge={add_urge(cast, private=True)}")
    assert page.select_one("input[name=private][checked]")
    assert "Only you can see this." in page.get_text()
    assert "Dana can read this" in main(cast, f"/skills/{SENSES}/practice").get_text()


def test_an_own_skill(cast: Cast) -> None:
    page = main(cast, f"/skills/{add_skill(cast)}/practice")
    assert "Twice around" in page.get_text()
    assert page.select("[data-player]") == []


def test_it_writes_nothing(cast: Cast) -> None:
    main(cast, f"/skills/{SENSES}/practice?urge={add_urge(cast)}")
    assert practices(cast) == []


def test_others_are_refused(cast: Cast) -> None:
    path, urge_id = f"/skills/{SENSES}/practice", add_urge(cast)
    assert cast.as_("nobody").get(path).status_code == 401
    assert cast.as_("dana").get(path).status_code == 403
    assert cast.as_("jordan").get(path).status_code == 200
    assert cast.as_("jordan").get(f"{path}?urge={urge_id}").status_code == 404
    assert cast.as_("jordan").get(f"/skills/{add_skill(cast)}/practice").status_code == 404
    assert cast.as_("maya").get(f"{path}?urge=nonsense").status_code == 200


def test_in_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    text = main(cast, "/skills/long-out-breath/practice").get_text(" ", strip=True)
    assert "Toma aire: 4 tiempos." in text
    assert "¿Listo? ¿Qué tan fuerte es ahora?" in text


def test_cold_and_hard_exercise_wait_until_no_reason_fits(cast: Cast) -> None:
    """Closed without a script too; whoever is not sure finds another one before it."""
    urge_id = add_urge(cast)
    for path in ("/skills/tipp/practice", f"/skills/tipp/practice?urge={urge_id}"):
        page = main(cast, path)
        gate = page.select_one("details:has([data-player])")
        assert gate and not gate.has_attr("open")
        assert "None of these fits me" in the(gate, "summary").get_text()
        assert gate.select("[data-words]") == page.select("[data-words]")
        assert not the(page, "form").has_attr("data-begun"), "nothing runs behind it"
        other = page.select_one("section:has(#gate-title) a")
        assert other and str(other["href"]).startswith("/skills/long-out-breath/practice")
        assert ("urge=" in str(other["href"])) is ("urge=" in path)
    assert main(cast, "/skills/urge-surfing/practice").select("#gate-title") == []
