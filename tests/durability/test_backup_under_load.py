"""A backup made while phones save holds all that was acknowledged before it began, and can be put back."""

import threading
import time
from pathlib import Path

import pytest

from tests.durability.kill9 import Ledger, compare, use
from tests.durability.server import Server, prepare
from webapp.upkeep.backup import back_up, restore

BACKUPS = 5


@pytest.mark.slow
def test_every_backup_holds_what_was_acknowledged_before(tmp_path: Path) -> None:
    server, ledger, stop = Server(tmp_path / "live"), Ledger(), threading.Event()
    tokens = prepare(server.settings)
    taken: list[tuple[Path, Ledger]] = []
    server.start()
    phones = [
        threading.Thread(target=use, args=(server, owner, tokens[owner], ledger, stop, n))
        for n, owner in enumerate([*tokens, *tokens])
    ]
    try:
        for phone in phones:
            phone.start()
        for n in range(BACKUPS):
            time.sleep(0.4)
            with ledger.lock:
                before = Ledger(acknowledged=dict(ledger.acknowledged))
            target, rows = back_up(server.settings, tmp_path / f"{n}.db")
            assert rows["urge"] >= len(before.acknowledged)
            taken.append((target, before))
    finally:
        stop.set()
        for phone in phones:
            phone.join()
        server.kill()
    assert len(taken[-1][1].acknowledged) > len(taken[0][1].acknowledged) > 0, "no load"

    stale = Server(tmp_path / "restored")
    for target, before in taken:
        before.issued = ledger.issued
        restore(stale.settings, target)
        verdict = compare(stale, before)
        assert verdict.is_good, verdict
        # What SQLite may leave behind when it is killed must not get into the next one.
        stale.start()
        stale.kill()
