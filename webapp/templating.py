"""What templates can do beyond Jinja: formatting, words of the content folder, strictness."""

from flask import Flask, url_for
from jinja2 import StrictUndefined

from webapp import formatting
from webapp.content import clinical
from webapp.content.texts import say
from webapp.enums import Focus, SkillCategory
from webapp.i18n import _, mark
from webapp.models import uuid7
from webapp.moments import wall_clock

PLACES = (
    ("today", "today.index", mark("Today")),
    ("log", "log.index", mark("Log")),
    ("plan", "plan.index", mark("Plan")),
    ("learn", "learn.index", mark("Learn")),
    ("more", "today.more", mark("More")),
)
"""The bottom bar: those whose feature exists."""

FOCUS_NAMES = {
    Focus.ALCOHOL: mark("Alcohol"),
    Focus.OPIOIDS: mark("Opioids"),
    Focus.STIMULANTS: mark("Stimulants"),
    Focus.CANNABIS: mark("Cannabis"),
    Focus.OTHER_SUBSTANCES: mark("Other substances"),
    Focus.GAMBLING: mark("Gambling"),
    Focus.SEX: mark("Sex"),
    Focus.INTERNET_GAMING: mark("Internet or gaming"),
    Focus.FOOD: mark("Food"),
    Focus.SHOPPING: mark("Shopping"),
    Focus.ANXIETY: mark("Anxiety"),
    Focus.DEPRESSION: mark("Depression"),
    Focus.BIPOLAR: mark("Bipolar"),
    Focus.TRAUMA: mark("Trauma"),
    Focus.BPD: mark("BPD"),
    Focus.EATING: mark("Eating"),
    Focus.OCD: mark("OCD"),
    Focus.ADHD: mark("ADHD"),
}

SKILL_ICONS = {
    SkillCategory.PAUSE: "pause",
    SkillCategory.THINKING: "idea",
    SkillCategory.MINDFULNESS: "wave",
    SkillCategory.BODY: "breath",
    SkillCategory.GROUNDING: "pin",
    SkillCategory.SENSES: "eye",
    SkillCategory.PEOPLE: "phone",
    SkillCategory.SOCIAL: "people",
    SkillCategory.EMOTION: "heart",
    SkillCategory.ACTION: "steps",
    SkillCategory.CREATIVE: "edit",
    SkillCategory.MEANING: "flag",
    SkillCategory.ROUTINE: "clock",
}


def focus_name(focus: str) -> str:
    return _(FOCUS_NAMES[Focus(focus)])


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals.update(
        url_for=url_for,
        new_id=uuid7,
        say=say,
        safety_words=clinical.SAFETY,
        safety_questions=clinical.QUESTIONS,
        lapse_words=clinical.LAPSE,
        overdose_title=clinical.OVERDOSE["title"],
        focus_name=focus_name,
        skill_icon=SKILL_ICONS.__getitem__,
        wall_clock=wall_clock,
        places=lambda: [place for place in PLACES if place[1] in app.view_functions],
    )
    environment.filters.update(
        clock=formatting.clock,
        long_day=formatting.long_day,
        short_day=formatting.short_day,
        number=formatting.number,
        money=formatting.money,
        minutes=formatting.minutes,
        days=formatting.days,
        join_words=formatting.join_words,
        dialable=formatting.dialable,
        strength_level=formatting.strength_level,
    )
