"""Each form that a phone may repeat goes through its outbox, or stands here with a reason."""

import re
from pathlib import Path

import pytest
from flask import Flask

from webapp.forms import Repeatable
from webapp.waiting import KINDS, WITH_PAGE

TEMPLATES = Path(__file__).parents[2] / "webapp" / "templates"
FORM = re.compile(r"<form\b(.*?)</form>", re.DOTALL)
CARRIES_AN_OPERATION = re.compile(r'name="operation"')
STAFF = "staff work with a network, and keep nothing on the device"
SERVER = "its answer is made by the server of what it has, and is what the person came for"
EXCEPTIONS = {
    "admin": STAFF,
    "review": STAFF,
    "plan/version.html": "an earlier version is put back on top of the newest one, which the server has",
    "plan/parts.html": "'reviewed' is said of what is on the server now",
    "people/parts.html": "whoever asks for a call has to know at once whether it was sent, or call",
    "people/_list.html": "one place up or down is meant as the list stands now",
    "triggers/_suggestion.html": "an offer of the server, which makes it again when the answer was lost",
    "learn/_step.html": SERVER,
    "learn/_check.html": SERVER,
    "sharing": "who can see what has to be today's truth",
    "consents": "who can see what has to be today's truth",
    "appointments/calendar.html": "a new address is made by the server, and shown once, in its answer",
    "outside": "what is signed for somebody outside is signed as the server shows it",
}
"""Templates, or folders of them, with forms that carry an operation and do not wait on a phone."""
ITS_OPERATION_COMES_WITH = {
    "urges/_answers.html": "_answers_state.html",
    "checkins/_answers.html": "_state.html",
    "learn/_exercise.html": "_after.html",
    "triggers/if_thens/new.html": "_form.html",
    "triggers/if_thens/edit.html": "_form.html",
}
"""Forms whose operation stands in a part that they include."""


def forms() -> list[tuple[str, str]]:
    found = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
        found += [(str(path.relative_to(TEMPLATES)), form) for form in FORM.findall(text)]
    return found


def is_exempt(template: str) -> bool:
    return any(template == name or template.startswith(f"{name}/") for name in EXCEPTIONS)


def is_repeatable(template: str, form: str) -> bool:
    return (
        bool(CARRIES_AN_OPERATION.search(form))
        or ITS_OPERATION_COMES_WITH.get(template, "\0") in form
        or (template in ITS_OPERATION_COMES_WITH and "data-hx-target" in form)
    )


def test_each_repeatable_form_waits_on_the_phone_or_says_why_not() -> None:
    missing = {
        template
        for template, form in forms()
        if is_repeatable(template, form) and "data-offline=" not in form and not is_exempt(template)
    }
    assert missing == set()


def test_the_exceptions_are_needed() -> None:
    without = {template for template, form in forms() if is_repeatable(template, form) and "data-offline=" not in form}
    assert {name for name in EXCEPTIONS if not any(is_name_of(name, template) for template in without)} <= {"consents"}


def is_name_of(name: str, template: str) -> bool:
    return template == name or template.startswith(f"{name}/")


def test_each_kind_is_named_in_the_list_of_what_waits() -> None:
    used = {kind for _template, form in forms() for kind in re.findall(r'data-offline="([^"]*)"', form)}
    assert used == KINDS.keys()


def test_clinical_forms_are_not_kept_by_the_browsers_autofill() -> None:
    """What was typed would stay in the browser's own files, where signing out does not reach."""
    typed = re.compile(r"<textarea|type=\"text\"|\{\{ (?:area|field)\(|\{% call field\(")
    without = {
        template
        for template, form in forms()
        if "data-offline=" in form and typed.search(form) and 'autocomplete="off"' not in form
    }
    assert without == set()


@pytest.mark.parametrize("kind", WITH_PAGE)
def test_an_entry_with_a_page_has_it(app: Flask, kind: str) -> None:
    assert f"/{WITH_PAGE[kind]}/waiting" in {rule.rule for rule in app.url_map.iter_rules()}


def test_every_form_class_is_seen_by_a_form() -> None:
    """The guard above reads templates: there are about as many forms as there are classes."""

    def below(cls: type) -> set[str]:
        """By name: an exercise of Learn has a class a module, and one form."""
        return {f"{cls.__module__}.{cls.__name__}"}.union(*(below(sub) for sub in cls.__subclasses__()))

    repeatable = [form for form in forms() if is_repeatable(*form)]
    assert len(repeatable) >= len(below(Repeatable)) - 8
