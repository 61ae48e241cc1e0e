"""Whoever sends slowly keeps nobody else from writing: a form is taken in before its write transaction begins."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask import g

from tests.cast import Cast
from webapp.access import policy_of
from webapp.engine import WRITES

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=cut"


class Body(BytesIO):
    """Notes at each read whether others wait for the end of a write meanwhile."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.reads: list[bool] = []

    def _note(self) -> None:
        connection = g.get("connection")
        self.reads.append(connection is not None and bool(connection.get_execution_options().get(WRITES)))

    def read(self, *size: Any) -> bytes:
        self._note()
        return super().read(*size)

    def readinto(self, buffer: Any) -> int:
        self._note()
        return super().readinto(buffer)


def addresses(cast: Cast) -> Iterator[tuple[str, str]]:
    """Every address that takes a form and names no row, with somebody who may send it."""
    for rule in cast.app.url_map.iter_rules():
        view, policy = cast.app.view_functions[rule.endpoint], policy_of(cast.app, rule.endpoint)
        roles = policy.roles if policy else ()
        if "POST" in (rule.methods or ()) and not rule.arguments and getattr(view, "commits", False) and roles:
            member = {"participant": "maya", "counselor": "dana", "admin": "alex"}
            yield member[min(roles, key=list(member).index)], str(rule)


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        (FORM, b"note=" + b"x" * 100_000),
        (PARTS, b'--cut\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname\r\n--cut--\r\n'),
    ],
)
def test_a_form_is_taken_in_first(cast: Cast, content_type: str, content: bytes) -> None:
    asked = list(addresses(cast))
    assert len(asked) > 30
    for member, path in asked:
        body = Body(content)
        sender = cast.as_(member)
        sender.post(
            path,
            input_stream=body,
            content_type=content_type,
            environ_overrides={"CONTENT_LENGTH": str(len(content))},
        )
        assert body.reads and not any(body.reads), path
