"""The form that asks for an account to be deleted."""

from typing import Literal

from webapp.forms import Form


class Leave(Form):
    sure: Literal["yes"]
