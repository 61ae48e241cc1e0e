"""When an entry happened, out of the wall-clock time that its form carries."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator

from webapp import phone
from webapp.formatting import day_and_time
from webapp.forms import Parsed, not_in_future
from webapp.i18n import _, ngettext
from webapp.models import Logged
from webapp.moments import Moment, local, moment, moment_of_wall_clock, wall_clock, zone

DAYS_BACK = 7
"""How far back a new entry may lie: later than that, memory tells another story."""
BOX = "%Y-%m-%dT%H:%M"
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
"""A time as a clock on the wall shows it; of the person's zone, whatever zone came with it."""


def clock_now(time_zone: str) -> str:
    """What a clock on the wall shows now, as a date and time box holds it."""
    return datetime.now(zone(time_zone)).strftime(BOX)


def made(time_zone: str) -> Moment:
    """When the form was filled in: as the phone says that kept it until it could be sent, or else now."""
    told = phone.told()
    return Moment(told.made_at, told.utc_offset) if told else moment(time_zone)


def of_new(form: Parsed[Any], time_zone: str) -> Moment | None:
    """When the form was filled in, or the time given, up to a week before. None, with a message, for another time."""
    if form.errors:
        return None
    written = made(time_zone)
    if form.value.occurred is None:
        return written
    happened = _past(form, moment_of_wall_clock(time_zone, form.value.occurred))
    if happened and (written.day - happened.day).days > DAYS_BACK:
        form.errors["occurred"] = ngettext(
            "You can go back %(num)d day.", "You can go back up to %(num)d days.", DAYS_BACK
        )
        return None
    return happened


def of_change(form: Parsed[Any], row: Logged, time_zone: str) -> Moment | None:
    """The time given, if it is another than the one that stands; else None. A message in the form for the future."""
    if form.errors or form.value.occurred is None:
        return None
    if form.value.occurred.strftime(BOX) == wall_clock(row):
        return None
    return _past(form, _as_it_was(form.value.occurred, row, time_zone))


def _as_it_was(wall: datetime, row: Logged, time_zone: str) -> Moment:
    """The time on the clock where the entry happened: the person may have moved to another zone since."""
    if moment(time_zone, row.occurred_at).utc_offset == row.utc_offset:
        return moment_of_wall_clock(time_zone, wall)
    return Moment((wall - timedelta(minutes=row.utc_offset)).replace(tzinfo=UTC), row.utc_offset)


def saved_and_sent(row: Logged, asked: datetime | None) -> tuple[str, str]:
    """When an entry happened, as it stands and as a form asks for it: for a merge page."""
    stands = local(row.occurred_at, row.utc_offset)
    return day_and_time(stands), day_and_time(asked or stands)


def _past(form: Parsed[Any], happened: Moment) -> Moment | None:
    try:
        not_in_future(happened.occurred_at)
    except ValueError as future:
        form.errors["occurred"] = str(future)
        return None
    return happened
