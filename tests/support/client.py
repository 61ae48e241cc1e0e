"""A test client that behaves like a browser on our own pages and lints each page that it gets."""

from itertools import pairwise
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class PageClient(FlaskClient):
    def __init__(self, app: Flask, *, lint: bool = True) -> None:
        super().__init__(app, app.response_class, use_cookies=True)
        self.lint = lint

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        response = super().open(*args, headers=headers, **kwargs)
        if self.lint and response.mimetype == "text/html" and response.status_code < 500:
            problems = problems_of(response.text, is_fragment=headers.get("HX-Request") == "true")
            assert not problems, f"{args and args[0]}: {problems}"
        return response

    def htmx(self, path: str, data: Any = None) -> TestResponse:
        return self.post(path, data=data, headers={"HX-Request": "true"})


def problems_of(html: str, *, is_fragment: bool = False) -> list[str]:
    """What is wrong with a page: headings, labels, ids, inline script or style, dead links and forms."""
    soup = BeautifulSoup(html, "html.parser")
    found = [] if is_fragment else _page_problems(soup)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    found += [f"id twice: {name}" for name in {name for name in ids if ids.count(name) > 1}]
    for tag in soup.find_all(True):
        found += [f"inline {name} on <{tag.name}>" for name in tag.attrs if name == "style" or name.startswith("on")]
        found += [f"plain {name}: write data-{name}" for name in tag.attrs if name.startswith("hx-")]
    found += ["inline <style>"] * len(soup.find_all("style"))
    found += ["inline <script>" for tag in soup.find_all("script") if not tag.get("src")]
    found += [f"form without action: {tag}"[:80] for tag in soup.find_all("form") if not tag.get("action")]
    found += [f"link without href: {tag}"[:80] for tag in soup.find_all("a") if not tag.get("href")]
    found += _unlabelled(soup)
    for tag in soup.find_all(attrs={"data-hx-post": True}):
        if tag.name == "form" and tag["action"] != tag["data-hx-post"]:
            found.append(f"action and data-hx-post differ: {tag['action']}")
    return found


def _page_problems(soup: BeautifulSoup) -> list[str]:
    found = []
    if len(soup.find_all("h1")) != 1:
        found.append(f"{len(soup.find_all('h1'))} h1")
    if not soup.title or not soup.title.text.split("|")[0].strip():
        found.append("no title")
    if not soup.html or not soup.html.get("lang"):
        found.append("no lang")
    levels = [int(tag.name[1]) for tag in soup.find_all(["h1", "h2", "h3", "h4"])]
    found += [f"h{before} then h{after}" for before, after in pairwise(levels) if after > before + 1]
    return found


def _unlabelled(soup: BeautifulSoup) -> list[str]:
    labelled = {tag["for"] for tag in soup.find_all("label", attrs={"for": True})}
    found = []
    for tag in soup.find_all(["input", "select", "textarea"]):
        if tag.get("type") in {"hidden", "submit"} or tag.get("aria-label") or tag.get("aria-labelledby"):
            continue
        if tag.get("id") not in labelled and not tag.find_parent("label"):
            found.append(f"no label: {tag.get('name')}")
    for tag in soup.find_all(["a", "button"]):
        if not tag.get_text(strip=True) and not tag.get("aria-label"):
            found.append(f"no name: {tag}"[:80])
    return found
