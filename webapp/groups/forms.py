"""The one tap with which somebody is counted in a week of their group."""

from datetime import date
from uuid import UUID

from webapp.forms import Form


class Joining(Form):
    group: UUID
    monday: date
