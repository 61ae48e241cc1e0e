"""Flags in words, for the care team and for the person whom they are about: both read the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp import care_team
from webapp.access import Me
from webapp.content import clinical
from webapp.content.texts import say
from webapp.content.words import words_of
from webapp.entry_details import answer_in_words
from webapp.entry_rows import LEVELS, PAGES, capital
from webapp.enums import SignLevel
from webapp.flags import queries
from webapp.flags.rules import Event, History, Raised, Severity, Standing, on
from webapp.flags.seen import Seen
from webapp.formatting import long_day, short_day, when_in_words
from webapp.i18n import _, mark
from webapp.moments import local, local_in, moment_of_wall_clock, today
from webapp.paging import Place
from webapp.plan.presenters import REVIEW_EVERY

MINE = "mine"
ACTIONS = {
    "called": mark("Called"),
    "session": mark("Will raise it in session"),
    "plan": mark("Plan changed"),
    "not-needed": mark("Not needed"),
}
DONE = {
    MINE: mark("%(who)s has it"),
    "called": mark("%(who)s called"),
    "session": mark("%(who)s will raise it in session"),
    "plan": mark("%(who)s: plan changed"),
    "not-needed": mark("%(who)s: nothing needed"),
}

SENT_LATER = timedelta(hours=6)
"""An answer that came so long after the entry's own time may be about another moment: both are said."""


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    reason: str
    words: str
    when: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag about one person."""

    rule: Standing
    cause: str
    what: str
    more: str
    since: datetime | date
    notes: list[Note]
    is_open: bool
    """Nobody has said yet what was done."""
    place: str
    """Where the timeline of the person shows its entry first; '' for one without."""
    events: tuple[Event, ...]
    page: tuple[str, dict[str, UUID]] | None
    """The entry's own page, for its owner."""

    @property
    def sentence(self) -> str:
        """With one period, also behind 'p.m.'."""
        return f"{capital(self.more).removesuffix('.')}."

    @property
    def rank(self) -> tuple[int, str]:
        """By severity, then age."""
        return list(Severity).index(self.rule.severity), self.since.isoformat()


def flags_of(rules: Sequence[Standing], history: History, notes: Iterable[Row[Any]], time_zone: str) -> list[Flag]:
    """What these rules raise now of one person, with the notes about it; the most urgent first."""
    current, shared = history.today, history.now
    about: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for note in notes:
        about[note.rule, note.cause].append(note)
    found = [
        _flag(rule, raised, about[rule.key, raised.cause], current, time_zone)
        for rule in rules
        for raised in rule.find(shared)
    ]
    return sorted(found, key=lambda flag: flag.rank)


def strength_from(rules: Sequence[Standing]) -> int:
    """From which strength on an urge can be pointed out."""
    return int(rules[0].values["strength"])


def history(seen: Seen, reviewed_at: datetime | None, time_zone: str, current: date) -> History:
    due = today(time_zone, reviewed_at) + REVIEW_EVERY if reviewed_at else None
    return History(current, seen.events, seen.days, due)


def _flag(rule: Standing, raised: Raised, rows: Sequence[Row[Any]], current: date, time_zone: str) -> Flag:
    newest = raised.events[0] if raised.events else None
    what, more = words(rule, raised, current)
    endpoint, argument = PAGES[newest.kind] if newest else ("", "")
    return Flag(
        rule=rule,
        cause=raised.cause,
        what=what,
        more=more,
        since=raised.since,
        notes=[note_in_words(row, current, time_zone) for row in rows],
        is_open=all(row.action == MINE for row in rows),
        place=str(Place(newest.occurred_at + timedelta(microseconds=1), newest.id)) if newest else "",
        events=raised.events,
        page=(endpoint, {argument: newest.id}) if newest else None,
    )


def note_in_words(row: Row[Any], current: date, time_zone: str) -> Note:
    when = when_in_words(local_in(time_zone, row.at), current)
    who = row.name or _("Somebody who is no longer here")
    return Note(_(DONE[row.action], who=who), row.reason, row.words, when)


