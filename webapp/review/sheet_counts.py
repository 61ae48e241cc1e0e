"""What the sheet counts: which days it is about, what was shared on them, and on as many days before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from webapp.charts import Chart, Strip, by_day, strip
from webapp.enums import ConsentCategory, EntryKind
from webapp.formatting import number
from webapp.i18n import _, mark

LONGEST = 90
"""Days that a sheet goes back at most."""
TREND = 30
PERIODS = {"7": mark("7 days"), "30": mark("30 days")}


@dataclass(frozen=True, slots=True)
class Period:
    since: date
    last: date
    chosen: str
    """'7', '30', or '' for since the last session."""
    met_on: date | None
    """The last session that has a note."""

    @property
    def days(self) -> int:
        return (self.last - self.since).days + 1

    @property
    def earlier(self) -> date:
        """As many days before it."""
        return self.since - timedelta(days=self.days)

    @property
    def needed(self) -> date:
        """The first day that anything on the sheet is about."""
        return min(self.earlier, self.last - timedelta(days=TREND - 1))


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    now: str
    before: str
    """In as many days before."""


def period(current: date, chosen: str, met_on: date | None) -> Period:
    """Since the last session that has a note; without one, the last 7 days."""
    if chosen not in PERIODS:
        chosen = "" if met_on else "7"
    first = met_on if not chosen and met_on else current - timedelta(days=int(chosen or 7) - 1)
    return Period(max(first, current - timedelta(days=LONGEST - 1)), current, chosen, met_on)


class Days:
    """What was shared by kind and day."""

    def __init__(self, rows: Sequence[Row[Any]]) -> None:
        self.of: dict[EntryKind, list[Row[Any]]] = {
            kind: [row for row in rows if row.kind == kind] for kind in EntryKind
        }

    def within(self, kind: EntryKind, first: date, before: date | None = None) -> list[Row[Any]]:
        return [row for row in self.of[kind] if row.day >= first and (before is None or row.day < before)]

    def total(self, name: str, kinds: Sequence[EntryKind], first: date, before: date | None = None) -> int:
        return sum(getattr(row, name) or 0 for kind in kinds for row in self.within(kind, first, before))

    def values(self, kind: EntryKind, name: str) -> Mapping[date, float]:
        return {row.day: getattr(row, name) for row in self.of[kind] if getattr(row, name) is not None}


def facts(shared: frozenset[str], days: Days, period: Period) -> list[Fact]:
    """What there is to count, now and in as many days before."""
    found = []

    def count(label: str, name: str, kind: EntryKind) -> None:
        now_is, was = (days.total(name, (kind,), *span) for span in ((period.since,), (period.earlier, period.since)))
        found.append(Fact(label, str(now_is), str(was)))

    def mean(label: str, name: str) -> None:
        values = days.values(EntryKind.CHECK_IN, name)
        now_is = [value for day, value in values.items() if day >= period.since]
        was = [value for day, value in values.items() if period.earlier <= day < period.since]
        found.append(Fact(label, _mean(now_is), _mean(was)))

    if ConsentCategory.URGES in shared:
        count(_("Urges"), "times", EntryKind.URGE)
        count(_("8 of 10 or higher"), "high", EntryKind.URGE)
    if ConsentCategory.CHECK_INS in shared:
        found.append(_checked_in(days, period))
        mean(_("Mood, 1 to 5"), "mood")
        mean(_("Craving at check-in, 0 to 10"), "craving")
        mean(_("Hours of sleep"), "sleep")
    if ConsentCategory.PRACTICES in shared:
        count(_("Skills used"), "times", EntryKind.PRACTICE)
    return found


def _mean(values: Sequence[float]) -> str:
    return number(round(sum(values) / len(values), 1)) if values else "–"


def _checked_in(days: Days, period: Period) -> Fact:
    now_is = len(days.within(EntryKind.CHECK_IN, period.since))
    was = len(days.within(EntryKind.CHECK_IN, period.earlier, period.since))
    return Fact(
        _("Checked in"),
        _("%(n)s of %(all)s days", n=now_is, all=period.days),
        _("%(n)s of %(all)s days", n=was, all=period.days),
    )


def charts(shared: frozenset[str], days: Days, last: date) -> list[Chart]:
    found = []
    if ConsentCategory.CHECK_INS in shared:
        for key, title, scale in (("mood", _("Mood"), (1, 5)), ("craving", _("Craving at check-in"), (0, 10))):
            found.append(by_day(key, title, days.values(EntryKind.CHECK_IN, key), scale, last, TREND))
    if ConsentCategory.URGES in shared:
        values = days.values(EntryKind.URGE, "peak")
        found.append(by_day("peak", _("Strongest urge of each day"), values, (0, 10), last, TREND))
    return found


def check_in_days(shared: frozenset[str], days: Days, last: date) -> Strip | None:
    if ConsentCategory.CHECK_INS not in shared:
        return None
    return strip(_("Days with a check-in"), days.values(EntryKind.CHECK_IN, "mood"), last, TREND)
