"""Whatever somebody logged and shares: no page of a counselor tells of what is private or not agreed to.

What a counselor may open is found by the routes themselves, and by the links on those pages. Each entry is a canary;
and each page is the same, byte for byte, when what the counselor may not see was never there: so no count, trend or
flag tells of it either.
"""

import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlmodel import col

from tests.cast import Cast, enter
from tests.conftest import empty
from tests.guards.matrix import ID_ARGUMENT
from tests.guards.routes import routes
from webapp import models
from webapp.access import policy_of
from webapp.enums import ConsentCategory, EntryKind, Role
from webapp.extensions import db
from webapp.flags import replay
from webapp.flags.presenters import of_one
from webapp.groups.services import this_monday
from webapp.models import Owned, metadata, uuid7
from webapp.scope import everyone
from webapp.timeline import CATEGORIES, MODELS

ANSWERS: dict[EntryKind, dict[str, Any]] = {
    EntryKind.URGE: {"word": "craving", "strength": 9, "safe": "no"},
    EntryKind.LAPSE: {"kind": "use", "safe": "not-sure"},
    EntryKind.CHECK_IN: {"mood": 1},
    EntryKind.PRACTICE: {"skill_key": "long-out-breath", "before": 7, "after": 4},
    EntryKind.SIGN_CHECK: {"level": "in-it", "signs": []},
}
LISTS: dict[ConsentCategory, tuple[type[Owned], ...]] = {
    ConsentCategory.TRIGGERS: (models.UrgeTrigger, models.IfThen, models.Trigger),
    ConsentCategory.PLAN: (models.PlanReview,),
    ConsentCategory.MODULES: (models.ModuleProgress,),
    ConsentCategory.EXERCISES: (models.ExerciseAnswer,),
}
"""What is shared under a category and is no entry; of the plans, by section:"""
SECTIONS = {ConsentCategory.PLAN: "reasons", ConsentCategory.AFTERCARE: "after-goals"}
ENTRIES = st.lists(
    st.tuples(st.sampled_from(EntryKind), st.integers(0, 20), st.booleans(), st.booleans(), st.booleans()), max_size=12
)
"""Kind, days ago, private, deleted, told (of lapses)."""
ANSWERED = st.lists(st.tuples(st.sampled_from(ConsentCategory), st.booleans()), max_size=12)
OFTEN = [(kind, days, False, False, False) for kind in EntryKind for days in range(16)]
ALL = [(category, True) for category in ConsentCategory]
VARIES = re.compile(r'nonce="[^"]*"|name="(?:id|operation)" value="[^"]*"')
FOLLOWED = 4
ELSEWHERE = {"today.index", "accounts.reset_notice", "second_step.show"}
"""For a counselor who is signed in, these lead to another page."""
WHY = "the test puts rows there, and takes them away"


@pytest.fixture(scope="module")
def cast(stage: Flask, stored_password: str) -> Iterator[Cast]:
    """Maya's group has a week in which five asked to be counted: what two others logged comes to light with hers."""
    empty(stage)
    cast = enter(stage, stored_password)
    cast.ids.update({name: uuid7() for name in ("group", "session note", *(f"other {n}" for n in range(4)))})
    with stage.app_context(), db.writing() as session:
        monday = this_monday() - timedelta(days=7)
        week = models.GroupWeek(group_id=cast["group"], monday=monday, people=5)
        session.add(models.TherapyGroup(id=cast["group"], name="Tuesday group"))
        session.flush()
        session.add_all([week, models.GroupMember(group_id=cast["group"], account_id=cast["maya"], joined_on=monday)])
        session.flush()
        for n in range(4):
            other = {"username": f"o{n}", "name": f"Other {n}", "password_hash": ""}
            session.add(models.Account(id=cast[f"other {n}"], role=Role.PARTICIPANT, **other))
        session.flush()
        for name in ("maya", *(f"other {n}" for n in range(4))):
            session.add(models.WeekOptIn(owner_id=cast[name], week_id=week.id))
        at = datetime.combine(monday, datetime.min.time(), UTC) + timedelta(days=2)
        for n in range(2):
            add_entry(cast[f"other {n}"], uuid7(), EntryKind.URGE, at, add_trigger(cast[f"other {n}"], uuid7()))
            add_entry(cast[f"other {n}"], uuid7(), EntryKind.PRACTICE, at, None)
    yield cast
    empty(stage)


def add_trigger(owner_id: UUID, trigger_id: UUID) -> UUID:
    db.session.add(models.Trigger(id=trigger_id, owner_id=owner_id, name="zq-trigger", category="external"))
    db.session.flush()
    return trigger_id


