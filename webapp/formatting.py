"""Dates, times, numbers and telephone links, as the reader writes them."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import phonenumbers
from babel.dates import format_date, format_interval, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from webapp.i18n import _, language, ngettext


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, code: str) -> str:
    return format_time(datetime(2000, 1, 1, hour, minute), "short", locale=_locale(code))  # noqa: DTZ001 -- a clock face


def clock(moment: datetime) -> str:
    """3:52 PM, of a local time."""
    return _clock(moment.hour, moment.minute, language.get())


def clock_of(moment: time) -> str:
    """5:00 PM."""
    return _clock(moment.hour, moment.minute, language.get())


def hour_of_day(hour: int) -> str:
    """6:00 PM, of a whole hour."""
    return _clock(hour, 0, language.get())


@lru_cache(maxsize=4096)
def _day(day: date, pattern: str, code: str) -> str:
    return format_date(day, pattern, locale=_locale(code))


def _locale(code: str) -> str:
    return "es_US" if code == "es" else "en_US"


def long_day(day: date) -> str:
    """Tuesday, June 10."""
    pattern = "EEEE, d 'de' MMMM" if language.get() == "es" else "EEEE, MMMM d"
    return _day(day, pattern, language.get())


def weekday(day: date) -> str:
    """Tue."""
    return _day(day, "EEE", language.get())


def short_day(day: date) -> str:
    """Jun 10, 2026."""
    return _day(day, "medium", language.get())


def day_and_time(moment: datetime) -> str:
    """Jun 10, 2026, 3:52 PM, of a local time."""
    return f"{short_day(moment.date())}, {clock(moment)}"


def short_span(first: date, last: date) -> str:
    """Jun 4 – 10, 2026."""
    return format_interval(first, last, "yMMMd", locale=_locale(language.get())) if first != last else short_day(first)


def day_in_words(day: date, current: date) -> str:
    """'Today, June 10', 'Yesterday, June 9' or the day itself."""
    if day == current:
        return _("Today, %(day)s", day=_month_day(day))
    if day == current - timedelta(days=1):
        return _("Yesterday, %(day)s", day=_month_day(day))
    return long_day(day) if day.year == current.year else short_day(day)


def when_in_words(at: datetime, current: date) -> str:
    """'today, 9:05 PM', of a local time."""
    if at.date() == current:
        return _("today, %(time)s", time=clock(at))
    if at.date() == current - timedelta(days=1):
        return _("yesterday, %(time)s", time=clock(at))
    return f"{long_day(at.date())}, {clock(at)}"


def _month_day(day: date) -> str:
    return _day(day, "d 'de' MMMM" if language.get() == "es" else "MMMM d", language.get())


def number(value: float) -> str:
    return _number(value, language.get())


@lru_cache(maxsize=1024)
def _number(value: float, code: str) -> str:
    return str(format_decimal(value, locale=_locale(code), format="#,##0.#"))


def money(cents: int) -> str:
    """Whole dollars; cents only where there are some."""
    return _money(cents, language.get())


@lru_cache(maxsize=1024)
def _money(cents: int, code: str) -> str:
    pattern = "¤#,##0" if cents % 100 == 0 else "¤#,##0.00"
    return str(format_currency(cents / 100, "USD", format=pattern, locale=_locale(code), currency_digits=False))


def about(length: timedelta) -> str:
    """'3 hours', '2 days': the largest unit alone."""
    return format_timedelta(length, granularity="minute", locale=_locale(language.get()))


def minutes(count: float) -> str:
    if count < 1:
        return _("under 1 min")
    return _("%(n)s min", n=number(count))


def days(count: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", count)


def yes_or_no(answer: bool) -> str:
    return _("Yes") if answer else _("No")


def labelled(label: str, said: str) -> str:
    """'Where: at home'; a question or a sentence keeps its own end."""
    return f"{label} {said}" if label.endswith(("?", ".", ":")) else f"{label}: {said}"


def join_words(words: list[str]) -> str:
    """'a, b and c'."""
    return _list(tuple(words), language.get()) if words else ""


@lru_cache(maxsize=1024)
def _list(words: tuple[str, ...], code: str) -> str:
    return str(format_list(words, locale=_locale(code)))


BREAKS_A_LINE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def in_a_file(text: str) -> str:
    """For files of lines: without what some programs take for the end of a line, and others for no text at all."""
    return BREAKS_A_LINE.sub(" ", text)


def dialable(typed: str) -> str:
    """What a `tel:` or `sms:` link holds for a number as typed; '' when it cannot be dialled.

    Short numbers (988, 911, 741741) stay as they are; others are read as US numbers unless they begin with +.
    """
    digits = re.sub(r"[^0-9+]", "", typed)
    if re.fullmatch(r"[0-9]{3,6}", digits):
        return digits
    try:
        parsed = phonenumbers.parse(typed, "US")
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(parsed) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def strength_level(strength: int) -> int:
    """The step of the colour ramp, 0 to 4, for a strength of 0 to 10."""
    return 0 if strength < 3 else min((strength - 1) // 2, 4)
