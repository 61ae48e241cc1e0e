"""The first steps after joining."""

from webapp.accounts.forms import Focuses
from webapp.forms import Line


class FirstStep(Focuses):
    """What to be called, and what to work on; both can be left out."""

    name: Line = ""
