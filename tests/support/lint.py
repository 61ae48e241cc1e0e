"""What is wrong with a page: headings, labels, ids, inline script or style, dead links and forms, numbers of phones.

Read with Lexbor, since each page that a test gets comes through here.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

NEEDS_NO_LABEL = {"hidden", "submit"}
PHONE = re.compile(r"(?:tel|sms):(?:\+[0-9]{7,15}|[0-9]{3,6})")
"""As RFC 3966 and RFC 5724 have it, and as both kinds of phones take it."""
Attributes = dict[str, str]


class Page:
    """Reads a page once, and keeps what the rules below ask about."""

    def __init__(self, html: str) -> None:
        self.found: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.unlabelled: list[tuple[str, str]] = []
        self.words: dict[str, str] = {}
        self.text = ""
        whole, *in_templates = _trees(html)
        for tree in (whole, *in_templates):
            self.text += tree.text()
            for node in _elements(tree):
                attributes = {name: value or "" for name, value in node.attributes.items()}
                self._attributes(node.tag or "", attributes)
                self._element(node, attributes)
        # What waits in a template is part of no page yet.
        self.levels = [int((heading.tag or "")[1]) for heading in whole.css("h1, h2, h3, h4")]
        title, page = whole.css_first("head > title"), whole.css_first("html")
        self.title = title.text() if title else ""
        self.language = (page.attributes.get("lang") if page else "") or ""

    def _attributes(self, tag: str, attributes: Attributes) -> None:
        for name in attributes:
            if name == "style" or name.startswith("on"):
                self.found.append(f"inline {name} on <{tag}>")
            elif name.startswith("hx-"):
                self.found.append(f"plain {name}: write data-{name}")
        if "id" in attributes:
            self.ids[attributes["id"]] += 1

    def _element(self, node: LexborNode, attributes: Attributes) -> None:
        tag = node.tag
        if tag == "style" or (tag == "script" and not attributes.get("src")):
            self.found.append(f"inline <{tag}>")
        elif tag == "form":
            self._form(attributes)
        elif tag == "label":
            self.labelled.add(attributes.get("for", ""))
        elif tag in {"input", "select", "textarea"}:
            self._field(node, attributes)
        elif tag in {"a", "button"}:
            if tag == "a" and not attributes.get("href"):
                self.found.append(f"link without href: {attributes}"[:80])
            self._phone(attributes.get("href", ""))
            if not (attributes.get("aria-label", "") + node.text()).strip():
                self.found.append(f"no name: <{tag}>")

    def _phone(self, href: str) -> None:
        if href.startswith(("tel:", "sms:")):
            number, _mark, self.words[href] = href.partition("?body=")
            if not PHONE.fullmatch(number) or (self.words[href] and number.startswith("tel:")):
                self.found.append(f"no phone takes {href}")

    def _form(self, attributes: Attributes) -> None:
        action, sent_to = attributes.get("action"), attributes.get("data-hx-post")
        if not action:
            self.found.append(f"form without action: {attributes}"[:80])
        elif sent_to and sent_to != action:
            self.found.append(f"action and data-hx-post differ: {action}")

    def _field(self, node: LexborNode, attributes: Attributes) -> None:
        named = attributes.get("aria-label") or attributes.get("aria-labelledby")
        if attributes.get("type") not in NEEDS_NO_LABEL and not named and not _is_in_label(node):
            self.unlabelled.append((attributes.get("id", ""), attributes.get("name", "")))


def _trees(html: str) -> Iterator[LexborHTMLParser]:
    """The page, and each template in it by itself."""
    tree = LexborHTMLParser(html)
    yield tree
    for template in tree.css("template"):
        yield from _trees((template.html or "").partition(">")[2])  # Lexbor keeps what is in it apart


def _elements(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    if tree.root is not None:
        yield from tree.root.traverse()


def _is_in_label(node: LexborNode) -> bool:
    around = node.parent
    while around is not None and around.tag != "label":
        around = around.parent
    return around is not None


def problems_of(html: str, *, is_fragment: bool = False) -> list[str]:
    page = Page(html)
    found = page.found + [f"id twice: {name}" for name, times in page.ids.items() if times > 1]
    found += [f"no label: {name}" for row_id, name in page.unlabelled if not row_id or row_id not in page.labelled]
    found += [f"word not said: {href}" for href, word in page.words.items() if word not in page.text]
    return found if is_fragment else found + _of_a_whole_page(page)


def _of_a_whole_page(page: Page) -> list[str]:
    found = []
    if page.levels.count(1) != 1:
        found.append(f"{page.levels.count(1)} h1")
    if not page.title.split("|")[0].strip():
        found.append("no title")
    if not page.language:
        found.append("no lang")
    return found + [f"h{before} then h{after}" for before, after in pairwise(page.levels) if after > before + 1]
