"""Entries to take along."""

from tests.review.conftest import write

__all__ = ["write"]
