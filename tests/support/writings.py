"""What each participant of the stage wrote and keeps, and what the care team gave back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import select

from webapp.digests import hash_token
from webapp.enums import ConsentCategory, SignLevel, TriggerCategory
from webapp.extensions import db
from webapp.models import (
    Appointment,
    CalendarChoice,
    CallRequest,
    CheckIn,
    Counter,
    Device,
    EntryRead,
    ExerciseAnswer,
    FlagNote,
    IfThen,
    Lapse,
    ModuleProgress,
    Person,
    PlanReview,
    PlanSuggestion,
    PlanVersion,
    Practice,
    PushSubscription,
    ReminderChoice,
    ReminderSent,
    Reply,
    ResourceFavorite,
    SessionNote,
    SignCheck,
    Skill,
    TeamTask,
    Trigger,
    Urge,
    UrgeTrigger,
    WarningSign,
)

if TYPE_CHECKING:
    from tests.support.scene import Writer


def write_entries(writer: Writer) -> None:
    says, add, logged = writer.says, writer.add, writer.logged
    own_trigger = add(
        "trigger",
        writer.owned(Trigger, name=says("trigger", ConsentCategory.TRIGGERS), category=TriggerCategory.EXTERNAL),
    )
    add("reminders", writer.owned(ReminderChoice, text=says("reminder text")))
    device = db.session.exec(select(Device.id).where(Device.account_id == writer.owner_id)).first()
    browser = f"https://push.example.org/of-{writer.owner}"
    add("browser", writer.owned(PushSubscription, device_id=device, endpoint=browser, p256dh="key", auth="secret"))
    add("reminder sent", writer.owned(ReminderSent, kind="check_in", day=date(2026, 6, 1)))
    add("favorite", writer.owned(ResourceFavorite, resource="dbsa"))
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


def write_answers(writer: Writer) -> None:
    """What Dana gave back while she could: under a shared entry, under a private one, for both plans."""
    says, add, owned, dana = writer.says, writer.add, writer.owned, writer.scene.cast["dana"]
    ids, urges, plan = writer.scene.ids, ConsentCategory.URGES, ConsentCategory.PLAN
    for what, entry, category in (("reply", "urge", urges), ("private reply", "private urge", None)):
        entry_id = ids[f"{writer.owner} {entry}"]
        add(what, owned(Reply, kind="urge", entry_id=entry_id, author_id=dana, text=says(what, category)))
        add(f"{what} read", owned(EntryRead, kind="urge", entry_id=entry_id, reader_id=dana))
    for what, section, category in (
        ("suggestion", "reasons", plan),
        ("aftercare suggestion", "after-goals", ConsentCategory.AFTERCARE),
    ):
        add(what, owned(PlanSuggestion, section=section, author_id=dana, text=says(what, category)))
    add(
        "flag note",
        owned(FlagNote, rule="not-safe", cause=str(ids[f"{writer.owner} urge"]), by_id=dana, action="called"),
    )
    due = {"due_on": datetime.now(UTC).date() + timedelta(days=3), "author_id": dana}
    add("task", owned(TeamTask, kind="module", slug="external-triggers", why=says("task why", plan), **due))
    add("skill task", owned(TeamTask, kind="skill", slug="stop-and-step-back", **due))


def write_kept(writer: Writer) -> None:
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
    weekly = {"weekdays": [1, 3], "first_on": date(2026, 6, 2), "begins": 18 * 60, "time_zone": "America/New_York"}
    companion = writer.scene.ids[f"{writer.owner} person"]
    link = f"https://{says('meeting link')}.example.org"
    where = {"title": says("meeting"), "place": says("meeting place"), "link": link}
    add("appointment", writer.owned(Appointment, **weekly, **where, person_id=companion))
    gone = {"title": says("removed meeting"), "removed_at": datetime.now(UTC)}
    add("removed appointment", writer.owned(Appointment, **weekly, **gone))
    secret = hash_token(f"calendar-of-{writer.owner}")
    add("calendar", writer.owned(CalendarChoice, secret_hash=secret))
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
    for what, section, category in (
        ("aftercare", "after-goals", ConsentCategory.AFTERCARE),
        ("medicine", "after-medicines", ConsentCategory.AFTERCARE),
    ):
        items = [{"text": says(what, category)}]
        add(what, writer.owned(PlanVersion, section=section, number=1, items=items, author_id=writer.owner_id))
    add("module", writer.owned(ModuleProgress, slug="external-triggers", content_version=1, furthest=2))
    answers = {"outside": ["payday"], "outside.own": says("exercise own words"), "strongest": says("exercise answer")}
    add("exercise", writer.owned(ExerciseAnswer, slug="external-triggers", content_version=1, answers=answers))
    _agreed(writer)
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


def _agreed(writer: Writer) -> None:
    """In sessions with Dana: read by those who may read the plan."""
    says, written = writer.says, {"met_on": date(2026, 11, 2), "author_id": writer.scene.cast["dana"]}
    text = says("session note", ConsentCategory.PLAN)
    writer.add("session note", writer.owned(SessionNote, text=text, **written))
    answered = {"answer": says("session answer", ConsentCategory.PLAN), "answered_at": datetime.now(UTC)}
    text = says("answered session note", ConsentCategory.PLAN)
    writer.add("answered session note", writer.owned(SessionNote, text=text, **written, **answered))
