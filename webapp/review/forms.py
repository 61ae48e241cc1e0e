"""The form under a request for a call."""

from typing import Literal

from webapp.forms import Form


class Handling(Form):
    how: Literal["called", "will-call"]
