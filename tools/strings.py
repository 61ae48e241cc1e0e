"""Every string that people read, and its Spanish: what is missing, left over, fuzzy, or says its values differently.

`python -m tools.strings` prints entries to paste for what is missing, and ends with 1 when anything is wrong.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

WEBAPP = Path(__file__).parent.parent / "webapp"
LANGUAGES = ("es",)
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}
JINJA = {"extensions": "jinja2.ext.i18n", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
PLACEHOLDER = re.compile(r"%\((\w+)\)([a-z])|(?<!%)%([sd])")
Id = str | tuple[str, ...]


@dataclass
class Findings:
    missing: dict[Id, list[str]] = field(default_factory=dict)
    """Strings without a translation, and where they stand."""
    problems: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.problems)


@cache
def sources() -> dict[Id, list[str]]:
    """Each string of the source, or pair of singular and plural, with the places where it stands."""
    found: dict[Id, list[str]] = defaultdict(list)
    for path in sorted([*WEBAPP.rglob("*.py"), *(WEBAPP / "templates").rglob("*.html")]):
        python = path.suffix == ".py"
        messages = extract_from_file(
            "python" if python else "jinja2.ext:babel_extract",
            str(path),
            keywords=KEYWORDS,
            options={} if python else JINJA,
        )
        for line, message, _comments, _context in messages:
            if message:
                found[message].append(f"{path.relative_to(WEBAPP.parent)}:{line}")
    return dict(found)


def translations(language: str) -> Iterator[tuple[str, Message]]:
    """Each entry of the catalogues of a language, with the name of its file."""
    for path in sorted((WEBAPP / "translations" / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
        yield from ((path.name, message) for message in catalogue if message.id)
        yield from ((path.name, message) for message in catalogue.obsolete.values())


def check(language: str) -> Findings:
    """What is wrong with the translations into a language."""
    said, findings = sources(), Findings()
    known: dict[Id, tuple[str, object]] = {}
    for file, message in translations(language):
        key: Id = tuple(message.id) if isinstance(message.id, tuple | list) else message.id
        where = f"{file}: {message.id!r}"
        if message.fuzzy:
            findings.problems.append(f"fuzzy {where}")
        if key not in said:
            findings.problems.append(f"not used any more {where}")
        if not all(texts(message.string)):
            continue
        findings.problems += [f"{problem} {where}" for problem in wrong_values(key, message.string)]
        if key in known and known[key][1] != message.string:
            findings.problems.append(f"translated differently in {known[key][0]} and {where}")
        known[key] = (file, message.string)
    findings.missing = {key: places for key, places in said.items() if key not in known}
    return findings


def texts(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (str(string or ""),)


def values(text: str) -> set[tuple[str, ...]]:
    """The values that a text is filled with."""
    return set(PLACEHOLDER.findall(text))


def wrong_values(key: Id, string: object) -> Iterator[str]:
    """A singular may leave the number out; nothing else may differ."""
    ids = texts(key)
    wanted = set().union(*map(values, ids))
    optional = {value for value in wanted if len(ids) > 1 and value[0] == "num"}
    for text in texts(string):
        if values(text) - wanted or wanted - values(text) - optional:
            yield f"other values in {text!r} of"


def entry(key: Id) -> str:
    """An entry to paste into a catalogue."""
    quoted = ['"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"' for text in texts(key)]
    if len(quoted) == 1:
        return f'msgid {quoted[0]}\nmsgstr ""\n'
    return f'msgid {quoted[0]}\nmsgid_plural {quoted[1]}\nmsgstr[0] ""\nmsgstr[1] ""\n'


def report(findings: Findings) -> str:
    lines = [*sorted(findings.problems)]
    for key, places in sorted(findings.missing.items(), key=lambda item: item[1]):
        lines += [f"#: {' '.join(places)}", entry(key)]
    return "\n".join(lines)


def main() -> int:
    found = {language: findings for language in LANGUAGES if (findings := check(language))}
    for language, findings in found.items():
        counts = f"{len(findings.missing)} missing, {len(findings.problems)} other problems"
        print(f"{language}: {counts}\n{report(findings)}")  # noqa: T201 -- what the command is for
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
