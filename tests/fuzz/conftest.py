"""The same prepared stage as the guards'."""

from tests.guards.conftest import before, scene

__all__ = ["before", "scene"]
