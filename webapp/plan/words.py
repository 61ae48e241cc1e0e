"""The plans in words alone, as somebody else reads them: no links, no telephone numbers of the list of people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from webapp.i18n import _, mark
from webapp.plan.lines import said
from webapp.plan.sections import CATEGORIES, SECTIONS, Plan

PLANS = {
    Plan.RELAPSE: mark("Relapse-prevention plan"),
    Plan.SAFETY: mark("Safety plan"),
    Plan.AFTERCARE: mark("Plan for after the program"),
}


@dataclass(frozen=True, slots=True)
class PlanSection:
    key: str
    title: str
    lines: list[str]


def in_words(standing: Mapping[str, Row[Any]]) -> list[tuple[str, list[PlanSection]]]:
    """The plans out of the newest version of each section, each with the sections that say something."""
    written = {key: [said(item) for item in row.items] for key, row in standing.items()}
    plans = [
        (
            _(title),
            [
                PlanSection(key, _(section.title), written[key])
                for key, section in SECTIONS.items()
                if section.plan is plan and written.get(key)
            ],
        )
        for plan, title in PLANS.items()
    ]
    return [(title, sections) for title, sections in plans if sections]


def only(standing: Mapping[str, Row[Any]], categories: Collection[str]) -> dict[str, Row[Any]]:
    """The sections whose plan is shared under one of these categories."""
    return {
        key: row for key, row in standing.items() if key in SECTIONS and CATEGORIES[SECTIONS[key].plan] in categories
    }
