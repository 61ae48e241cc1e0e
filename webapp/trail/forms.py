"""What of the trail is asked for."""

from datetime import date
from typing import Literal
from uuid import UUID

from webapp.forms import Form


class TrailFilter(Form):
    kind: Literal["looked", "shared", "taken", "team", "account"] | None = None
    who: Literal["me", "family", "system"] | UUID | None = None
    since: date | None = None


class Accounting(Form):
    back: Literal["3", "6"] = "6"

    @property
    def years(self) -> int:
        return int(self.back)
