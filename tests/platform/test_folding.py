"""What compiling templates our way must not change: everything is escaped once, and calls find their functions."""

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import Markup

from webapp.folding import PLAIN, environment_for, written

TEMPLATES = Path(__file__).parents[2] / "webapp" / "templates"
SOURCE = """
{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}
{% macro wrap() %}<u>{{ caller("<") }}</u>{% endmacro %}
{{ said }} {{ bold(said) }} {{ said.upper() }} {{ said | upper }} {{ number }} {{ safe }} {{ said ~ safe }}
{% set kept %}<i>{{ said }}</i>{% endset %}{{ kept }}
{% for word in words %}{{ loop.index }}{{ loop.cycle("<", ">") }}{{ word.title() }}{% endfor %}
{% call(x) wrap() %}{{ x }}{{ said }}{% endcall %}
{% block main %}{{ said }}{{ said.upper() }}{{ self.other() }}{% endblock %}{% block other %}{{ safe }}{% endblock %}
"""
VALUES = {"said": "<script>'&\"", "number": 3, "safe": Markup("<hr>"), "words": ["a<", "b"]}


def test_a_folded_template_says_what_an_ordinary_one_says() -> None:
    ordinary = Environment(autoescape=True, loader=DictLoader({"page": SOURCE}))
    folded = environment_for(ordinary, {})
    said = folded.get_template("page").render(VALUES)
    assert said == ordinary.get_template("page").render(VALUES)
    assert "<script>" not in said


@pytest.mark.parametrize(
    ("value", "text"), [("<a & b>", "&lt;a &amp; b&gt;"), (Markup("<hr>"), "<hr>"), (7, "7"), (None, "None")]
)
def test_values_are_written_escaped(value: object, text: str) -> None:
    assert str(written(value)) == text


def test_no_macro_has_the_name_of_a_plain_function() -> None:
    macros = {
        name for file in TEMPLATES.rglob("*.html") for name in re.findall(r"{%-? macro (\w+)", file.read_text("utf-8"))
    }
    assert macros
    assert not macros & PLAIN
