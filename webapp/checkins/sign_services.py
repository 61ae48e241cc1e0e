"""Keeping the list of warning signs, and ticking it off."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp import audit, entries
from webapp.checkins import queries
from webapp.checkins.levels import furthest
from webapp.checkins.services import Outcome
from webapp.checkins.sign_forms import NewSigns, NewTicks, Ticks
from webapp.extensions import db
from webapp.models import SignCheck, WarningSign
from webapp.moments import Moment
from webapp.operations import Claim, claim
from webapp.scope import own


def add_signs(owner_id: UUID, asked: NewSigns) -> None:
    """Take signs into the list. One that is in it already moves to this level, and comes back if it was hidden."""
    rows = db.session.execute(own(WarningSign), {"owner_id": owner_id}).scalars().all()
    known = {row.text.casefold(): row for row in rows}
    for text in dict.fromkeys(text for text in [*asked.picks, asked.own] if text):
        sign = known.get(text.casefold())
        if sign is None:
            sign = known[text.casefold()] = WarningSign(
                owner_id=owner_id, text=text, level=asked.level, position=len(known)
            )
            db.session.add(sign)
        sign.level, sign.hidden = asked.level, False
        _keep(sign, "added")


def hide(sign: WarningSign, hidden: bool) -> None:
    sign.hidden = hidden
    _keep(sign, "hidden" if hidden else "brought back")


def _keep(sign: WarningSign, what: str) -> None:
    db.session.flush()
    audit.by_owner("changed", "warning_sign", sign.id, sign.owner_id, detail=what)


def record_ticks(
    owner_id: UUID, asked: NewTicks, ticked: Sequence[Row[Any]], *, fields: Iterable[tuple[str, str]], happened: Moment
) -> Outcome:
    """Save a tick list under the id that its form carries, once. `ticked` are the person's signs."""
    claimed = claim(asked.operation, owner_id=owner_id, form="sign check", subject_id=asked.id, fields=fields)
    if claimed is Claim.REPEAT:
        return Outcome.SAVED
    holder = queries.owner_of(SignCheck, asked.id)
    if holder is not None or claimed is Claim.CONFLICT:
        return Outcome.OTHER_ANSWERS if holder == owner_id else Outcome.NOT_YOURS
    check = SignCheck(id=asked.id, owner_id=owner_id, level="", **entries.when(happened))
    _fill(check, asked, ticked)
    entries.add(check)
    return Outcome.SAVED


def change(check: SignCheck, asked: Ticks, ticked: Sequence[Row[Any]], happened: Moment | None) -> None:
    """Keep these ticks, and another time if one was given. The caller has checked the version."""
    _fill(check, asked, ticked)
    if happened:
        entries.move(check, happened)
    entries.changed(check, "ticks and time" if happened else "ticks")


def _fill(check: SignCheck, asked: Ticks, ticked: Sequence[Row[Any]]) -> None:
    check.signs = [sign.text for sign in ticked]
    check.level = furthest([sign.level for sign in ticked])
    check.note = asked.note or None
    check.private, check.for_session = asked.private, asked.for_session
