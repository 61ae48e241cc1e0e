"""Groups with who checked in today, and the week of a group without names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from webapp.access import Me
from webapp.content.skills import LIBRARY
from webapp.content.texts import say
from webapp.enums import ConsentCategory, TriggerCategory
from webapp.groups import queries, services
from webapp.i18n import _, mark, ngettext
from webapp.moments import today
from webapp.review.queries import shared_categories

FEWEST = 5
"""A week with fewer people is not shown."""
RARE = 3
"""What fewer people have goes into 'others'."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
KINDS = {
    TriggerCategory.EXTERNAL: mark("Around me: places, people, things, times"),
    TriggerCategory.INTERNAL: mark("Inside me: feelings, thoughts, body"),
    TriggerCategory.SITUATION: mark("High-risk situations"),
}


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    name: str
    checked_in: bool
    """Shares a check-in of today. False says nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    id: UUID
    name: str
    when: str
    people: list[Person] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GroupsPage:
    groups: list[Group]
    read_of: dict[UUID, str]
    """Whose name this page shows, and of whom a check-in too."""


def groups(me: Me) -> GroupsPage:
    """The groups that the counselor is in, and those of people whom they look after and who share something."""
    shared, rows = shared_categories(me.id), queries.roster(me.id)
    days = {row.person_id: today(row.time_zone) for row in rows}
    there = queries.checked_in(me.id, min(days.values(), default=today(me.time_zone)))
    found = {row.id: Group(row.id, row.name, row.when) for row in queries.groups_of(me.id)}
    for row in rows:
        if shared.get(row.person_id):
            group = found.setdefault(row.id, Group(row.id, row.name, row.when))
            checked_in = (row.person_id, days[row.person_id]) in there
            group.people.append(Person(row.person_id, row.person, checked_in))
    people = [person for group in found.values() for person in group.people]
    read_of = {
        person.id: f"{ConsentCategory.CHECK_INS}:{days[person.id]}" if person.checked_in else "" for person in people
    }
    return GroupsPage(sorted(found.values(), key=lambda group: (group.name, group.id)), read_of)


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    people: int
    or_more: bool
    """Everybody, or all but one: which of the two is not told."""

    @property
    def count(self) -> str:
        if self.or_more:
            return ngettext("%(num)d person or more", "%(num)d people or more", self.people)
        return ngettext("%(num)d person", "%(num)d people", self.people)


@dataclass(frozen=True, slots=True)
class Picture:
    """Numbers of people, those of fewer than three folded together, and those of everybody and of all but one."""

    bars: list[Bar]
    others: bool
    """There was something else too: what, and how often, is not told."""


@dataclass(frozen=True, slots=True)
class WeekPage:
    group: Group
    first: date
    last: date
    triggers: Picture | None
    """None: the week is not shown."""
    skills: Picture | None
    read_of: dict[UUID, str]


def week(me: Me, group_id: UUID) -> WeekPage | None:
    """The last week that is over, of a group that the counselor has; None for other groups."""
    group = next((group for group in groups(me).groups if group.id == group_id), None)
    if group is None:
        return None
    first = services.this_monday() - WEEK
    last = first + WEEK - DAY
    counted = queries.counted(group_id, first)
    if len(counted) < FEWEST or len(counted) != counted[0].people:
        return WeekPage(group, first, last, None, None, {})
    span = f"{first}/{last}"
    read = " ".join(
        f"{category}:{span}"
        for category in (ConsentCategory.URGES, ConsentCategory.TRIGGERS, ConsentCategory.PRACTICES)
    )
    return WeekPage(
        group,
        first,
        last,
        picture(queries.triggers(group_id, first, last), {kind: _(name) for kind, name in KINDS.items()}, len(counted)),
        picture(
            queries.skills(group_id, first, last),
            {slug: say(skill.name) for slug, skill in LIBRARY.items()},
            len(counted),
        ),
        dict.fromkeys([row.owner_id for row in counted], read),
    )


def picture(counts: Mapping[str, int], names: Mapping[str, str], people: int) -> Picture:
    """Of so many people. The most frequent first. What has no name here, as an old skill, is never told by its key."""
    told = {what: had for what, had in counts.items() if had >= RARE and what in names}
    most = people - 1
    bars = sorted(
        (Bar(names[what], min(had, most), had >= most) for what, had in told.items()),
        key=lambda bar: (-bar.people, bar.name),
    )
    return Picture(bars, len(told) < len(counts))


@dataclass(frozen=True, slots=True)
class MyWeek:
    """One group's week, for somebody in it."""

    group_id: UUID
    group: str
    opt_in: UUID | None


@dataclass(frozen=True, slots=True)
class MyWeeksPage:
    monday: date
    sunday: date
    groups: list[MyWeek]
    """This week, by group."""
    over: list[MyWeek]
    """The week before, where it is counted."""
    last_week: tuple[date, date]


def my_weeks(me: Me) -> MyWeeksPage:
    monday = services.this_monday()
    mine = {(row.group_id, row.monday): row for row in queries.my_weeks(me.id)}
    now = {group_id: row.id for (group_id, day), row in mine.items() if day == monday}
    groups = {row.id: row.name for row in queries.groups_of(me.id)}
    names = {group_id: row.name for (group_id, day), row in mine.items() if day == monday} | groups
    return MyWeeksPage(
        monday=monday,
        sunday=monday + WEEK - DAY,
        groups=[MyWeek(group_id, name, now.get(group_id)) for group_id, name in names.items()],
        over=[MyWeek(row.group_id, row.name, row.id) for (_id, day), row in mine.items() if day == monday - WEEK],
        last_week=(monday - WEEK, monday - DAY),
    )
