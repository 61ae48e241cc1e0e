"""Log on a phone while everything breaks, then hold what the phone showed as saved against the database.

    python -m tests.durability.campaign_offline --schedules 200 --seed 1

A real Chromium with a profile on disk, a proxy that cuts, a real server that is killed. Each schedule has a seed, which
is printed; `--only SEED` plays one again. What the phone kept is in the ledger from then on: 0 lost, 0 doubled, order
and times right.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.durability.campaign_ledger import Kept, accounts_for
from tests.durability.campaign_world import World

ENTRIES = 5
FAULTS = (
    "tab closed",
    "browser killed",
    "cut before",
    "cut after",
    "500 before",
    "500 after",
    "server restarted",
    "server killed",
    "slow",
    "portal",
    "session expired",
    "device signed out",
    "two tabs",
    "two devices",
    "wrong clock",
    "storage full",
    "refused entry",
    "plan on two devices",
    "no network",
)
"""What happens in a schedule: two or three of these, one after the other, while entries are made."""
SIGNED_OUT = {"session expired", "device signed out"}


@dataclass
class Outcome:
    seed: int
    faults: list[str]
    kept: int = 0
    entries: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)


def play(world: World, seed: int, entries: int = ENTRIES) -> Outcome:
    """One schedule: entries with their steps under faults, then peace, then the account."""
    chance = random.Random(seed)
    faults = chance.sample(FAULTS, chance.choice((2, 2, 3)))
    outcome = Outcome(seed, faults)
    ledger: list[Kept] = []
    world.network.rng.seed(seed)
    for n in range(entries):
        if n < len(faults):
            world.begin(faults[n], chance)
        ledger += world.log_entry(chance)
        if chance.random() < 0.4:
            world.end_of_faults()
    world.end_of_faults()
    world.phone.deliver()
    if SIGNED_OUT.intersection(faults):
        # Answers that were sealed do not know of those that came after: these may end in the merge page, and are kept.
        ledger = [replace(one, may_be_refused=one.may_be_refused or one.kind == "urge-answers") for one in ledger]
    outcome.problems = accounts_for(world, ledger)
    if outcome.problems:
        outcome.problems += world.phone.refusals()
    outcome.kept, outcome.entries = len(ledger), sum(one.creates for one in ledger)
    outcome.refused = sum(one.may_be_refused for one in ledger)
    world.phone.forget_refused()
    if SIGNED_OUT.intersection(faults):
        world.phone.calm_down(world.network.delay if "slow" in faults else 0)
    return outcome


def play_many_waiting(world: World, count: int) -> Outcome:
    """So many entries at once, made without a network."""
    chance = random.Random(count)
    world.begin("no network", chance)
    ledger = world.log_many(count)
    world.end_of_faults()
    world.phone.deliver(600)
    problems = accounts_for(world, ledger)
    return Outcome(count, [f"{count} waiting"], len(ledger), count, 0, problems)


def play_kills(world: World, kills: int, seed: int) -> Outcome:
    """The server is killed while it stores what the phone sends."""
    chance = random.Random(seed)
    ledger: list[Kept] = []
    for _kill in range(kills):
        world.begin("no network", chance)
        ledger += world.log_many(3)
        world.end_of_faults()
        world.send_and_kill(chance.uniform(0.0, 0.25))
    world.phone.deliver(300)
    return Outcome(seed, [f"{kills} kills"], len(ledger), len(ledger), 0, accounts_for(world, ledger))


def run(folder: Path, schedules: int, seed: int, only: int = 0, many: int = 0, kills: int = 0) -> list[Outcome]:
    outcomes = []
    with sync_playwright() as playwright:
        world = World(playwright, folder)
        try:
            for n in range(seed * 10_000, seed * 10_000 + schedules):
                outcomes.append(say(play(world, only or n)))
                if only:
                    break
            if many:
                outcomes.append(say(play_many_waiting(world, many)))
            if kills:
                outcomes.append(say(play_kills(world, kills, seed)))
        finally:
            world.close()
    return outcomes


def say(outcome: Outcome) -> Outcome:
    verdict = "good" if not outcome.problems else "NOT GOOD: " + "; ".join(outcome.problems[:5])
    sys.stdout.write(f"seed {outcome.seed}: {', '.join(outcome.faults)}: {outcome.kept} operations, {verdict}\n")
    sys.stdout.flush()
    return outcome


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--schedules", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, default=0, help="play the schedule with this seed again")
    options.add_argument("--many", type=int, default=500, help="entries that wait at once, in one more schedule")
    options.add_argument("--kills", type=int, default=100, help="kill the server so often during delivery")
    asked = options.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="foothold-offline-") as folder:
        many, kills = (0, 0) if asked.only else (asked.many, asked.kills)
        outcomes = run(Path(folder), asked.schedules, asked.seed, asked.only, many, kills)
    bad = [outcome for outcome in outcomes if outcome.problems]
    faults = Counter(fault for outcome in outcomes for fault in outcome.faults)
    sys.stdout.write(
        f"{len(outcomes)} schedules in {time.monotonic() - started:.0f} s: {sum(o.entries for o in outcomes)} entries,"
        f" {sum(o.kept for o in outcomes)} operations shown as saved, {len(bad)} schedules not good\n{dict(faults)}\n"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
