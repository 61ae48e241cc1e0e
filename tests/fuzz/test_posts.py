"""Whatever is posted: never a 5xx, and what is refused stores nothing.

FOOTHOLD_FUZZ sets how many requests (2,000), FOOTHOLD_FUZZ_SEED which ones.
"""

import os

import pytest
from werkzeug.test import TestResponse

from tests.fuzz.generator import Case, Generator
from tests.guards.matrix import MEMBERS, all_rows
from tests.guards.test_matrix import SEEN
from tests.support.scene import Scene
from tests.support.snapshots import Snapshot

COUNT = int(os.environ.get("FOOTHOLD_FUZZ", "2000"))
SEED = int(os.environ.get("FOOTHOLD_FUZZ_SEED", "20261122"))
ROWS = [row for row in all_rows() if row.method == "POST"]
REFUSED: dict[str, frozenset[str]] = {}
"""What a refusal may write, by route: any of its rows may name it, as a refused page that shows something is a look."""
for _row in ROWS:
    REFUSED[_row.key] = REFUSED.get(_row.key, frozenset()) | _row.refusal_writes
SHOWN = 12


@pytest.mark.slow
@pytest.mark.parametrize("part", range(max(1, COUNT // 1000)))
def test_nothing_breaks_and_nothing_refused_is_stored(part: int, scene: Scene, before: Snapshot) -> None:
    generator = Generator(SEED + part, ROWS, scene)
    found: list[str] = []
    statuses: dict[int, int] = {}
    for _ in range(min(COUNT, 1000)):
        case = generator.case()
        status, wrong = outcome(case, scene, before)
        statuses[status] = statuses.get(status, 0) + 1
        if wrong:
            found.append(f"{wrong}: {case}")
    if found:
        pytest.fail("\n".join([f"{len(found)} of {COUNT}, seed {SEED + part}", *found[:SHOWN]]), pytrace=False)
    assert sum(count for status, count in statuses.items() if 400 <= status < 500) > 300, (
        f"most are refused: {statuses}"
    )
    assert sum(count for status, count in statuses.items() if status < 400) > 20, f"and some are fine: {statuses}"


def outcome(case: Case, scene: Scene, before: Snapshot) -> tuple[int, str]:
    """What was answered, and what is wrong with it."""
    try:
        answer = send(case, scene)
    except Exception as error:
        return 500, f"raised {type(error).__name__}: {str(error)[:200]}"
    finally:
        after = before.now()
        changes = before.changes(after)
        before.restore(after)
    if answer.status_code >= 500:
        return answer.status_code, str(answer.status_code)
    if leaks := scene.leaks(f"{answer.headers}{answer.data.decode(errors='replace')}", case.member):
        return answer.status_code, f"shows {leaks}"
    if answer.status_code < 400:
        return answer.status_code, "accepted" if case.must_refuse else ""
    allowed = GUESSES.get(case.path.partition("/s/")[1] or case.path, REFUSED.get(case.row.key, frozenset()))
    stored = {
        table: what for table, what in changes.items() if table not in allowed and not what <= SEEN.get(table, set())
    }
    return answer.status_code, f"refused and stored {stored}" if stored else ""


GUESSES = {
    path: {"throttle", "audit", "device"} for path in ("/sign-in", "/join", "/reset", "/confirm", "/account/password")
} | {"/s/": {"throttle", "audit", "share_link", "share_opening"}}
"""A guess is counted and kept in the trail, and a right one confirms the device, whatever else becomes of it."""


def send(case: Case, scene: Scene) -> TestResponse:
    client = scene.cast.as_(case.member, lint=False)
    return client.open(
        case.path, method=case.method, data=case.data(), content_type=case.content_type, headers=case.headers
    )


@pytest.mark.slow
def test_long_and_odd_addresses(scene: Scene, before: Snapshot) -> None:
    """The same for GET: odd arguments, odd queries."""
    generator = Generator(SEED, [row for row in all_rows() if row.method == "GET"], scene)
    found = []
    for _ in range(COUNT // 5):
        case = generator.case()
        case.method, case.path = "GET", f"{case.path}?{case.data().decode('latin-1')[:2000]}"
        case.body, case.fields = b"", {}
        status, wrong = outcome(case, scene, before)
        if wrong and not wrong.startswith("refused and stored"):
            found.append(f"{status} {wrong}: {case}")
    if found:
        pytest.fail("\n".join(found[:SHOWN]), pytrace=False)


def test_the_generator_repeats_itself(scene: Scene) -> None:
    one, other = (Generator(7, ROWS, scene) for _ in range(2))
    assert [one.case().spoiled for _ in range(50)] == [other.case().spoiled for _ in range(50)]
    assert {case.row.key for case in (one.case() for _ in range(6000))} == {row.key for row in ROWS}
    assert {case.member for case in (one.case() for _ in range(300))} == set(MEMBERS)


@pytest.mark.parametrize("size", [512 * 1024 + 1, 5 * 1024 * 1024])
@pytest.mark.parametrize("member", ["nobody", "maya", "alex"])
def test_an_oversized_body_is_413_with_a_page(scene: Scene, member: str, size: int) -> None:
    path = "/sign-in" if member == "nobody" else "/account"
    answer = scene.cast.as_(member).post(
        path, data=b"name=" + b"x" * size, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "<h1" in answer.text
