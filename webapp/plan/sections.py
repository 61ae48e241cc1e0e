"""The sections of the plans: a closed list, in the order in which they are read.

The relapse-prevention plan follows Marlatt's model. The six steps of the safety plan follow the Safety Planning
Intervention of Stanley and Brown; words and layout are our own. What a person has and wants to build is the recovery
capital of White and Cloud.
"""

from dataclasses import dataclass
from enum import StrEnum

from webapp.enums import ConsentCategory
from webapp.i18n import mark

SKILLS, PEOPLE = "skills", "people"


class Plan(StrEnum):
    RELAPSE = "relapse"
    SAFETY = "safety"
    AFTERCARE = "aftercare"


@dataclass(frozen=True, slots=True)
class Section:
    """One section that a person writes. `key` is in its address and in the database and never changes."""

    key: str
    plan: Plan
    title: str
    icon: str
    help: str
    """Said where it is edited."""
    empty: str
    """Said where it would stand, while nothing is written."""
    picks: str = ""
    """The pick list of `content/plan.yaml`; '' for none."""
    links: frozenset[str] = frozenset()
    """What can be taken over as a link: the person's skills, their people."""
    from_log: bool = False
    """Until it is written, it shows what the person's own log says."""
    stages: bool = False
    """It holds steps of treatment with their dates."""
    weeks: bool = False
    """It holds lines by week."""