def add_entry(
    owner_id: UUID, row_id: UUID, kind: EntryKind, at: datetime, trigger_id: UUID | None, **more: Any
) -> None:
    values = ANSWERS[kind] | {"note": f"zq{row_id.hex}", "occurred_at": at, "utc_offset": 0, "day": at.date()} | more
    db.session.add(MODELS[kind](id=row_id, owner_id=owner_id, **values))
    db.session.flush()
    if kind is EntryKind.URGE and trigger_id:
        db.session.add(models.UrgeTrigger(owner_id=owner_id, urge_id=row_id, trigger_id=trigger_id))


def pages_of_counselors(cast: Cast) -> dict[str, str]:
    """Endpoint -> the address that a counselor can open, about Maya where it is about somebody."""
    known = {"participant_id": "maya", "group_id": "group", "note_id": "session note"}
    found = {}
    for key, rule in routes(cast.app).items():
        policy = policy_of(cast.app, rule.endpoint)
        if key.startswith("GET ") and policy and Role.COUNSELOR in policy.roles:
            address = rule.rule.replace("<section>", "reasons")
            found[rule.endpoint] = ID_ARGUMENT.sub(lambda match: str(cast[known[match[1]]]), address)
    return found


def crawl(cast: Cast) -> dict[str, str]:
    """What each page says, and some that they link to with something in the query."""
    client, said = cast.as_("dana", lint=False), {}
    for endpoint, path in pages_of_counselors(cast).items():
        said[endpoint] = VARIES.sub("", client.get(path).text)
    links = {unescape(path) for text in said.values() for path in re.findall(r'href="(/counselor[^"#]*\?[^"#]*)', text)}
    return said | {path: VARIES.sub("", client.get(path).text) for path in sorted(links)[:FOLLOWED]}


def start_again(cast: Cast) -> None:
    """Nothing of Maya's but the consent to be counted in the week."""
    with cast.app.app_context(), db.writing():
        for table in reversed(metadata.sorted_tables):
            if "owner_id" in table.c and table.name not in {"week_opt_in", "audit"}:
                db.run(everyone(delete(table).where(table.c.owner_id == cast["maya"]), reason=WHY))


def log(cast: Cast, entries: Collection[Any]) -> tuple[set[str], dict[str, tuple[EntryKind, bool]]]:
    """Notes of what nobody else may ever read; and of the rest, by note, their kind and whether it was told.

    Beside them a row of everything that is no entry.
    """
    secret, open_ = uuid7().hex, {}
    hidden = {secret}
    maya, dana = cast["maya"], cast["dana"]
    with cast.app.app_context(), db.writing() as session:
        trigger_id = add_trigger(maya, uuid7())
        for kind, days, private, deleted, told in entries:
            row_id = uuid7()
            at = datetime.now(UTC) - timedelta(days=days, minutes=5)
            more = {"told_team": told} if kind is EntryKind.LAPSE else {}
            gone = at if deleted else None
            add_entry(maya, row_id, kind, at, trigger_id, private=private, deleted_at=gone, **more)
            if private or deleted:
                hidden.add(row_id.hex)
                session.add(models.Reply(owner_id=maya, kind=kind, entry_id=row_id, author_id=dana, text="zq-reply"))
            else:
                open_[row_id.hex] = kind, bool(more) and told
        long_ago, module = datetime.now(UTC) - timedelta(days=400), {"slug": "sleep", "content_version": 1}
        written = {"number": 1, "author_id": maya}
        met = {"met_on": long_ago.date(), "author_id": dana}
        session.add_all(
            [
                models.SessionNote(id=cast["session note"], owner_id=maya, text="zq-agreed", **met),
                models.IfThen(owner_id=maya, cue="zq-cue", act="zq-act"),
                models.PlanReview(owner_id=maya, plan="relapse", reviewed_at=long_ago, reviewed_by=maya),
                models.ModuleProgress(owner_id=maya, finished_at=datetime.now(UTC), **module),
                models.ExerciseAnswer(owner_id=maya, answers={"wake.own": "zq-answer"}, private=False, **module),
                models.ExerciseAnswer(
                    owner_id=maya, slug="external-triggers", answers={"strongest": secret}, content_version=1
                ),
                models.TeamTask(owner_id=maya, kind="module", slug="sleep", due_on=this_monday(), author_id=dana),
                *(
                    models.PlanVersion(owner_id=maya, section=section, items=[{"text": f"zq-{section}"}], **written)
                    for section in SECTIONS.values()
                ),
            ]
        )
    return hidden, open_


