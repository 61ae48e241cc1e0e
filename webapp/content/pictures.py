"""The pictures of Learn and of the guided practices: drawn once, with their words in the language of the moment."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml
from markupsafe import Markup, escape
from pydantic import ValidationError

from webapp.content.texts import FOLDER, Content, Text, say

LARGEST = 3000
"""Bytes of one drawing."""
BEGINS = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="'
SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"}
PLACES = {
    "viewBox",
    "transform",
    "d",
    "points",
    "x",
    "y",
    "width",
    "height",
    "rx",
    "ry",
    "cx",
    "cy",
    "r",
    "text-anchor",
}
PLACE = re.compile(r"[\w\s.,()-]*")
CLASS = re.compile(r"pic-[a-z0-9-]+( pic-[a-z0-9-]+)*")
WORD = re.compile(r"\{([a-z0-9-]+)\}")
SAID = re.compile(r"(\{[a-z0-9-]+\}|[\d\s.,:%=+–-])*")
"""What may stand in a drawing: words to fill in, and figures."""
NAMESPACE = "http://www.w3.org/2000/svg"
SVG = f"{{{NAMESPACE}}}"


class Picture(Content):
    title: Text
    description: Text
    """For somebody who does not see it."""
    labels: dict[str, Text] = {}
    drawing: str


def read(folder: Path) -> tuple[dict[str, Picture], list[str]]:
    """The pictures of a folder, with `pictures.yaml` and `pictures/*.svg` in it, and what is wrong with the others."""
    pictures: dict[str, Picture] = {}
    faults: list[str] = []
    drawn = {path.stem: path for path in sorted((folder / "pictures").glob("*.svg"))}
    try:
        words = _words(folder / "pictures.yaml")
    except ValueError as wrong:
        return {}, [f"pictures.yaml: {wrong}"]
    faults += [f"pictures.yaml: there is no pictures/{name}.svg" for name in words if name not in drawn]
    for name, path in drawn.items():
        try:
            pictures[name] = _picture(path, words[name])
        except KeyError:
            faults.append(f"pictures/{name}.svg: has no entry in pictures.yaml")
        except ValueError as wrong:
            faults.append(f"pictures/{name}.svg: {wrong}")
    return pictures, faults


def _words(path: Path) -> dict[str, Any]:
    """The entries of pictures.yaml; none where there is no such file."""
    if not path.exists():
        return {}
    try:
        words = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as wrong:
        raise ValueError(str(wrong)) from wrong
    if not isinstance(words, dict):
        raise ValueError("a list of names, each with title, description and labels")
    return words


def _picture(path: Path, row: Any) -> Picture:
    if path.stat().st_size > LARGEST:
        raise ValueError(f"larger than {LARGEST} bytes")
    drawing = path.read_text(encoding="utf-8")
    if wrong := next(_forbidden(drawing), ""):
        raise ValueError(wrong)
    try:
        picture = Picture(**row, drawing=drawing)
    except (TypeError, ValidationError) as invalid:
        raise ValueError(f"its entry in pictures.yaml: {invalid}") from invalid
    words = set(WORD.findall(drawing))
    if odd := words ^ picture.labels.keys():
        raise ValueError(f"in the drawing or in pictures.yaml, and not in both: {', '.join(sorted(odd))}")
    return picture


def _forbidden(drawing: str) -> Iterator[str]:
    """What may not stand in a drawing: only shapes, where they lie, and classes of ours."""
    if not drawing.startswith(BEGINS):
        yield f"begins with something else than {BEGINS}"
        return
    if "<!" in drawing or "<?" in drawing:
        yield "declarations and comments may not stand in a picture"
        return
    try:
        root = ElementTree.fromstring(drawing)  # noqa: S314 -- small, and without declarations there are no entities
    except ElementTree.ParseError as wrong:
        yield str(wrong)
        return
    for element in root.iter():
        yield from _forbidden_in(element)


def _forbidden_in(element: ElementTree.Element) -> Iterator[str]:
    shape = str(element.tag).removeprefix(SVG)
    if shape not in SHAPES:
        yield f"<{shape}> may not stand in a picture"
    for name, value in element.attrib.items():
        if name == "class" and not CLASS.fullmatch(value):
            yield f"a class that is none of a picture: {value}"
        elif name != "class" and not (name in PLACES and PLACE.fullmatch(value)):
            yield f"'{name}' may not stand in a picture, or not with this value"
    if not SAID.fullmatch((element.text or "") + (element.tail or "")):
        yield f"words that are not in pictures.yaml: {(element.text or '').strip()}"


def draw(picture: Picture) -> Markup:
    """The picture, with its title and description, in the language of the moment."""
    box, shapes = picture.drawing.removeprefix(BEGINS).split(">", 1)
    shapes = WORD.sub(lambda word: escape(say(picture.labels[word[1]])), shapes)
    told = Markup("<title>{}</title>\n<desc>{}</desc>").format(say(picture.title), say(picture.description))
    return Markup(f'<svg class="pic" role="img" viewBox="{box}>\n{told}{shapes}')  # noqa: S704 -- read() let only shapes pass, and words are escaped


PICTURES, _FAULTS = read(FOLDER / "modules")
if _FAULTS:
    raise ValueError("; ".join(_FAULTS))
NAMES = frozenset(PICTURES)


def drawn(name: str) -> Markup:
    return draw(PICTURES[name])
