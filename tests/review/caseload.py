"""The caseload as its counselor sees it."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup

from tests.cast import Cast
from webapp.models import Assignment

Write = Callable[..., Any]
Keep = Callable[..., None]


def page(cast: Cast, name: str = "dana") -> BeautifulSoup:
    answer = cast.as_(name).get("/counselor")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "html.parser")


def cases(cast: Cast) -> dict[str, list[str]]:
    """Group -> what each case of it says."""
    found = {}
    for section in page(cast).select("section:has(ol.caseload)"):
        title = section.h2.text if section.h2 else ""
        found[title] = [" ".join(case.get_text(" ").split()) for case in section.select("li")]
    return found


def assign(cast: Cast, keep: Keep, *names: str) -> None:
    keep(*(Assignment(participant_id=cast[name], counselor_id=cast["dana"]) for name in names))
