"""What templates can do beyond Jinja: formatting, words of the content folder, strictness."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any
from uuid import UUID

from babel.dates import get_day_names
from flask import Flask, current_app
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup, escape

from webapp import folding, formatting, i18n
from webapp.content import clinical
from webapp.content.texts import say
from webapp.content.words import words_of
from webapp.entry_rows import MOODS, PAGES, excerpt
from webapp.enums import Focus, Language, Role, SkillCategory
from webapp.i18n import _, language, mark
from webapp.models import uuid7
from webapp.moments import is_past, local, local_in, today, wall_clock
from webapp.waiting import KINDS, WITH_PAGE

PLACES = (
    ("today", "today.index", mark("Today")),
    ("log", "log.index", mark("Log")),
    ("plan", "plan.index", mark("Plan")),
    ("learn", "learn.index", mark("Learn")),
    ("more", "today.more", mark("More")),
)
"""The bottom bar: those whose feature exists."""
STAFF_PLACES = {
    Role.COUNSELOR: (
        ("caseload", "people", "review.index", mark("Caseload")),
        ("groups", "layers", "groups.index", mark("Groups")),
        ("coverage", "calendar", "coverage.index", mark("Who covers")),
    ),
    Role.ADMIN: (
        ("people", "people", "admin.index", mark("People")),
        ("settings", "edit", "admin.settings", mark("Program")),
        ("audit", "eye", "admin.audit", mark("Audit log")),
    ),
}
"""The bar of staff pages: key, icon, endpoint, label."""

NO_ID = UUID(int=0)
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


def template(name: str) -> Template:
    """A template in the language of the moment."""
    environments: dict[str, Environment] = current_app.extensions["templates"]
    return environments[language.get()].get_template(name)


def _fixed(app: Flask, name: str, code: str, current: str = "") -> Markup:
    """A part that is the same for everybody who reads one language: written once."""
    part = app.extensions["templates"][code].get_template(name)
    return Markup(part.render(current=current))  # noqa: S704 -- a template of ours, escaped as all are


def _strength_badge(app: Flask, code: str, strength: int) -> Markup:
    part = app.extensions["templates"][code].get_template("components/_strength.html")
    return Markup(part.render(n=strength))  # noqa: S704 -- a template of ours, escaped as all are


def compile_for_languages(app: Flask) -> None:
    """One environment a language. Call when all blueprints and assets are in place."""
    addresses = app.url_map.bind("")

    def address(endpoint: str, **values: Any) -> str:
        """Flask's `url_for` for whole endpoints, without what a request could add."""
        for name, value in values.items() if len(values) == 1 else ():
            if type(value) is UUID:
                before, after = around_id(endpoint, name)
                return f"{before}{value}{after}"
        return addresses.build(endpoint, values)

    def entry_address(kind: str, entry_id: UUID) -> str:
        """The page of an entry of the log."""
        before, after = around_id(*PAGES[kind])
        return f"{before}{entry_id}{after}"

    @cache
    def around_id(endpoint: str, name: str) -> tuple[str, str]:
        before, after = addresses.build(endpoint, {name: NO_ID}).split(str(NO_ID))
        return before, after

    sprite = app.extensions["assets"]["icons.svg"]

    @cache
    def icon(name: str, extra: str = "") -> Markup:
        """A picture of the sprite, hidden from screen readers: the words beside it say it."""
        shape, classes = escape(f"{sprite}#{name}"), escape(f"icon {extra}".strip())
        return Markup(f'<svg class="{classes}" aria-hidden="true"><use href="{shape}"/></svg>')  # noqa: S704 -- escaped

    files, name = app.extensions["assets"], app.extensions["settings"].app_icon
    app_icon = {"svg": files[f"icons/{name}.svg"], "apple": files[f"icons/{name}-apple.png"]}
    app.jinja_env.globals.update(url_for=address, entry_address=entry_address, icon=icon, app_icon=app_icon)
    app.extensions["templates"] = {code: _environment(app, code, address) for code in Language}


def _environment(app: Flask, code: str, address: Callable[..., str]) -> Environment:
    def translated(message: str, **values: object) -> Markup:
        text = Markup(i18n.translations(code).gettext(message))  # noqa: S704 -- the source's own words
        return text % values if values else text

    functions = {
        "_": translated,
        "url_for": address,
        "asset": app.extensions["assets"].__getitem__,
        "icon": app.jinja_env.globals["icon"],
    }
    return folding.environment_for(app.jinja_env, functions)


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    settings = app.extensions["settings"]
    environment.globals.update(
        app_name=settings.app_name,
        keeps_pages=settings.offline,
        new_id=uuid7,
        say=say,
        safety_words=clinical.SAFETY,
        safety_questions=clinical.QUESTIONS,
        lapse_words=clinical.LAPSE,
        overdose_title=clinical.OVERDOSE["title"],
        focus_name=focus_name,
        skill_icon=SKILL_ICONS.__getitem__,
        wall_clock=wall_clock,
        is_past=is_past,
        staff_places=lambda role: [
            (key, symbol, endpoint, _(label))
            for key, symbol, endpoint, label in STAFF_PLACES[Role(role)]
            if endpoint in app.view_functions
        ],
        weekdays=lambda: [(n + 1, name) for n, name in sorted(get_day_names("wide", locale=language.get()).items())],
        places=lambda: [place for place in PLACES if place[1] in app.view_functions],
        fixed=cache(partial(_fixed, app)),
        strength_badge=cache(partial(_strength_badge, app)),
        mood_names=MOODS,
        outbox_kinds=KINDS,
        urge_noun=lambda word: words_of(word)("noun").capitalize(),
        outbox_pages=WITH_PAGE,
    )
    environment.filters.update(
        clock=formatting.clock,
        hour_of_day=formatting.hour_of_day,
        long_day=formatting.long_day,
        short_day=formatting.short_day,
        short_span=formatting.short_span,
        number=formatting.number,
        money=formatting.money,
        minutes=formatting.minutes,
        days=formatting.days,
        join_words=formatting.join_words,
        when_in_words=lambda at, time_zone: formatting.when_in_words(local_in(time_zone, at), today(time_zone)),
        happened_in_words=lambda entry, time_zone: formatting.when_in_words(
            local(entry.occurred_at, entry.utc_offset), today(time_zone)
        ),
        dialable=formatting.dialable,
        strength_level=formatting.strength_level,
        excerpt=excerpt,
    )
