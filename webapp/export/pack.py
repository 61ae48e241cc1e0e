"""What somebody takes along from the program: plans, people and appointments, as one archive to keep or hand on."""

from collections.abc import Iterator
from datetime import datetime

from webapp.access import Me
from webapp.export import archive, kept, paper
from webapp.formatting import short_day
from webapp.i18n import _, language
from webapp.moments import today
from webapp.templating import template


def pieces(person: Me, at: datetime) -> Iterator[bytes]:
    group = template("export/_group.html")
    groups = [group.render(group=one) for one in kept.pack(person)]
    return archive.in_language(language.get(), archive.stream(_files(person, groups), at))


def _files(person: Me, groups: list[str]) -> Iterator[archive.File]:
    title = _("My plans to take along")
    said = (
        _("The plans, people and appointments of %(name)s, as they were on %(day)s.",
          name=person.name, day=short_day(today(person.time_zone))),
        _("plans.html opens in a browser and prints."),
        _("Keep this file where only you can read it. Foothold keeps no copy of it."),
    )  # fmt: skip
    yield _("README.txt"), lambda: ["\r\n\r\n".join(said) + "\r\n"]
    yield "plans.html", lambda: paper.document(title, [paper.heading(title)], groups)
