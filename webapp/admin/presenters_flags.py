"""The rules as an admin sets them, with what they would have raised; and how much each counselor answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.access import Me
from webapp.admin.forms import FlagRules
from webapp.flags import queries, replay
from webapp.flags.replay import Figures
from webapp.flags.rules import ALWAYS, Severity, Standing, all_rules
from webapp.formatting import about, short_day
from webapp.i18n import _, mark

URGENCY = {
    Severity.NOW: mark("now"),
    Severity.TODAY: mark("today"),
    Severity.WEEK: mark("this week"),
}


@dataclass(frozen=True, slots=True)
class RuleView:
    field: str
    name: str
    urgency: str
    is_always: bool
    limits: list[tuple[str, str, int, int]]
    """Field, name, least, most."""
    raised: str
    """In the last seven days, in words; '' before it is tried."""


@dataclass(frozen=True, slots=True)
class FlagsPage:
    rules: list[RuleView]
    tried: str
    """What all rules together would have raised, in words; '' before they are tried."""
    weeks: list[str]
    """The day on which each begins, the newest first."""
    counselors: list[tuple[str, str, str, list[str]]]
    """Name, how many wait, the median time to an answer, answered by week: in words."""
    is_kept_back: bool
    """Not every number is shown."""


def typed(rules: Sequence[Standing]) -> dict[str, object]:
    """What the boxes of the form hold."""
    return dict(rules[0].values)


def chosen(asked: FlagRules) -> dict[str, int]:
    return {name: int(value) for name, value in asked.model_dump().items()}


def present(person: Me, asked: FlagRules | None) -> FlagsPage:
    """With `asked`, also what these rules would have raised, beside what those in force did."""
    in_force, shared = queries.rules(), replay.shared()
    trial = all_rules(chosen(asked)) if asked else []
    would, did = (replay.last_week(rules, shared.people.values()) for rules in (trial, in_force))
    known = trial and shared.is_enough
    figures = replay.figures(in_force, shared, person.program_zone)
    return FlagsPage(
        rules=[
            RuleView(
                field=rule.rule.field,
                name=rule.name,
                urgency=_(URGENCY[rule.severity]),
                is_always=rule.rule in ALWAYS,
                limits=[(limit.key, _(limit.name), limit.least, limit.most) for limit in rule.rule.limits],
                raised=_compared(would[rule.key], did[rule.key]) if known else "",
            )
            for rule in (trial or in_force)
        ],
        tried=_tried(would.total(), did.total(), is_enough=shared.is_enough) if trial else "",
        weeks=[short_day(day) for day in replay.mondays(person.program_zone)],
        counselors=[
            (one.name, _number(one.waiting), _took(one), [_number(count) for count in one.by_week]) for one in figures
        ],
        is_kept_back=any(count is None for one in figures for count in (one.waiting, *one.by_week)),
    )


def _number(count: int | None) -> str:
    return _("Not shown") if count is None else str(count)


def _took(figures: Figures) -> str:
    if all(count is None for count in figures.by_week):
        return _("Not shown")
    return _("none yet") if figures.median is None else about(figures.median)


def _compared(would: int, did: int) -> str:
    return _("%(would)s in the last 7 days, %(did)s as it is now", would=would, did=did)


def _tried(would: int, did: int, *, is_enough: bool) -> str:
    if not is_enough:
        return _("Fewer than 5 people share something with their team. No number is shown, so that it tells of nobody.")
    return _(
        "These rules would have raised %(would)s flags in the last 7 days. The rules in force raised %(did)s.",
        would=would,
        did=did,
    )
