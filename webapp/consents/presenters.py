"""Who can see what, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.access import Me
from webapp.consents.queries import answers, care_team, granted, granted_by
from webapp.content.consent import ASKED, CURRENT, VERSION
from webapp.content.texts import say
from webapp.enums import ConsentCategory
from webapp.formatting import clock, join_words, short_day
from webapp.i18n import _
from webapp.moments import local, moment


def who_reads(owner_id: UUID, *, shared: bool, reading_hours: str) -> str:
    """Beside Save: who reads it, and when. Honest about 'not right away'."""
    return Audience(frozenset(), team_names(owner_id) if shared else "").beside_save(shared, reading_hours)


def team_names(owner_id: UUID) -> str:
    """The counselors assigned now, by name; '' for none."""
    return join_words([row.name for row in care_team(owner_id)])


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees a person's entries now. For lists: two queries, whatever their length."""

    granted: frozenset[str]
    team: str
    """By name; '' when no counselor is assigned."""

    def sees(self, category: ConsentCategory, *, private: bool, told: bool = False) -> bool:
        return not private and (told or category in self.granted)

    def name(self, shared: bool) -> str:
        if not shared:
            return _("Only you")
        return _("Your care team: %(names)s", names=self.team) if self.team else _("Your care team, nobody yet")

    def beside_save(self, shared: bool, reading_hours: str) -> str:
        if not shared:
            return _("Only you can see this.")
        if not self.team:
            return _("You share this with your care team. No counselor is assigned yet.")
        if not reading_hours:
            return _("%(names)s can read this, not right away.", names=self.team)
        return _("%(names)s can read this %(hours)s, not right away.", names=self.team, hours=reading_hours)

    def of_new_entries(self, reading_hours: str) -> str:
        """Said where nothing is logged yet."""
        if not self.granted:
            return _("Only you can see what you log.")
        if not self.team:
            return _("You share some of this with your care team. No counselor is assigned yet.")
        if not reading_hours:
            return _("%(names)s can read what you share, not right away.", names=self.team)
        return _("%(names)s can read what you share %(hours)s, not right away.", names=self.team, hours=reading_hours)


def audience_of(owner_id: UUID) -> Audience:
    return Audience(granted(owner_id), team_names(owner_id))


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    name: str
    sees: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Answers given together."""

    when: str
    shared: str
    kept_back: str


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """What `consents/_form.html` asks, with the elements that the law wants."""

    question: str
    choices: list[Choice]
    never: str
    lapses: str
    watch: str
    elements: list[tuple[str, str]]
    text_version: str
    newest: str
    """The id of the newest answer, or ''."""
    answered: bool
    shares: str
    """What is shared now, in words; '' for nothing."""


@dataclass(frozen=True, slots=True)
class ConsentPage:
    title: str
    lead: str
    form: ConsentForm
    history: list[Change]
    """The newest first."""


def consent_form(person: Me) -> ConsentForm:
    """For pages that include the form: every box is empty until it was ticked."""
    return _form(person, answers(person.id))


def present(person: Me) -> ConsentPage:
    rows = answers(person.id)
    return ConsentPage(say(CURRENT.title), say(CURRENT.lead), _form(person, rows), _history(person, rows))


def names_of(categories: frozenset[str]) -> str:
    """Categories in words, in their order."""
    return " · ".join(say(CURRENT.categories[category].name) for category in ASKED if category in categories)


def _form(person: Me, rows: Sequence[Row[Any]]) -> ConsentForm:
    held = granted_by(rows)
    values = {
        "name": person.name,
        "program": person.program_name or _("Your program"),
        "team": team_names(person.id) or _("nobody is assigned yet"),
    }
    return ConsentForm(
        question=say(CURRENT.question),
        choices=[
            Choice(slug, say(text.name), say(text.sees), slug in held) for slug, text in CURRENT.categories.items()
        ],
        never=say(CURRENT.never),
        lapses=say(CURRENT.lapses),
        watch=say(CURRENT.watch_hours, hours=person.reading_hours) if person.reading_hours else say(CURRENT.watch),
        elements=[(say(element.title), say(element.text, **values)) for element in CURRENT.elements],
        text_version=VERSION,
        newest=str(rows[-1].id) if rows else "",
        answered=bool(rows),
        shares=names_of(held),
    )


def _history(person: Me, rows: Sequence[Row[Any]]) -> list[Change]:
    together = [list(some) for _at, some in groupby(rows, key=lambda row: row.answered_at)]
    return [_change(person, some) for some in reversed(together)]


def _change(person: Me, rows: list[Row[Any]]) -> Change:
    here = moment(person.time_zone, rows[0].answered_at)
    at = local(here.occurred_at, here.utc_offset)
    return Change(
        when=f"{short_day(at.date())}, {clock(at)}",
        shared=names_of(frozenset(row.category for row in rows if row.granted)),
        kept_back=names_of(frozenset(row.category for row in rows if not row.granted)),
    )
