"""The guided player: by the clock, with pause and steps, and readable without a script."""

import pytest
from playwright.sync_api import expect

from tests.cast import Cast
from tests.skills.conftest import Open
from tests.skills.rows import add_urge, practices
from webapp.content.skills import LIBRARY

pytestmark = pytest.mark.browser

DELAY = "/skills/delay-15/practice"
"""Eight steps: 15, 15, 30, 240, 15, 270, 285 and 30 seconds."""
BOX = "/skills/box-breath/practice"
WORDS = [step.en for step in LIBRARY["delay-15"].steps]


def test_it_waits_for_the_start(open_page: Open) -> None:
    page = open_page(DELAY)
    expect(page.locator("[data-player]")).to_be_hidden()
    page.clock.fast_forward("10:00")
    page.get_by_text("6", exact=True).first.click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".player-text")).to_have_text(WORDS[0])
    expect(page.locator("[data-place]")).to_have_text("Step 1 of 8")
    expect(page.locator("[data-before]")).to_be_hidden()
    expect(page.locator("input[name=before][value='6']")).to_be_checked()


def test_it_goes_on_while_the_phone_sleeps(open_page: Open) -> None:
    page = open_page(DELAY)
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward("00:35")
    expect(page.locator(".player-text")).to_have_text(WORDS[2])
    page.clock.fast_forward("05:00")
    expect(page.locator(".player-text")).to_have_text(WORDS[5])
    expect(page.locator("[data-place]")).to_have_text("Step 6 of 8")
    expect(page.locator("[data-line] > .step-done")).to_have_count(5)
    expect(page.locator("[data-time-left]")).to_contain_text("9:2")


def test_pause_stops_the_clock(open_page: Open) -> None:
    page = open_page(DELAY)
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward("00:20")
    page.get_by_text("Pause").click()
    page.clock.fast_forward("30:00")
    expect(page.locator(".player-text")).to_have_text(WORDS[1])
    page.get_by_text("Go on").click()
    page.clock.fast_forward("00:15")
    expect(page.locator(".player-text")).to_have_text(WORDS[2])


def test_steps_can_be_turned(open_page: Open) -> None:
    page = open_page(DELAY)
    page.get_by_role("button", name="Start").click()
    forward, back = page.get_by_role("button", name="Next step"), page.get_by_role("button", name="Step back")
    for _turn in range(3):
        forward.click()
    expect(page.locator(".player-text")).to_have_text(WORDS[3])
    page.clock.fast_forward("01:00")
    back.click()
    expect(page.locator(".player-text")).to_have_text(WORDS[2])
    page.clock.fast_forward("00:31")
    expect(page.locator(".player-text")).to_have_text(WORDS[3])


def test_the_end_and_a_step_back_from_it(open_page: Open) -> None:
    page = open_page(DELAY)
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward("59:00")
    expect(page.locator(".player-text")).to_have_text("That was the last step. How is it now?")
    expect(page.locator("[data-pause-label]")).to_be_hidden()
    page.get_by_role("button", name="Step back").click()
    expect(page.locator(".player-text")).to_have_text(WORDS[7])
    expect(page.locator("[data-pause-label]")).to_be_visible()
    page.clock.fast_forward("00:31")
    expect(page.locator(".player-text")).to_have_text("That was the last step. How is it now?")


def test_done_notes_the_minutes_and_a_tap_saves(open_page: Open, cast: Cast) -> None:
    page = open_page(DELAY)
    page.get_by_text("7", exact=True).first.click()
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward("04:10")
    page.get_by_role("link", name="Done, rate again").click()
    page.clock.fast_forward("20:00")
    page.locator("button[name=after][value='3']").click()
    expect(page.get_by_text("It was 7, then 3: down by 4.")).to_be_visible()
    assert [(row.before, row.after, row.minutes) for row in practices(cast)] == [(7, 3, 4)]


def test_time_after_the_end_is_not_counted(open_page: Open, cast: Cast) -> None:
    page = open_page(DELAY)
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward("05:00:00")
    page.locator("button[name=after][value='1']").click()
    page.wait_for_url("**/practices/*")
    assert [row.minutes for row in practices(cast)] == [15]


def test_for_an_urge_it_begins_at_once(open_page: Open, cast: Cast) -> None:
    page = open_page(f"{DELAY}?urge={add_urge(cast)}")
    page.clock.fast_forward("00:16")
    expect(page.locator(".player-text")).to_have_text(WORDS[1])


def test_did_it_already_begins_nothing(open_page: Open, cast: Cast) -> None:
    page = open_page(f"{DELAY}?urge={add_urge(cast)}#after")
    page.clock.fast_forward("00:16")
    expect(page.locator(".player-text")).to_have_text(WORDS[0])


