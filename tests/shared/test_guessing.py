"""Guessing ids, codes and passcodes: none opens, and after a few everybody waits.

FOOTHOLD_CAMPAIGN makes it 10,000 of each, and asks for equal pace.
"""

import os
import random
import statistics
import time

import pytest

from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.family import Link, knock, make, rows
from tests.support.hashes import OF_PASSWORDS
from webapp.accounts import passwords
from webapp.accounts.codes import ALPHABET
from webapp.shared.forms import Opening
from webapp.shared.services import Asked, Refused, Visitor, open_link
from webapp.sharing.codes import new_code, new_public_id, new_secret

CAMPAIGN = bool(os.environ.get("FOOTHOLD_CAMPAIGN"))
GUESSES = 10_000 if CAMPAIGN else 300
ROUNDS = 200 if CAMPAIGN else 15
RATIO = 1.1 if CAMPAIGN else 2.0


def guess(client: PageClient, door: str, address: str = "10.0.0.1", **sent: str) -> int:
    return client.post(door, data=sent, environ_base={"REMOTE_ADDR": address}).status_code


def test_one_address_waits_after_twenty(cast: Cast) -> None:
    client = cast.as_("nobody", lint=False)
    statuses = [guess(client, f"/s/{new_public_id()}", secret=new_secret()) for _ in range(21)]
    assert statuses == [404] * 20 + [429]
    answer = client.post("/s/00000000", data={"secret": "x"}, environ_base={"REMOTE_ADDR": "10.0.0.1"})
    assert 1 <= int(answer.headers["Retry-After"]) <= 181
    assert "Too many tries for now" in answer.text and "Foothold" not in answer.text


def test_many_addresses_at_one_link_wait_after_sixty(cast: Cast) -> None:
    link = make(cast)
    client = cast.as_("nobody", lint=False)
    for door in (link.door, "/s/00000000"):
        kind = "a" if door == link.door else "b"
        statuses = [guess(client, door, f"10.{kind == 'a':d}.0.{n}", code="x") for n in range(61)]
        assert statuses == [404] * 60 + [429], "whether the link is there or not"


def test_guesses_keep_nobody_with_the_link_waiting(cast: Cast) -> None:
    """Whoever knows the public id can use up the tries of typed codes, and no more."""
    link = make(cast)
    client = cast.as_("nobody", lint=False)
    assert [guess(client, link.door, f"10.0.{n}.1", code="x") for n in range(61)][-1] == 429
    assert guess(client, link.door, "10.1.0.1", code=link.code) == 429
    assert guess(client, link.door, "10.1.0.1", secret=link.secret) == 303


def test_a_right_one_costs_no_try(cast: Cast) -> None:
    link = make(cast)
    client = cast.as_("nobody", lint=False)
    assert [knock(client, link).status_code for _ in range(25)] == [303] * 25


def outcomes(cast: Cast, guesses: list[tuple[str, Opening]]) -> list[object]:
    """Without the limits, which would hide what a guess does."""
    found = []
    for public_id, asked in guesses:
        with cast.app.app_context():
            found.append(open_link(public_id, asked, Visitor("10.0.0.1", "?"), limits=False))
    return found


@pytest.mark.slow
def test_no_guess_opens(cast: Cast) -> None:
    link = make(cast)
    chance = random.Random(20261122)
    ids = [("".join(chance.choice(ALPHABET) for _ in range(8)), Opening(secret=link.secret)) for _ in range(GUESSES)]
    codes = [(link.public_id, Opening(code=new_code())) for _ in range(GUESSES)]
    secrets = [(link.public_id, Opening(secret=new_secret())) for _ in range(GUESSES)]
    assert set(map(type, outcomes(cast, ids + codes + secrets))) == {Refused}
    assert rows(cast, "ShareSession") == [] and rows(cast, "ShareOpening") == []


@pytest.mark.slow
def test_no_passcode_is_found_by_trying(cast: Cast) -> None:
    link = make(cast, passcode="483920")
    guesses = [(link.public_id, Opening(secret=link.secret, passcode=f"{n:06}")) for n in range(GUESSES)]
    found = outcomes(cast, guesses)
    assert [type(one) for one in found[:5]] == [Asked] * 4 + [Refused]
    assert set(map(type, found[4:])) == {Refused}
    assert len(rows(cast, "ShareOpening")) == 5 and rows(cast, "ShareSession") == []


@pytest.mark.slow
def test_guesses_are_throttled(cast: Cast) -> None:
    client = cast.as_("nobody", lint=False)
    statuses = [guess(client, f"/s/{new_public_id()}", secret=new_secret()) for _ in range(GUESSES)]
    assert statuses[:20] == [404] * 20
    assert statuses.count(429) > 0.98 * (GUESSES - 20)


@pytest.fixture
def real_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hashes of production: what is measured is their pace."""
    monkeypatch.setattr(passwords, "_hasher", OF_PASSWORDS)
    monkeypatch.setattr(passwords, "_NOBODY", OF_PASSWORDS.hash("nobody"))


def pace(cast: Cast, *asked: tuple[str, Opening]) -> list[float]:
    """Median seconds of each kind of request, asked in turns."""
    times: list[list[float]] = [[] for _ in asked]
    for _ in range(ROUNDS):
        for place, (public_id, opening) in enumerate(asked):
            with cast.app.app_context():
                begun = time.perf_counter()
                open_link(public_id, opening, Visitor("10.0.0.1", "?"), limits=False)
                times[place].append(time.perf_counter() - begun)
    return [statistics.median(some) for some in times]


def within(first: float, second: float) -> bool:
    return 1 / RATIO <= first / second <= RATIO


@pytest.mark.slow
@pytest.mark.usefixtures("real_hashes")
def test_the_pace_tells_nothing(cast: Cast) -> None:
    """A link that is not there, one that ended, one whose code is wrong; a passcode nearly right and one far off."""
    live, ended, passcode = make(cast), make(cast), make(cast, passcode="blue-door-17")
    cast.as_("maya").post(f"/sharing/{ended.id}/ending")
    wrong = Opening(code="0000-0000-0000-0000")
    unknown, over, there = pace(cast, ("00000000", wrong), (ended.public_id, wrong), (live.public_id, wrong))
    assert within(unknown, there) and within(over, there), (unknown, over, there)
    near, far = _passcodes(cast, passcode)
    assert within(near, far), (near, far)


def _passcodes(cast: Cast, link: Link) -> list[float]:
    times: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for place, tried in enumerate(("blue-door-18", "x")):
            begun = time.perf_counter()
            passwords.verify(rows(cast, "ShareLink")[-1].passcode_hash, tried)
            times[place].append(time.perf_counter() - begun)
    assert link.public_id == rows(cast, "ShareLink")[-1].public_id
    return [statistics.median(some) for some in times]
