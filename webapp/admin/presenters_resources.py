"""The directory as the admin's pages show it."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from webapp.admin import resource_csv
from webapp.admin.resource_csv import Identity, Read
from webapp.admin.resource_forms import ResourceChange
from webapp.content.resources import NEEDS, Speaks
from webapp.content.texts import say
from webapp.enums import Focus
from webapp.i18n import _
from webapp.models import Resource
from webapp.resources import queries
from webapp.resources.directory import Entry, entries
from webapp.resources.presenters import Section, sections_of
from webapp.resources.said import SPEAKS
from webapp.templating import focus_name


@dataclass(frozen=True, slots=True)
class ResourcesPage:
    own: list[Section]
    national: list[Section]
    due: int
    only_due: bool


def resources_page(time_zone: str, *, only_due: bool) -> ResourcesPage:
    every = entries(time_zone)
    shown = [entry for entry in every if is_due(entry) or not only_due]
    return ResourcesPage(
        own=sections_of(entry for entry in shown if entry.own_id),
        national=sections_of(entry for entry in shown if not entry.own_id),
        due=sum(map(is_due, every)),
        only_due=only_due,
    )


def is_due(entry: Entry) -> bool:
    """To be called or opened again. Nobody calls for what is hidden, and nobody calls 911 to test it."""
    return entry.due and entry.shown


def due_count(time_zone: str) -> int:
    return sum(map(is_due, entries(time_zone)))


def choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "needs": [(slug, say(need.name)) for slug, need in NEEDS.items()],
        "languages": [(code.value, _(SPEAKS[code])) for code in Speaks],
        "focuses": [(focus.value, focus_name(focus)) for focus in Focus],
    }


def differences(row: Resource, mine: ResourceChange) -> list[tuple[str, str, str]]:
    """For the merge page: what it is, what is saved, what was sent; only where they differ."""
    named = {name: dict(options) for name, options in choices().items()}

    def listed(kind: str, values: list[Any]) -> str:
        return ", ".join(named[kind].get(str(value), "") for value in values)

    both = [
        {
            _("Name"): one.name,
            _("What it is, in one line"): one.about,
            _("The same in Spanish (optional)"): one.about_es,
            _("What for"): named["needs"].get(one.need, ""),
            _("Number to call"): one.phone,
            _("Number to text"): one.text_number,
            _("Web address"): one.web,
            _("Street address"): one.address,
            _("Hours"): one.hours,
            _("Languages"): listed("languages", one.languages),
            _("Made for people who work on"): listed("focuses", one.focuses),
        }
        for one in (row, mine)
    ]
    return [(label, saved, both[1][label]) for label, saved in both[0].items() if saved != both[1][label]]


def there() -> list[Identity]:
    """What tells the clinic's own entries apart."""
    rows = (row for row in queries.rows() if not row.slug)
    return [resource_csv.identity(row.name, row.phone, row.address) for row in rows]


def as_csv() -> str:
    """The clinic's own entries, as a file that can be read in again."""
    own = [row._asdict() for row in queries.rows() if not row.slug]
    rows = [SimpleNamespace(**row, checked=row["confirmed_at"].date() if row["confirmed_at"] else "") for row in own]
    return resource_csv.written(rows)


def as_rows(read: Read) -> str:
    """What was read, to be sent again when it is to be stored."""
    return resource_csv.written(read.rows).removeprefix("\ufeff")
