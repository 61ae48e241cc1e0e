"""Requests that nobody means: a good one of the matrix, spoiled in one to three ways. The same seed makes the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from tests.guards.matrix import MEMBERS, Row
from tests.support.scene import Scene
from webapp.forms import Form
from webapp.models import uuid7

LONG = "a" * 10_001
HUGE = "x" * 600_000
REFUSED_TEXT = ("\x00", "a\x00b", LONG, "😀" * 10_001, "e\u0301" * 10_001)
"""What no field of text takes."""
ODD = (
    "",
    " ",
    "\t",
    "0",
    "-1",
    "00",
    "+7",
    "7.0",
    "7e0",
    "٧",
    "1_0",
    "9" * 400,
    "1e309",
    "NaN",
    "Infinity",
    "true",
    "on",
    "[]",
    "{}",
    "null",
    "None",
    "\r\nX-Evil: 1",
    "\n",
    "\r",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ufffe",
    "😀",
    "e\u0301",
    "שלום",
    "<script>alert(1)</script>",
    "\"'><svg onload=x>",
    "{{7*7}}",
    "{% raw %}",
    "%(name)s",
    "%s%n",
    "' OR 1=1--",
    "../../etc/passwd",
    "file:///etc/passwd",
    "//elsewhere.example",
    "javascript:alert(1)",
    "2026-02-30",
    "9999-12-31T23:59",
    "2999-01-01",
    "0001-01-01",
    "10000-01-01",
    "2026-06-01T25:00",
    "2026-06-01T12:00:00+99:00",
    "99999999999999999999",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "g" * 36,
    "own:",
    "own:x",
    "a:b:c",
    "hour:99999",
)
METHODS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
TYPES = (
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "",
    "x/y; charset=utf-16",
)
PATH_PARTS = (
    "0",
    "-1",
    "9" * 30,
    "%00",
    "%ff%fe",
    "..",
    "%2e%2e%2f",
    "%0d%0aX",
    "a" * 3000,
    "00000000-0000-0000-0000-000000000000",
    "%F0%9F%98%80",
    " ",
)
NOT_ASKED = {("/welcome/days", "jordan")}
"""Who has nothing to count is sent on, and nothing is kept."""


@dataclass
class Case:
    row: Row
    member: str
    path: str
    method: str
    fields: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = "application/x-www-form-urlencoded"
    spoiled: list[str] = field(default_factory=list)

    @property
    def must_refuse(self) -> bool:
        """Whether a field that the form has holds what no form takes, and the form arrives as one."""
        arrives = self.method == "POST" and self.body is None and self.content_type.startswith("application/x-www")
        held = [self.fields.get(name) for name in self.row.data if name != "next"]  # an odd one leads to Today
        if (self.path, self.member) in NOT_ASKED:
            return False
        return arrives and "path" not in self.spoiled and any(value in (*REFUSED_TEXT, HUGE) for value in held)

    def data(self) -> bytes:
        return (
            self.body if self.body is not None else urlencode(self.fields, doseq=True, errors="surrogatepass").encode()
        )

    def __str__(self) -> str:
        return f"{self.method} {self.path[:120]} as {self.member}: {', '.join(self.spoiled)}; {self.data()[:300]!r}"


def field_names() -> list[str]:
    """The fields of all forms of the app."""
    found: set[str] = set()
    waiting = list(Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        found |= set(form.model_fields)
        waiting += form.__subclasses__()
    return sorted(found)


class Generator:
    def __init__(self, seed: int, rows: list[Row], scene: Scene) -> None:
        self.random, self.rows, self.scene = Random(seed), rows, scene
        self.names = field_names()
        self.foreign = [str(row_id) for row_id in scene.ids.values()]
        self.ways: list[Callable[[Case], None]] = [
            self._odd,
            self._odd,
            self._odd,
            self._refused,
            self._refused,
            self._missing,
            self._twice,
            self._foreign,
            self._extra,
            self._path,
            self._method,
            self._kind,
            self._broken,
            self._huge,
            self._many,
            self._htmx,
        ]

    def case(self) -> Case:
        row = self.random.choice(self.rows)
        able = [member for member in MEMBERS if row.expect[member] < 400] or ["maya"]
        member = self.random.choice(able) if self.random.random() < 0.8 else self.random.choice(MEMBERS)
        case = Case(row, member, row.path(self.scene), row.method, dict(row.body(self.scene)))
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            self.random.choice(self.ways)(case)
        return case

    def _field(self, case: Case) -> str:
        return self.random.choice(list(case.fields) or self.names)

    def _odd(self, case: Case) -> None:
        name, value = self._field(case), self.random.choice(ODD)
        case.fields[name] = value
        case.spoiled.append(f"{name}={value[:20]!r}")

    def _refused(self, case: Case) -> None:
        texts = [name for name, value in case.fields.items() if isinstance(value, str)]
        if not texts:
            return
        name, value = self.random.choice(texts), self.random.choice(REFUSED_TEXT)
        case.fields[name] = value
        case.spoiled.append(f"{name} too long or not to be stored")

    def _missing(self, case: Case) -> None:
        name = self._field(case)
        case.fields.pop(name, None)
        case.spoiled.append(f"no {name}")

    def _twice(self, case: Case) -> None:
        name = self._field(case)
        value = case.fields.get(name, "x")
        case.fields[name] = [*value, "x"] if isinstance(value, list) else [value, self.random.choice(ODD)]
        case.spoiled.append(f"{name} twice")

    def _foreign(self, case: Case) -> None:
        name, value = self._field(case), self.random.choice(self.foreign)
        case.fields[name] = value
        case.spoiled.append(f"{name} of somebody")

    def _extra(self, case: Case) -> None:
        for name in self.random.sample(self.names, 4):
            case.fields.setdefault(name, self.random.choice((*ODD, *self.foreign)))
        case.spoiled.append("more fields")

    def _path(self, case: Case) -> None:
        parts = case.path.split("/")
        place = self.random.randrange(1, len(parts))
        parts[place] = self.random.choice((*PATH_PARTS, str(uuid7()), *self.foreign[:5]))
        case.path = "/".join(parts)
        case.spoiled.append("path")

    def _method(self, case: Case) -> None:
        case.method = self.random.choice(METHODS)
        case.spoiled.append(case.method)

    def _kind(self, case: Case) -> None:
        case.content_type = self.random.choice(TYPES)
        case.spoiled.append(f"as {case.content_type}")

    def _broken(self, case: Case) -> None:
        name = quote(self._field(case))
        junk = self.random.choice(
            (
                b"%ED%A0%80",
                b"%ff%fe",
                b"%zz%",
                b"\xff\xfe\x00",
                b"=&&==",
                b"a[b]=1",
                b"%00",
                bytes(self.random.randbytes(60)),
            )
        )
        case.body = name.encode() + b"=" + junk
        case.spoiled.append("broken encoding")

    def _huge(self, case: Case) -> None:
        if self.random.random() < 0.2:
            case.fields[self._field(case)] = HUGE
            case.spoiled.append("too large")

    def _many(self, case: Case) -> None:
        name = self._field(case)
        case.fields[name] = [str(n) for n in range(self.random.choice((40, 120, 2000)))]
        case.spoiled.append(f"many {name}")

    def _htmx(self, case: Case) -> None:
        case.headers["HX-Request"] = "true"
        case.spoiled.append("htmx")
