"""A stage that is prepared once for all cells, and put back after each that wrote."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.cast import enter
from tests.conftest import empty
from tests.support.scene import Scene, prepare
from tests.support.snapshots import Snapshot


@pytest.fixture(scope="module")
def scene(stage: Flask, stored_password: str) -> Iterator[Scene]:
    """Everybody with their entries. For modules that put back what they change; not together with `app`."""
    empty(stage)
    yield prepare(enter(stage, stored_password))
    empty(stage)


@pytest.fixture(scope="module")
def before(scene: Scene) -> Snapshot:
    """What the stage holds when nothing was done."""
    return Snapshot(scene.cast.app.extensions["foothold_engine"])
