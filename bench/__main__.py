"""usage: python -m bench [--small 10000] [--large 1000000] [--rounds 5] [--seconds 2]

Alternating windows at 4 connections, server and load on a core each, medians. Ratios of one run are good to about 10 %;
do not compare absolutes between runs.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from bench.caseload import COUNSELOR as OF_200
from bench.caseload import PEOPLE, add_caseload
from bench.data import DAYS_AN_ENTRY, Stage, build, fsync_milliseconds
from bench.inprocess import caseload, cpu, record
from bench.lighthouse import scores as lighthouse
from bench.load import GRANIAN, SERVE, Server, Target
from bench.sheet import COUNSELOR, build_sheet
from bench.start import milliseconds_to_tap
from bench.weight import weigh


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def alternate(targets: Iterable[Target], rounds: int, seconds: float) -> None:
    targets = list(targets)
    for target in targets:
        target.warm_up()
    for _ in range(rounds):
        for target in targets:
            target.measure(seconds)
    for target in targets:
        rate, p50, p95 = (
            target.median(lambda window, name=name: getattr(window, name)) for name in ("rate", "p50", "p95")
        )
        say(f"  {target.name:<34}{rate:>8.0f} a second   p50 {p50:6.2f} ms   p95 {p95:6.2f} ms")


def rate(target: Target) -> float:
    return target.median(lambda window: window.rate)


def judge(what: str, value: float, limit: float, unit: str = "", *, at_least: bool = False) -> None:
    good = value >= limit if at_least else value <= limit
    wanted = f"{'at least' if at_least else 'at most'} {limit:g}{unit}"
    say(f"  {what:<58}{value:>8.2f}{unit:<6} {wanted:<18} {'ok' if good else 'MISSED'}")


def main() -> None:
    options = argparse.ArgumentParser(description="Foothold beside its bare twins")
    options.add_argument("--small", type=int, default=10_000)
    options.add_argument("--large", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=2)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="foothold-bench-") as folder:
        measure(Path(folder), asked)


def measure(folder: Path, asked: argparse.Namespace) -> None:
    started = time.monotonic()
    small = build(folder / "small", asked.small)
    queries = record(small, folder / "recording")
    large = build(folder / "large", asked.large)
    say(f"{asked.small:,} and {asked.large:,} entries written in {time.monotonic() - started:.0f} s")
    say(f"fsync of 4 KB: {fsync_milliseconds(folder):.2f} ms")
    say(f"\nToday in the process, CPU time ({queries} statements)")
    costs = cpu(small)
    for name, cost in costs.items():
        say(f"  {name:<34}{cost:>8.0f} microseconds")
    servers = {
        "small": foothold(small),
        "large": foothold(large),
        "hello": Server(GRANIAN, BENCH_APP="hello"),
        "twin": Server(GRANIAN, BENCH_APP="twin", BENCH_RECORDING=str(folder / "recording")),
        "durable": Server(GRANIAN, BENCH_APP="durable", BENCH_DATABASE=f"sqlite:///{folder}/durable.db"),
    }
    try:
        over_http(servers, small, large, costs, asked)
        the_caseload(servers["large"], large, folder / "caseload", asked)
        by_lighthouse(servers["small"], small, folder)
        without_network(servers["small"], small, folder / "profile")
        the_sheet(folder / "sheet", asked)
    finally:
        for server in servers.values():
            server.stop()


def foothold(stage: Stage) -> Server:
    return Server(SERVE, FOOTHOLD_DATA=str(stage.settings.data), FOOTHOLD_THREADS=str(stage.settings.threads))


def over_http(
    servers: dict[str, Server], small: Stage, large: Stage, costs: dict[str, float], asked: argparse.Namespace
) -> None:
    pages = {
        "today": Target(f"Today, {asked.small:,} entries", servers["small"], "/", small.reader),
        "today large": Target(f"Today, {asked.large:,} entries", servers["large"], "/", large.reader),
        "log": Target(f"Log, {asked.small:,} entries", servers["small"], "/log", small.reader),
        "log large": Target(f"Log, {asked.large:,} entries", servers["large"], "/log", large.reader),
        "hello": Target("bare hello", servers["hello"]),
        "twin": Target("bare twin of Today", servers["twin"]),
    }
    say("\nReading")
    alternate(pages.values(), asked.rounds, asked.seconds)
    saves = {
        "save": Target(
            f"saving an urge, {asked.small:,} entries", servers["small"], "/urges", small.writer, saves=True
        ),
        "save large": Target(f"saving an urge, {asked.large:,}", servers["large"], "/urges", large.writer, saves=True),
        "durable": Target("bare durable insert", servers["durable"], "/urges", saves=True),
    }
    say("\nSaving")
    alternate(saves.values(), asked.rounds, asked.seconds)
    cold, warm = weigh(servers["small"].port, small.reader)
    say("\nWhat must be shown")
    judge("Today's CPU against a hello route's, in the process", costs["today"] / costs["hello"], 12, "x")
    say(f"  (against a hello in an app of its own: {costs['today'] / costs['hello, an app of its own']:.1f}x)")
    judge(
        "Today's requests a second against its bare twin's",
        rate(pages["today"]) / rate(pages["twin"]),
        0.5,
        at_least=True,
    )
    judge("Today, p95 at 4 connections", pages["today"].median(lambda window: window.p95), 40, " ms")
    growth = pages["today large"].median(lambda w: w.p50) / pages["today"].median(lambda w: w.p50)
    judge(f"Today, p50 at {asked.large:,} entries against {asked.small:,}", growth, 1.2, "x")
    judge(
        "saving an urge against a bare durable insert", rate(saves["save"]) / rate(saves["durable"]), 0.4, at_least=True
    )
    judge("first load of Today, cold", cold.bytes / 1024, 50, " KB")
    judge("first load of Today, requests", cold.requests, 12)
    judge("first load of Today, warm", warm.bytes / 1024, 8, " KB")


def the_caseload(server: Server, large: Stage, folder: Path, asked: argparse.Namespace) -> None:
    """The same 200 people as busy in both: what differs is how much there is of others, and of earlier."""
    few = build(folder, asked.small, PEOPLE, days=asked.small / PEOPLE * DAYS_AN_ENTRY)
    for stage in (few, large):
        add_caseload(stage)
    alone = foothold(few)
    try:
        small = Target(f"caseload of {PEOPLE}, {asked.small:,} entries", alone, "/counselor", OF_200)
        big = Target(f"caseload of {PEOPLE}, {asked.large:,} entries", server, "/counselor", OF_200)
        say("\nThe counselor's caseload")
        alternate([small, big], asked.rounds, 5 * asked.seconds)  # so that 5 % of a window are several requests
        judge(f"caseload at {asked.large:,} entries, p95 at 4 connections", big.median(lambda w: w.p95), 300, " ms")
        growth = big.median(lambda w: w.p50) / small.median(lambda w: w.p50)
        judge(f"caseload, p50 at {asked.large:,} entries against {asked.small:,}", growth, 1.3, "x")
        same, changed = (microseconds / 1000 for microseconds in caseload(large, OF_200))
        say(f"  (CPU time in the process: {same:.0f} ms; {changed:.0f} ms where all wrote since the last look)")
    finally:
        alone.stop()


def the_sheet(folder: Path, asked: argparse.Namespace) -> None:
    sheet = build_sheet(folder, asked.small)
    server = Server(SERVE, FOOTHOLD_DATA=str(sheet.settings.data), FOOTHOLD_THREADS=str(sheet.settings.threads))
    try:
        target = Target("sheet, 20 entries a day for 90 days", server, f"{sheet.path}?days=30", COUNSELOR)
        say("\nThe counselor's sheet")
        alternate([target], asked.rounds, asked.seconds)
        judge("sheet of a heavy user, p95 at 4 connections", target.median(lambda window: window.p95), 500, " ms")
    finally:
        server.stop()


def by_lighthouse(server: Server, stage: Stage, folder: Path) -> None:
    say("\nLighthouse, mobile")
    for page, scores in lighthouse(server.port, stage.reader, folder).items():
        for category, score in scores.items():
            judge(f"{page}, {category}", score, 98 if category == "performance" else 100, at_least=True)


def without_network(server: Server, stage: Stage, profile: Path) -> None:
    taken = milliseconds_to_tap(server.port, stage.reader, profile, server.stop, rounds=9)
    say("\nOpened without a network, milliseconds: " + " ".join(f"{one:.0f}" for one in taken))
    judge("start to 'I have an urge', no network, CPU 4x slower", statistics.median(taken) / 1000, 1, " s")


if __name__ == "__main__":
    main()
