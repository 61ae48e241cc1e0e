"""A program in use, where everything that a person wrote can be recognised.

Each text is a canary: it names its writer and says who may read it. Maya shares urges, check-ins and her plan with her
care team, which is Dana; Lee was in it until yesterday. She shared practices and took that back; that she shared
triggers is over since yesterday. Jordan shares everything, but nobody looks after him. Noor shares everything with
Dana, and her account is disabled. Omar shares everything with Dana too; his last day in the program was
yesterday, and he did not sign for longer. Lee covers for other counselors at one time or another
(`tests.support.covers`), and will cover for Dana.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from tests.cast import Cast
from tests.support.covers import add_covers
from tests.support.links import add_links, write_plan_parts
from tests.support.second_step import give_app
from tests.support.writings import write_answers, write_entries, write_kept
from webapp.accounts.codes import hash_code
from webapp.content.outside import VERSION as OUTSIDE
from webapp.digests import hash_token
from webapp.enums import ConsentCategory, Role
from webapp.extensions import db
from webapp.groups.services import this_monday
from webapp.models import (
    Account,
    Assignment,
    Consent,
    CrisisLine,
    Device,
    GroupMember,
    GroupWeek,
    Invite,
    Logged,
    OutsideConsent,
    Owned,
    ResetCode,
    Resource,
    TherapyGroup,
    WeekOptIn,
    uuid7,
)

SHARED = frozenset({ConsentCategory.URGES, ConsentCategory.CHECK_INS, ConsentCategory.PLAN, ConsentCategory.NOTES})
"""What Maya shares. Jordan, Noor and Omar share all."""
INVITE_CODE = "9WTRC-02HKD"
RESET_CODE = "4HNPA-0ZQ8C"
SALT = "00" * 16
STAFF_SEE = {"Maya": {"maya", "dana", "alex", "ruth"}, "Jordan": {"jordan", "alex"}, "Noor": {"alex"}, "Omar": {"alex"}}
"""Names are personal too: a counselor knows those whom they look after."""


@dataclass
class Scene:
    cast: Cast
    ids: dict[str, UUID] = field(default_factory=dict)
    """'maya urge' -> its id."""
    canaries: dict[str, frozenset[str]] = field(default_factory=dict)
    """A text -> who may read it."""
    texts: dict[str, str] = field(default_factory=dict)
    """'maya urge note' -> its canary."""

    def id(self, name: str) -> UUID:
        return self.ids[name]

    def leaks(self, said: str, reader: str) -> list[str]:
        """Canaries in `said` that `reader` may not see."""
        return [canary for canary, readers in self.canaries.items() if reader not in readers and canary in said]


def team_of(owner: str, category: ConsentCategory | None) -> frozenset[str]:
    """Who reads what `owner` wrote under a category; no category is for nobody else."""
    return frozenset({owner, "dana"}) if owner == "maya" and category in SHARED else frozenset({owner})


class Writer:
    """Adds one person's rows."""

    def __init__(self, scene: Scene, owner: str) -> None:
        self.scene, self.owner, self.owner_id = scene, owner, scene.cast[owner]

    def says(self, what: str, category: ConsentCategory | None = None) -> str:
        """A text of the person's own, never seen by anybody who may not read it."""
        text = f"zq{self.owner}{what.replace(' ', '')}zq"
        readers = team_of(self.owner, category)
        self.scene.canaries[text] = readers - {"noor"} if self.owner == "noor" else readers
        self.scene.texts[f"{self.owner} {what}"] = text
        return text

    def add(self, what: str, row: Owned) -> UUID:
        db.session.add(row)
        db.session.flush()
        self.scene.ids[f"{self.owner} {what}"] = row.id
        return row.id

    def logged(self, model: type[Logged], **values: Any) -> Logged:
        at = datetime.now(UTC) - timedelta(hours=2)
        when = {"occurred_at": at, "utc_offset": -300, "day": (at - timedelta(hours=5)).date()}
        return model(owner_id=self.owner_id, **(when | values))

    def owned(self, model: type[Owned], **values: Any) -> Owned:
        return model(owner_id=self.owner_id, **values)


