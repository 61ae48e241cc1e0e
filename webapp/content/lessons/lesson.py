"""One module in one language: a file, read and validated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from markupsafe import Markup
from pydantic import ValidationError

from webapp.content import pictures
from webapp.content.lessons.body import Block, Section, read_body, with_marks
from webapp.content.lessons.faults import Fault, Refused, in_words
from webapp.content.lessons.files import Tree, read_text, read_tree, split
from webapp.content.lessons.shapes import FrontMatter
from webapp.i18n import language

FIRST_LINE = 2
"""Of the front matter, under its line of `---`."""
NOT_WORDS = frozenset({"slug", "track", "components", "conditions", "sources", "key", "kind", "to", "from", "version"})


@dataclass(frozen=True)
class Lesson:
    """What a person reads."""

    path: Path
    language: str
    meta: FrontMatter
    sections: tuple[Section, ...]

    @cached_property
    def why(self) -> Markup:
        return with_marks(self.meta.why, self.meta.sources)

    @cached_property
    def words(self) -> int:
        """How many the body has."""
        return sum(len(passage.plain.split()) for section in self.sections for passage in section.passages)

    def fault(self, what: str, *place: str | int, left_out: bool = True) -> Fault:
        """Something wrong in the front matter of this file."""
        return Fault(self.path, self.front().line_of(place), what, left_out)

    def front(self) -> Tree:
        """The front matter with its lines, read again: kept for every module it would be most of the memory."""
        return read_tree(split(read_text(self.path))[0], FIRST_LINE)

    def texts(self) -> Iterator[tuple[int, str, str]]:
        """Everything that people read: line, kind ('heading', 'front', 'prose', 'example', 'careful'), text."""
        yield from _said(self.meta.model_dump(mode="json", by_alias=True), (), self.front())
        for section in self.sections:
            yield section.passages[0].line if section.passages else 1, "heading", section.title
            for passage in section.passages:
                yield passage.line, passage.kind, passage.text


def _said(node: object, place: tuple[str | int, ...], tree: Tree) -> Iterator[tuple[int, str, str]]:
    """The texts of a front matter, with their lines."""
    if isinstance(node, str):
        if node and not NOT_WORDS & {part for part in place if isinstance(part, str)}:
            yield tree.line_of(place), "front", node
    elif isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _said(child, (*place, key), tree)


@dataclass(frozen=True, slots=True)
class Known:
    """What a front matter may name."""

    tracks: frozenset[str]
    sources: Mapping[str, str]


def read_lesson(path: Path, code: str, known: Known) -> tuple[Lesson | None, list[Fault]]:
    """The module of a file; None with at least one fault when it cannot be shown."""
    before = language.set(code)
    try:
        return _read(path, code, known), []
    except Refused as refused:
        return None, [Fault(path, refused.line, refused.what)]
    except _Several as several:
        return None, several.faults
    except OSError as error:
        return None, [Fault(path, 1, f"cannot be read: {error.strerror}")]
    except Exception as error:  # whatever somebody wrote: the app starts and serves the rest
        return None, [Fault(path, 1, f"cannot be read: {type(error).__name__}")]
    finally:
        language.reset(before)


class _Several(Exception):  # noqa: N818 -- carries faults, as Refused carries one
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults


def _read(path: Path, code: str, known: Known) -> Lesson:
    front, body, body_line = split(read_text(path))
    tree = read_tree(front, FIRST_LINE)
    if not isinstance(tree.data, dict):
        raise Refused(FIRST_LINE, "the front matter is a list of 'name: value'")
    try:
        meta = FrontMatter.model_validate(tree.data)
    except ValidationError as invalid:
        problems = [Fault(path, tree.line_of(place), what) for place, what in in_words(invalid)]
        raise _Several(problems) from None
    lesson = Lesson(path, code, meta, ())
    if problems := list(_unknown(lesson, known)):
        raise _Several(problems)
    sections = read_body(body, body_line, meta.sources)
    return replace(lesson, sections=tuple(_drawn(section, body_line) for section in sections))


def _unknown(lesson: Lesson, known: Known) -> Iterator[Fault]:
    meta = lesson.meta
    if lesson.path.stem != meta.slug:
        yield lesson.fault(f"the file is called {lesson.path.name}, so 'slug' is '{lesson.path.stem}'", "slug")
    if meta.track not in known.tracks:
        yield lesson.fault(f"there is no track '{meta.track}'. Known: {', '.join(sorted(known.tracks))}", "track")
    for place, key in enumerate(meta.sources):
        if key not in known.sources:
            yield lesson.fault(f"there is no source '{key}' in sources.yaml", "sources", place)
        if key in meta.sources[:place]:
            yield lesson.fault(f"source '{key}' is there twice", "sources", place)


def _drawn(section: Section, body_line: int) -> Section:
    """The section with its pictures in it."""
    blocks = []
    for block in section.blocks:
        if block.kind == "picture" and block.name not in pictures.NAMES:
            line = section.passages[0].line if section.passages else body_line
            raise Refused(line, f"there is no picture '{block.name}' (in section '{section.title}')")
        blocks.append(Block("picture", pictures.drawn(block.name), block.name) if block.kind == "picture" else block)
    return replace(section, blocks=tuple(blocks))
