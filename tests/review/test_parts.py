"""A part of the caseload: what it says of those whom it leaves out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlmodel import col, select

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import Assignment, Audit, CallRequest, GroupMember, TherapyGroup

Keep = Callable[..., Any]


def test_whom_it_leaves_out_still_shares(cast: Cast, keep: Keep) -> None:
    keep(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]))
    cast.consents("maya", "urges")
    shown = cast.as_("dana").get("/counselor?show=needs-a-look").text
    assert "Nobody in this part of the list now." in shown and "1 person you look after shares nothing now." in shown


def test_a_name_above_it_is_recorded(cast: Cast, keep: Keep) -> None:
    """Who waits for a call stands above each part, whoever is in it."""
    group = TherapyGroup(name="Evening")
    keep(group, GroupMember(group_id=group.id, account_id=cast["maya"], joined_on=date(2026, 11, 2)))
    keep(Assignment(participant_id=cast["jordan"], counselor_id=cast["dana"]), CallRequest(owner_id=cast["jordan"]))
    cast.consents("maya", "urges")
    assert "Jordan" in cast.as_("dana").get(f"/counselor?show={group.id}").text
    with cast.app.app_context():
        looked = db.rows(select(Audit.owner_id).where(col(Audit.subject) == "caseload"))
    assert {row.owner_id for row in looked} == {cast["maya"], cast["jordan"]}
