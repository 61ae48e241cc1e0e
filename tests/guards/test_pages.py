"""Every page of everybody, in both languages: where its links lead, what it loads, what a browser may remember."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from bs4 import Tag
from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.guards.matrix import browser_of
from tests.guards.pages import Page, all_pages
from tests.support.scene import Scene
from webapp.assets import SOURCE
from webapp.content import clinical, resources
from webapp.templating import NO_ID

pytestmark = pytest.mark.whole

LANGUAGES = ("en", "es")
TYPED = "input:not([type=hidden]):not([type=file]):not([type=submit]):not([type=radio]):not([type=checkbox]), textarea"
ABOUT_THE_ACCOUNT = {"username", "current-password", "new-password", "one-time-code", "nickname", "tel", "name"}
"""What a browser may fill in: nothing that a person wrote about their health."""


@pytest.fixture(scope="module", params=LANGUAGES)
def pages(request: pytest.FixtureRequest, scene: Scene) -> list[Page]:
    return all_pages(scene, request.param)


def none(problems: dict[str, list[str]]) -> None:
    """Fail with what is wrong, by page."""
    found = {name: what for name, what in problems.items() if what}
    if found:
        pytest.fail("\n".join(f"{name}: {what}" for name, what in found.items()), pytrace=False)


def test_there_are_pages(pages: list[Page]) -> None:
    assert len(pages) > 20
    assert {page.member for page in pages} == {"nobody", "maya", "dana", "alex", "ruth"}


def test_a_page_says_its_language(pages: list[Page]) -> None:
    none({page.name: [] if page.soup.html["lang"] == page.language else ["lang"] for page in pages})


def test_nothing_is_loaded_from_elsewhere(pages: list[Page]) -> None:
    none(
        {page.name: [link for link in loaded(page) if urlsplit(link).netloc or urlsplit(link).scheme] for page in pages}
    )


def loaded(page: Page) -> Iterator[str]:
    for tag, attribute in (
        ("script", "src"),
        ("link", "href"),
        ("img", "src"),
        ("use", "href"),
        ("iframe", "src"),
        ("source", "src"),
    ):
        for element in page.soup.find_all(tag, attrs={attribute: True}):
            yield element[attribute]


def test_what_is_loaded_is_there(pages: list[Page], scene: Scene) -> None:
    files = {urlsplit(link).path for page in pages for link in loaded(page)}
    client, found = scene.cast.app.test_client(), {}
    for path in sorted(path for path in files if path.startswith("/static/")):
        with client.get(path) as answer:
            found[path] = (answer.status_code, answer.headers["Cache-Control"])
    assert {path: said for path, said in found.items() if said != (200, "max-age=315360000, public, immutable")} == {}


def test_icons_are_in_the_sprite(pages: list[Page]) -> None:
    drawn = {"icons.svg": set(), "scene.svg": set()}
    for page in pages:
        for use in page.soup.find_all("use"):
            path, _, name = use["href"].partition("#")
            drawn[re.sub(r"\.[0-9a-f]{10}", "", path.rsplit("/", 1)[-1])].add(name)
    for file, names in drawn.items():
        text = (SOURCE / file).read_text()
        assert [name for name in sorted(names) if f'id="{name}"' not in text] == [], file


def test_links_out_come_from_the_help_lines_the_directory_and_an_own_meeting(pages: list[Page]) -> None:
    known = {line.url for line in clinical.CRISIS_LINES.values() if line.url}
    known |= {entry.web.url for entry in resources.NATIONAL.values()}
    own = ("https://place.example.org", resources.DIRECTIONS)
    none(
        {
            page.name: [
                link
                for link in hrefs(page)
                if urlsplit(link).netloc
                and link not in known
                and not link.startswith(own)
                and not to_their_own_meeting(page, link)
            ]
            for page in pages
        }
    )


def to_their_own_meeting(page: Page, link: str) -> bool:
    """Whoever wrote down where a meeting by video is joins it from the list of their appointments, and nowhere else."""
    return page.row.key == "GET /appointments" and link == f"https://zq{page.member}meetinglinkzq.example.org"


def test_a_meeting_is_joined_from_its_own_list(pages: list[Page]) -> None:
    joins = {page.name for page in pages for link in hrefs(page) if to_their_own_meeting(page, link)}
    assert joins == {f"GET /appointments as maya in {pages[0].language}"}


def hrefs(page: Page) -> list[str]:
    return [tag["href"] for tag in page.soup.find_all("a", href=True)]


def test_links_lead_somewhere(pages: list[Page], scene: Scene) -> None:
    """Each link of each page opens for the one who sees it; pages that a phone keeps have some that it fills in."""
    wanted = {
        (page.member, urlsplit(link)._replace(fragment="").geturl()): page.name
        for page in pages
        for link in hrefs(page)
        if not urlsplit(link).scheme and not urlsplit(link).netloc and not link.startswith("#")
        if not page.name.startswith(("GET /offline ", "GET /locked ")) and str(NO_ID) not in link
    }
    found = {}
    for (member, link), name in wanted.items():
        status = browser_of(scene, member).get(link).status_code
        if status >= 400:
            found[f"{name} -> {link}"] = [str(status)]
    none(found)


def test_places_in_a_page_are_there(pages: list[Page]) -> None:
    none(
        {
            page.name: [link for link in hrefs(page) if link.startswith("#") and not page.soup.find(id=link[1:])]
            for page in pages
        }
    )


def test_forms_are_answered(pages: list[Page], scene: Scene) -> None:
    none(
        {
            page.name: [form["action"] for form in page.soup.find_all("form") if not answers(scene.cast.app, form)]
            for page in pages
        }
    )


def answers(app: Flask, form: Mapping[str, str]) -> bool:
    try:
        app.url_map.bind("").match(urlsplit(form["action"]).path, method=form.get("method", "get").upper())
    except HTTPException:
        return False
    return True


def test_htmx_asks_for_what_is_there(pages: list[Page], scene: Scene) -> None:
    found = {}
    for page in pages:
        asked = [("GET", tag["data-hx-get"]) for tag in page.soup.find_all(attrs={"data-hx-get": True})]
        asked += [("POST", tag["data-hx-post"]) for tag in page.soup.find_all(attrs={"data-hx-post": True})]
        found[page.name] = [
            path for method, path in asked if not answers(scene.cast.app, {"action": path, "method": method})
        ]
        targets = [tag["data-hx-target"] for tag in page.soup.find_all(attrs={"data-hx-target": True})]
        found[page.name] += [
            target for target in targets if target.startswith("#") and not page.soup.find(id=target[1:])
        ]
    none(found)


def test_the_browser_remembers_nothing_clinical(pages: list[Page]) -> None:
    none({page.name: [str(box)[:90] for box in page.soup.select(TYPED) if not forgets(box)] for page in pages})


def forgets(box: Tag) -> bool:
    own = box.get("autocomplete")
    form = box.find_parent("form")
    return own in ABOUT_THE_ACCOUNT | {"off"} or (
        own is None and form is not None and form.get("autocomplete") == "off"
    )


def test_titles_name_no_condition(pages: list[Page], scene: Scene) -> None:
    """A title is seen in the list of open pages: nothing that a person wrote."""
    none(
        {
            page.name: [text for text in scene.canaries if text.startswith("zq") and text in page.soup.title.text]
            for page in pages
        }
    )


def test_every_page_leads_to_help(pages: list[Page]) -> None:
    """Staff pages have no bar for it; all others do, signed in or not. Pages of family links lead nowhere."""
    staff = {"dana", "alex", "ruth"}
    none(
        {
            page.name: []
            if page.member in staff or "/help" in {urlsplit(link).path for link in hrefs(page)}
            else ["no help"]
            for page in pages
            if not page.path.startswith("/s/")
        }
    )


def test_what_a_person_wrote_is_never_in_an_address(pages: list[Page], scene: Scene) -> None:
    none(
        {
            page.name: [
                link
                for link in hrefs(page)
                for text in scene.canaries
                if text.startswith("zq") and text in link and not to_their_own_meeting(page, link)
            ]
            for page in pages
        }
    )


def test_family_pages_lead_to_help_and_not_into_the_app(pages: list[Page]) -> None:
    """What is shared begins with the numbers to call; every address is one of a family link."""
    family = [page for page in pages if page.member == "ruth" or page.path.startswith("/s/")]
    assert len(family) > 2
    for page in family:
        links = [link for link in hrefs(page) if not link.startswith("#")]
        forms = [str(form["action"]) for form in page.soup.find_all("form")]
        inside = [link for link in (*links, *forms) if not link.startswith(("tel:", "sms:"))]
        assert all(link.startswith(("/shared", "/s/")) for link in inside), (page.name, inside)
        assert "Foothold" not in page.html, page.name
        if page.path == "/shared":
            assert [link for link in links if link.startswith("tel:")][:2] == ["tel:911", "tel:988"]
