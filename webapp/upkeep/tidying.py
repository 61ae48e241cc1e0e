"""What is done every day: what says nothing any more is taken away, and those who left are erased."""

from webapp.accounts import tidying
from webapp.leaving.erasing import erase_those_who_left
from webapp.trail.retention import forget_old


def tidy() -> dict[str, int]:
    """What was taken away, by name."""
    return tidying.tidy() | {
        "accounts of people who left": erase_those_who_left(),
        "lines of the trail over 6 years old": forget_old(),
    }
