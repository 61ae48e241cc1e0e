"""What the counselor's pages are told from."""

from tests.review.conftest import keep, write

__all__ = ["keep", "write"]
