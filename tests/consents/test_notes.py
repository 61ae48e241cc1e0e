"""Beside Save: that a note is not shared is said where notes are written."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from webapp.models import CheckIn, Practice, SignCheck, Urge

Write = Callable[..., Any]
KEPT = "They do not see your note."
PAGES = {
    "urges": (Urge, "/urges/{}", ()),
    "check-ins": (CheckIn, "/check-ins/{}", ("/check-ins/new",)),
    "practices": (Practice, "/practices/{}/edit", ("/practices/{}", "/skills/long-out-breath/practice")),
    "sign-checks": (SignCheck, "/warning-signs/checks/{}/edit", ()),
}


@pytest.mark.parametrize("category", PAGES)
def test_beside_save(cast: Cast, write: Write, category: str) -> None:
    model, entry, others = PAGES[category]
    maya = cast.as_("maya")
    entry_id = write(model)
    pages = [page.format(entry_id) for page in (entry, *others)]

    def said() -> list[bool]:
        texts = [maya.get(page, follow_redirects=True) for page in pages]
        assert {answer.status_code for answer in texts} == {200}
        return [KEPT in answer.text for answer in texts]

    assert not any(said()), "nothing is shared"
    cast.consents("maya", category)
    assert all(said())
    cast.consents("maya", "notes")
    assert not any(said())
