"""The body of a module: Markdown in a few forms only, as sections of blocks that a page can show.

HTML, links, code and images from elsewhere are not made: what looks like them is shown as text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape
from mdit_py_plugins.container import container_plugin

from webapp.content.lessons.faults import Refused
from webapp.i18n import _

SECTIONS = (3, 5)
CITE = re.compile(r"\[\^([a-z0-9-]+)\]")
HTML = re.compile(r"</?[a-zA-Z!][^<>\n]*>")
LINK = re.compile(r"\]\(")
ALLOWED = frozenset(
    {
        "heading",
        "paragraph",
        "bullet_list",
        "ordered_list",
        "list_item",
        "container_example",
        "container_careful",
        "container_if-using",
    }
)
IF_USING = "if-using"
"""What is said to somebody who might use again; a clinic can hide that."""
CLASSES = {"bullet_list_open": "bullets", "ordered_list_open": "numbered"}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a section: 'prose', 'example', 'careful', 'if-using' or 'picture'."""

    kind: str
    html: Markup
    name: str = ""
    """Of the person of an example, or of the picture."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or an item of a list, as plain text with its `[^key]` marks."""

    line: int
    kind: str
    text: str

    @property
    def plain(self) -> str:
        return CITE.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    title: str
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]


def _cite(state: StateInline, silent: bool) -> bool:
    found = CITE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("cite", "", 0).content = found[1]
    state.pos = found.end()
    return True


def mark_of(key: str, sources: Sequence[str]) -> Markup:
    """The small number that leads to a source; nothing for a key that is not listed."""
    if key not in sources:
        return Markup()
    number = sources.index(key) + 1
    said = _("Source %(n)s", n=number)
    return Markup('<sup class="cite"><a href="#source-{}" aria-label="{}">{}</a></sup>').format(number, said, number)


def _render_cite(
    _self: RendererProtocol, tokens: Sequence[Token], place: int, _options: OptionsDict, env: EnvType
) -> str:
    return mark_of(tokens[place].content, env["sources"])


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["heading", "list", "emphasis", "escape", "entity", "newline", "image"])
    container_plugin(parser, "example", validate=lambda words, *_: words.split()[:1] == ["example"])
    container_plugin(parser, "careful")
    container_plugin(parser, IF_USING)
    parser.inline.ruler.before("image", "cite", _cite)
    parser.add_render_rule("cite", _render_cite)
    return parser


PARSER = _parser()


def with_marks(text: str, sources: Sequence[str]) -> Markup:
    """A text of the front matter: its `[^key]` as small numbers, all else as it stands."""
    parts = CITE.split(text)
    pieces = [mark_of(part, sources) if place % 2 else escape(part) for place, part in enumerate(parts)]
    return Markup("").join(pieces)


def read_body(text: str, first_line: int, sources: Sequence[str]) -> tuple[Section, ...]:
    """The sections of a body; refused with the line of the first thing that is not as the format wants it."""
    _closed(text, first_line)
    tokens = PARSER.parse(text)
    _allowed(tokens, first_line, sources)
    parts = enumerate(_parts(tokens, first_line), 1)
    found = [_section(number, part, first_line, sources) for number, part in parts]
    if not SECTIONS[0] <= len(found) <= SECTIONS[1]:
        raise Refused(first_line, f"{len(found)} sections, not {SECTIONS[0]} to {SECTIONS[1]}: each begins with '## '")
    examples = [block for section in found for block in section.blocks if block.kind == "example"]
    if len(examples) != 1:
        raise Refused(first_line, f"{len(examples)} worked examples, not 1: '::: example <name>'")
    return tuple(found)


def _closed(text: str, first_line: int) -> None:
    """Each `::: name` has its `:::`."""
    opened = 0
    for number, line in enumerate(text.split("\n"), first_line):
        if not line.lstrip().startswith(":::"):
            continue
        name = line.strip(": ").split(" ")[0]
        if name and opened:
            raise Refused(opened, "this block has no ':::' that ends it")
        if name not in {"", "example", "careful", IF_USING}:
            raise Refused(number, f"'::: {name}' is not known. Known: example, careful, {IF_USING}")
        if name == "example" and len(line.split()) < 3:
            raise Refused(number, "an example begins with '::: example' and the name of an invented person")
        opened = number if name else 0
    if opened:
        raise Refused(opened, "this block has no ':::' that ends it")


