"""Each check that is loosened makes one of its named tests fail: so each check has a test that would miss it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.checks import CHECKS, PARTS, SOME
from tests.mutants.loosen import loosened

NAMES = tuple(CHECKS) if os.environ.get("FOOTHOLD_CAMPAIGN") else SOME
ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
"""The first of them waits for all, which take minutes."""


@pytest.fixture(scope="module")
def results() -> dict[str, dict[str, object]]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.mutants.run", *NAMES], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode in {0, 1}, ran.stderr
    return {row["name"]: row for row in map(json.loads, ran.stdout.splitlines())}


@pytest.mark.parametrize("name", NAMES)
def test_a_loosened_check_is_caught(name: str, results: dict[str, dict[str, object]]) -> None:
    assert results[name]["caught"], results[name]["log"]


def test_there_are_enough() -> None:
    assert len(CHECKS) >= 50
    assert len(set(SOME)) >= 10


def test_each_name_is_given_once() -> None:
    assert len(CHECKS) == sum(len(part.CHECKS) for part in PARTS)


@pytest.mark.parametrize("name", CHECKS)
def test_the_source_still_holds_the_check(name: str) -> None:
    check = CHECKS[name]
    path = ROOT / (check.module.replace(".", "/") + ".py")
    source = (path if path.exists() else path.with_suffix("") / "__init__.py").read_text()
    compile(loosened(check, source), str(path), "exec")
