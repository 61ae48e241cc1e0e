"""Lines that are more than words: a step of treatment with its dates, and what to do in a week."""

from datetime import date
from typing import Any

from webapp.formatting import labelled, short_day
from webapp.i18n import _, mark

Item = dict[str, Any]

STAGES = {
    "php": mark("Day program (PHP)"),
    "iop": mark("Intensive outpatient program (IOP)"),
    "outpatient": mark("Outpatient visits"),
    "continuing": mark("Continuing care"),
    "alumni": mark("Alumni"),
}
"""Steps of treatment, from the closest to the loosest."""
WEEKS = 13
"""The first 90 days."""


def stage_of(value: str) -> Item:
    """The line for 'iop:2026-11-02:2026-12-20'; either day may be missing. ValueError for what is none."""
    stage, begins, ends = value.split(":")
    days = [date.fromisoformat(day).isoformat() for day in (begins, ends) if day]
    if stage not in STAGES or not days or days != sorted(days):
        raise ValueError(value)
    return {"text": stage, "stage": stage, "from": days[0] if begins else "", "until": days[-1] if ends else ""}


def week_of(value: str) -> Item:
    """The line for '3:Call Ruth'. ValueError for what is none."""
    week, _colon, text = value.partition(":")
    if not text.strip() or int(week) not in range(1, WEEKS + 1):
        raise ValueError(value)
    return {"text": text.strip(), "week": int(week)}


def key_of(item: Item) -> tuple[str, str]:
    """What makes a line the same line: what it links to, its dates, its week and words, else its words."""
    for kind in ("skill", "person"):
        if kind in item:
            return kind, str(item[kind])
    if "stage" in item:
        return "stage", f"{item['stage']}:{item['from']}:{item['until']}"
    if "week" in item:
        return "week", f"{item['week']}:{item['text']}"
    return "text", str(item["text"])


FIELDS = {"stage": "stages", "week": "weeks", "text": "lines"}


def field_of(item: Item) -> tuple[str, str]:
    """What a form carries for a line: the name of the field, and its value."""
    kind, key = key_of(item)
    return (FIELDS[kind], key) if kind in FIELDS else ("linked", f"{kind}:{key}")


def in_order(item: Item) -> tuple[int, str]:
    """For sorting: stages as they follow each other, then weeks; other lines stay where they are."""
    if "stage" in item:
        return list(STAGES).index(item["stage"]), item["from"] or item["until"]
    return item.get("week", 0), ""


def said(item: Item) -> str:
    """A line in words."""
    if "stage" in item:
        name = STAGES[item["stage"]]
        return labelled(_(name), _span(item["from"], item["until"]))
    if "week" in item:
        return _("Week %(n)s: %(text)s", n=item["week"], text=item["text"])
    return str(item["text"])


def _span(begins: str, ends: str) -> str:
    first, last = (short_day(date.fromisoformat(day)) if day else "" for day in (begins, ends))
    if first and last:
        return f"{first} – {last}"
    return _("from %(day)s", day=first) if first else _("until %(day)s", day=last)
