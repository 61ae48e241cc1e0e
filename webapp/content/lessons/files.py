"""Reading a content file of somebody else's: size and encoding first, then YAML with the line of each key."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from webapp.content.lessons.faults import Place, Refused

MOST_BYTES = 64 * 1024
"""A module of 700 words is under 10 KB."""
DEEPEST = 20
FENCE = "---"


@dataclass(frozen=True, slots=True)
class Tree:
    """YAML as plain values, and where each of them stands."""

    data: Any
    root: Node | None
    first_line: int

    def line_of(self, place: Place) -> int:
        """The line of what `place` leads to; of the nearest that is there when it leads to nothing."""
        node, line = self.root, self.first_line
        for part in place:
            key, node = _inside(node, part)
            if node is None:
                break
            line = self.first_line + (key or node).start_mark.line
        return line


def _inside(node: Node | None, part: str | int) -> tuple[Node | None, Node | None]:
    """The key and the value of an entry."""
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(part)), (None, None))
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    return None, None


def read_text(path: Path) -> str:
    """The text of a file that is small enough to look at."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(1, f"{size // 1024} KB are too much: a file holds at most {MOST_BYTES // 1024} KB")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Refused(line, "not UTF-8: save the file with the encoding UTF-8") from None
    if found := next((place for place, sign in enumerate(text) if sign < " " and sign not in "\n\r\t"), None):
        raise Refused(text.count("\n", 0, found) + 1, "a control character, which cannot be shown")
    return text.replace("\r\n", "\n")


def read_tree(text: str, first_line: int = 1) -> Tree:
    """YAML of simple values: no aliases, no tags, no key twice."""
    try:
        _refuse_tricks(text, first_line)
        root: Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
        if root is not None:
            _refuse_doubles(root, first_line)
        data = SafeConstructor().construct_document(root) if root is not None else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Refused(first_line + (mark.line if mark else 0), f"broken YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Refused(first_line, f"broken YAML: {str(error).splitlines()[0]}") from None
    return Tree(data, root, first_line)


def _refuse_tricks(text: str, first_line: int) -> None:
    """No aliases, and nothing so deep that reading it would end the program: the events come one after the other."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent):
            raise Refused(line, "an alias ('*name'): write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Refused(line, "lists inside of lists inside of lists: too deep")


def _refuse_doubles(node: Node, first_line: int) -> None:
    if isinstance(node, ScalarNode):
        return
    if isinstance(node, MappingNode):
        keys = [str(key.value) for key, _value in node.value]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            raise Refused(first_line + node.start_mark.line, f"'{twice}' is there twice")
    children = [part for pair in node.value for part in pair] if isinstance(node, MappingNode) else node.value
    for child in children:
        _refuse_doubles(child, first_line)


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise Refused(1, "the file begins with a line of '---', then the front matter")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise Refused(1, "the front matter has no second line of '---'")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2
