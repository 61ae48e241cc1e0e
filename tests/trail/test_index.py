"""Who looked: each thing that others did, newest first, by key, filtered; nothing of the person's own log."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.cast import Cast
from tests.trail.conftest import Looked, Shown
from webapp.extensions import db
from webapp.models import Account, Audit, Urge, uuid7

Write = Any


def test_a_look_of_dana(cast: Cast, write: Write, shown: Shown) -> None:
    cast.consents("maya", "urges", "plan")
    write(Urge, 0)
    cast.as_("dana").get(f"/counselor/participants/{cast['maya']}")
    assert shown() == ["Dana read your urges of today and your plan."]


def test_the_caseload_too(cast: Cast, write: Write, shown: Shown) -> None:
    cast.consents("maya", "urges", "plan")
    write(Urge, 0)
    cast.as_("dana").get("/counselor")
    assert shown() == ["Dana saw in the list of people how many there are: your urges."]


def test_the_same_look_again_is_counted(cast: Cast, looked: Looked, shown: Shown) -> None:
    for minutes in (1, 2, 3, 300):
        looked(minutes)
    looked(4, by="lee")
    looked(3.5, detail="plan")
    assert shown() == ["Dana read your urges.", "Dana read your plan.", "Lee read your urges.", "Dana read your urges."]
    assert cast.as_("maya").get("/who-looked").text.count("3 times") == 1


def test_newest_first_under_its_day(cast: Cast, looked: Looked) -> None:
    looked(1, detail="plan")
    looked(60 * 24 * 3, detail="urges")
    html = cast.as_("maya").get("/who-looked").text
    assert html.index("read your plan") < html.index("read your urges")
    assert html.count('class="day-title"') == 2
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d">\d+:\d\d', html)


def test_what_a_person_does_in_their_own_log_is_not_listed(cast: Cast, looked: Looked, shown: Shown) -> None:
    for subject, action in (("urge", "logged"), ("lapse", "changed"), ("plan", "wrote"), ("focuses", "changed")):
        looked(by="maya", subject=subject, action=action)
    looked(by="maya", subject="password", action="confirmed", detail="")
    assert shown() == []


def test_what_they_share_and_take_is(cast: Cast, shown: Shown) -> None:
    maya = cast.as_("maya")
    maya.post("/consents", data=_form(cast, share=["urges", "plan"]))
    maya.post("/consents/revocation", data={"category": "plan"})
    assert shown() == [
        "You stopped sharing your plan.",
        "You chose not to share your check-ins, the skills you used, your warning signs, your triggers, "
        "your plan for after the program, "
        "the modules you read, your answers in modules, and your notes.",
        "You let your care team see your urges and your plan.",
    ]


def _form(cast: Cast, **more: Any) -> dict[str, Any]:
    from tests.consents.test_update import form_of

    return form_of(cast.as_("maya")) | {"answer": "ticked"} | more


def test_telling_of_a_lapse_is_sharing(cast: Cast, looked: Looked, shown: Shown) -> None:
    looked(2, by="maya", subject="lapse", action="changed", detail="told")
    looked(1, by="maya", subject="lapse", action="changed", detail="not told")
    looked(1, by="maya", subject="lapse", action="changed", detail="steps")
    said = ["You took back that you told of a lapse.", "You told your care team of a lapse."]
    assert shown() == shown("?kind=shared") == said


def test_by_somebody_who_is_gone_and_by_the_program(looked: Looked, shown: Shown) -> None:
    looked(1, actor_id=uuid7())
    looked(2, by=None, subject="counselor", action="assigned")
    assert shown() == ["Somebody who is no longer here read your urges.", "The program put somebody on your care team."]


def test_nothing_of_others(cast: Cast, looked: Looked, shown: Shown) -> None:
    looked(owner_id=cast["jordan"])
    looked(owner_id=None)
    assert shown() == []
    assert shown(name="jordan") == ["Dana read your urges."]


class TestFilter:
    @pytest.fixture(autouse=True)
    def rows(self, cast: Cast, looked: Looked) -> None:
        looked(1, detail="plan")
        looked(2, by="lee", detail="urges")
        looked(3, by="maya", subject="consent", action="shared", detail="urges")
        looked(4, by="maya", subject="everything", action="exported", detail="")
        looked(5, by=None, actor_role="family", subject="family link", action="opened", detail="")
        looked(6, by="alex", actor_role="admin", subject="counselor", action="assigned", subject_id=cast["lee"])
        looked(7, by=None, subject="account", action="turned off", detail="")
        looked(60 * 24 * 10, detail="triggers")

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("looked", ["Dana read your plan.", "Lee read your urges.", "The family link for", "Dana read your tr"]),
            ("shared", ["You let your care team see your urges."]),
            ("taken", ["You took along everything"]),
            ("team", ["Alex put Lee on your care team."]),
            ("account", ["The program turned your account off."]),
        ],
    )
    def test_by_kind(self, shown: Shown, kind: str, expected: list[str]) -> None:
        found = shown(f"?kind={kind}")
        assert len(found) == len(expected)
        assert all(line.startswith(start) for line, start in zip(found, expected, strict=True))

    def test_by_person(self, cast: Cast, shown: Shown) -> None:
        assert shown(f"?who={cast['lee']}") == ["Lee read your urges."]
        assert len(shown("?who=me")) == 2
        assert shown("?who=family") == ["The family link for somebody was opened."]
        assert shown("?who=system") == ["The program turned your account off."]
        assert shown(f"?who={uuid7()}") == []

    def test_since_a_day(self, shown: Shown) -> None:
        recent = (datetime.now(UTC) - timedelta(days=2)).date()
        assert len(shown(f"?since={recent.isoformat()}")) == 7
        assert len(shown("?since=0001-01-01")) == 8
        assert shown("?since=9998-01-01") == []

    def test_together(self, cast: Cast, shown: Shown) -> None:
        recent = (datetime.now(UTC) - timedelta(days=2)).date()
        assert shown(f"?kind=looked&who={cast['dana']}&since={recent}") == ["Dana read your plan."]

    @pytest.mark.parametrize("query", ["?kind=all", "?who=somebody", "?since=yesterday", "?before=x"])
    def test_what_is_no_filter_shows_everything(self, shown: Shown, query: str) -> None:
        assert len(shown(query)) == 8

    def test_those_who_looked_can_be_chosen(self, cast: Cast) -> None:
        html = cast.as_("maya").get(f"/who-looked?who={cast['lee']}").text
        assert f'<option value="{cast["lee"]}" selected>Lee</option>' in html
        assert f'<option value="{cast["dana"]}">Dana</option>' in html
        assert html.count(f"{cast['maya']}") == 0


def test_pages_go_on_by_key_even_at_the_same_moment(cast: Cast, looked: Looked) -> None:
    at = datetime.now(UTC) - timedelta(days=1)
    for n in range(120):
        looked(at=at, detail=f"urges:{date(2020, 1, 1) + timedelta(days=n)}")
    maya, path, seen = cast.as_("maya"), "/who-looked?kind=looked", []
    for count in (50, 50, 20):
        html = maya.get(path).text
        found = re.findall(r"read your urges of ([\w ,]+)\.", html)
        assert len(found) == count
        seen += found
        more = re.search(r'href="([^"]*before=[^"]*)"', html)
        path = more[1].replace("&amp;", "&") if more else ""
    assert len(set(seen)) == 120
    assert path == "", "no more"


def test_the_number_of_queries_does_not_grow(cast: Cast, looked: Looked) -> None:
    from tests.support.queries import counted

    maya = cast.as_("maya", lint=False)

    def count() -> int:
        maya.get("/who-looked")
        with counted(cast.app.extensions["foothold_engine"]) as sent:
            maya.get("/who-looked")
        return len(sent)

    looked()
    few = count()
    for n in range(40):
        looked(n)
    assert count() == few <= 4


def test_in_spanish(cast: Cast, write: Write, shown: Shown) -> None:
    cast.consents("maya", "urges", "plan")
    write(Urge, 0)
    cast.as_("dana").get(f"/counselor/participants/{cast['maya']}")
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    assert shown() == ["Dana leyó tus impulsos (hoy) y tu plan."]


def test_others_are_refused(cast: Cast) -> None:
    for name, code in (("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).get("/who-looked").status_code == code


def test_reading_writes_nothing(cast: Cast, looked: Looked) -> None:
    looked()
    for path in ("/who-looked", "/who-looked/accounting"):
        cast.as_("maya").get(path)
    with cast.app.app_context():
        assert len(db.rows(select(Audit.id).where(col(Audit.owner_id) == cast["maya"]))) == 1
