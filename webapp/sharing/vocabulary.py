"""Who a link is for, how long it works, what can be shown, what is said of it."""

from dataclasses import dataclass
from enum import StrEnum

from webapp.i18n import mark


class Relation(StrEnum):
    PARENT = "parent"
    PARTNER = "partner"
    SIBLING = "sibling"
    CHILD = "child"
    RELATIVE = "relative"
    FRIEND = "friend"
    SPONSOR = "sponsor"
    OTHER = "other"


RELATIONS = {
    Relation.PARENT: mark("Parent"),
    Relation.PARTNER: mark("Partner"),
    Relation.SIBLING: mark("Brother or sister"),
    Relation.CHILD: mark("Son or daughter"),
    Relation.RELATIVE: mark("Other family"),
    Relation.FRIEND: mark("Friend"),
    Relation.SPONSOR: mark("Sponsor or peer"),
    Relation.OTHER: mark("Somebody else"),
}
DAYS = (7, 30, 90)
"""How long a link may work, the shortest first."""
LANGUAGES = {"en": "English", "es": "Español"}


class OpeningKind(StrEnum):
    OPENED = "opened"
    WRONG_PASSCODE = "wrong-passcode"


class State(StrEnum):
    UNSIGNED = "unsigned"
    WORKS = "works"
    PAUSED = "paused"
    TRIED = "tried"
    """Paused by wrong passcodes."""
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that can be shown. `key` is kept in people's rows and never changes."""

    key: str
    name: str
    """To the participant, and in what is signed."""
    heading: str
    """On the family page; may name the participant as %(name)s."""
    icon: str
    about: str
    """What they see of it."""
    plan: str = ""
    """The section of the plan that it shows."""


def _of_plan(key: str, name: str, heading: str, icon: str, about: str) -> Part:
    return Part(key, name, heading, icon, about, plan=key)


FIRST = (
    Part(
        "signs", mark("Warning signs"), mark("Signs you may notice"), "flag",
        mark("Your own list, in your words. Not what you ticked in any week."),
    ),
    _of_plan(
        "help-me", mark("How to help me"), mark("What helps %(name)s"), "heart",
        mark("From your plan: what others can say or do."),
    ),
    _of_plan(
        "not-helpful", mark("What does not help me"), mark("What does not help %(name)s"), "close",
        mark("From your plan: what to leave out."),
    ),
    Part(
        "people", mark("People to call"), mark("Who else to call"), "phone",
        mark("Names and numbers of everybody on your list. It is kind to ask them first."),
    ),
    Part(
        "days", mark("Days"), mark("Days that add up"), "calendar",
        mark("How many days the counters that you show have, with their names; not since when. "
             "Somebody who looks often can see that a day did not count."),
    ),
    Part(
        "modules", mark("Lessons for families"), mark("Lessons for families"), "learn",
        mark("To read: the lessons for families. Nothing about what you read."),
    ),
)  # fmt: skip
PLAN = (
    _of_plan("reasons", mark("My reasons"), mark("Reasons of %(name)s"), "heart", mark("Why this matters to you.")),
    _of_plan(
        "safe-places", mark("Safe places and people"), mark("Safe places and people"), "pin",
        mark("Where you can go, and with whom."),
    ),
    _of_plan(
        "home-safety", mark("Making my home safer"), mark("Making home safer"), "today",
        mark("What to take out or change at home."),
    ),
    _of_plan(
        "lapse-hour", mark("After a lapse: the first hour"), mark("After a lapse: the first hour"), "clock",
        mark("Your steps for the first hour."),
    ),
    _of_plan(
        "lapse-day", mark("After a lapse: the first day"), mark("After a lapse: the first day"), "today",
        mark("Your steps for the first day."),
    ),
    _of_plan(
        "lapse-week", mark("After a lapse: the first week"), mark("After a lapse: the first week"), "calendar",
        mark("Your steps for the days after."),
    ),
)  # fmt: skip
SAFETY = (
    _of_plan(
        "safety-warning", mark("Signs that a crisis is near"), mark("Signs that a crisis is near"), "alert",
        mark("Step 1 of your safety plan."),
    ),
    _of_plan(
        "safety-coping", mark("What I can do alone"), mark("What %(name)s can do alone"), "breath",
        mark("Step 2, without what worked how well."),
    ),
    _of_plan(
        "safety-distraction", mark("People and places that take my mind off it"),
        mark("People and places that take the mind off it"), "people", mark("Step 3, names without numbers."),
    ),
    _of_plan(
        "safety-help", mark("People I ask for help"), mark("People %(name)s asks for help"), "phone",
        mark("Step 4, names without numbers."),
    ),
    _of_plan(
        "safety-surroundings", mark("Making it safer around me"), mark("Making it safer around %(name)s"), "lock",
        mark("Step 6: what to put out of reach."),
    ),
)  # fmt: skip
AFTER = (
    Part(
        "aftercare", mark("My plan for after the program"), mark("After the program"), "steps",
        mark("Steps with their days, people without numbers, the first 90 days, goals. No medicines, no appointments."),
    ),
)  # fmt: skip
GROUPS = (
    (mark("What helps most"), FIRST),
    (mark("More of my plan"), PLAN),
    (mark("After the program"), AFTER),
    (mark("My safety plan"), SAFETY),
)
PARTS = {part.key: part for _title, parts in GROUPS for part in parts}
