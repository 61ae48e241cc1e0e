"""Skills of one's own: added once, changed, merged."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.skills.rows import add_skill, form, skills
from tests.support.markup import the
from webapp.models import uuid7

DRUMS = {"name": "Drums", "how": "Softly", "category": "creative"}
RTL = "هدوء 🙂 é"


def change(**values: object) -> dict[str, object]:
    return {
        "version": 1,
        "operation": uuid7(),
        "name": "Walk the dog",
        "how": "Twice around",
        "category": "body",
    } | values


def test_it_is_added_once(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form(**DRUMS)
    answers = [maya.post("/skills", data=sent) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, f"/skills/{sent['id']}")] * 2
    assert [(row.name, row.how, row.category, row.slug) for row in skills(cast)] == [
        ("Drums", "Softly", "creative", None)
    ]


def test_words_come_back_as_they_were_typed(cast: Cast) -> None:
    how = f"{RTL}\n<b>not bold</b>\n" + "x" * 9_000
    cast.as_("maya").post("/skills", data=form(**DRUMS | {"name": RTL, "how": how}))
    assert [(row.name, row.how) for row in skills(cast)] == [(RTL, how)]
    assert "<b>not bold" not in cast.as_("maya").get(f"/skills/{skills(cast)[0].id}").text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": ""}, "Please answer this."),
        ({"name": "   "}, "Please answer this."),
        ({"name": "x" * 201}, "This is too long. 200 characters fit."),
        ({"how": "x" * 10_001}, "This is too long. 10000 characters fit."),
        ({"how": "a\0b"}, "This has a character that cannot be saved."),
        ({"category": "magic"}, "Please choose one from the list."),
        ({"id": "1"}, "Please choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(cast: Cast, wrong: dict[str, str], message: str) -> None:
    answer = cast.as_("maya").post("/skills", data=form(**DRUMS | wrong))
    assert answer.status_code == 422
    assert message in answer.text
    assert "Drums" in answer.text or "name" in wrong
    assert "Softly" in answer.text or "how" in wrong
    assert skills(cast) == []


def test_an_id_that_stands_for_something_else_is_a_conflict(cast: Cast) -> None:
    sent = form(**DRUMS)
    cast.as_("maya").post("/skills", data=sent)
    assert cast.as_("maya").post("/skills", data=sent | {"name": "Bongos"}).status_code == 409
    assert cast.as_("maya").post("/skills", data=sent | {"operation": uuid7()}).status_code == 409
    assert cast.as_("jordan").post("/skills", data=sent | {"operation": uuid7()}).status_code == 409
    assert [row.name for row in skills(cast)] == ["Drums"]


def test_the_edit_page_holds_what_is_stored(cast: Cast) -> None:
    soup = BeautifulSoup(cast.as_("maya").get(f"/skills/{add_skill(cast)}/edit").text, "html.parser")
    assert the(soup, "input[name=name]")["value"] == "Walk the dog"
    assert the(soup, "textarea[name=how]").text.strip() == "Twice around"
    assert the(soup, "input[name=category][checked]")["value"] == "body"


def test_it_is_changed(cast: Cast) -> None:
    skill_id, maya, sent = add_skill(cast), cast.as_("maya"), change(name="Walk two dogs")
    assert [maya.post(f"/skills/{skill_id}", data=sent).status_code for _ in range(2)] == [303, 303]
    assert [(row.name, row.version) for row in skills(cast)] == [("Walk two dogs", 2)]


def test_a_stale_change_is_merged(cast: Cast) -> None:
    skill_id, maya = add_skill(cast), cast.as_("maya")
    maya.post(f"/skills/{skill_id}", data=change(name="From the phone"))
    stale = maya.post(f"/skills/{skill_id}", data=change(name="From the laptop"))
    assert stale.status_code == 409
    assert "From the phone" in stale.text
    assert "From the laptop" in stale.text
    assert [row.name for row in skills(cast)] == ["From the phone"]
    mine = {
        box["name"]: box["value"] for box in BeautifulSoup(stale.text, "html.parser").select("main input[type=hidden]")
    }
    assert maya.post(f"/skills/{skill_id}", data=mine).status_code == 303
    assert [row.name for row in skills(cast)] == ["From the laptop"]


def test_the_merge_page_says_which_kind(cast: Cast) -> None:
    skill_id, maya = add_skill(cast), cast.as_("maya")
    maya.post(f"/skills/{skill_id}", data=change(category="people"))
    text = maya.post(f"/skills/{skill_id}", data=change(category="creative")).text
    assert "Making" in text


def test_a_refused_change_keeps_the_version_it_was_made_from(cast: Cast) -> None:
    skill_id, maya = add_skill(cast), cast.as_("maya")
    maya.post(f"/skills/{skill_id}", data=change(name="From the phone"))
    refused = maya.post(f"/skills/{skill_id}", data=change(name=""))
    assert refused.status_code == 422
    assert 'name="version" value="1"' in refused.text


def test_the_words_of_the_library_are_not_theirs_to_change(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post("/skills/urge-surfing/favourite")
    row = skills(cast)[0]
    for key in ("urge-surfing", row.id):
        assert maya.get(f"/skills/{key}/edit").status_code == 404
        assert maya.post(f"/skills/{key}", data=change()).status_code == 404


def test_who_can_read_it_is_said_beside_save(cast: Cast) -> None:
    assert "Only you can see this." in cast.as_("maya").get("/skills/new").text
    cast.consents("maya", "practices")
    assert "Dana can read this weekdays 9 to 5, not right away." in cast.as_("maya").get("/skills/new").text


def test_others_are_refused(cast: Cast) -> None:
    skill_id = add_skill(cast)
    for member, status in (("jordan", 404), ("dana", 403), ("nobody", 401)):
        client = cast.as_(member)
        assert client.get(f"/skills/{skill_id}/edit").status_code == status
        assert client.post(f"/skills/{skill_id}", data=change(name="x")).status_code == status
    assert cast.as_("dana").post("/skills", data=form(**DRUMS)).status_code == 403
    assert [row.name for row in skills(cast)] == ["Walk the dog"]
