"""A program in use, where everything that a person wrote can be recognised.

Each text is a canary: it names its writer and says who may read it. Maya shares urges, check-ins and her plan with her
care team, which is Dana; Lee was in it until yesterday. She shared practices and took that back. Jordan shares
everything, but nobody looks after him. Noor shares everything with Dana, and her account is disabled.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from tests.cast import Cast
from webapp.access import hash_token
from webapp.accounts.codes import hash_code
from webapp.enums import ConsentCategory, Role, SignLevel, TriggerCategory
from webapp.extensions import db
from webapp.models import (
    Assignment,
    CallRequest,
    CheckIn,
    Consent,
    Counter,
    CrisisLine,
    Device,
    GroupMember,
    IfThen,
    Invite,
    Lapse,
    Logged,
    Owned,
    Person,
    PlanReview,
    PlanVersion,
    Practice,
    ResetCode,
    SignCheck,
    Skill,
    TherapyGroup,
    Trigger,
    Urge,
    UrgeTrigger,
    WarningSign,
    uuid7,
)

SHARED = frozenset({ConsentCategory.URGES, ConsentCategory.CHECK_INS, ConsentCategory.PLAN})
"""What Maya shares. Jordan and Noor share all."""
INVITE_CODE = "9WTRC-02HKD"
RESET_CODE = "4HNPA-0ZQ8C"
SALT = "00" * 16
STAFF_SEE = {"Maya": {"maya", "dana", "alex"}, "Jordan": {"jordan", "alex"}, "Noor": {"alex"}}
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
        for owner in ("maya", "jordan", "noor"):
            _entries(Writer(scene, owner))
            _kept(Writer(scene, owner))
            _consents(Writer(scene, owner))
        yesterday = datetime.now(UTC) - timedelta(days=1)
        session.add(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"], ended_at=yesterday))
        session.add(Assignment(participant_id=cast["noor"], counselor_id=cast["dana"]))
        _program(scene)
    scene.canaries |= {name: frozenset(readers) for name, readers in STAFF_SEE.items()}
    return scene


def _entries(writer: Writer) -> None:
    says, add, logged = writer.says, writer.add, writer.logged
    own_trigger = add(
        "trigger",
        writer.owned(Trigger, name=says("trigger", ConsentCategory.TRIGGERS), category=TriggerCategory.EXTERNAL),
    )
    urges = ConsentCategory.URGES
    urge = add(
        "urge",
        logged(
            Urge, strength=9, strength_now=4, rerated_at=datetime.now(UTC), word="craving", focus="alcohol",
            note=says("urge note", urges), thought=says("urge thought", urges),
        ),
    )  # fmt: skip
    add("urge trigger", writer.owned(UrgeTrigger, urge_id=urge, trigger_id=own_trigger))
    add("fresh urge", logged(Urge, strength=9, word="craving", note=says("fresh urge note", urges)))
    add("private urge", logged(Urge, strength=8, word="craving", note=says("private urge note"), private=True))
    gone = logged(Urge, strength=3, word="craving", note=says("deleted urge note"), deleted_at=datetime.now(UTC))
    add("deleted urge", gone)
    lapses = ConsentCategory.LAPSES
    add(
        "lapse",
        logged(
            Lapse,
            what=says("lapse what", lapses),
            before=says("lapse before", lapses),
            change=says("lapse change", lapses),
            told_team=False,
        ),
    )
    add("deleted lapse", logged(Lapse, what=says("deleted lapse what"), deleted_at=datetime.now(UTC)))
    add("check-in", logged(CheckIn, mood=3, craving=4, note=says("check-in note", ConsentCategory.CHECK_INS)))
    add(
        "deleted check-in",
        logged(CheckIn, mood=2, note=says("deleted check-in note"), deleted_at=datetime.now(UTC), day=date(2026, 1, 5)),
    )
    practices = ConsentCategory.PRACTICES
    skill = add(
        "skill",
        writer.owned(Skill, name=says("skill name", practices), how=says("skill how", practices), category="action"),
    )
    note = says("practice note", practices)
    add("practice", logged(Practice, skill_key="stop-and-step-back", before=7, after=4, note=note, urge_id=urge))
    add(
        "deleted practice",
        logged(
            Practice,
            skill_key=f"own:{skill}",
            before=7,
            after=4,
            note=says("deleted practice note"),
            deleted_at=datetime.now(UTC),
        ),
    )
    signs = ConsentCategory.SIGN_CHECKS
    sign = says("warning sign", signs)
    add("sign", writer.owned(WarningSign, text=sign, level=SignLevel.DRIFTING))
    add("sign check", logged(SignCheck, level=SignLevel.DRIFTING, signs=[sign], note=says("sign check note", signs)))
    add(
        "deleted sign check",
        logged(SignCheck, level=SignLevel.STEADY, note=says("deleted sign check note"), deleted_at=datetime.now(UTC)),
    )


def _kept(writer: Writer) -> None:
    says, add = writer.says, writer.add
    add(
        "person",
        writer.owned(
            Person,
            name=says("person name"),
            relation=says("relation"),
            phone="(202) 555-0147",
            when=says("when"),
            say=says("words to say"),
        ),
    )
    add("removed person", writer.owned(Person, name=says("removed person"), removed_at=datetime.now(UTC)))
    add("call request", writer.owned(CallRequest))
    add(
        "if-then",
        writer.owned(
            IfThen,
            trigger_id=writer.scene.ids[f"{writer.owner} trigger"],
            cue=says("cue", ConsentCategory.TRIGGERS),
            act=says("act", ConsentCategory.TRIGGERS),
        ),
    )
    add("removed if-then", writer.owned(IfThen, cue=says("removed cue"), act="x", removed_at=datetime.now(UTC)))
    for number in (1, 2):
        add(
            f"plan version {number}",
            writer.owned(
                PlanVersion,
                section="reasons",
                number=number,
                items=[{"text": says(f"reason {number}", ConsentCategory.PLAN)}],
                author_id=writer.owner_id,
            ),
        )
    add("review", writer.owned(PlanReview, plan="prevention", reviewed_by=writer.owner_id))
    add(
        "counter",
        writer.owned(Counter, label=says("counter label"), focus="alcohol", started_on=date(2026, 6, 1), day_cost=1000),
    )
    add(
        "hidden counter",
        writer.owned(Counter, label=says("hidden counter"), focus="gambling", started_on=date(2026, 6, 1), hidden=True),
    )
    device = Device(
        account_id=writer.owner_id, token_hash=hash_token(f"second-token-of-{writer.owner}"), label="Second"
    )
    db.session.add(device)
    db.session.flush()
    writer.scene.ids[f"{writer.owner} device"] = device.id


def _consents(writer: Writer) -> None:
    given = SHARED | {ConsentCategory.PRACTICES} if writer.owner == "maya" else frozenset(ConsentCategory)
    for category in ConsentCategory:
        writer.add(
            f"consent {category}",
            writer.owned(Consent, category=category, granted=category in given, text_version="test"),
        )
    if writer.owner == "maya":
        time.sleep(0.003)  # ids of one millisecond have no order
        took_back = writer.owned(Consent, category=ConsentCategory.PRACTICES, granted=False, text_version="test")
        writer.add("consent taken back", took_back)


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
        "group": TherapyGroup(name="Tuesday group", when="Tuesdays at 6"),
        "closed group": TherapyGroup(name="Closed group", closed_at=datetime.now(UTC)),
        "line": CrisisLine(slug=None, kind="call", name="Clinic line", detail="Weekdays", number="(202) 555-0100"),
    }
    for name, row in rows.items():
        row.id = ids[name] = uuid7()
        db.session.add(row)
    db.session.flush()
    member = GroupMember(group_id=ids["group"], account_id=scene.cast["maya"], joined_on=date(2026, 6, 1))
    db.session.add(member)
    db.session.flush()
    ids["member"] = member.id
    ids["assignment"] = db.session.execute(
        select(Assignment.id).where(
            Assignment.participant_id == scene.cast["maya"], Assignment.counselor_id == scene.cast["dana"]
        )
    ).scalar_one()
    ids |= scene.cast.ids
    scene.canaries["zqinvitenotezq"] = frozenset({"alex"})
