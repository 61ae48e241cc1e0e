"""Who can see what, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp import care_team
from webapp.access import Me
from webapp.consents import queries, terms
from webapp.consents.forms import Answers
from webapp.consents.queries import granted
from webapp.consents.services import Signature, ending
from webapp.content.consent import ASKED, CURRENT, VERSION
from webapp.content.texts import say
from webapp.enums import ConsentCategory
from webapp.formatting import day_and_time, short_day
from webapp.forms import Parsed
from webapp.i18n import _, language
from webapp.moments import local_in, today


def who_reads(owner_id: UUID, *, shared: bool, reading_hours: str, notes: bool = True) -> str:
    """Beside Save: who reads it, and when. Honest about 'not right away', and about a note that is not shared."""
    audience = _audience(frozenset(), care_team.of(owner_id)) if shared else Audience(frozenset(), "")
    return audience.beside_save(shared, reading_hours, notes=notes)


def team_names(owner_id: UUID) -> str:
    """The care team by name, with who covers and when; '' for none."""
    return care_team.of(owner_id).in_words


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees a person's entries now. For lists: two queries, whatever their length."""

    granted: frozenset[str]
    team: str
    """By name; '' when no counselor is assigned."""
    away: str = ""
    """That nobody of them reads now, as a sentence."""

    def sees(self, category: ConsentCategory, *, private: bool, told: bool = False) -> bool:
        return not private and (told or category in self.granted)

    def name(self, shared: bool) -> str:
        if not shared:
            return _("Only you")
        return _("Your care team: %(names)s", names=self.team) if self.team else _("Your care team, nobody yet")

    def beside_save(self, shared: bool, reading_hours: str, *, notes: bool) -> str:
        if not shared:
            return _("Only you can see this.")
        said = [self._read_by_team(reading_hours), self.away, "" if notes else _("They do not see your note.")]
        return " ".join(part for part in said if part)

    def _read_by_team(self, reading_hours: str) -> str:
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
            said = _("%(names)s can read what you share, not right away.", names=self.team)
        else:
            hours = reading_hours
            said = _("%(names)s can read what you share %(hours)s, not right away.", names=self.team, hours=hours)
        return f"{said} {self.away}".strip()


def audience_of(owner_id: UUID) -> Audience:
    return _audience(granted(owner_id), care_team.of(owner_id))


