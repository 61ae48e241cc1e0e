"""When a practice happened, out of the wall-clock time that its form carries."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator

from webapp.forms import Parsed, not_in_future
from webapp.i18n import _
from webapp.models import Practice
from webapp.moments import Moment, moment_of_wall_clock, wall_clock

_EARLIEST = datetime(2000, 1, 1)  # noqa: DTZ001 -- a wall clock has no zone
_FARTHEST_ZONE = timedelta(hours=15)


def _on_a_clock(wall: datetime) -> datetime:
    """Refuses what no clock on earth has shown yet, and years that cannot be turned into UTC."""
    wall = wall.replace(tzinfo=None)
    if wall > datetime.now(UTC).replace(tzinfo=None) + _FARTHEST_ZONE:
        raise ValueError(_("This is in the future. Please choose a time that has passed."))
    if wall < _EARLIEST:
        raise ValueError(_("This is very long ago. Please check the year."))
    return wall


WallClock = Annotated[datetime, AfterValidator(_on_a_clock)]


def another_time(form: Parsed[Any], practice: Practice, time_zone: str) -> Moment | None:
    """The time given, if it is another than the one that stands; else None. A message in the form for the future."""
    wall: datetime | None = getattr(form.value, "occurred", None)
    if form.errors or wall is None or wall.strftime("%Y-%m-%dT%H:%M") == wall_clock(practice):
        return None
    happened = moment_of_wall_clock(time_zone, wall)
    try:
        not_in_future(happened.occurred_at)
    except ValueError as future:
        form.errors["occurred"] = str(future)
        return None
    return happened
