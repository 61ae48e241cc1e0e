"""A phone's outbox as the server sees it: the headers that the script sends."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from tests.cast import Cast
from webapp.digests import account_tag
from webapp.models import uuid7

SALT = "00" * 16


def tag(cast: Cast, name: str) -> str:
    return account_tag(cast[name], SALT)


def told(made: datetime | None = None, sent: datetime | None = None, offset: int = -240) -> dict[str, str]:
    """When the form was filled in and when it is sent, by the phone's clock."""
    now = datetime.now(UTC)
    made, sent = made or now, sent or now
    return {"FH-Made": f"{milliseconds(made)} {offset}", "FH-Sent": str(milliseconds(sent))}


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def send(cast: Cast, name: str, path: str, data: dict[str, Any], owner: str = "", **times: Any) -> TestResponse:
    """As the outbox of `owner` sends it, from a browser in which `name` is signed in."""
    headers = {"FH-Outbox-User": tag(cast, owner or name)} | told(**times)
    return cast.as_(name).post(path, data=data, headers=headers)


def urge(strength: int = 7, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid7()), "operation": str(uuid7()), "strength": strength} | more


def operation() -> str:
    return str(uuid7())


def path_of(entry: str | UUID, step: str = "") -> str:
    return f"/urges/{entry}{'/' + step if step else ''}"
