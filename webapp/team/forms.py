"""What a participant says to their team: one tap."""

from webapp.forms import Repeatable


class Thanks(Repeatable):
    """Has no field of its own: the address says to which answer."""
