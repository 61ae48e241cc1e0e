"""Keeping the list of warning signs, and ticking it off."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp import audit, entries
from webapp.checkins.levels import furthest
from webapp.checkins.sign_forms import NewSigns, NewTicks, Ticks
from webapp.extensions import db
from webapp.models import SignCheck, WarningSign
from webapp.moments import Moment
from webapp.scope import own


def add_signs(owner_id: UUID, asked: NewSigns) -> None:
    keep_signs(owner_id, [*asked.picks, asked.own], asked.level)


def keep_signs(owner_id: UUID, texts: Iterable[str], level: str) -> list[WarningSign]:
    """Take signs into the list. One that is in it already moves to this level, and comes back if it was hidden."""
    rows = db.session.execute(own(WarningSign), {"owner_id": owner_id}).scalars().all()
    known = {row.text.casefold(): row for row in rows}
    kept = []
    for text in dict.fromkeys(text for text in texts if text):
        sign = known.get(text.casefold())
        if sign is None:
            sign = known[text.casefold()] = WarningSign(owner_id=owner_id, text=text, level=level, position=len(known))
            db.session.add(sign)
        sign.level, sign.hidden = level, False
        _keep(sign, "added")
        kept.append(sign)
    return kept


def hide(sign: WarningSign, hidden: bool) -> None:
    sign.hidden = hidden
    _keep(sign, "hidden" if hidden else "brought back")


def _keep(sign: WarningSign, what: str) -> None:
    db.session.flush()
    audit.by_owner("changed", "warning_sign", sign.id, sign.owner_id, detail=what)


def record_ticks(owner_id: UUID, asked: NewTicks, ticked: Sequence[Row[Any]], happened: Moment) -> None:
    """Save a tick list under the id that its form carries, which the caller has claimed; `ticked` are own signs."""
    check = SignCheck(id=asked.id, owner_id=owner_id, level="", **entries.when(happened))
    _fill(check, asked, ticked)
    entries.add(check)


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
