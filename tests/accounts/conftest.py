"""Codes that staff gave out, and a clock that can be moved."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.support import second_step
from tests.support.scene import INVITE_CODE, RESET_CODE, SALT
from webapp.accounts.codes import hash_code
from webapp.enums import Role
from webapp.extensions import db
from webapp.models import Invite, ResetCode

GOOD = "lantern-orbit-mustard-58"


@pytest.fixture
def invite(cast: Cast) -> Callable[..., str]:
    """Give out an invite; its code."""

    def give(**values: Any) -> str:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        standing = {"code_hash": hash_code(INVITE_CODE, SALT), "role": Role.PARTICIPANT, "expires_at": tomorrow}
        with cast.app.app_context(), db.writing() as session:
            session.add(Invite(**(standing | values)))
        return INVITE_CODE

    return give


@pytest.fixture
def reset_code(cast: Cast) -> Callable[..., str]:
    """Give out a code for a new password; the code."""

    def give(name: str = "maya", **values: Any) -> str:
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        with cast.app.app_context(), db.writing() as session:
            session.add(
                ResetCode(
                    **(
                        {"code_hash": hash_code(RESET_CODE, SALT), "account_id": cast[name], "expires_at": tomorrow}
                        | values
                    )
                )
            )
        return RESET_CODE

    return give


def cookie(client: FlaskClient, name: str = "fh") -> str | None:
    found = client.get_cookie(name)
    return found.value if found else None


def give_app(cast: Cast, name: str) -> None:
    with cast.app.app_context(), db.writing() as session:
        second_step.give_app(session, cast[name])


def count(cast: Cast, table: str) -> int:
    with cast.app.app_context():
        return db.session.connection().exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar() or 0
