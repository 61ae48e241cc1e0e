"""The promise that participants are given: on which days the team reads, by when, and when it does not read at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from babel.dates import get_day_names

from webapp.formatting import clock_of, join_words, short_span
from webapp.i18n import _, in_their_words, language

AHEAD = timedelta(days=14)
"""How long beforehand days without a reader are named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The program's settings, as they are kept."""

    days: Sequence[int]
    by: str
    closed: Sequence[str]
    english: str
    """In the program's own words, from before there were days and a time: they hold while no days are set."""
    spanish: str

    def in_words(self, current: date) -> str:
        """'Monday to Friday by 5:00 PM (not Dec 24, 2026 – Jan 1, 2027)', to follow 'can read this'; '' when nothing
        is set.
        """
        said = self._days_and_time() if self.days else in_their_words(self.english, self.spanish)
        closed = join_words([short_span(*days) for days in self.closed_soon(current)])
        return _("%(hours)s (not %(days)s)", hours=said, days=closed) if said and closed else said

    def closed_soon(self, current: date) -> list[tuple[date, date]]:
        spans = [days_of(span) for span in self.closed]
        return [(first, last) for first, last in spans if first - AHEAD <= current <= last]

    def _days_and_time(self) -> str:
        return _("%(days)s by %(time)s", days=_weekdays(self.days), time=clock_of(time.fromisoformat(self.by)))


def days_of(span: str) -> tuple[date, date]:
    """The first and the last day of '2026-12-24/2027-01-01'."""
    first, last = (date.fromisoformat(day) for day in span.split("/"))
    return first, last


def _weekdays(days: Sequence[int]) -> str:
    """'Monday to Friday', 'Monday, Tuesday and Thursday', 'every day'."""
    names = get_day_names("wide", locale=language.get())
    first, last = names[min(days) - 1], names[max(days) - 1]
    if len(days) == 7:
        return _("every day")
    if len(days) > 2 and max(days) - min(days) == len(days) - 1:
        return _("%(first_day)s to %(last_day)s", first_day=first, last_day=last)
    return _("on %(days)s", days=join_words([names[day - 1] for day in sorted(days)]))
