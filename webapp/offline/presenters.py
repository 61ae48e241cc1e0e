"""The addresses of the pages that one person's phone keeps."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flask import current_app, url_for

from webapp.access import Me
from webapp.content.lessons.library import Library, Module
from webapp.entry_rows import PAGES
from webapp.enums import EntryKind
from webapp.learn.presenters import NUMBERS
from webapp.learn.queries import progress
from webapp.offline import queries
from webapp.offline.rules import KEPT, Age
from webapp.paging import PAGE, Place
from webapp.plan.sections import SECTIONS
from webapp.resources.queries import favorites
from webapp.skills.queries import skills
from webapp.team.presenters import tasks
from webapp.team.queries import MODULE

WINDOW = timedelta(days=30)
ENTRY_PAGES = 60
"""Entries whose own pages are kept, the newest; the list shows all of the window."""
READ = 30
"""Modules that were read, the last ones."""


def present(person: Me, library: Library) -> dict[str, list[str]]:
    """Addresses by how fresh they have to be, the most needed first."""
    found: dict[str, list[str]] = {age: _plain(age) for age in Age}
    for some in (
        _log(person),
        _skills(person),
        _plan(),
        _triggers(person),
        _lessons(person, library),
        _resources(person),
    ):
        found[Age.WEEKLY] += some
    return found


def _plain(age: Age) -> list[str]:
    """Pages that are at the same address for everybody."""
    rules = current_app.url_map
    return [
        url_for(endpoint)
        for endpoint, wanted in KEPT.items()
        if wanted is age and not any(rule.arguments for rule in rules.iter_rules(endpoint))
    ]


def _log(person: Me) -> Iterator[str]:
    """The pages of the last 30 days, and those of the newest entries."""
    rows = queries.entries(person.id, datetime.now(UTC) - WINDOW)
    for last in rows[PAGE - 1 :: PAGE]:
        yield url_for("log.index", before=str(Place(last.occurred_at, last.id)))
    for row in rows[:ENTRY_PAGES]:
        endpoint, argument = PAGES[EntryKind(row.kind)]
        yield url_for(endpoint, **{argument: row.id})


def _skills(person: Me) -> Iterator[str]:
    """Each skill that is not hidden, and its player; favourites first."""
    shown = [skill for skill in skills(person.id).values() if not skill.hidden]
    for skill in sorted(shown, key=lambda skill: not skill.favourite):
        yield url_for("skills.show", key=skill.key)
        yield url_for("practices.new", key=skill.key)


def _plan() -> Iterator[str]:
    return (url_for("plan.edit", section=key) for key in SECTIONS)


def _triggers(person: Me) -> Iterator[str]:
    return (url_for("triggers.show", trigger_id=trigger_id) for trigger_id in queries.triggers(person.id))


def _lessons(person: Me, library: Library) -> Iterator[str]:
    """What the team asked for, the track of the module that was read last (or the first one), and what was read."""
    standing = progress(person.id)
    begun = [module for module in library.all() if module.slug in standing]
    begun.sort(key=lambda module: standing[module.slug].read_at, reverse=True)
    track = begun[0].meta.track if begun else next((module.meta.track for module in library.all()), "")
    asked = [module for task in tasks(person, MODULE) if (module := library.by_slug(task.slug))]
    wanted = [*asked, *library.of_track(track), *begun[:READ]]
    modules: dict[int, Module] = {module.number: module for module in wanted}
    for key in dict.fromkeys(module.meta.track for module in modules.values()):
        yield url_for("learn.track", number=NUMBERS[key])
    for number in modules:
        yield url_for("lessons.show", number=number)


def _resources(person: Me) -> Iterator[str]:
    """The entries that somebody keeps; the directory itself shows the others in short."""
    return (url_for("resources.show", resource=key) for key in favorites(person.id))
