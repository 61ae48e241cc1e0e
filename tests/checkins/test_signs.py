"""The list of one's own warning signs: picked before written, hidden and never lost."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.checkins.stories import has_signs, rows, speak_spanish, ticked
from tests.support.queries import CountVisit
from webapp.models import WarningSign, uuid7


def listed(cast: Cast, level: str) -> list[str]:
    """The signs that the page shows under a level."""
    page = BeautifulSoup(cast.as_("maya").get("/warning-signs").text, "html.parser")
    return [item.p.text for item in page.select(f"#{level} > ul > li")]


def test_lines_to_pick_come_before_the_blank_box(cast: Cast) -> None:
    page = BeautifulSoup(cast.as_("maya").get("/warning-signs").text, "html.parser")
    for level in ("steady", "drifting", "close", "in-it"):
        fields = [field["name"] for field in page.select(f"#{level} form input:not([type=hidden])")]
        assert fields[-1] == "own"
        assert fields.count("picks") >= 3
    assert "I daydream about the good parts of using." in page.text, "what alcohol is offered"
    assert "I look at odds" not in page.text, "not what gambling is offered"


def test_signs_are_picked_and_written(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer = maya.post(
        "/warning-signs",
        data={
            "level": "drifting",
            "picks": ["I pick fights over small things.", "I stop calling people back."],
            "own": "I eat standing 🙂",
        },
    )
    assert answer.status_code == 303
    assert listed(cast, "drifting") == [
        "I pick fights over small things.",
        "I stop calling people back.",
        "I eat standing 🙂",
    ]
    page = BeautifulSoup(maya.get("/warning-signs").text, "html.parser")
    assert "I pick fights over small things." not in [box["value"] for box in page.select("[name=picks]")]


def test_the_same_form_twice_keeps_one_of_each(cast: Cast) -> None:
    for words in ("I rush", "i RUSH", "I rush"):
        has_signs(cast, drifting=[words])
    assert [sign.text for sign in rows(cast, WarningSign)] == ["I rush"]


def test_a_sign_added_at_another_level_moves_there(cast: Cast) -> None:
    has_signs(cast, drifting=["I rush"])
    has_signs(cast, close=["I rush"])
    assert listed(cast, "drifting") == []
    assert listed(cast, "close") == ["I rush"]


def test_hiding_loses_nothing(cast: Cast) -> None:
    signs, maya = has_signs(cast, drifting=["I rush"]), cast.as_("maya")
    maya.post(f"/warning-signs/{signs['I rush']}/hiding")
    assert listed(cast, "drifting") == []
    assert "Hidden signs (1)" in maya.get("/warning-signs").text
    assert "I rush" not in maya.get("/warning-signs/check").text
    maya.post(f"/warning-signs/{signs['I rush']}/restoration")
    assert listed(cast, "drifting") == ["I rush"]


def test_adding_a_hidden_sign_brings_it_back(cast: Cast) -> None:
    signs = has_signs(cast, drifting=["I rush"])
    cast.as_("maya").post(f"/warning-signs/{signs['I rush']}/hiding")
    has_signs(cast, drifting=["I rush"])
    assert listed(cast, "drifting") == ["I rush"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"level": "drifting"}, "choose one above, or write your own"),
        ({"level": "drifting", "own": "   "}, "choose one above, or write your own"),
        ({"level": "nowhere", "own": "typed"}, "choose one from the list"),
        ({"own": "typed"}, "Please answer this."),
        ({"level": "drifting", "own": "x" * 201}, "too long"),
        ({"level": "drifting", "own": "typed", "picks": ["x" * 201]}, "too long"),
        ({"level": "drifting", "own": "typed", "picks": ["x"] * 41}, "more than fits"),
        ({"level": "drifting", "own": "a\0b"}, "cannot be saved"),
        ({"level": "drifting", "own": "two\nlines"}, "cannot be saved"),
    ],
)
def test_a_wrong_sign_is_refused(cast: Cast, sent: dict[str, object], message: str) -> None:
    answer = cast.as_("maya").post("/warning-signs", data=sent)
    assert answer.status_code == 422
    assert message in answer.text
    if sent.get("level") == "drifting" and sent.get("own") == "typed":
        assert 'value="typed"' in answer.text
    assert rows(cast, WarningSign) == []


def test_the_last_list_is_named(cast: Cast) -> None:
    signs = has_signs(cast, close=["I lie"])
    ticked(cast, signs["I lie"])
    page = cast.as_("maya").get("/warning-signs").text
    assert "Last ticked on" in page
    assert ": Close" in page


def test_in_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    page = cast.as_("maya").get("/warning-signs").text
    for words in ("Mis señales de alerta", "A la deriva", "Dejo de devolver las llamadas."):
        assert words in page


def test_queries_do_not_grow_with_signs(cast: Cast, queries: CountVisit) -> None:
    has_signs(cast, drifting=["I rush"])
    one = queries("/warning-signs")
    has_signs(cast, close=[f"Sign {n}" for n in range(20)])
    assert queries("/warning-signs") == one <= 5


def test_others_are_refused(cast: Cast) -> None:
    signs = has_signs(cast, drifting=["zq rush"])
    for name, status in (("nobody", 401), ("dana", 403), ("alex", 403)):
        other = cast.as_(name)
        assert other.get("/warning-signs").status_code == status
        assert other.post("/warning-signs", data={"level": "close", "own": "x"}).status_code == status
        assert other.post(f"/warning-signs/{signs['zq rush']}/hiding").status_code == status
    jordan = cast.as_("jordan")
    assert "zq rush" not in jordan.get("/warning-signs").text
    for step in ("hiding", "restoration"):
        assert jordan.post(f"/warning-signs/{signs['zq rush']}/{step}").status_code == 404
    assert cast.as_("maya").post(f"/warning-signs/{uuid7()}/hiding").status_code == 404
    assert [(sign.hidden, sign.owner_id) for sign in rows(cast, WarningSign)] == [(False, cast["maya"])]
