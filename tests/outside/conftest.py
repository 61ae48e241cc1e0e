"""What the counselor's pages are told from, and what is signed for somebody else."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.review.conftest import keep, story, write
from webapp.content.outside import VERSION
from webapp.models import uuid7

__all__ = ["keep", "sign", "story", "write"]

Sign = Callable[..., TestResponse]


def form(**more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "operation": str(uuid7()),
        "recipient": "Dr. Lopez",
        "organization": "Lakeside Clinic",
        "purpose": "treatment",
        "share": ["urges"],
        "span": "90",
        "until": "30",
        "text_version": VERSION,
    } | more


@pytest.fixture
def sign(cast: Cast) -> Sign:
    """Maya signs; the address of what she signed is the answer's location."""

    def post(**more: Any) -> TestResponse:
        return cast.as_("maya").post("/outside-consents", data=form(**more))

    return post
