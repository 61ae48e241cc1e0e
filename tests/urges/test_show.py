"""The page after two taps: safety, what helps, answers as they are given, re-rating, undo."""

from uuid import UUID

import pytest

from tests.cast import Cast
from tests.triggers.rows import add_trigger
from tests.urges.stories import logged_urge
from webapp import entries
from webapp.extensions import db
from webapp.models import Practice, uuid7
from webapp.moments import moment


def column(cast: Cast, name: str) -> object:
    with cast.app.app_context():
        return db.session.connection().exec_driver_sql(f"SELECT {name} FROM urge").scalar()


def answers(version: int = 1, **given: object) -> dict[str, object]:
    return {"version": version, "operation": uuid7()} | given


def practised(cast: Cast, skill: str, before: int, after: int, urge_id: UUID | None = None) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.add(
            Practice(
                owner_id=cast["maya"], skill_key=skill, before=before, after=after, urge_id=urge_id,
                **entries.when(moment("America/New_York")),
            )
        )  # fmt: skip


@pytest.mark.parametrize(("strength", "asked"), [(7, False), (8, True), (10, True)])
def test_safety_is_asked_from_eight_on(cast: Cast, strength: int, asked: bool) -> None:
    text = cast.as_("maya").get(f"/urges/{logged_urge(cast, strength=strength)}").text
    assert ("Are you safe right now?" in text) is asked


def test_the_page_says_who_sees_the_safety_answers(cast: Cast) -> None:
    urge_id = logged_urge(cast, strength=9)
    assert "You do not share this with your care team" in cast.as_("maya").get(f"/urges/{urge_id}").text
    cast.consents("maya", "urges")
    assert "They can read your answers, but not right away" in cast.as_("maya").get(f"/urges/{urge_id}").text


def test_an_unsafe_answer_shows_help_on_the_same_screen(cast: Cast) -> None:
    urge_id = logged_urge(cast, strength=9)
    answer = cast.as_("maya").htmx(f"/urges/{urge_id}/safety", {"operation": uuid7(), "safe": "no"})
    assert 'href="tel:988"' in answer.text
    assert "Ask my team to call me" in answer.text
    assert "weekdays 9 to 5, not right away" in answer.text


def test_out_of_the_blue_is_offered_beside_many_of_ones_own(cast: Cast) -> None:
    for n in range(15):
        add_trigger(cast, name=f"My own {n}")
    text = cast.as_("maya").get(f"/urges/{logged_urge(cast)}").text
    assert "Out of the blue" in text
    assert "Testing myself" in text


def test_skipping_safety_asks_no_more(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=9), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/safety", data={"operation": uuid7(), "skip": "1"})
    assert "Are you safe right now?" not in maya.get(f"/urges/{urge_id}").text


def test_answers_are_kept_as_they_are_given(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    answer = maya.htmx(
        f"/urges/{urge_id}/answers",
        answers(
            triggers=["payday", "stress"],
            new_trigger="The corner store",
            place="car",
            feelings=["angry"],
            note="n 🙂",
        ),
    )
    assert answer.status_code == 200
    assert 'name="version" value="2"' in answer.text
    page = maya.get(f"/urges/{urge_id}").text
    assert "The corner store" in page
    assert "n 🙂" in page
    with cast.app.app_context():
        assert db.session.connection().exec_driver_sql("SELECT count(*) FROM urge_trigger").scalar() == 3


def test_a_stale_answer_is_merged(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/answers", data=answers(note="from the phone"))
    stale = maya.post(f"/urges/{urge_id}/answers", data=answers(note="from the laptop"))
    assert stale.status_code == 409
    assert "from the phone" in stale.text
    assert "from the laptop" in stale.text
    assert column(cast, "note") == "from the phone"


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": "nowhere-known"},
        {"note": "x" * 10_001},
        {"note": "a\0b"},
        {"version": "many"},
        {"feelings": ["x" * 99]},
    ],
)
def test_a_wrong_answer_is_refused_and_nothing_is_stored(cast: Cast, wrong: dict[str, object]) -> None:
    urge_id = logged_urge(cast)
    answer = cast.as_("maya").post(f"/urges/{urge_id}/answers", data=answers() | {"thought": "typed"} | wrong)
    assert answer.status_code == 422
    assert "typed" in answer.text
    assert column(cast, "version") == 1


