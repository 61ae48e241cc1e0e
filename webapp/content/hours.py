"""Opening hours as data: 'Mon-Fri 10:00-22:00, Sat 9am-1pm' in a time zone, or '24/7'."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from webapp.moments import local_in, moment_of_wall_clock, zone

ALWAYS = "24/7"
DAY = 24 * 60
NAMES = (
    ("mon", "lun"),
    ("tue", "mar"),
    ("wed", "mie"),
    ("thu", "jue"),
    ("fri", "vie"),
    ("sat", "sab"),
    ("sun", "dom"),
)
NUMBERS = {name: number for number, names in enumerate(NAMES) for name in names}
PART = re.compile(
    r"(?P<days>[a-z]{3,9}(?:\s*[-&]\s*[a-z]{3,9})*)\s+(?P<start>\d[\d:]*\s*(?:[ap]m)?)\s*-\s*(?P<end>\d[\d:]*\s*(?:[ap]m)?)"
)
CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap]m)?")
ACCENTS = str.maketrans("áéíóú–—", "aeiou--")


@dataclass(frozen=True, slots=True)
class Span:
    """Open from so many minutes after the midnight that begins a day (0 is Monday); may end on the next day."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hours:
    spans: tuple[Span, ...]
    """None: always open."""
    time_zone: str = "UTC"

    @property
    def always(self) -> bool:
        return not self.spans

    def is_open(self, at: datetime) -> bool:
        """Whether somebody answers at this moment: by the clock on their wall."""
        here = local_in(self.time_zone, at)
        minute, day = here.hour * 60 + here.minute, here.weekday()
        return self.always or any(
            (span.day == day and span.start <= minute < span.end)
            or ((span.day + 1) % 7 == day and minute + DAY < span.end)
            for span in self.spans
        )

    def in_week_of(self, day: date, time_zone: str) -> list[tuple[datetime, datetime]]:
        """When it opens and closes in the week of `day`, as the clocks of another zone show it."""
        monday = datetime.combine(day - timedelta(days=day.weekday()), datetime.min.time())
        ends = [
            (self._wall(monday, span.day, span.start), self._wall(monday, span.day, span.end)) for span in self.spans
        ]
        there = zone(time_zone)
        return [(start.astimezone(there), end.astimezone(there)) for start, end in ends]

    def _wall(self, monday: datetime, day: int, minutes: int) -> datetime:
        return moment_of_wall_clock(self.time_zone, monday + timedelta(days=day, minutes=minutes)).occurred_at


@lru_cache(maxsize=1024)
def parse_hours(text: str, time_zone: str) -> Hours:
    """Raises ValueError when it is not understood."""
    said = text.strip().lower().translate(ACCENTS)
    if said == ALWAYS:
        return Hours(())
    spans = [span for part in re.split(r"[,;]", said) for span in _spans(part.strip())]
    if len({(span.day, span.start) for span in spans}) < len(spans):
        raise ValueError(text)
    return Hours(tuple(spans), time_zone)


def _spans(part: str) -> list[Span]:
    found = PART.fullmatch(part)
    if not found:
        raise ValueError(part)
    start, end = _minutes(found["start"]), _minutes(found["end"])
    if start in (DAY, end):
        raise ValueError(part)
    return [Span(day, start, end if end > start else end + DAY) for day in _days(found["days"])]


def _days(text: str) -> list[int]:
    days: list[int] = []
    for piece in text.split("&"):
        ends = [NUMBERS.get(name.strip()[:3]) for name in piece.split("-")]
        if None in ends or len(ends) > 2:
            raise ValueError(text)
        first, last = int(ends[0] or 0), int(ends[-1] or 0)
        days += [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    return days


def _minutes(text: str) -> int:
    found = CLOCK.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise ValueError(text)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute > 59 or hour * 60 + minute > DAY:
        raise ValueError(text)
    return hour * 60 + minute
