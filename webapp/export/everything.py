"""All that a person has in Foothold, as one archive."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from webapp.access import Me
from webapp.export import archive, kept, kinds, paper
from webapp.export.log import Log
from webapp.formatting import short_day
from webapp.i18n import _, language
from webapp.moments import today
from webapp.templating import template


def pieces(person: Me, at: datetime) -> Iterator[bytes]:
    return archive.in_language(language.get(), archive.stream(_Everything(person).files(), at))


class _Everything:
    """What goes into the archive. What a person keeps is read at once, log and tables while they are sent."""

    def __init__(self, person: Me) -> None:
        self.owner_id, self.name, self.day = person.id, person.name, short_day(today(person.time_zone))
        self.sheets = paper.Sheets()
        group = template("export/_group.html")
        self.cover = template("export/_cover.html").render(name=self.name, day=self.day)
        self.groups = [group.render(group=one) for one in kept.groups(person)]

    def files(self) -> Iterator[archive.File]:
        yield _("README.txt"), self._readme
        yield "index.html", self._index
        yield "log.html", self._log
        for name in kinds.NAMES:
            yield f"csv/{name}.csv", partial(kinds.as_csv, name, self.owner_id)
            yield f"json/{name}.json", partial(kinds.as_json, name, self.owner_id)

    def _readme(self) -> Iterator[str]:
        said = (
            _("This is all that %(name)s has in Foothold, as it was on %(day)s.", name=self.name, day=self.day),
            _("index.html has the plans and all lists. log.html has every entry. Both open in a browser and print."),
            _("csv has tables for a spreadsheet program. json has the same for other programs."),
            _("What was deleted and can still be brought back is in there too. So are earlier plans, and who looked."),
            _("Times are in UTC. utc_offset says how many minutes the clock on the wall was ahead of that."),
            _("In csv, a cell that begins with ' has that sign before its text, so that no program runs it."),
            _("Keep this file where only you can read it. Foothold keeps no copy of it."),
        )
        yield "\r\n\r\n".join(said) + "\r\n"

    def _index(self) -> Iterator[str]:
        return paper.document(_("What I wrote in Foothold"), [self.cover], self.groups)

    def _log(self) -> Iterator[str]:
        title = _("My log")
        return paper.document(title, [paper.heading(title)], self.sheets.log(Log(self.owner_id).batches(), level=2))