def test_rating_again_with_a_skill_is_evidence(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=7), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/rating", data={"operation": uuid7(), "strength_now": 3, "skill": "long-out-breath"})
    with cast.app.app_context():
        row = db.session.connection().exec_driver_sql("SELECT before, after, skill_key FROM practice").one()
    assert tuple(row) == (7, 3, "long-out-breath")
    assert "It was 7, now it is 3." in maya.get(f"/urges/{urge_id}").text


def test_a_small_drop_offers_another_skill_and_people(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=7), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/rating", data={"operation": uuid7(), "strength_now": 6})
    assert "Try another kind of thing" in maya.get(f"/urges/{urge_id}").text


def test_what_helped_is_shown_from_three_uses_on(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    for _ in range(2):
        practised(cast, "call-someone", 8, 4)
    assert "Lowered your cravings" not in maya.get(f"/urges/{urge_id}").text
    practised(cast, "call-someone", 8, 4)
    assert "Lowered your cravings by 4 on average, 3 times" in maya.get(f"/urges/{urge_id}").text


def revision(version: int, strength: int, occurred: str = "2026-01-02T23:30") -> dict[str, object]:
    return {"version": version, "operation": uuid7(), "strength": strength, "occurred": occurred}


def test_the_strength_and_time_can_be_changed(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}", data=revision(1, 5))
    assert (column(cast, "strength"), str(column(cast, "day"))) == (5, "2026-01-02")
    assert maya.post(f"/urges/{urge_id}", data=revision(1, 4)).status_code == 409
    future = maya.post(f"/urges/{urge_id}", data=revision(2, 4, "2099-01-02T23:30"))
    assert future.status_code == 422
    assert "in the future" in future.text


def test_a_double_tap_on_change_is_one_change(cast: Cast) -> None:
    urge_id, maya, sent = logged_urge(cast), cast.as_("maya"), revision(1, 5)
    assert [maya.post(f"/urges/{urge_id}", data=sent).status_code for _ in range(2)] == [303, 303]


def test_a_stale_page_cannot_take_safety_answers_back(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=9), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/safety", data={"operation": uuid7(), "safe": "no"})
    maya.post(f"/urges/{urge_id}/safety", data={"operation": uuid7(), "skip": "1"})
    assert column(cast, "safe") == "no"


def test_not_safe_is_kept_whenever_it_is_said(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=9), cast.as_("maya")
    for said in ({"safe": "yes", "harm_thoughts": "no"}, {"harm_thoughts": "yes"}, {"safe": "yes"}):
        page = maya.htmx(f"/urges/{urge_id}/safety", {"operation": uuid7()} | said).text
    assert (column(cast, "safe"), column(cast, "harm_thoughts")) == ("yes", "yes")
    assert 'href="tel:988"' in page, "and the last page, with the safe answer, still leads to help"


def test_skip_drops_what_was_chosen(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=9), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/safety", data={"operation": uuid7(), "safe": "no", "skip": "1"})
    assert column(cast, "safe") is None


def test_safety_and_rating_leave_the_details_form_good(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast, strength=9), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/safety", data={"operation": uuid7(), "safe": "yes"})
    maya.post(f"/urges/{urge_id}/rating", data={"operation": uuid7(), "strength_now": 4})
    assert maya.htmx(f"/urges/{urge_id}/answers", answers(note="still one")).status_code == 200


def test_the_merge_page_names_all_that_differs(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/answers", data=answers(private="true", place="car"))
    text = maya.post(f"/urges/{urge_id}/answers", data=answers(place="work")).text
    assert "Keep this one private" in text
    assert "In the car" in text
    assert "At work" in text


def test_the_merge_page_says_what_it_was_about(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/answers", data=answers(focus="gambling"))
    text = maya.post(f"/urges/{urge_id}/answers", data=answers(focus="alcohol")).text
    assert "What is it about?" in text
    assert "Gambling" in text and "Alcohol" in text


@pytest.mark.parametrize("htmx", [True, False])
def test_a_stale_form_that_asks_for_nothing_else_is_saved(cast: Cast, htmx: bool) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/answers", data=answers(place="car"))
    ask = maya.htmx if htmx else maya.post
    assert ask(f"/urges/{urge_id}/answers", data=answers(place="car")).status_code == (200 if htmx else 303)


def test_a_stale_change_says_what_is_saved(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}", data=revision(1, 5, "2026-01-02T23:30"))
    text = maya.post(f"/urges/{urge_id}", data=revision(1, 6, "2026-01-03T08:15")).text
    assert "Saved there: 5, Jan 2, 2026" in text
    assert 'name="version" value="2"' in text


def test_what_is_refused_keeps_its_version(cast: Cast) -> None:
    """Else the next try would overwrite what another device saved meanwhile."""
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/answers", data=answers(place="car"))
    refused = maya.post(f"/urges/{urge_id}/answers", data=answers(place="nowhere-known"))
    assert refused.status_code == 422
    assert 'name="version" value="1"' in refused.text
    refused = maya.post(f"/urges/{urge_id}", data=revision(1, 4, "2099-01-02T23:30"))
    assert refused.status_code == 422
    assert 'name="version" value="1"' in refused.text


def test_a_private_urge_takes_its_practices_along(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/rating", data={"operation": uuid7(), "strength_now": 3, "skill": "five-senses"})
    maya.post(f"/urges/{urge_id}/answers", data=answers(private="true"))
    with cast.app.app_context():
        assert db.session.connection().exec_driver_sql("SELECT private FROM practice").scalar() in {1}


def test_a_practice_that_is_kept_private_stays_so(cast: Cast) -> None:
    """Whatever is saved of its urge afterwards, and also when that is no longer private."""
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    practice = {"id": uuid7(), "operation": uuid7(), "urge_id": urge_id, "before": 7, "private": "true"}
    assert maya.post("/skills/five-senses/practices", data=practice).status_code == 303
    for version, sent in enumerate((answers(note="a note"), answers(private="true"), answers(note="shared")), 1):
        assert maya.post(f"/urges/{urge_id}/answers", data=sent | {"version": version}).status_code == 303
        with cast.app.app_context():
            assert db.session.connection().exec_driver_sql("SELECT private FROM practice").scalar() in {1}, version


def test_a_skill_that_is_none_is_no_evidence(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    maya.post(f"/urges/{urge_id}/rating", data={"operation": uuid7(), "strength_now": 3, "skill": "no such <b>"})
    with cast.app.app_context():
        assert db.session.connection().exec_driver_sql("SELECT count(*) FROM practice").scalar() == 0


def test_deleted_urges_do_not_count_for_a_suggestion(cast: Cast) -> None:
    maya = cast.as_("maya")
    for _ in range(3):
        urge_id = logged_urge(cast)
        maya.post(f"/urges/{urge_id}/answers", data=answers(triggers="payday"))
        maya.post(f"/urges/{urge_id}/deletion")
    last = logged_urge(cast)
    maya.post(f"/urges/{last}/answers", data=answers(triggers="payday"))
    assert "Want a plan for it?" not in maya.get(f"/urges/{last}").text


def test_the_third_time_a_plan_is_suggested(cast: Cast) -> None:
    maya = cast.as_("maya")
    for _ in range(3):
        urge_id = logged_urge(cast)
        maya.post(f"/urges/{urge_id}/answers", data=answers(triggers="payday"))
    assert "You met this 3 times. Want a plan for it?" in maya.get(f"/urges/{urge_id}").text


def test_deleting_can_be_undone(cast: Cast) -> None:
    urge_id, maya = logged_urge(cast), cast.as_("maya")
    answer = maya.post(f"/urges/{urge_id}/deletion", follow_redirects=True)
    assert "Undo: bring it back" in answer.text
    assert maya.get(f"/urges/{urge_id}").status_code == 404
    assert maya.post(f"/urges/{urge_id}/restoration", follow_redirects=True).status_code == 200


def test_a_stranger_can_do_nothing(cast: Cast) -> None:
    urge_id, jordan = logged_urge(cast), cast.as_("jordan")
    assert jordan.get(f"/urges/{urge_id}").status_code == 404
    for step in ("answers", "safety", "rating", "deletion", "restoration"):
        assert jordan.post(f"/urges/{urge_id}/{step}", data=answers(strength_now=1)).status_code == 404
