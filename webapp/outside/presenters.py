"""A consent to somebody outside, in words: before it is signed, and as it was signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from webapp.access import Me
from webapp.consents import terms
from webapp.consents.presenters import names_of, until_in_words, when_in_words
from webapp.content.consent import CURRENT as TEAM
from webapp.content.outside import CURRENT, PURPOSES, TEXTS, VERSION, OutsideText
from webapp.content.texts import say
from webapp.enums import Purpose
from webapp.formatting import short_day
from webapp.forms import Parsed
from webapp.i18n import _, mark, speaking
from webapp.models import OutsideConsent, now
from webapp.moments import today
from webapp.outside import queries
from webapp.outside.forms import NewOutsideConsent
from webapp.outside.services import works

SPANS = {
    "30": mark("The last 30 days"),
    "90": mark("The last 90 days"),
    "365": mark("The last year"),
    "all": mark("All entries"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    id: UUID
    recipient: str
    state: str


@dataclass(frozen=True, slots=True)
class FormPage:
    text: OutsideText
    categories: list[tuple[str, str]]
    purposes: list[tuple[str, str]]
    spans: list[tuple[str, str]]
    terms: list[tuple[str, str]]
    days: tuple[str, str]
    elements: list[tuple[str, str]]
    version: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A consent as it was signed, in the language in which it was read."""

    id: UUID
    recipient: str
    language: str
    when: str
    state: str
    works: bool
    patient: str
    title: str
    elements: list[tuple[str, str]]
    version: str
    fingerprint: str
    made: list[str]
    """When files were made, the last first."""


def listed(person: Me) -> list[Listed]:
    return [Listed(row.id, _recipient(row), _state(row, person.time_zone)) for row in queries.consents(person.id)]


def form_page(person: Me) -> FormPage:
    values = {
        "name": person.name,
        "program": person.program_name or _("Your program"),
        "recipient": _("The person or place that I name here"),
        "what": _("What I tick here"),
        "since": _("As far back as I choose here"),
        "purpose": _("What I choose here"),
        "until": _("Until the day that I choose here"),
    }
    return FormPage(
        text=CURRENT,
        categories=[(slug, say(category.name)) for slug, category in TEAM.categories.items()],
        purposes=[(purpose.value, say(PURPOSES[purpose])) for purpose in Purpose],
        spans=[(value, _(name)) for value, name in SPANS.items()],
        terms=[
            ("30", _("30 days, until %(day)s", day=short_day(terms.day_for("30", person.time_zone)))),
            ("90", _("90 days, until %(day)s", day=short_day(terms.day_for("90", person.time_zone)))),
            ("date", _("Until a day that I choose")),
        ],
        days=(today(person.time_zone).isoformat(), terms.day_for("program", person.time_zone).isoformat()),
        elements=_elements(CURRENT, values),
        version=VERSION,
    )


def ends(form: Parsed[NewOutsideConsent], person: Me) -> datetime | None:
    """When what is asked for is over; None with a message in the form."""
    return terms.chosen(form, person.time_zone)


def signed(person: Me, consent: OutsideConsent) -> Signed:
    text = TEXTS[consent.text_version]
    made = [when_in_words(at, person.time_zone) for at in queries.files_made(person.id, consent.id)]
    state = _state(consent, person.time_zone)
    with speaking(consent.language):
        values = {
            "name": consent.patient,
            "program": consent.program,
            "recipient": _recipient(consent),
            "what": names_of(frozenset(consent.categories)),
            "since": span_in_words(consent.days),
            "purpose": say(PURPOSES[consent.purpose]),
            "until": until_in_words(consent.expires_at, person.time_zone),
        }
        title, elements = say(text.title), _elements(text, values)
        when = when_in_words(consent.signed_at, person.time_zone)
    return Signed(
        id=consent.id,
        recipient=_recipient(consent),
        language=consent.language,
        when=when,
        state=state,
        works=works(consent),
        patient=consent.patient,
        title=title,
        elements=elements,
        version=consent.text_version,
        fingerprint=consent.text_hash,
        made=made,
    )


def span_in_words(days: int | None) -> str:
    return _(SPANS[str(days or "all")])


def _elements(text: OutsideText, values: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(say(element.title), say(element.text, **values)) for element in text.elements]


def _recipient(row: Any) -> str:
    return ", ".join(part for part in (row.recipient, row.organization) if part)


def _state(row: Any, time_zone: str) -> str:
    if row.revoked_at is not None:
        return _("Taken back %(day)s", day=short_day(today(time_zone, row.revoked_at)))
    day = short_day(terms.last_day(row.expires_at, time_zone))
    return _("Over since %(day)s", day=day) if row.expires_at <= now() else _("Until %(day)s", day=day)


def since(consent: OutsideConsent, time_zone: str) -> date | None:
    """The first day whose entries go along."""
    return None if consent.days is None else date.fromordinal(today(time_zone).toordinal() - consent.days + 1)
