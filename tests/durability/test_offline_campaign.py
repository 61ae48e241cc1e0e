"""A few schedules of the offline campaign, and that it would notice; `make campaign` plays 200."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.durability.campaign_ledger import Kept, accounts_for
from tests.durability.campaign_offline import play
from tests.durability.campaign_world import World, now
from webapp.models import uuid7

pytestmark = pytest.mark.browser
SEEDS = (10_000, 10_001, 10_002, 10_003, 10_004)


def test_what_the_phone_showed_as_saved_is_there_once(playwright: Playwright, tmp_path: Path) -> None:
    world = World(playwright, tmp_path)
    try:
        assert [outcome.problems for outcome in (play(world, seed) for seed in SEEDS)] == [[]] * len(SEEDS)
        # and an operation that never arrived, or another strength or time, would be noticed
        (kept,) = world.log_many(1)
        world.phone.deliver()
        never = Kept(str(uuid7()), kept.entry, "urge-rating", "3", now())
        assert accounts_for(world, [kept]) == []
        assert accounts_for(world, [kept, never])
        assert accounts_for(world, [replace(kept, wanted="10" if kept.wanted != "10" else "9")])
        assert accounts_for(world, [replace(kept, made=kept.made.replace(year=2020))])
    finally:
        world.close()
