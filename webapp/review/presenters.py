"""The caseload: who needs me first, and why. The reasons are the flags, and requests for a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.flags import queries as flag_queries
from webapp.flags.presenters import strength_from
from webapp.flags.rules import Severity, Standing, on
from webapp.formatting import when_in_words
from webapp.i18n import _, language, mark
from webapp.models import ASKED_AGAIN
from webapp.moments import local_in, today
from webapp.review import queries
from webapp.review.cases import OTHERS, Case, Given, Read, case_of
from webapp.review.months import of_people as months_of

TITLES = {
    Severity.NOW: mark("Now"),
    Severity.TODAY: mark("Look today"),
    Severity.WEEK: mark("This week"),
    OTHERS: mark("Everybody else"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody waits for a call."""

    id: UUID
    owner_id: UUID
    name: str
    when: str
    caller: str
    """Who said that they will call; '' while nobody did."""
    said_before: str
    """Who said so to the request before this one, which was asked again."""


NEEDS = "needs-a-look"


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of the list: everybody (no key), who needs a look, or a group."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Caseload:
    choices: list[Choice]
    chosen: str
    calls: list[Call]
    groups: list[tuple[str, str, list[Case]]]
    """Key, title, people in order of need."""
    rules: list[str]
    """What is pointed out, as the program chose."""
    quiet: int
    """How many share nothing now."""
    read_of: dict[UUID, str]
    """Of whom this page tells something, and of which categories: '' where it is a name and a call alone."""


def caseload(person: Me, show: str = "") -> Caseload:
    """The part called `show`; all of it when there is none of that name. Requests for a call stand above each part."""
    everybody, rules = queries.people(person.id), flag_queries.rules()
    calls = [call(row, person.time_zone) for row in queries.open_requests(person.id)]
    sharing = _cases(person, rules, everybody, {asked.owner_id: asked.when for asked in reversed(calls)})
    choices, wanted = _parts(sharing, queries.in_groups(person.id))
    chosen = show if show in wanted else ""
    cases = sorted((case for case in sharing if case.id in wanted[chosen]), key=lambda case: case.rank)
    groups: dict[str, list[Case]] = {group: [] for group in TITLES}
    for case in cases:
        groups[case.group].append(case)
    return Caseload(
        choices=choices,
        chosen=chosen,
        calls=calls,
        groups=[(group, _(title), groups[group]) for group, title in TITLES.items()],
        rules=[rule.name for rule in on(rules)],
        quiet=len(everybody) - len(sharing),
        read_of={asked.owner_id: "" for asked in calls} | {case.id: case.read for case in cases},
    )


def _cases(
    person: Me, rules: Sequence[Standing], everybody: Sequence[Row[Any]], waiting: Mapping[UUID, str]
) -> list[Case]:
    """Those who share something, told of something, or wait for a call."""
    current = today(person.time_zone)
    months = months_of(person.id, current, strength_from(rules))
    shared, reviews = queries.shared_categories(person.id), flag_queries.reviews(person.id)
    notes = flag_queries.notes(person.id, current - timedelta(days=1))
    numbers = tuple(sorted(rules[0].values.items()))
    zones = {row.time_zone for row in everybody}
    given = {zone: Given(numbers, current, today(zone), language.get()) for zone in zones}
    return [
        case_of(
            Read(
                id=row.id,
                name=row.name,
                time_zone=row.time_zone,
                shared=shared.get(row.id, frozenset()),
                asked=waiting.get(row.id, ""),
                month=tuple(months.get(row.id, ())),
                notes=tuple(notes.get(row.id, ())),
                reviewed_at=reviews.get(row.id),
            ),
            given[row.time_zone],
        )
        for row in everybody
        if shared.get(row.id) or row.id in months or row.id in waiting
    ]


def _parts(cases: Sequence[Case], memberships: Sequence[Row[Any]]) -> tuple[list[Choice], dict[str, set[UUID]]]:
    """What can be chosen, and who is in it: groups only with somebody whom the list shows."""
    parts = {"": {case.id for case in cases}, NEEDS: {case.id for case in cases if case.group != OTHERS}}
    choices = [Choice("", _("Everybody")), Choice(NEEDS, _("Needs a look"))]
    for row in memberships:
        if row.owner_id in parts[""]:
            if str(row.id) not in parts:
                choices.append(Choice(str(row.id), row.name))
            parts.setdefault(str(row.id), set()).add(row.owner_id)
    return choices, parts


def call(row: Row[Any], time_zone: str) -> Call:
    when, caller = when_in_words(local_in(time_zone, row.requested_at), today(time_zone)), row.caller or ""
    if row.handled_how == ASKED_AGAIN:
        return Call(row.id, row.owner_id, row.name, _("again %(when)s", when=when), "", caller)
    return Call(row.id, row.owner_id, row.name, when, caller, "")
