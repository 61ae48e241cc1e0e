"""What is wrong with a content file: which file, which line, what; in words for whoever writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

Place = Sequence[str | int]
"""Where in the front matter: ('exercise', 'fields', 0, 'key')."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to fix. One that is `left_out` keeps its file from being shown."""

    path: Path
    line: int
    what: str
    left_out: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


class Refused(Exception):  # noqa: N818 -- carries what is wrong with a file, which is no error of the program
    """The file cannot be shown."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


def in_words(invalid: ValidationError) -> list[tuple[Place, str]]:
    """Each thing that a front matter got wrong: where, and what."""
    return [(problem["loc"], _say(problem)) for problem in invalid.errors(include_url=False)]


def _say(problem: Any) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    kind, limits = problem["type"], problem.get("ctx", {})
    if kind == "missing":
        return f"'{name}' is missing"
    if kind == "extra_forbidden":
        hint = ": a text with a comma or a colon needs quotation marks" if " " in name else ""
        return f"'{name}' is not known here{hint}"
    if kind == "value_error":
        return f"'{name}': {limits['error']}" if name else str(limits["error"])
    if kind == "string_type":
        return f"'{name}' is read as {problem['input']!r}: put it in quotation marks"
    if kind == "enum":
        return f"'{name}': {problem['input']!r} is not known. Known: {limits['expected']}"
    return f"'{name}': {_limit(kind, limits) or problem['msg']}"


def _limit(kind: str, limits: dict[str, Any]) -> str:
    if kind == "string_too_long":
        return f"too long, {limits['max_length']} characters fit"
    if kind == "string_too_short":
        return "empty"
    if kind in {"too_long", "too_short"}:
        return f"{limits['actual_length']} given, {limits.get('min_length') or limits.get('max_length')} needed"
    return ""
