"""What one participant shares, as the counselor's page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from webapp.access import Me
from webapp.content import clinical
from webapp.content.texts import say
from webapp.content.words import ACTIONS, COMPANY, FEELINGS, PLACES, words_of
from webapp.enums import Acted, ConsentCategory, EntryKind, UrgeWord
from webapp.formatting import day_in_words
from webapp.i18n import _, mark
from webapp.moments import today
from webapp.paging import PAGE, START, Place, place
from webapp.plan.sections import SECTIONS, Plan
from webapp.review import presenters, queries
from webapp.review.record_queries import Look
from webapp.timeline import Entry, Names, by_day, capital, entry

ACTED = {
    Acted.NO: mark("No"),
    Acted.SOME: mark("A little"),
    Acted.YES: mark("Yes"),
    Acted.RATHER_NOT_SAY: mark("Rather not say"),
}
PLANS = {Plan.RELAPSE: mark("Relapse-prevention plan"), Plan.SAFETY: mark("Safety plan")}


@dataclass(frozen=True, slots=True)
class Line:
    """A shared entry with all that belongs to it."""

    entry: Entry
    details: list[tuple[str, str]]
    """What was asked, and the answer."""


@dataclass(frozen=True, slots=True)
class PlanSection:
    title: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Record:
    name: str
    categories: str
    """Codes, for the trail."""
    shares: str
    reasons: list[presenters.Reason]
    call: presenters.Call | None
    counts: str
    last: str
    days: list[tuple[date, str, list[Line]]]
    older: str
    is_first: bool
    owner_id: Any
    shares_triggers: bool
    triggers: list[str]
    if_thens: Sequence[Row[Any]]
    plans: list[tuple[str, list[PlanSection]]]


def present(counselor: Me, person: Row[Any], before: str) -> Record:
    look, current = Look(counselor.id, person.id), today(counselor.time_zone)
    shared = queries.shared_categories(counselor.id).get(person.id, frozenset())
    request = next((row for row in queries.open_requests(counselor.id) if row.owner_id == person.id), None)
    counts = queries.counts(counselor.id, current, person.id)
    flags = queries.flags(counselor.id, current, person.id)
    start = place(before)
    rows = look.entries(start)
    return Record(
        owner_id=person.id,
        name=person.name,
        categories=" ".join(sorted(shared)),
        shares=presenters.shares_in_words(shared),
        reasons=presenters.reasons(flags, request, current, counselor.time_zone),
        call=presenters.call(request, counselor.time_zone) if request else None,
        counts=presenters.counts_in_words(counts),
        last=presenters.last_in_words(counts, current),
        days=[(day, capital(day_in_words(day, current)), lines) for day, lines in _days(look, rows[:PAGE])],
        older=str(Place(rows[PAGE - 1].occurred_at, rows[PAGE - 1].id)) if len(rows) > PAGE else "",
        is_first=start == START,
        shares_triggers=ConsentCategory.TRIGGERS in shared,
        triggers=look.triggers(),
        if_thens=look.if_thens(),
        plans=_plans(look.plan()),
    )


def _days(look: Look, rows: Sequence[Row[Any]]) -> list[tuple[date, list[Line]]]:
    urges = [row.id for row in rows if row.kind == EntryKind.URGE]
    keys = {row.key for row in rows if row.kind == EntryKind.PRACTICE}
    word = next((row.key for row in rows if row.kind == EntryKind.URGE), UrgeWord.URGE)
    names = Names(look.triggers_of(urges), look.own_skill_names(keys), words_of(word))
    return [
        (day, [Line(item, _details(item.row)) for item in items])
        for day, items in by_day(entry(row, names) for row in rows)
    ]


def _details(row: Row[Any]) -> list[tuple[str, str]]:
    asked = [
        (_("Where"), str(PLACES.get(row.place, ""))),
        (_("With whom"), str(COMPANY.get(row.company, ""))),
        (_("Felt"), _picked(row.feelings, FEELINGS)),
        (_("Thought"), row.thought),
        (_("Did"), _picked(row.actions, ACTIONS)),
        (words_of(row.key)("acted") if row.acted else "", _(ACTED[Acted(row.acted)]) if row.acted else ""),
        (_("Signs ticked"), "\n".join(row.signs or ())),
        *_look_back(row.look_back or {}),
        *_safety(row),
    ]
    return [(question, answer) for question, answer in asked if answer]


def _picked(slugs: list[str] | None, options: dict[str, Any]) -> str:
    return ", ".join(str(options[slug]) for slug in slugs or () if slug in options)


def _look_back(answers: dict[str, str]) -> list[tuple[str, str]]:
    questions = clinical.LAPSE["look_back"]["questions"]
    return [(say({"en": row["en"], "es": row["es"]}), answers.get(row["slug"], "")) for row in questions]


def _safety(row: Row[Any]) -> list[tuple[str, str]]:
    asked = [(clinical.SAFE_NOW, row.safe), (clinical.HARM_THOUGHTS, row.harm_thoughts)]
    return [(say(question.text), presenters.answer_in_words(question, given)) for question, given in asked if given]


def _plans(standing: dict[str, Row[Any]]) -> list[tuple[str, list[PlanSection]]]:
    """Both plans, each with the sections that say something."""
    written = {key: [str(item["text"]) for item in row.items] for key, row in standing.items()}
    plans = [
        (
            _(title),
            [
                PlanSection(_(section.title), written[key])
                for key, section in SECTIONS.items()
                if section.plan is plan and written.get(key)
            ],
        )
        for plan, title in PLANS.items()
    ]
    return [(title, sections) for title, sections in plans if sections]
