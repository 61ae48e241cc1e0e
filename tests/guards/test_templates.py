"""What stands in templates, styles and scripts."""

import ast
import re
from pathlib import Path

import pytest

WEBAPP = Path(__file__).parents[2] / "webapp"
TEMPLATES = sorted((WEBAPP / "templates").rglob("*.html"))
STYLES = sorted((WEBAPP / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((WEBAPP / "static" / "js").rglob("*.js"))
DRAWINGS = sorted((WEBAPP / "static").glob("*.svg"))
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'<)]*")

FORBIDDEN = {
    "an unescaped value": re.compile(r"\|\s*safe\b|Markup\(|autoescape\s+false"),
    "an inline style": re.compile(r"\sstyle\s*=|<style\b"),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*[\"']|javascript:"),
    "a script in an attribute of htmx": re.compile(r"hx-on\b|hx-vars|[\"']js:|hx-boost"),
    "a trigger filter, which needs eval": re.compile(r"hx-trigger=\"[^\"]*\["),
    "htmx without data-": re.compile(r"[\s<]hx-[a-z]"),
    "policy in a template": re.compile(r"current_user|request\.|session\."),
}


def ids(path: Path) -> str:
    return str(path.relative_to(WEBAPP))


def addresses(text: str) -> list[str]:
    return [found for found in ADDRESS.findall(text) if found not in NAMESPACES]


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES, *SCRIPTS, *DRAWINGS], ids=ids)
def test_no_address_of_somebody_else(path: Path) -> None:
    assert addresses(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_a_template_has_nothing_inline(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert {what: found[0] for what, pattern in FORBIDDEN.items() if (found := pattern.findall(text))} == {}


def test_the_patterns_find_what_they_are_for() -> None:
    wrong = (
        "{{ x | safe }}", '<p style="x">', "<script>x</script>", '<p onclick="x">', '<p data-hx-on="x">',
        '<p data-hx-trigger="click[x]">', '<p hx-get="/x">', "{{ current_user.id }}",
    )  # fmt: skip
    assert all(any(pattern.search(text) for pattern in FORBIDDEN.values()) for text in wrong)
    assert addresses('<img src="//cdn.example.com/x.js">') and addresses("url(https://fonts.example.com/x)")


@pytest.mark.parametrize("path", STYLES, ids=ids)
def test_styles_keep_to_tokens_and_logical_sides(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    assert "!important" not in text
    assert "@import" not in text
    assert (
        re.findall(
            r"(?<![-\w])(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)",
            text,
        )
        == []
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=ids)
def test_scripts_run_nothing_made_of_text(path: Path) -> None:
    found = re.findall(
        r"\beval\(|new Function|document\.write|insertAdjacentHTML|localStorage|sessionStorage(?!\.clear)"
        r"|\.cookie\b(?!\s*=\s*\"fh-left|\.includes\(\"fh-left)",
        path.read_text(),
    )
    assert found == []


def test_only_quick_exit_leads_out_of_the_app() -> None:
    found = {ids(path): addresses(strings(path)) for path in sorted(WEBAPP.rglob("*.py")) if addresses(strings(path))}
    assert found.pop("pwa/routes.py") == ["https://www.weather.gov/"]
    assert {address for others in found.values() for address in others} <= EXAMPLES


def strings(path: Path) -> str:
    """The string constants of a file; its comments and docstrings are left out."""
    tree = ast.parse(path.read_text())
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    )


EXAMPLES = {"https://foothold.example.org"}
"""In messages; nobody opens them."""


def test_other_peoples_code_is_pinned_and_has_its_licence() -> None:
    names = {path.name for path in (WEBAPP / "static" / "vendor").iterdir()}
    assert names == {"htmx-4.0.1.min.js", "htmx-LICENSE.txt"}
