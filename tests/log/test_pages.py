"""The log goes on page after page, each entry once, whatever is added meanwhile."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from bs4 import Tag

from tests.cast import Cast
from tests.log.test_index import entries, page, titles
from webapp.models import Urge, uuid7
from webapp.paging import START, Place, place

Write = Callable[..., Any]


class TestPages:
    def walk(self, cast: Cast, path: str) -> list[str]:
        """Every entry's note, page after page."""
        notes: list[str] = []
        while path:
            shown = page(cast, path)
            notes += [tag.text for tag in shown.select("li.entry .own-words")]
            more = shown.find("a", string="Show earlier days")
            path = str(more["href"]) if isinstance(more, Tag) else ""
        return notes

    @pytest.mark.parametrize("path", ["/log", "/log?kind=urge"])
    def test_each_entry_once_and_in_order(self, cast: Cast, write: Write, path: str) -> None:
        for n in range(65):
            write(Urge, n, note=f"n{n}")
        assert self.walk(cast, path) == [f"n{n}" for n in range(65)]

    def test_a_page_ends_among_entries_of_the_same_moment(self, cast: Cast, write: Write) -> None:
        at = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)
        for n in range(40):
            write(Urge, occurred_at=at, note=f"n{n}")
        assert sorted(self.walk(cast, "/log")) == sorted(f"n{n}" for n in range(40))

    def test_a_new_entry_does_not_move_the_pages(self, cast: Cast, write: Write) -> None:
        for n in range(35):
            write(Urge, 10 + n, note=f"n{n}")
        more = page(cast).find("a", string="Show earlier days")
        write(Urge, 0, note="new")
        assert isinstance(more, Tag)
        assert entries(page(cast, str(more["href"])))[0].count("n30") == 1

    @pytest.mark.parametrize("cursor", ["x", "%00", "AAAA", "é", "A" * 400, "f" + "_" * 31])
    def test_a_cursor_that_cannot_be_read_is_the_start(self, cast: Cast, write: Write, cursor: str) -> None:
        write(Urge, note="newest")
        assert titles(page(cast, f"/log?before={cursor}")) == ["Craving"]

    @pytest.mark.parametrize("at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
    def test_no_time_is_too_far(self, cast: Cast, write: Write, at: datetime) -> None:
        write(Urge)
        far = Place(at, uuid7())
        assert cast.as_("maya").get(f"/log?before={far}").status_code == 200


def test_a_cursor_is_time_and_id() -> None:
    here = Place(datetime(2026, 6, 10, 12, 0, 0, 123456, tzinfo=UTC), uuid7())
    assert place(str(here)) == here
    assert place(str(START)) == START
    assert place("").id == UUID(int=(1 << 128) - 1)
