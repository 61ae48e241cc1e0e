"""What was signed, in its own words: to read later, to print, to take along."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.access import Me
from webapp.consents import terms
from webapp.consents.presenters import names_of, team_names, until_in_words, when_in_words
from webapp.content.consent import TEXTS
from webapp.content.texts import say
from webapp.formatting import join_words
from webapp.i18n import _, language, speaking
from webapp.models import Consent


@dataclass(frozen=True, slots=True)
class Copy:
    language: str
    """Of the words."""
    when: str
    until: str
    over: bool
    kept_back: str
    patient: str
    shared: list[tuple[str, str]]
    """Name of a category, and exactly what is read of it."""
    elements: list[tuple[str, str]]
    version: str
    fingerprint: str


def copy_of(person: Me, signed: Sequence[Consent]) -> Copy:
    """The words of their version, in the language in which they were read, with the names of that day."""
    first, text = signed[0], TEXTS.get(signed[0].text_version)
    granted = [row for row in signed if row.granted]
    ends = granted[0].expires_at if granted else None
    until = until_in_words(ends, person.time_zone) if granted else ""
    with speaking(first.language or language.get()):
        values = {
            "name": first.patient or person.name,
            "program": first.program or person.program_name or _("Your program"),
            "team": join_words(list(first.team)) or team_names(person.id) or _("nobody is assigned yet"),
            "until": until_in_words(ends, person.time_zone) if granted else "–",
        }
        named = {str(slug): category for slug, category in text.categories.items()} if text else {}
        known = [named[row.category] for row in granted if row.category in named]
        shared = [(say(category.name), say(category.sees)) for category in known]
        elements = [(say(element.title), say(element.text, **values)) for element in text.elements] if text else []
    return Copy(
        language=first.language or language.get(),
        when=when_in_words(first.answered_at, person.time_zone),
        until=until,
        over=terms.is_over(ends),
        kept_back=names_of(frozenset(row.category for row in signed if not row.granted)),
        patient=values["name"],
        shared=shared,
        elements=elements,
        version=first.text_version,
        fingerprint=first.text_hash or (text.fingerprint if text else ""),
    )
