"""Days counted as the pages show them. After a lapse the total leads; nothing is ever shown as 0."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from webapp.content.clinical import LAPSE_KINDS
from webapp.days import queries
from webapp.days.counting import WINDOW, Count, count, is_milestone
from webapp.days.forms import CounterChange
from webapp.days.picture import Picture, picture
from webapp.formatting import days, join_words, money, short_day
from webapp.forms import Parsed, blank
from webapp.i18n import _, ngettext
from webapp.models import Counter
from webapp.templating import focus_name


@dataclass(frozen=True, slots=True)
class DayCount:
    """A counter on Today."""

    label: str
    total: int
    of_last_90: int
    headline: str
    """'38 days in all since Oct 16, 2026', or what stands there without numbers."""
    recent: str
    """'85 of the last 90 days' where that says more than the total; or ''."""
    saved: str
    """Money and time, or ''."""


@dataclass(frozen=True, slots=True)
class CounterView:
    id: UUID
    shows_numbers: bool
    day: DayCount
    best_run: str
    run: str
    """The run of now, when the person wants to see it; never a zero."""
    milestone: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class DaysPage:
    shown: list[CounterView]
    hidden: list[tuple[UUID, str]]
    """Id and name."""


def for_today(owner_id: UUID, day: date) -> list[DayCount]:
    """The counters that are shown, in two queries."""
    rows = queries.shown_counters(owner_id)
    lapses = queries.lapses(owner_id) if rows else []
    return [_day_count(row, _count(row, day, lapses)) for row in rows]


def present(owner_id: UUID, day: date) -> DaysPage:
    rows = queries.counters(owner_id)
    lapses = queries.lapses(owner_id)
    return DaysPage(
        shown=[_view(row, day, lapses) for row in rows if not row.hidden],
        hidden=[(row.id, label(row)) for row in rows if row.hidden],
    )


def label(counter: Row[Any] | Counter) -> str:
    return counter.label or (focus_name(counter.focus) if counter.focus else _("Days"))


def _count(row: Row[Any], day: date, lapses: Sequence[Row[Any]]) -> Count:
    return count(row.started_on, day, lapse_days(lapses, row.focus))


def lapse_days(lapses: Sequence[Row[Any]], focus: str | None) -> set[date]:
    """The days with a lapse that a counter for `focus` (None: one with a name of its own) leaves out."""
    return {lapse.day for lapse in lapses if _is_about(lapse, focus)}


def _is_about(lapse: Row[Any], focus: str | None) -> bool:
    """A lapse is about the focus it names, else about those of its kind; while nobody said what it was, about none."""
    if lapse.focus:
        return bool(lapse.focus == focus)
    kind = LAPSE_KINDS.get(lapse.kind)
    if kind is None:
        return False
    return focus is None if kind.focuses == "all" else focus in kind.focuses


def _day_count(row: Row[Any], counted: Count) -> DayCount:
    if not row.show_numbers:
        return DayCount(label(row), counted.total, counted.of_last_90, _("Your days add up. They never reset."), "", "")
    return DayCount(
        label=label(row),
        total=counted.total,
        of_last_90=counted.of_last_90,
        headline=_headline(counted.total, row.started_on),
        recent=_recent(counted),
        saved=_saved(counted.total, row.day_cost, row.day_minutes),
    )


def _headline(total: int, since: date) -> str:
    if not total:
        return _("Your count starts today")
    return ngettext("%(num)d day since %(day)s", "%(num)d days in all since %(day)s", total, day=short_day(since))


def _recent(counted: Count) -> str:
    if not counted.of_last_90 or (not counted.lapses and counted.total < WINDOW):
        return ""
    return _("%(n)s of the last %(window)s days", n=counted.of_last_90, window=WINDOW)


def _saved(total: int, day_cost: int | None, day_minutes: int | None) -> str:
    parts = [money(total * day_cost)] if day_cost else []
    if day_minutes:
        parts.append(_time(total * day_minutes))
    return _("Saved: %(what)s", what=join_words(parts)) if parts and total else ""


def _time(minutes: int) -> str:
    if minutes < 60:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    return ngettext("%(num)d hour", "%(num)d hours", minutes // 60)


def _view(row: Row[Any], day: date, lapses: Sequence[Row[Any]]) -> CounterView:
    about = lapse_days(lapses, row.focus)
    counted = count(row.started_on, day, about)
    return CounterView(
        id=row.id,
        shows_numbers=row.show_numbers,
        day=_day_count(row, counted),
        best_run=days(counted.best_run) if counted.best_run else "",
        run=_run(counted) if row.show_run else "",
        milestone=_("%(days)s. Each one counts.", days=days(counted.total)) if is_milestone(counted.total) else "",
        picture=picture(row.started_on, day, about) if row.show_numbers else None,
    )


def _run(counted: Count) -> str:
    return days(counted.run) if counted.run else _("A new run starts today")


def stored(counter: Counter) -> Parsed[CounterChange]:
    """The counter as its form holds it."""
    return blank(
        **{name: getattr(counter, name) for name in ("label", "show_numbers", "show_run")},
        focus=counter.focus or "",
        started_on=counter.started_on.isoformat(),
        day_cost=_amount(counter.day_cost),
        day_minutes="" if counter.day_minutes is None else counter.day_minutes,
    )


def _amount(cents: int | None) -> str:
    """Cents as a person types dollars."""
    if cents is None:
        return ""
    return f"{cents // 100}.{cents % 100:02}" if cents % 100 else str(cents // 100)


def differences(counter: Counter, mine: CounterChange) -> list[tuple[str, str, str]]:
    """For the merge page: what it is, what is saved, what was sent; only where they differ."""
    names = (
        _("What do you want to count?"),
        _("Your own name for it"),
        _("Start date"),
        _("What did a day cost, in dollars?"),
        _("How many minutes did it take a day?"),
        _("Show numbers"),
        _("Also show the days in a row up to now"),
    )
    rows = zip(names, _said(counter), _said(mine), strict=True)
    return [(name, saved, sent) for name, saved, sent in rows if saved != sent]


def _said(held: Counter | CounterChange) -> list[str]:
    return [
        focus_name(held.focus) if held.focus else "",
        held.label,
        short_day(held.started_on),
        _amount(held.day_cost),
        "" if held.day_minutes is None else str(held.day_minutes),
        _("Yes") if held.show_numbers else _("No"),
        _("Yes") if held.show_run else _("No"),
    ]
