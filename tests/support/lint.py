"""What is wrong with a page: headings, labels, ids, inline script or style, dead links and forms, numbers of phones."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4"}
NEEDS_NO_LABEL = {"hidden", "submit"}
PHONE = re.compile(r"(?:tel|sms):(?:\+[0-9]{7,15}|[0-9]{3,6})")
"""As RFC 3966 and RFC 5724 have it, and as both kinds of phones take it."""
Attributes = dict[str, str]


class Page(HTMLParser):
    """Reads a page once, and keeps what the rules below ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: Counter[str] = Counter()
        self.levels: list[int] = []
        self.title = ""
        self.language = ""
        self.labelled: set[str] = set()
        self.unlabelled: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.named: list[tuple[str, list[str]]] = []
        self.words: dict[str, str] = {}
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._attributes(tag, attributes)
        self._element(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<use/>` closes itself in a drawing; elsewhere the slash means nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if self.named and self.named[-1][0] == tag:
            _tag, texts = self.named.pop()
            if not "".join(texts).strip():
                self.found.append(f"no name: <{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and "svg" not in self.open:
            self.title += data
        self.text += data
        for _tag, texts in self.named:
            texts.append(data)

    def _attributes(self, tag: str, attributes: Attributes) -> None:
        for name in attributes:
            if name == "style" or name.startswith("on"):
                self.found.append(f"inline {name} on <{tag}>")
            elif name.startswith("hx-"):
                self.found.append(f"plain {name}: write data-{name}")
        if "id" in attributes:
            self.ids[attributes["id"]] += 1

    def _element(self, tag: str, attributes: Attributes) -> None:
        if tag == "html":
            self.language = attributes.get("lang", "")
        elif tag in HEADINGS and "template" not in self.open:  # what waits in a template is part of no page yet
            self.levels.append(int(tag[1]))
        elif tag == "style" or (tag == "script" and not attributes.get("src")):
            self.found.append(f"inline <{tag}>")
        elif tag == "form":
            self._form(attributes)
        elif tag == "label":
            self.labelled.add(attributes.get("for", ""))
        elif tag in {"input", "select", "textarea"}:
            self._field(attributes)
        elif tag in {"a", "button"}:
            if tag == "a" and not attributes.get("href"):
                self.found.append(f"link without href: {attributes}"[:80])
            self._phone(attributes.get("href", ""))
            self.named.append((tag, [attributes.get("aria-label", "")]))

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

    def _field(self, attributes: Attributes) -> None:
        named = attributes.get("aria-label") or attributes.get("aria-labelledby")
        if attributes.get("type") not in NEEDS_NO_LABEL and not named and "label" not in self.open:
            self.unlabelled.append((attributes.get("id", ""), attributes.get("name", "")))


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
