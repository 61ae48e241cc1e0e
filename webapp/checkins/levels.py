"""How far along the ticked signs are, and what that suggests: pure functions."""

from collections.abc import Collection
from enum import StrEnum

from webapp.enums import SignLevel

ORDER = list(SignLevel)
DRIFTING_IN_A_WEEK = 3
"""So many drifting signs in a week suggest to talk to someone, as one close sign does."""


class Advice(StrEnum):
    NOTHING_TICKED = "nothing-ticked"
    STEADY = "steady"
    NOTICED = "noticed"
    """One or two drifting signs: seen early, enough for today."""
    TALK = "talk"
    IN_IT = "in-it"


def furthest(levels: Collection[str]) -> SignLevel:
    """The furthest of these levels; steady without one."""
    return max((SignLevel(level) for level in levels), key=ORDER.index, default=SignLevel.STEADY)


def advice(ticked: int, level: SignLevel, drifting_in_week: int) -> Advice:
    """What a tick list suggests.

    `ticked` counts its signs, `level` is the furthest of them, `drifting_in_week` counts different drifting signs
    over the seven days that end with it.
    """
    if not ticked:
        return Advice.NOTHING_TICKED
    if level is SignLevel.IN_IT:
        return Advice.IN_IT
    if level is SignLevel.CLOSE or drifting_in_week >= DRIFTING_IN_A_WEEK:
        return Advice.TALK
    return Advice.NOTICED if level is SignLevel.DRIFTING else Advice.STEADY