def prepare(cast: Cast) -> Scene:
    """Fill the stage. The cast is on it already."""
    scene = Scene(cast)
    with cast.app.app_context(), db.writing() as session:
        _discharged(scene)
        for owner in ("maya", "jordan", "noor", "omar"):
            write_entries(Writer(scene, owner))
            write_kept(Writer(scene, owner))
            write_answers(Writer(scene, owner))
            _consents(Writer(scene, owner))
            write_plan_parts(Writer(scene, owner))
        yesterday = datetime.now(UTC) - timedelta(days=1)
        session.add(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"], ended_at=yesterday))
        session.add(Assignment(participant_id=cast["noor"], counselor_id=cast["dana"]))
        session.add(Assignment(participant_id=cast["omar"], counselor_id=cast["dana"]))
        _program(scene)
        session.add(Device(account_id=cast["dana"], token_hash=hash_token("token-of-halfway"), label="Test"))
        give_app(session, cast["dana"])
        add_covers(scene)
        add_links(scene, *(Writer(scene, owner) for owner in ("maya", "jordan", "noor")))
    scene.canaries |= {name: frozenset(readers) for name, readers in STAFF_SEE.items()}
    return scene


def _discharged(scene: Scene) -> None:
    """Omar, whose last day has passed in every time zone."""
    cast = scene.cast
    cast.ids["omar"] = uuid7()
    until = datetime.now(UTC) - timedelta(minutes=1)
    db.session.add(
        Account(
            id=cast["omar"], role=Role.PARTICIPANT, username="omar", name="Omar", password_hash="",
            discharge_on=until.date() - timedelta(days=2), team_until=until,
        )
    )  # fmt: skip
    db.session.flush()
    db.session.add(Device(account_id=cast["omar"], token_hash=hash_token("token-of-omar"), label="Test"))


def _consents(writer: Writer) -> None:
    given = SHARED | {ConsentCategory.PRACTICES} if writer.owner == "maya" else frozenset(ConsentCategory)
    for category in ConsentCategory:
        writer.add(
            f"consent {category}",
            writer.owned(Consent, category=category, granted=category in given, text_version="test"),
        )
    _outside_consents(writer)
    if writer.owner == "maya":
        time.sleep(0.003)  # ids of one millisecond have no order
        took_back = writer.owned(Consent, category=ConsentCategory.PRACTICES, granted=False, text_version="test")
        writer.add("consent taken back", took_back)
        yesterday = datetime.now(UTC) - timedelta(days=1)
        over = writer.owned(
            Consent, category=ConsentCategory.TRIGGERS, granted=True, text_version="test", expires_at=yesterday
        )
        writer.add("consent expired", over)


def _outside_consents(writer: Writer) -> None:
    """One that works, one that is over, one that was taken back."""
    tomorrow, yesterday = (datetime.now(UTC) + timedelta(days=days) for days in (1, -1))
    ends: dict[str, dict[str, Any]] = {
        "outside consent": {"expires_at": tomorrow},
        "outside consent expired": {"expires_at": yesterday},
        "outside consent taken back": {"expires_at": tomorrow, "revoked_at": yesterday},
    }
    for what, values in ends.items():
        signed = {"text_version": OUTSIDE, "text_hash": "", "language": "en", "patient": "P", "program": "Test program"}
        recipient = writer.says(f"{what} recipient")
        writer.add(what, writer.owned(OutsideConsent, recipient=recipient, categories=["urges"], **signed, **values))


def _program(scene: Scene) -> None:
    alex, ids, tomorrow = scene.cast["alex"], scene.ids, datetime.now(UTC) + timedelta(days=1)
    rows = {
        "invite": Invite(
            code_hash=hash_code(INVITE_CODE, SALT),
            role=Role.PARTICIPANT,
            note="zqinvitenotezq",
            created_by=alex,
            expires_at=tomorrow,
        ),
        "reset": ResetCode(
            code_hash=hash_code(RESET_CODE, SALT), account_id=scene.cast["jordan"], issued_by=alex, expires_at=tomorrow
        ),
        "used reset": ResetCode(
            code_hash="used",
            account_id=scene.cast["maya"],
            issued_by=alex,
            expires_at=tomorrow,
            used_at=datetime.now(UTC),
        ),
        "group": TherapyGroup(name="Tuesday group", when="Tuesdays at 6"),
        "closed group": TherapyGroup(name="Closed group", closed_at=datetime.now(UTC)),
        "line": CrisisLine(slug=None, kind="call", name="Clinic line", detail="Weekdays", number="(202) 555-0100"),
        "resource": Resource(
            name="Clinic kitchen", about="Meals", need="bills", phone="(202) 555-0107", web="https://place.example.org",
            address="1 Oak St", hours="Mon-Fri 9:00-17:00", languages=["en"], confirmed_at=datetime.now(UTC),
        ),
        "hidden resource": Resource(name="Closed place", about="Gone", need="bills", shown=False, position=1),
    }  # fmt: skip
    for name, row in rows.items():
        row.id = ids[name] = uuid7()
        db.session.add(row)
    db.session.get_one(Account, scene.cast["maya"]).password_reset_at = datetime.now(UTC)
    db.session.flush()
    member = GroupMember(group_id=ids["group"], account_id=scene.cast["maya"], joined_on=date(2026, 6, 1))
    this_week = GroupWeek(group_id=ids["group"], monday=this_monday(), people=1)
    db.session.add_all([member, this_week])
    db.session.flush()
    opt_in = WeekOptIn(owner_id=scene.cast["maya"], week_id=this_week.id)
    db.session.add(opt_in)
    db.session.flush()
    ids["maya week opt-in"] = opt_in.id
    ids["member"] = member.id
    ids["assignment"] = db.session.execute(
        select(Assignment.id).where(
            Assignment.participant_id == scene.cast["maya"], Assignment.counselor_id == scene.cast["dana"]
        )
    ).scalar_one()
    ids |= scene.cast.ids
    scene.canaries["zqinvitenotezq"] = frozenset({"alex"})
