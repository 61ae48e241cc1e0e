"""What a clinic decides about all modules: `order.yaml` hides and reorders, `sources.yaml` names its own sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from webapp.content.lessons.faults import Fault, Place, Refused, in_words
from webapp.content.lessons.files import Tree, read_text, read_tree
from webapp.content.lessons.shapes import Slug, Track, Words
from webapp.content.texts import Content

SOURCES = TypeAdapter(dict[Slug, Words])


class Order(Content):
    """The contents of `order.yaml`."""

    hide: list[Slug] = []
    tracks: list[Slug] = []
    """Those that come first, in this order."""
    modules: dict[Slug, list[Slug]] = Field(default={})
    """By track, the modules that come first in it."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    order: Order = field(default_factory=Order)
    path: Path = Path()
    tree: Tree | None = None

    @property
    def hide(self) -> list[str]:
        return self.order.hide

    def in_order(self, tracks: list[Track]) -> list[Track]:
        """Those named in the file, then the others as they were."""
        named = {key: place for place, key in enumerate(self.order.tracks)}
        return sorted(tracks, key=lambda track: named.get(track.slug, len(named)))

    def place(self, track: str, slug: str) -> int:
        """Where a module stands among those named for its track; behind them when it is not."""
        named = self.order.modules.get(track, [])
        return named.index(slug) if slug in named else len(named)

    def unknown(self, modules: Mapping[str, Any], tracks: list[Track]) -> list[Fault]:
        """Names in the file that lead to nothing; the rest of it holds."""
        known = {track.slug for track in tracks}
        named: list[tuple[Place, str]] = [(("hide", n), slug) for n, slug in enumerate(self.order.hide)]
        for track, slugs in self.order.modules.items():
            named += [(("modules", track, n), slug) for n, slug in enumerate(slugs)]
        wrong = [(place, f"there is no module '{slug}'") for place, slug in named if slug not in modules]
        for n, key in enumerate([*self.order.tracks, *self.order.modules]):
            place = ("tracks", n) if n < len(self.order.tracks) else ("modules", key)
            wrong += [(place, f"there is no track '{key}'")] if key not in known else []
        return [self._fault(place, what) for place, what in wrong]

    def _fault(self, place: Place, what: str) -> Fault:
        return Fault(self.path, self.tree.line_of(place) if self.tree else 1, what, left_out=False)


def read_arrangement(path: Path) -> tuple[Arrangement, list[Fault]]:
    """What `order.yaml` says; a part of it that is wrong says nothing, the others hold."""
    data, tree, faults = _read(path)
    if tree is None or data is None:
        return Arrangement(), faults
    if not isinstance(data, dict):
        return Arrangement(), [Fault(path, 1, "the file is a list of 'hide', 'tracks' and 'modules'")]
    try:
        return Arrangement(Order.model_validate(data), path, tree), []
    except ValidationError as invalid:
        wrong = {problem["loc"][0] for problem in invalid.errors()}
        held = {name: value for name, value in data.items() if name not in wrong}
        return Arrangement(Order.model_validate(held), path, tree), _faults(path, tree, invalid)


def own_list(path: Path) -> tuple[dict[str, str], list[Fault]]:
    """The clinic's `sources.yaml`: key -> citation."""
    data, tree, faults = _read(path)
    if tree is None or data is None:
        return {}, faults
    try:
        return SOURCES.validate_python(data), []
    except ValidationError as invalid:
        return {}, _faults(path, tree, invalid)


def _read(path: Path) -> tuple[Any, Tree | None, list[Fault]]:
    if not path.exists():
        return None, None, []
    try:
        tree = read_tree(read_text(path))
        return tree.data, tree, []
    except Refused as refused:
        return None, None, [Fault(path, refused.line, refused.what)]
    except OSError as error:
        return None, None, [Fault(path, 1, f"cannot be read: {error.strerror}")]


def _faults(path: Path, tree: Tree, invalid: ValidationError) -> list[Fault]:
    return [Fault(path, tree.line_of(place), what) for place, what in in_words(invalid)]
