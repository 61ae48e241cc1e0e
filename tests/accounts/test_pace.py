"""The pace of signing in does not say whether there is an account.

FOOTHOLD_CAMPAIGN measures longer, and asks for equal pace.
"""

import os
import statistics
import time

import pytest

from tests.cast import PASSWORD, Cast
from tests.support.hashes import OF_PASSWORDS
from webapp.accounts import passwords, throttle
from webapp.extensions import db
from webapp.models import Account

CAMPAIGN = bool(os.environ.get("FOOTHOLD_CAMPAIGN"))
ROUNDS = 200 if CAMPAIGN else 15
RATIO = 1.1 if CAMPAIGN else 2.0
TRIED = ("maya", "noor", "nobody-of-this-name")
"""One with an account, one whose account was turned off, one without."""


@pytest.fixture
def _as_in_production(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hashes of production, also those that are stored, and no waiting."""
    monkeypatch.setattr(passwords, "_hasher", OF_PASSWORDS)
    monkeypatch.setattr(passwords, "_NOBODY", OF_PASSWORDS.hash("nobody"))
    with cast.app.app_context(), db.writing() as session:
        for name in ("maya", "noor"):
            session.get_one(Account, cast[name]).password_hash = OF_PASSWORDS.hash(PASSWORD)
    monkeypatch.setattr(throttle, "PER_HOUR", dict.fromkeys(throttle.PER_HOUR, 1_000_000))


def pace(cast: Cast) -> list[float]:
    """Median seconds for each name, asked in turns."""
    client = cast.as_("nobody", lint=False)
    times: dict[str, list[float]] = {name: [] for name in TRIED}
    for _ in range(ROUNDS):
        for name in TRIED:
            begun = time.perf_counter()
            answer = client.post("/sign-in", data={"username": name, "password": "not this one"})
            times[name].append(time.perf_counter() - begun)
            assert answer.status_code == 422
    return [statistics.median(some) for some in times.values()]


@pytest.mark.slow
@pytest.mark.usefixtures("_as_in_production")
def test_the_pace_tells_nothing(cast: Cast) -> None:
    there, off, unknown = pace(cast)
    assert 1 / RATIO <= unknown / there <= RATIO, (unknown, there)
    assert 1 / RATIO <= off / there <= RATIO, (off, there)
