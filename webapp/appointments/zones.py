"""A time zone as a calendar file describes it (VTIMEZONE), out of the IANA rules.

The library's own description lets summer time begin an hour late: it names the onset in the new offset, RFC 5545 wants
it in the old one.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from webapp.moments import local_in

STEP = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Rule(NamedTuple):
    offset: timedelta
    name: str
    is_daylight: bool


def _rule(time_zone: str, at: datetime) -> Rule:
    here = local_in(time_zone, at)
    return Rule(here.utcoffset() or timedelta(), here.tzname() or "", bool(here.dst()))


@lru_cache(maxsize=256)
def described(time_zone: str, first_year: int, last_year: int) -> Timezone:
    """The zone from the beginning of the first to the end of the last year. Not to be changed."""
    start, end = datetime(first_year, 1, 1, tzinfo=UTC) - STEP, datetime(last_year + 1, 1, 1, tzinfo=UTC) + STEP
    rule = _rule(time_zone, start)
    onsets = {(rule.offset, rule): [(start + rule.offset).replace(tzinfo=None)]}
    for at, before, after in _changes(time_zone, start, end):
        onsets.setdefault((before.offset, after), []).append((at + before.offset).replace(tzinfo=None))
    described = Timezone()
    described.add("tzid", time_zone)
    for (offset, after), local in onsets.items():
        described.add_component(_observance(offset, after, local))
    return described


def _observance(offset: timedelta, after: Rule, onsets: list[datetime]) -> TimezoneStandard | TimezoneDaylight:
    found = TimezoneDaylight() if after.is_daylight else TimezoneStandard()
    found.add("dtstart", onsets[0])
    if onsets[1:]:
        found.add("rdate", onsets[1:])
    found.add("tzname", after.name)
    found.add("tzoffsetfrom", offset)
    found.add("tzoffsetto", after.offset)
    return found


def _changes(time_zone: str, start: datetime, end: datetime) -> Iterator[tuple[datetime, Rule, Rule]]:
    """When the clocks change, with what held before and after."""
    rule = _rule(time_zone, start)
    at = start
    while at < end:
        later = at + STEP
        after = _rule(time_zone, later)
        if after != rule:
            yield _moment_of_change(time_zone, at, later), rule, after
        at, rule = later, after


def _moment_of_change(time_zone: str, low: datetime, high: datetime) -> datetime:
    before = _rule(time_zone, low)
    while high - low > SECOND:
        middle = low + timedelta(seconds=(high - low) // SECOND // 2)
        low, high = (middle, high) if _rule(time_zone, middle) == before else (low, middle)
    return high
