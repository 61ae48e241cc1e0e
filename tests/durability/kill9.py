"""kill -9 under load, with a ledger of what was acknowledged.

usage: python -m tests.durability.kill9 [--kills 200] [--seed 1] [--phones 6] [--fault NAME]

Phones save urges; at random moments the whole server is killed and started again, and the database is compared with
the ledger. What was answered with 303 must be there, once, with its operation and its trail; what was not answered is
sent again with the same ids and must end up there once. Exits with 1 when anything is not as it should be.
"""

import argparse
import http.client
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.durability.server import Phone, Server, prepare
from webapp.engine import make_engine
from webapp.models import uuid7

FAULTS = ("answer-before-commit", "forget-operations", "store-repeats", "two-commits")
AGAIN = 0.05
"""Share of acknowledged forms that are sent once more, as after a lost answer."""

Form = dict[str, str]


@dataclass
class Ledger:
    """What the phones know."""

    acknowledged: dict[UUID, Form] = field(default_factory=dict)
    unanswered: list[Form] = field(default_factory=list)
    issued: dict[UUID, str] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_form(self, owner: str, chance: random.Random) -> Form:
        """One that was not answered, now and then one that was, or a new one."""
        with self.lock:
            for place, form in enumerate(self.unanswered):
                if self.issued[UUID(form["id"])] == owner:
                    return self.unanswered.pop(place)
            if self.acknowledged and chance.random() < AGAIN:
                form = chance.choice(list(self.acknowledged.values())[-50:])
                if self.issued[UUID(form["id"])] == owner:
                    return form
            made = uuid7()
            self.issued[made] = owner
            return {"id": str(made), "operation": str(uuid7()), "strength": str(chance.randint(0, 10))}

    def note(self, form: Form, status: int | None) -> None:
        with self.lock:
            self.answers[str(status or "no answer")] += 1
            if status == 303:
                self.acknowledged[UUID(form["id"])] = form
            elif UUID(form["id"]) not in self.acknowledged:
                self.unanswered.append(form)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong in the database, in numbers of entries."""

    lost: int
    doubled: int
    """Entries under ids that no phone made."""
    half: int
    """An entry without its operation or its trail, or one of those without the entry."""
    damage: str = ""

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.half or self.damage)


def use(server: Server, owner: str, token: str, ledger: Ledger, stop: threading.Event, seed: int) -> None:
    """A phone: sends, notes the answer, goes on after each failure, until told to stop."""
    phone, chance = Phone(server.port, token), random.Random(seed)
    while not stop.is_set():
        form = ledger.next_form(owner, chance)
        try:
            ledger.note(form, phone.post("/urges", form))
        except (OSError, http.client.HTTPException):
            ledger.note(form, None)
            time.sleep(0.005)
    phone.hang_up()


def load(server: Server, tokens: dict[str, str], ledger: Ledger, phones: int, seconds: float, seed: int) -> None:
    """Let the phones save for some time, then kill the server under them."""
    stop = threading.Event()
    owners = list(tokens)
    threads = [
        threading.Thread(target=use, args=(server, owner, tokens[owner], ledger, stop, seed * 100 + n))
        for n in range(phones)
        for owner in [owners[n % len(owners)]]
    ]
    for thread in threads:
        thread.start()
    try:
        time.sleep(seconds)
        server.kill()
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def deliver_the_rest(server: Server, tokens: dict[str, str], ledger: Ledger) -> None:
    """Send again, with the same ids, until each was answered. Ten rounds: what fails then is not the network."""
    for _round in range(10):
        waiting, ledger.unanswered = ledger.unanswered, []
        for form in waiting:
            phone = Phone(server.port, tokens[ledger.issued[UUID(form["id"])]])
            ledger.note(form, phone.post("/urges", form))
            phone.hang_up()


ENTRIES = "SELECT id, owner_id, strength FROM urge"
OPERATIONS = "SELECT subject_id FROM operation WHERE form = 'urge'"
TRAIL = "SELECT subject_id FROM audit WHERE action = 'logged' AND subject = 'urge'"
NAMES = "SELECT id, username FROM account WHERE username IN ('maya', 'jordan')"


def compare(server: Server, ledger: Ledger) -> Verdict:
    """Hold the database against the ledger."""
    engine = make_engine(f"sqlite:///{server.settings.sqlite_path}")
    with engine.connect() as connection:
        ask = connection.exec_driver_sql
        damage = ask("PRAGMA integrity_check").scalar()
        names = {row.id: row.username for row in ask(NAMES)}
        rows = ask(ENTRIES).all()
        operations = Counter(UUID(row[0]) for row in ask(OPERATIONS))
        trail = Counter(UUID(row[0]) for row in ask(TRAIL))
    engine.dispose()
    return judge(ledger, rows, names, operations, trail, "" if damage == "ok" else str(damage))


def judge(
    ledger: Ledger, rows: Any, names: dict[str, str], operations: Counter[UUID], trail: Counter[UUID], damage: str
) -> Verdict:
    with ledger.lock:
        acknowledged, issued = dict(ledger.acknowledged), dict(ledger.issued)
    stored = {UUID(row.id): (names[row.owner_id], str(row.strength)) for row in rows}
    wanted = {made: (issued[made], form["strength"]) for made, form in acknowledged.items()}
    return Verdict(
        lost=sum(stored.get(made) != entry for made, entry in wanted.items()),
        doubled=len(rows) - len(stored.keys() & issued.keys()),
        half=sum(
            operations[made] != 1 or trail[made] != 1 for made in stored.keys() | operations.keys() | trail.keys()
        ),
        damage=damage,
    )


def run(server: Server, *, kills: int, seed: int = 1, phones: int = 6) -> tuple[Verdict, Ledger]:
    """Kill `kills` times; stop early when something is wrong."""
    ledger, chance = Ledger(), random.Random(seed)
    tokens = prepare(server.settings)
    try:
        for n in range(kills):
            server.start()
            verdict = compare(server, ledger)
            if not verdict.is_good:
                return verdict, ledger
            load(server, tokens, ledger, phones, chance.uniform(0.05, 0.5), seed=seed * 1000 + n)
        server.start()
        verdict = compare(server, ledger)
        if verdict.is_good:
            deliver_the_rest(server, tokens, ledger)
            verdict = compare(server, ledger)
        if verdict.is_good and ledger.unanswered:
            verdict = Verdict(len(ledger.unanswered), 0, 0, "sent ten times and never acknowledged")
        return verdict, ledger
    finally:
        server.kill()


def report(what: str, started: float, verdict: Verdict, ledger: Ledger) -> str:
    return (
        f"{what} in {time.monotonic() - started:.0f} s: {len(ledger.issued)} entries sent,"
        f" {len(ledger.acknowledged)} acknowledged, answers {dict(ledger.answers)}\n"
        f"lost {verdict.lost}, doubled {verdict.doubled}, half {verdict.half}"
        f"{', ' + verdict.damage if verdict.damage else ''}: {'good' if verdict.is_good else 'NOT GOOD'}\n"
    )


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--phones", type=int, default=6)
    options.add_argument("--fault", choices=FAULTS, default="", help="break a promise on purpose: the run must fail")
    asked = options.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="foothold-kill-") as folder:
        server = Server(Path(folder), fault=asked.fault)
        verdict, ledger = run(server, kills=asked.kills, seed=asked.seed, phones=asked.phones)
    sys.stdout.write(report(f"{asked.kills} kills", started, verdict, ledger))
    return 0 if verdict.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
