"""What Today shows."""

from dataclasses import dataclass
from datetime import date, datetime

from webapp.access import Me
from webapp.accounts.queries import focuses
from webapp.content.words import Words, word_for, words_of
from webapp.i18n import _
from webapp.moments import moment


@dataclass(frozen=True, slots=True)
class TodayPage:
    day: date
    greeting: str
    words: Words


def present(person: Me) -> TodayPage:
    here = moment(person.time_zone)
    return TodayPage(
        day=here.day,
        greeting=_greeting(here.occurred_at, here.utc_offset, person.name),
        words=words_of(word_for(focuses(person.id))),
    )


def _greeting(at: datetime, utc_offset: int, name: str) -> str:
    hour = (at.hour + utc_offset / 60) % 24
    if 4 <= hour < 12:
        return _("Good morning, %(name)s", name=name)
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s", name=name)
    return _("Good evening, %(name)s", name=name)
