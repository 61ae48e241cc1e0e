"""The authorization matrix: for each route and method, what each member of the cast gets.

One file a feature, each with `ROWS`. A route without a row fails `test_every_route_has_its_row`, which says what to
write. Most rows are one line with one of the helpers below; whoever is not named by a helper is refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from tests.support.client import PageClient
from tests.support.links import GUESTS
from tests.support.scene import Scene
from webapp.models import uuid7

MEMBERS = ("nobody", "maya", "jordan", "dana", "lee", "alex", "noor")
"""Those with an account, and nobody. After them come the holders of a family link, `GUESTS`."""
HALFWAY = "halfway"
"""Dana in another browser, with the password given and the second step still to come: nobody, but to that step."""
NO_STORE = "no-store"
NEW = uuid7
"""In a row's data: an id made when the cell runs."""
ID_ARGUMENT = re.compile(r"<(?:[a-z]+(?:\([^)]*\))?:)?(\w+)>")

Data = Mapping[str, Any]
NOTHING: Data = MappingProxyType({})


@dataclass(frozen=True)
class Row:
    key: str
    """'GET /urges/<uuid:urge_id>', as the URL map writes it."""
    expect: Mapping[str, int]
    data: Data = field(default_factory=dict)
    """What is posted. A value may be NEW, or a callable that is given the scene."""
    args: Mapping[str, str] = field(default_factory=dict)
    """For each argument of the rule: a name of the scene's ids, or the value itself."""
    variant: str = ""
    cache: str = NO_STORE
    writes: frozenset[str] = frozenset()
    """Tables that a GET may add to: the trail of what staff looked at."""
    refusal_writes: frozenset[str] = frozenset()
    """Tables that a refused request may write: guesses are counted."""
    is_page: bool = True
    """HTML, with every check of a page."""

    @property
    def method(self) -> str:
        return self.key.split(" ")[0]

    @property
    def rule(self) -> str:
        return self.key.split(" ")[1]

    @property
    def name(self) -> str:
        return f"{self.key} {self.variant}".strip()

    def expects(self, member: str) -> int:
        """A family link opens its own page and nothing else, and half a sign-in only its second step: elsewhere their
        holders are nobody.
        """
        return self.expect.get(member, self.expect["nobody"])

    def path(self, scene: Scene, *, unknown: bool = False) -> str:
        """The address to call; with ids that nobody has when `unknown`."""

        def value(match: re.Match[str]) -> str:
            wanted = self.args[match[1]]
            known = scene.ids.get(wanted)
            return str(uuid7() if unknown and known else known or wanted)

        return ID_ARGUMENT.sub(value, self.rule)

    def body(self, scene: Scene) -> dict[str, Any]:
        return {name: _value(value, scene) for name, value in self.data.items()}


def _value(value: Any, scene: Scene) -> Any:
    if value is NEW:
        return str(uuid7())
    if isinstance(value, UUID):
        return str(value)
    return value(scene) if callable(value) else value


def the(name: str) -> Callable[[Scene], str]:
    """In a row's data: the id of something on the stage."""
    return lambda scene: str(scene.ids[name])


def cells(**by_member: int) -> dict[str, int]:
    """Statuses by member; `nobody` and `noor` (disabled) are signed out, the others get `others`."""
    others = by_member.pop("others")
    expected = dict.fromkeys(MEMBERS, others) | {"nobody": 401, "noor": 401}
    return expected | by_member


def open_to_all(key: str, data: Data = NOTHING, ok: int = 200, **more: Any) -> Row:
    """The same for everybody, signed in or not."""
    return Row(key, dict.fromkeys(MEMBERS, ok), data, **more)


def signed_in(key: str, data: Data = NOTHING, ok: int = 0, **more: Any) -> Row:
    """Everybody with an account that works."""
    return Row(key, cells(others=ok or _ok(key)), data, **more)


def participants(key: str, data: Data = NOTHING, ok: int = 0, **more: Any) -> Row:
    """A participant's page that shows or makes only their own."""
    status = ok or _ok(key)
    return Row(key, cells(others=403, maya=status, jordan=status), data, **more)


def own(key: str, thing: str, data: Data = NOTHING, ok: int = 0, **more: Any) -> Row:
    """Something of Maya's, named by an id in the address: for Jordan it does not exist."""
    return Row(key, cells(others=403, maya=ok or _ok(key), jordan=404), data, _args(key, f"maya {thing}", more), **more)


def nobodys(key: str, thing: str, data: Data = NOTHING, variant: str = "", **more: Any) -> Row:
    """Something of Maya's that is gone for her too: deleted, or used."""
    expected = cells(others=403, maya=404, jordan=404)
    return Row(key, expected, data, _args(key, f"maya {thing}", more), variant or thing, **more)


def counselors(key: str, data: Data = NOTHING, ok: int = 0, **more: Any) -> Row:
    """A counselor's page that shows those whom they look after."""
    status = ok or _ok(key)
    return Row(key, cells(others=403, dana=status, lee=status), data, **more)


def care_team(key: str, thing: str, data: Data = NOTHING, ok: int = 0, **more: Any) -> Row:
    """Something that the care team of a person sees: Dana's; for Lee, who left it, it does not exist."""
    return Row(key, cells(others=403, dana=ok or _ok(key), lee=404), data, _args(key, thing, more), **more)


def admins(key: str, data: Data = NOTHING, ok: int = 0, thing: str = "", **more: Any) -> Row:
    args = _args(key, thing, more) if thing else more.pop("args", {})
    return Row(key, cells(others=403, alex=ok or _ok(key)), data, args, **more)


def _ok(key: str) -> int:
    """A page is 200; a saved form goes on to a page."""
    return 200 if key.startswith("GET ") else 303


def _args(key: str, thing: str, more: dict[str, Any]) -> dict[str, str]:
    names = ID_ARGUMENT.findall(key)
    return dict.fromkeys(names, thing) | dict(more.pop("args", {}))


def by_link(key: str, data: Data = NOTHING, **more: Any) -> Row:
    """For whoever has a link that works: Ruth. For everybody else, with an account or not, it does not exist."""
    return Row(key, dict.fromkeys(MEMBERS, 404) | {"ruth": _ok(key), "sasha": 404}, data, **more)


def browser_of(scene: Scene, member: str, *, lint: bool = False) -> PageClient:
    return scene.cast.with_link(member, lint=lint) if member in GUESTS else scene.cast.as_(member, lint=lint)


def all_rows() -> list[Row]:
    """Every row of every feature."""
    folder = Path(__file__).parent
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return [row for name in modules for row in import_module(f"{__name__}.{name}").ROWS]
