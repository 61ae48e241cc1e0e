"""Maya's family link for her mother, and who looked so far."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from webapp.accounts.passwords import hash_password
from webapp.content.sharing import CURRENT, VERSION
from webapp.demo.maya_texts import PROGRAM
from webapp.digests import hash_token
from webapp.enums import ConsentCategory, Role
from webapp.extensions import db
from webapp.models import Audit, ShareConsent, ShareLink, ShareOpening, now
from webapp.sharing.codes import meant
from webapp.trail.queries import FAMILY

PUBLIC_ID = "RVTH2026"
SECRET = "the-example-link-of-maya-for-ruth"  # noqa: S105 -- of invented people, printed at the start
CODE = "7K3M-9QXT-2WHB-5RFD"
PARTS = ["signs", "help-me", "not-helpful", "people", "days", "modules"]
SIGNED_BEFORE = timedelta(days=9)
DAYS = 90
OPENED = (timedelta(days=8, hours=3), timedelta(days=3, hours=1))
DEVICE = "iPhone, Safari"
LOOKED = (timedelta(days=20, hours=2), timedelta(days=6, hours=4), timedelta(days=1, hours=5))
"""Before now, when Dana read Maya's page."""
WEEK = timedelta(days=6)


def fill(owner_id: UUID, counselor_id: UUID) -> None:
    signed = now() - SIGNED_BEFORE
    link = _link(owner_id, signed)
    me: dict[str, Any] = {"actor_id": owner_id, "actor_role": Role.PARTICIPANT}
    guest: dict[str, Any] = {"actor_role": FAMILY, "subject": "family link", "subject_id": link.id, "action": "opened"}
    moments = [now() - before for before in OPENED]
    db.session.add_all(
        [
            _signature(link, signed),
            Audit(owner_id=owner_id, at=signed, subject="family link", subject_id=link.id, action="made", **me),
            *(ShareOpening(owner_id=owner_id, link_id=link.id, at=at, kind="opened", device=DEVICE) for at in moments),
            *(Audit(owner_id=owner_id, at=at, **guest) for at in moments),
            *(_look(owner_id, counselor_id, now() - before) for before in LOOKED),
        ]
    )
    db.session.flush()


def _link(owner_id: UUID, signed: datetime) -> ShareLink:
    link = ShareLink(
        owner_id=owner_id,
        public_id=PUBLIC_ID,
        secret_hash=hash_token(SECRET),
        code_hash=hash_password(meant(CODE)),
        name="Ruth",
        relation="parent",
        sections=PARTS,
        days=DAYS,
        created_at=signed,
        signed_at=signed,
        expires_at=signed + timedelta(days=DAYS),
    )
    db.session.add(link)
    db.session.flush()
    return link


def _signature(link: ShareLink, signed: datetime) -> ShareConsent:
    return ShareConsent(
        owner_id=link.owner_id,
        link_id=link.id,
        text_version=VERSION,
        text_hash=CURRENT.fingerprint,
        language="en",
        patient="Maya",
        program=PROGRAM,
        recipient=link.name,
        relation=link.relation,
        sections=link.sections,
        expires_at=signed + timedelta(days=DAYS),
        signed_at=signed,
    )


def _look(owner_id: UUID, counselor_id: UUID, at: datetime) -> Audit:
    days = f"{(at - WEEK).date()}/{at.date()}"
    seen = f"{ConsentCategory.URGES}:{days} {ConsentCategory.CHECK_INS}:{days} {ConsentCategory.PLAN}"
    who: dict[str, Any] = {"actor_id": counselor_id, "actor_role": Role.COUNSELOR, "owner_id": owner_id}
    return Audit(at=at, subject="record", subject_id=owner_id, action="viewed", detail=seen, **who)