def words(rule: Standing, raised: Raised, current: date) -> tuple[str, str]:
    """The reason, and when: out of structured answers only."""
    match rule.key, raised.events:
        case "not-safe", (event,):
            return _unsafe(event), _at_and_sent(event, current)
        case "lapse", (event,):
            return _("Shared a lapse"), _at(event, current)
        case "strong-twice", (newest, earlier):
            said = words_of(newest.word or "urge")("one_of_ten", n=newest.strength)
            return said, _("%(when)s, and %(n)s of 10 %(earlier)s", when=_at(newest, current), n=earlier.strength,
                           earlier=_at(earlier, current))  # fmt: skip
        case "low-mood", (newest, *_others):
            said = _("Lowest mood on %(n)s days running", n=len(raised.events))
            return said, _("until %(day)s", day=long_day(newest.day))
        case "signs", (event,):
            return _("Warning signs: %(level)s", level=_(LEVELS[SignLevel(str(event.level))])), _at(event, current)
        case "silence", _none:
            last = date.fromisoformat(raised.cause)
            return _("No shared entry since %(day)s", day=long_day(last)), _(
                "entries on %(n)s or more of the 7 days before", n=rule.values["regular"]
            )
        case _:
            return _("Plan review overdue"), _("was due %(day)s", day=short_day(date.fromisoformat(raised.cause)))


def _unsafe(event: Event) -> str:
    asked = [(clinical.SAFE_NOW, event.safe), (clinical.HARM_THOUGHTS, event.harm_thoughts)]
    answers = [
        _("“%(question)s” %(answer)s", question=say(question.text), answer=answer_in_words(question, given))
        for question, given in asked
        if given and not clinical.is_safe(*((given, None) if question is clinical.SAFE_NOW else (None, given)))
    ]
    return " ".join(answers)


def stood_since(flag: Flag, time_zone: str) -> datetime:
    """The moment from which somebody could answer; a day begins at midnight of the person's clock."""
    if isinstance(flag.since, datetime):
        return max([flag.since, *(event.received_at for event in flag.events)])
    return moment_of_wall_clock(time_zone, datetime.combine(flag.since, time.min)).occurred_at


def _at(event: Event, current: date) -> str:
    return when_in_words(local(event.occurred_at, event.utc_offset), current)


def _at_and_sent(event: Event, current: date) -> str:
    """'Friday, November 20, 11:59 PM, sent today, 9:05 PM' for what was put into the log, or reached it, afterwards."""
    at = _at(event, current)
    if event.received_at - event.occurred_at <= SENT_LATER:
        return at
    return _("%(when)s, sent %(sent)s", when=at,
             sent=when_in_words(local(event.received_at, event.utc_offset), current))  # fmt: skip


def of_one(counselor_id: UUID, owner_id: UUID, time_zone: str) -> list[Flag]:
    """The flags about one person, as this counselor may see them now."""
    return _of_one(on(queries.rules()), counselor_id, owner_id, time_zone)


def _of_one(rules: Sequence[Standing], counselor_id: UUID, owner_id: UUID, time_zone: str) -> list[Flag]:
    current = today(time_zone)
    seen = queries.seen(counselor_id, owner_id, current, strength_from(rules))
    shared = history(seen, queries.reviews(counselor_id, owner_id).get(owner_id), time_zone, current)
    return flags_of(rules, shared, queries.notes(counselor_id, current, owner_id).get(owner_id, ()), time_zone)


@dataclass(frozen=True, slots=True)
class OwnFlags:
    """What the care team sees, for the person themselves."""

    flags: list[Flag]
    answered: list[tuple[str, Note]]
    """What was answered so far, with the name of the rule, the newest first."""
    rules: list[str]


def own(person: Me) -> OwnFlags:
    """By the eyes of one of the team: each of them sees the same."""
    readers, current, rules = care_team.of(person.id).readers, today(person.time_zone), queries.rules()
    names = {rule.key: rule.name for rule in rules}
    answered = [
        (names[row.rule], note_in_words(row, current, person.time_zone)) for row in queries.own_notes(person.id)
    ]
    in_force = on(rules)
    flags = _of_one(in_force, UUID(next(iter(readers))), person.id, person.time_zone) if readers else []
    return OwnFlags(flags, answered[::-1], [rule.name for rule in in_force])
