"""What is in an archive that the app sent: read as another program reads it, with nothing of the app."""

import csv
import io
import json
import zipfile
from typing import Any

from werkzeug.test import TestResponse


class Archive:
    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        assert self._zip.testzip() is None, "damaged"

    @property
    def names(self) -> list[str]:
        return self._zip.namelist()

    def text(self, name: str) -> str:
        return self._zip.read(name).decode("utf-8")

    def table(self, name: str) -> list[list[str]]:
        """The rows of a CSV file, its header first."""
        text = self.text(name)
        assert text.startswith("\ufeff")
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    def json(self, name: str) -> Any:
        return json.loads(self.text(name))

    def everything(self) -> str:
        return "\n".join(self.text(name) for name in self.names)


def archive_of(answer: TestResponse) -> Archive:
    assert answer.status_code == 200, answer.text[:300]
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    return Archive(answer.data)