def take_away(cast: Cast, notes: Collection[str]) -> None:
    """These entries were never there."""
    ids = [UUID(note) for note in notes]
    with cast.app.app_context(), db.writing():
        private = col(models.ExerciseAnswer.private).is_(True)
        db.run(everyone(delete(models.ExerciseAnswer).where(private), reason=WHY))
        db.run(everyone(delete(models.Reply).where(col(models.Reply.entry_id).in_(ids)), reason=WHY))
        for model in MODELS.values():
            db.run(everyone(delete(model).where(col(model.id).in_(ids)), reason=WHY))


def take_away_lists(cast: Cast, agreed: set[ConsentCategory], kept: dict[str, tuple[EntryKind, bool]]) -> None:
    """What is no entry, and the notes at entries, as far as not agreed to."""
    maya, version = cast["maya"], models.PlanVersion
    told = [UUID(note) for note, (_kind, told) in kept.items() if told]
    with cast.app.app_context(), db.writing():
        for category in ConsentCategory:
            if category in agreed:
                continue
            for model in LISTS.get(category, ()):
                db.run(everyone(delete(model).where(col(model.owner_id) == maya), reason=WHY))
            if section := SECTIONS.get(category):
                db.run(everyone(delete(version).where(col(version.section) == section), reason=WHY))
        for model in MODELS.values() if ConsentCategory.NOTES not in agreed else ():
            there: Any = model
            statement = update(model).where(there.owner_id == maya, there.id.not_in(told)).values(note="")
            db.run(everyone(statement, reason=WHY))


@pytest.mark.whole
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES, answered=ANSWERED)
@example(entries=[(kind, days, True, False, told) for kind, days, _p, _d, told in OFTEN], answered=ALL)
@example(entries=[(kind, days, False, True, told) for kind, days, _p, _d, told in OFTEN], answered=ALL)
@example(entries=OFTEN, answered=[(ConsentCategory.AFTERCARE, True)])
@example(entries=OFTEN, answered=[(ConsentCategory.NOTES, True), (ConsentCategory.PRACTICES, True)])
def test_nothing_private_or_unconsented(
    cast: Cast, entries: list[Any], answered: list[tuple[ConsentCategory, bool]]
) -> None:
    start_again(cast)
    hidden, rest = log(cast, entries)
    for category, granted in answered:
        cast.consents("maya", category, granted=granted)
    agreed = {category for category, granted in dict(answered).items() if granted}
    shared = {note for note, (kind, told) in rest.items() if told or CATEGORIES[kind] in agreed}
    with cast.app.app_context():
        flags = of_one(cast["dana"], cast["maya"], "UTC")
        counted = {event.id for person in replay.shared().people.values() for event in person.events}
    assert counted <= {UUID(note) for note in shared}
    about = {event.id for flag in flags for event in flag.events}
    assert about <= {UUID(note) for note in shared}
    unsafe = {UUID(n) for n in shared if rest[n][0] in {EntryKind.URGE, EntryKind.LAPSE}}
    assert {flag.events[0].id for flag in flags if flag.rule.key == "not-safe"} == unsafe
    first = crawl(cast)
    said = "".join(first.values())
    plain = said.replace("-", "")
    assert [note for note in hidden | rest.keys() - shared if note in plain] == []
    if not shared and not agreed - {ConsentCategory.NOTES}:
        assert "Maya" not in said
    take_away(cast, hidden)
    assert crawl(cast) == first, "without what is private or deleted"
    del first["groups.week"]  # agreed to by itself
    take_away(cast, rest.keys() - shared)
    take_away_lists(cast, agreed, rest)
    assert crawl(cast) | {"groups.week": ""} == first | {"groups.week": ""}, "without what is not agreed to"


@pytest.mark.whole
def test_the_crawl_finds_the_pages(cast: Cast) -> None:
    """The control: every page is there, a shared note is seen, and the counts, the trend and the week tell of it."""

    def told(entries: Collection[Any]) -> dict[str, str]:
        start_again(cast)
        _hidden, notes = log(cast, entries)
        cast.consents("maya", *ConsentCategory)
        said = crawl(cast)
        assert all(any(note in text for text in said.values()) for note in notes)
        return said

    nothing = told(())
    client = cast.as_("dana")
    statuses = {endpoint: client.get(path).status_code for endpoint, path in pages_of_counselors(cast).items()}
    assert {name for name, code in statuses.items() if code != 200} == ELSEWHERE
    logged = told([(kind, days, False, False, False) for kind in EntryKind for days in (0, 7, 8)])
    tells = {"review.index", "review.show", "review.flags", "sheet.show", "sheet.together", "groups.week"}
    assert {endpoint for endpoint in statuses if logged[endpoint] != nothing[endpoint]} >= tells
    assert len(logged) > len(statuses), "links are followed"
