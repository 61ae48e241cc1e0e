"""A consent to somebody outside: signed with all that the rule asks for, listed, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from tests.cast import Cast
from tests.outside.conftest import Sign, form
from webapp.consents.terms import end_of
from webapp.content.outside import CURRENT, VERSION
from webapp.extensions import db
from webapp.models import Account, Audit, OutsideConsent, uuid7
from webapp.moments import today
from webapp.scope import own

ZONE = "America/New_York"


def kept(cast: Cast, name: str = "maya") -> list[OutsideConsent]:
    with cast.app.app_context():
        return list(db.session.execute(own(OutsideConsent), {"owner_id": cast[name]}).scalars())


def trail(cast: Cast) -> list[tuple[Any, ...]]:
    statement = select(Audit.action, Audit.detail).where(col(Audit.subject) == "outside consent").order_by(Audit.id)
    with cast.app.app_context():
        return [tuple(row) for row in db.rows(statement)]


def test_everything_that_the_rule_asks_for_is_kept(cast: Cast, sign: Sign) -> None:
    assert sign(share=["urges", "plan"]).status_code == 303
    (row,) = kept(cast)
    assert (row.patient, row.program, row.recipient, row.organization) == (
        "Maya",
        "Test program",
        "Dr. Lopez",
        "Lakeside Clinic",
    )
    assert (row.purpose, row.categories, row.days) == ("treatment", ["urges", "plan"], 90)
    assert (row.text_version, row.text_hash, row.language, row.signed_how) == (
        VERSION,
        CURRENT.fingerprint,
        "en",
        "tap",
    )
    assert row.expires_at == end_of(today(ZONE) + timedelta(days=30), ZONE)
    assert trail(cast) == [("shared", "urges plan")]


def test_the_page_says_them(cast: Cast, sign: Sign) -> None:
    html = cast.as_("maya").get(sign(share=["urges", "plan"]).location).text
    for words in (
        "Dr. Lopez, Lakeside Clinic",
        "I, Maya, ask Test program",
        "Cravings, urges, distress · My plan. The last 90 days.",
        "Their care for me.",
        "a file can be made",
        CURRENT.fingerprint,
    ):
        assert words in html


def test_the_form_says_all_elements_before(cast: Cast) -> None:
    html = cast.as_("maya").get("/outside-consents/new").text
    for element in CURRENT.elements:
        assert element.title["en"] in html
    assert "checked" not in html.split('id="share"')[1].split("</fieldset>")[0], "nothing is ticked for them"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"recipient": " "}, "Please answer this."),
        ({"share": []}, "Tick at least one part."),
        ({"share": ["lapses"]}, "Please choose one from the list."),
        ({"purpose": "fun"}, "Please choose one from the list."),
        ({"span": "3"}, "Please choose one from the list."),
        ({"until": "program"}, "Please choose one from the list."),
        ({"until": "date"}, "Please choose the day."),
        ({"until": "date", "until_day": "2099-01-01"}, "a year away at the most"),
        ({"text_version": "2020"}, "The words changed"),
        ({"recipient": "x" * 201}, "This is too long."),
    ],
)
def test_what_cannot_be_signed(cast: Cast, sign: Sign, sent: dict[str, Any], says: str) -> None:
    refused = sign(**({"recipient": "Somebody else"} | sent))
    assert refused.status_code == 422
    assert says in refused.text
    assert "Lakeside Clinic" in refused.text, "what was typed stays"
    assert kept(cast) == []


def test_the_same_form_twice_is_one(cast: Cast) -> None:
    sent = form()
    maya = cast.as_("maya")
    assert [maya.post("/outside-consents", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(kept(cast)) == 1
    assert maya.post("/outside-consents", data=sent | {"recipient": "Another"}).status_code == 409
    assert cast.as_("jordan").post("/outside-consents", data=sent | {"operation": str(uuid7())}).status_code == 409
    assert [row.recipient for row in kept(cast)] == ["Dr. Lopez"]


def test_the_list(cast: Cast, sign: Sign) -> None:
    sign()
    sign(recipient="Sam", organization="")
    maya = cast.as_("maya")
    html = maya.get("/outside-consents").text
    assert html.index("Sam") < html.index("Dr. Lopez, Lakeside Clinic")
    assert html.count("Until ") == 2
    maya.post(f"/outside-consents/{kept(cast)[0].id}/revocation")
    assert "Taken back" in maya.get("/outside-consents").text


def test_taking_back_twice_is_once(cast: Cast, sign: Sign) -> None:
    maya, path = cast.as_("maya"), sign().location
    for _ in range(2):
        assert maya.post(f"{path}/revocation").status_code == 303
    assert kept(cast)[0].revoked_at
    assert trail(cast) == [("shared", "urges"), ("took back", "urges")]
    assert "Make the file" not in maya.get(path).text


def test_in_the_language_in_which_it_was_signed(cast: Cast, sign: Sign) -> None:
    path = sign().location
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    html = cast.as_("maya").get(path).text
    assert '<section class="card stack" lang="en"' in html and "I, Maya, ask" in html
    assert "Para Dr. Lopez, Lakeside Clinic" in html


def test_others_are_refused(cast: Cast, sign: Sign) -> None:
    path = sign().location
    for name, code in (("jordan", 404), ("nobody", 401), ("dana", 403), ("alex", 403)):
        client = cast.as_(name)
        assert client.get(path).status_code == code
        assert client.post(f"{path}/files").status_code == code
        assert client.post(f"{path}/revocation").status_code == code
    assert kept(cast)[0].revoked_at is None
    for name, code in (("nobody", 401), ("dana", 403)):
        assert cast.as_(name).get("/outside-consents").status_code == code
        assert cast.as_(name).post("/outside-consents", data=form()).status_code == code


def test_reading_writes_nothing(cast: Cast, sign: Sign) -> None:
    path = sign().location
    before = trail(cast)
    for read in ("/outside-consents", "/outside-consents/new", path):
        cast.as_("maya").get(read)
    assert trail(cast) == before


def test_notes_alone_are_nothing_to_hand_over(cast: Cast, sign: Sign) -> None:
    refused = sign(share=["notes"])
    assert refused.status_code == 422 and "Tick at least one part." in refused.text
    assert kept(cast) == []
