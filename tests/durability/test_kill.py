"""Saved means saved, whenever the server is killed; and the check that says so has teeth."""

from pathlib import Path

import pytest

from tests.durability.kill9 import Verdict, run
from tests.durability.server import Server

pytestmark = pytest.mark.slow
KILLS = 30


def test_nothing_acknowledged_is_lost_doubled_or_halved(tmp_path: Path) -> None:
    verdict, ledger = run(Server(tmp_path), kills=KILLS)
    assert verdict == Verdict(lost=0, doubled=0, half=0), ledger.answers
    assert not ledger.unanswered
    assert len(ledger.acknowledged) == len(ledger.issued) > KILLS * 10
    assert ledger.answers["no answer"] > KILLS, "the kills came when nothing was under way"


@pytest.mark.parametrize(
    ("fault", "noticed_as"),
    [
        ("answer-before-commit", "lost"),
        ("store-repeats", "doubled"),
        ("forget-operations", "half"),
        ("two-commits", "half"),
    ],
)
def test_a_broken_promise_is_noticed(tmp_path: Path, fault: str, noticed_as: str) -> None:
    verdict, _ledger = run(Server(tmp_path, fault=fault), kills=8)
    assert getattr(verdict, noticed_as) > 0, verdict
