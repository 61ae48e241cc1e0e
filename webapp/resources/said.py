"""Hours, languages and months of the directory in words."""

from collections.abc import Iterable
from datetime import date, datetime

from babel.dates import format_skeleton, get_day_names

from webapp.content.hours import Hours
from webapp.content.resources import Speaks
from webapp.enums import Language
from webapp.formatting import clock, join_words
from webapp.i18n import _, language, mark

SPEAKS = {
    Speaks.ENGLISH: mark("English"),
    Speaks.SPANISH: mark("Spanish"),
    Speaks.FRENCH: mark("French"),
    Speaks.ASL: mark("American Sign Language"),
    Speaks.INTERPRETERS: mark("many more by interpreter"),
}


def month(day: date) -> str:
    """November 2026."""
    return str(format_skeleton("yMMMM", day, locale=_locale()))


def _locale() -> str:
    return "es_US" if language.get() == "es" else "en_US"


def languages(spoken: Iterable[str]) -> str:
    """'English, Spanish and many more by interpreter'; Spanish writes names of languages small."""
    names = [_(SPEAKS[Speaks(code)]) for code in spoken]
    return join_words([name.lower() if language.get() == Language.SPANISH else name for name in names])


def hours(known: Hours | None, time_zone: str, day: date) -> str:
    """'Monday to Friday, 7:00 AM to 7:00 PM' by the clocks of the reader, in the week of `day`."""
    if known is None:
        return ""
    if known.always:
        return _("Day and night")
    times: dict[tuple[str, str], set[int]] = {}
    for start, end in known.in_week_of(day, time_zone):
        times.setdefault((clock(start), clock(end)), set()).add(start.weekday())
    parts = [
        _("%(days)s, %(start)s to %(end)s", days=_days(sorted(days)), start=start, end=end)
        for (start, end), days in sorted(times.items(), key=lambda part: min(part[1]))
    ]
    return "; ".join(parts)


def _days(days: list[int]) -> str:
    """'Every day', 'Monday to Friday', 'Monday and Thursday'."""
    names = get_day_names("wide", locale=_locale())
    if len(days) == 7:
        return _("Every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s", first=names[days[0]], last=names[days[-1]])
    return join_words([names[day] for day in days])


def is_open(known: Hours | None, at: datetime) -> bool:
    """Whether it is known to be open. Nothing known is not open."""
    return known is not None and known.is_open(at)
