"""An entry that is opened long after: what it says, and not that it was saved or that it will pass."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.cast import Cast
from webapp.models import CheckIn, Lapse, Logged, Practice, Urge

Write = Callable[..., Any]
PAGES: list[tuple[type[Logged], str]] = [
    (Urge, "/urges"),
    (CheckIn, "/check-ins"),
    (Practice, "/practices"),
    (Lapse, "/lapses"),
]


def main(cast: Cast, path: str) -> Tag:
    found = BeautifulSoup(cast.as_("maya").get(path).text, "html.parser").main
    assert found
    return found


@pytest.mark.parametrize(("model", "path"), PAGES)
class TestAnEntry:
    def test_of_three_weeks_ago_was_not_saved_just_now(
        self, cast: Cast, write: Write, model: type[Logged], path: str
    ) -> None:
        minutes = 21 * 1440
        entry = write(model, minutes, received_at=datetime.now(UTC) - timedelta(minutes=minutes))
        page = main(cast, f"{path}/{entry}")
        assert not any(words in page.text for words in ("Saved", "Undo", "This will pass", "You are here"))
        assert len(page.select("h1")) == 1
        assert not page.select("[role=status]:not(:empty)")

    @pytest.mark.parametrize(("minutes", "arrived"), [(60, 60), (21 * 1440, 1), (1440, 5)])
    def test_of_today_or_that_came_just_now_was(
        self, cast: Cast, write: Write, model: type[Logged], path: str, minutes: int, arrived: int
    ) -> None:
        entry = write(model, minutes, received_at=datetime.now(UTC) - timedelta(minutes=arrived))
        page = main(cast, f"{path}/{entry}").text
        assert "Saved" in page
        assert "Undo" in page


def test_an_old_urge_says_how_it_went_on(cast: Cast, write: Write) -> None:
    at = datetime.now(UTC) - timedelta(days=2)
    entry = write(Urge, 2880, received_at=at, strength_now=2, rerated_at=at)
    page = main(cast, f"/urges/{entry}").text
    assert "Craving 7 of 10" in page
    assert "then 2 of 10" in " ".join(page.split())
    assert "How strong" not in page


def test_whoever_was_not_safe_finds_the_lines_on_an_old_entry_too(cast: Cast, write: Write) -> None:
    at = datetime.now(UTC) - timedelta(days=2)
    entry = write(Urge, 2880, received_at=at, strength=9, safe="no", harm_thoughts="yes")
    assert 'href="tel:988"' in cast.as_("maya").get(f"/urges/{entry}").text