_ALL = (
    Section(
        "skills", Plan.RELAPSE, mark("Skills that work for me"), "breath",
        mark("Choose what has helped you. You can add your own words too."),
        mark("After you try a few skills, this shows what helped you most."),
        links=frozenset({SKILLS}), from_log=True,
    ),
    Section(
        "reasons", Plan.RELAPSE, mark("My reasons"), "heart",
        mark("Why does this matter to you? 3 are plenty."),
        mark("Your reasons can carry you through a hard hour."),
        picks="reasons",
    ),
    Section(
        "safe-places", Plan.RELAPSE, mark("Safe places and people"), "pin",
        mark("Where can you go, and who can you be with, when it gets hard?"),
        mark("Know where you can go before you need it."),
        picks="safe_places", links=frozenset({PEOPLE}),
    ),
    Section(
        "home-safety", Plan.RELAPSE, mark("Making my home safer"), "today",
        mark("What can you take out or change at home? Who helps you?"),
        mark("Small changes at home make hard moments easier."),
        picks="home_safety", links=frozenset({PEOPLE}),
    ),
    Section(
        "help-me", Plan.RELAPSE, mark("How others can help me"), "people",
        mark("What may people close to you say or do when it gets hard?"),
        mark("Then nobody has to guess."),
        picks="help_me",
    ),
    Section(
        "not-helpful", Plan.RELAPSE, mark("What does not help me"), "close",
        mark("What should people leave out? You can say it kindly."),
        mark("It is fine to say what makes it harder."),
        picks="not_helpful",
    ),
    Section(
        "lapse-hour", Plan.RELAPSE, mark("The first hour"), "clock",
        mark("What will you do first? Who will you call?"),
        mark("One step for the first hour is a good start."),
        picks="lapse_hour", links=frozenset({PEOPLE}),
    ),
    Section(
        "lapse-day", Plan.RELAPSE, mark("The first day"), "today",
        mark("What will you do on the same day?"),
        mark("What would help you on that day?"),
        picks="lapse_day", links=frozenset({PEOPLE}),
    ),
    Section(
        "lapse-week", Plan.RELAPSE, mark("The first week"), "calendar",
        mark("What will you do in the days after?"),
        mark("What would help you in that week?"),
        picks="lapse_week", links=frozenset({PEOPLE}),
    ),
    Section(
        "daily-structure", Plan.RELAPSE, mark("My daily structure"), "clock",
        mark("What holds a good day together for you?"),
        mark("A few fixed points hold a day together."),
        picks="daily_structure",
    ),
    Section(
        "goals", Plan.RELAPSE, mark("My goals"), "done",
        mark("Small and clear is best. How will you know that you did it?"),
        mark("One small goal is enough for now."),
        picks="goals",
    ),
    Section(
        "safety-warning", Plan.SAFETY, mark("Signs that a crisis is near"), "alert",
        mark("What do you think, feel or do when a crisis begins?"),
        mark("Knowing your signs lets you act sooner."),
        picks="safety_warning",
    ),
    Section(
        "safety-coping", Plan.SAFETY, mark("What I can do alone"), "breath",
        mark("Things that take your mind off it, without anybody’s help."),
        mark("Things that take your mind off it, even for 10 minutes."),
        picks="safety_coping", links=frozenset({SKILLS}),
    ),
    Section(
        "safety-distraction", Plan.SAFETY, mark("People and places that take my mind off it"), "people",
        mark("You do not need to talk about how you feel there."),
        mark("Company helps, even when you talk about other things."),
        picks="safety_distraction_places", links=frozenset({PEOPLE}),
    ),
    Section(
        "safety-help", Plan.SAFETY, mark("People I ask for help"), "phone",
        mark("Pick people who know that they are on your list."),
        mark("Who can you tell that you are in a crisis?"),
        links=frozenset({PEOPLE}),
    ),
    Section(
        "safety-lines", Plan.SAFETY, mark("Professionals and crisis lines"), "help",
        mark("Add your doctor, your therapist or an emergency room, with the number."),
        "",
        links=frozenset({PEOPLE}),
    ),
    Section(
        "safety-surroundings", Plan.SAFETY, mark("Making it safer around me"), "lock",
        mark("What can be put out of reach, and who helps you with it?"),
        mark("Distance from what could hurt you gives you time."),
        picks="safety_surroundings", links=frozenset({PEOPLE}),
    ),
    Section(
        "safety-worth", Plan.SAFETY, mark("What I live for"), "heart",
        mark("Only if you like. Big or small."),
        mark("Only if you like: what makes life worth living for you?"),
        picks="safety_worth",
    ),
    Section(
        "after-stages", Plan.AFTERCARE, mark("My steps of care"), "steps",
        mark("When does each step begin and end? Leave out what does not fit. Dates can change later."),
        mark("Put in dates as you and your counselor agree on them."),
        stages=True,
    ),
    Section(
        "after-people", Plan.AFTERCARE, mark("People by my side"), "people",
        mark("Who stays with you after the program? What is each one there for?"),
        mark("Pick people from your list, or write who you will ask."),
        links=frozenset({PEOPLE}),
    ),
    Section(
        "after-medicines", Plan.AFTERCARE, mark("Medicines I keep taking"), "done",
        mark("Name, dose, who refills it and when. Talk to your prescriber before you stop or change one."),
        mark("If you take none, leave this empty."),
        picks="after_medicines",
    ),
    Section(
        "after-have", Plan.AFTERCARE, mark("What I have"), "heart",
        mark("What holds you: in yourself, with people, around you, in what you believe?"),
        mark("A short look at what is there already. It is often more than it seems."),
        picks="after_have",
    ),
    Section(
        "after-build", Plan.AFTERCARE, mark("What I want to build"), "plan",
        mark("What is missing, and what is one next step? 1 or 2 are plenty."),
        mark("One thing to build is enough for now."),
        picks="after_build",
    ),
    Section(
        "after-weeks", Plan.AFTERCARE, mark("My first 90 days, week by week"), "calendar",
        mark("Week 1 begins the day after your last day here. Best is a first visit within 7 days."),
        mark("What will you do in the first week? The others can follow."),
        weeks=True,
    ),
    Section(
        "after-goals", Plan.AFTERCARE, mark("My goals after the program"), "flag",
        mark("What would you like to be different in 90 days? How will you know?"),
        mark("One goal for the time after is enough."),
        picks="goals",
    ),
)  # fmt: skip

SECTIONS = {section.key: section for section in _ALL}
LAPSE = ("lapse-hour", "lapse-day", "lapse-week")
STEPS = tuple(section.key for section in _ALL if section.plan is Plan.SAFETY and section.key != "safety-worth")
"""The six steps of the safety plan, in order."""
CATEGORIES = {
    Plan.RELAPSE: ConsentCategory.PLAN,
    Plan.SAFETY: ConsentCategory.PLAN,
    Plan.AFTERCARE: ConsentCategory.AFTERCARE,
}
"""Under which consent others read a plan."""
AFTERCARE = tuple(section.key for section in _ALL if section.plan is Plan.AFTERCARE)