def _allowed(tokens: Sequence[Token], first_line: int, sources: Sequence[str]) -> None:
    line, lists = first_line, 0
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        form = token.type.removesuffix("_open").removesuffix("_close")
        if token.type == "inline":
            _words_allowed(token, line, sources)
            continue
        if form not in ALLOWED:
            raise Refused(line, f"'{form}' is not used in a module")
        if form == "heading" and (token.tag != "h2" or token.level):
            raise Refused(line, "headings are '## ', and not inside of a block")
        lists += {"list_open": 1, "list_close": -1}.get(token.type.removeprefix("bullet_").removeprefix("ordered_"), 0)
        if lists > 1:
            raise Refused(line, "a list inside of a list")


def _words_allowed(token: Token, line: int, sources: Sequence[str]) -> None:
    children = token.children or []
    for child in children:
        if child.type == "cite" and child.content not in sources:
            raise Refused(line, f"[^{child.content}] is not among the 'sources' of this module")
        if child.type == "image" and (len(children) > 1 or token.level != 1):
            raise Refused(line, "a picture stands in a paragraph of its own, outside of other blocks")


def _parts(tokens: Sequence[Token], first_line: int) -> Iterator[list[Token]]:
    """The tokens of each section, its heading first."""
    part: list[Token] = []
    for token in tokens:
        if token.type == "heading_open":
            if part:
                yield part
            part = []
        elif not part:
            line = first_line + (token.map[0] if token.map else 0)
            raise Refused(line, "text before the first '## ' heading")
        part.append(token)
    if part:
        yield part


def _section(number: int, tokens: list[Token], first_line: int, sources: Sequence[str]) -> Section:
    title, rest = CITE.sub("", _text(tokens[1])).strip(), tokens[3:]
    line = first_line + (tokens[0].map or [0])[0]
    if not title or not rest:
        raise Refused(line, "a section without a heading or without text")
    return Section(number, title, tuple(_blocks(rest, sources)), tuple(_passages(rest, first_line)))


def _blocks(tokens: list[Token], sources: Sequence[str]) -> Iterator[Block]:
    for kind, name, held in _groups(tokens):
        yield Block(kind, _html(held, sources), name)


def _groups(tokens: list[Token]) -> Iterator[tuple[str, str, list[Token]]]:
    """Kind, name and tokens of each block; what stands between two others is prose."""
    held: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        length = 3 if (picture := _picture(tokens[place : place + 2])) else _length(tokens, place)
        if length == 1:
            held.append(token)
        else:
            if held:
                yield "prose", "", held
            held = []
            kind, _space, name = token.info.strip().partition(" ")
            yield ("picture", picture, []) if picture else (kind, name.strip(), tokens[place + 1 : place + length - 1])
        place += length
    if held:
        yield "prose", "", held


def _picture(paragraph: list[Token]) -> str:
    """The name of the picture that a paragraph is; '' for one of words."""
    children = paragraph[-1].children or []
    is_one = paragraph[0].type == "paragraph_open" and children and children[0].type == "image"
    return str(children[0].attrGet("src")) if is_one else ""


def _length(tokens: list[Token], place: int) -> int:
    """How many tokens a block has, with those that open and close it; 1 for what is no block."""
    if not tokens[place].type.startswith("container_"):
        return 1
    close = tokens[place].type.replace("_open", "_close")
    return next(end for end in range(place, len(tokens)) if tokens[end].type == close) - place + 1


def _html(tokens: list[Token], sources: Sequence[str]) -> Markup:
    for token in tokens:
        if token.type in CLASSES:
            token.attrSet("class", CLASSES[token.type])
    made = PARSER.renderer.render(tokens, PARSER.options, {"sources": sources})
    return Markup(made.strip())  # noqa: S704 -- made by the parser, which escapes every text


def _passages(tokens: list[Token], first_line: int) -> Iterator[Passage]:
    kind, line = "prose", first_line
    for token in tokens:
        if token.type.startswith("container_"):
            kind = token.type.removeprefix("container_").removesuffix("_open") if token.nesting == 1 else "prose"
        line = first_line + token.map[0] if token.map else line
        if token.type == "inline" and not any(child.type == "image" for child in token.children or []):
            yield Passage(line, kind, _text(token))


def _text(token: Token) -> str:
    pieces = {"softbreak": " ", "hardbreak": " "}
    return "".join(
        f"[^{child.content}]" if child.type == "cite" else pieces.get(child.type, child.content)
        for child in token.children or []
    )