def _audience(shared: frozenset[str], readers: care_team.Team) -> Audience:
    return Audience(shared, readers.in_words, readers.away)


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    name: str
    sees: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One category that is shared now."""

    slug: str
    name: str
    until: str


@dataclass(frozen=True, slots=True)
class Change:
    """Answers given together."""

    id: UUID
    when: str
    shared: str
    kept_back: str
    until: str
    over: bool
    """Its day has passed."""


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """What `consents/_form.html` asks, with the elements that the law wants."""

    question: str
    choices: list[Choice]
    terms: list[tuple[str, str]]
    until: str
    """The term that is chosen as the page opens."""
    until_day: str
    days: tuple[str, str]
    """The first and the last day that can be chosen."""
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
    standing: list[Standing]
    history: list[Change]
    """The newest first."""


def signature(person: Me) -> Signature:
    """What is written down of who signs, at the moment of signing."""
    names = care_team.assigned_to(person.id).names
    return Signature(language.get(), person.name, person.program_name or _("Your program"), names)


def consent_form(person: Me) -> ConsentForm:
    """For pages that include the form: every box is empty until it was ticked."""
    return _form(person, queries.answers(person.id), queries.held(person.id), None)


def present(person: Me, form: Parsed[Answers] | None = None) -> ConsentPage:
    """The page as it stands; with `form`, with what was typed into it and could not be saved."""
    rows, held = queries.answers(person.id), queries.held(person.id)
    standing = [
        Standing(
            slug,
            say(CURRENT.categories[slug].name),
            until_in_words(ending(held[slug], person.team_until), person.time_zone),
        )
        for slug in ASKED
        if slug in held
    ]
    return ConsentPage(
        say(CURRENT.title), say(CURRENT.lead), _form(person, rows, held, form), standing, _history(person, rows)
    )


def names_of(categories: frozenset[str]) -> str:
    """Categories in words, in their order."""
    return " · ".join(say(CURRENT.categories[category].name) for category in ASKED if category in categories)


def until_in_words(expires_at: Any, time_zone: str) -> str:
    if expires_at is None:
        return _("Until you leave the program")
    return until_day(terms.last_day(expires_at, time_zone))


def until_day(day: date) -> str:
    return _("Until %(day)s", day=short_day(day))


def _form(person: Me, rows: Sequence[Row[Any]], held: dict[str, Any], form: Parsed[Answers] | None) -> ConsentForm:
    ticked = form.typed.get("share", []) if form else held
    offered = _terms(held, person)
    values = {
        "name": person.name,
        "program": person.program_name or _("Your program"),
        "team": care_team.assigned_to(person.id).in_words or _("nobody is assigned yet"),
        "until": _("Until the day that you choose here, a year at the most"),
    }
    return ConsentForm(
        question=say(CURRENT.question),
        choices=[
            Choice(slug, say(text.name), say(text.sees), slug in ticked) for slug, text in CURRENT.categories.items()
        ],
        terms=offered,
        until=form["until"] if form and form["until"] in dict(offered) else offered[0][0],
        until_day=form["until_day"] if form else "",
        days=(today(person.time_zone).isoformat(), terms.day_for("program", person.time_zone).isoformat()),
        never=say(CURRENT.never),
        lapses=say(CURRENT.lapses),
        watch=say(CURRENT.watch_hours, hours=person.reading_hours) if person.reading_hours else say(CURRENT.watch),
        elements=[(say(element.title), say(element.text, **values)) for element in CURRENT.elements],
        text_version=VERSION,
        newest=str(rows[-1].id) if rows else "",
        answered=bool(rows),
        shares=names_of(frozenset(held)),
    )


def _terms(held: dict[str, Any], person: Me) -> list[tuple[str, str]]:
    """What can be chosen: as it is now, when all that is shared ends on one day; then the others."""
    time_zone, ends = person.time_zone, {ending(end, person.team_until) for end in held.values()}
    same = ends.pop() if len(ends) == 1 else None
    now_is = _("%(until)s, as it is now", until=until_in_words(same, time_zone))
    last = terms.programs_end(time_zone, person.discharge_on)
    program = _("Until I leave the program, at most until %(day)s", day=short_day(last)) if last else ""
    return [
        *([("same", now_is)] if same else []),
        *([("program", program)] if program else []),
        ("30", _("30 days, until %(day)s", day=short_day(terms.day_for("30", time_zone)))),
        ("90", _("90 days, until %(day)s", day=short_day(terms.day_for("90", time_zone)))),
        ("date", _("Until a day that I choose")),
    ]


def _history(person: Me, rows: Sequence[Row[Any]]) -> list[Change]:
    together = [list(some) for _at, some in groupby(rows, key=lambda row: row.answered_at)]
    return [_change(person, some) for some in reversed(together)]


def _change(person: Me, rows: list[Row[Any]]) -> Change:
    ends = next((row.expires_at for row in rows if row.expires_at), None)
    return Change(
        id=rows[0].id,
        when=when_in_words(rows[0].answered_at, person.time_zone),
        shared=names_of(frozenset(row.category for row in rows if row.granted)),
        kept_back=names_of(frozenset(row.category for row in rows if not row.granted)),
        until=until_in_words(ends, person.time_zone) if any(row.granted for row in rows) else "",
        over=terms.is_over(ends),
    )


def when_in_words(at: datetime, time_zone: str) -> str:
    return day_and_time(local_in(time_zone, at))