def test_a_box_has_four_parts_of_four_seconds(open_page: Open) -> None:
    page = open_page(BOX)
    page.get_by_role("button", name="Start").click()
    shown = page.locator("[data-beat]")
    for place in (0, 1, 2, 3, 0):
        page.clock.run_for(200)
        opacity = [shown.nth(n).evaluate("part => getComputedStyle(part).opacity") for n in range(4)]
        assert opacity == ["1" if n == place else "0" for n in range(4)]
        page.clock.fast_forward(3800)
    expect(page.locator("[data-place]")).to_have_text("Breath 2 of 8")
    page.clock.fast_forward("03:00")
    expect(page.locator("[data-place]")).to_have_text("That was the last step. How is it now?")


def test_a_picture_goes_with_its_step_and_stays_until_another(open_page: Open) -> None:
    page = open_page("/skills/standing-yoga/practice")
    page.get_by_role("button", name="Start").click()
    shown = page.locator("[data-picture] > svg")
    expect(shown).to_have_accessible_name("Stand tall")
    page.clock.fast_forward("00:46")
    expect(shown).to_have_accessible_name("Arms up and wide")
    page.clock.fast_forward("20:00")
    expect(shown).to_have_count(0)
    page = open_page("/skills/halt-check/practice")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Next step").click()
    expect(page.locator("[data-picture] > svg")).to_have_accessible_name("HALT: four things to check")


def test_with_less_movement_beats_light_up(open_page: Open) -> None:
    page = open_page(BOX, reduced_motion="reduce")
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(6_300)
    expect(page.locator(".beats > li")).to_have_count(16)
    assert page.locator(".beats > li").evaluate_all("all => all.findIndex((beat) => beat.matches('.beat-now'))") == 6
    assert page.locator("[data-air]").evaluate("air => air.style.transform") == "scale(1)"
    expect(page.locator(".beats")).to_be_visible()


def test_without_a_script_it_is_a_list_and_a_form(open_page: Open, cast: Cast) -> None:
    page = open_page(DELAY, java_script_enabled=False)
    for words in WORDS:
        expect(page.get_by_text(words)).to_be_visible()
    for part in ("[data-start]", "[data-stage]", "[data-pause-label]", "[data-aloud]", "[data-time-left]"):
        expect(page.locator(part)).to_be_hidden()
    page.locator("label:has(input[name=before][value='8'])").click()
    page.locator("button[name=after][value='2']").click()
    expect(page.get_by_text("It was 8, then 2: down by 6.")).to_be_visible()
    assert [(row.before, row.after) for row in practices(cast)] == [(8, 2)]


def test_without_a_script_the_circle_breathes_and_pauses(open_page: Open) -> None:
    page = open_page(BOX, java_script_enabled=False)
    air = page.locator("[data-air]")
    assert air.evaluate("air => getComputedStyle(air).animationName") == "breathe-box"
    page.get_by_text("Pause").click()
    assert air.evaluate("air => getComputedStyle(air).animationPlayState") == "paused"


def test_read_aloud_is_a_choice_that_is_off(open_page: Open) -> None:
    """Spoken here, by a voice of the phone's own: nothing that is read leaves it."""
    page = open_page(DELAY)
    page.add_init_script(
        """
        window.told = [];
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };
        const far = { lang: 'en-US', localService: false, name: 'far' };
        const near = { lang: 'en-GB', localService: true, name: 'near' };
        Object.defineProperty(window, 'speechSynthesis', { value: {
          getVoices: () => [far, near], cancel() {}, addEventListener() {},
          speak(said) { window.told.push([said.text, said.voice.name]); },
        } });
        """
    )
    page.reload()
    page.get_by_role("button", name="Start").click()
    page.clock.fast_forward("00:16")
    assert page.evaluate("told") == []
    page.get_by_label("Read aloud").check()
    page.clock.fast_forward("00:16")
    assert page.evaluate("told") == [[WORDS[1], "near"], [WORDS[2], "near"]]


def test_hard_exercise_shows_only_after_a_no_to_each_reason(open_page: Open) -> None:
    page = open_page("/skills/tipp/practice")
    start, words = page.get_by_role("button", name="Start"), page.locator(".player-text")
    expect(start).to_be_hidden()
    page.clock.fast_forward("03:00")
    expect(words).to_be_hidden()
    page.get_by_text("None of these fits me").click()
    start.click()
    expect(words).to_have_text(LIBRARY["tipp"].steps[0].en)
    expect(page.get_by_text("does any of this fit you")).to_be_hidden()
