"""Every page that somebody can open, with what was answered."""

from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup
from sqlalchemy import update

from tests.guards.matrix import MEMBERS, Row, all_rows, browser_of
from tests.support.scene import Scene
from webapp.extensions import db
from webapp.models import Account, ShareSession


@dataclass(frozen=True)
class Page:
    row: Row
    member: str
    language: str
    path: str
    html: str

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @property
    def name(self) -> str:
        return f"{self.row.name} as {self.member} in {self.language}"


def opens(row: Row) -> list[str]:
    """Who is shown a page here, of those whose pages differ."""
    found = [member for member in ("nobody", "maya", "dana", "alex") if row.expect[member] == 200]
    return [*found, "ruth"] if row.expect.get("ruth") == 200 else found


def page_rows() -> list[Row]:
    """The rows of pages that open."""
    return [
        row
        for row in all_rows()
        if row.method == "GET" and row.is_page and any(row.expects(member) == 200 for member in (*MEMBERS, "ruth"))
    ]


def all_pages(scene: Scene, language: str) -> list[Page]:
    """Each page as each who may open it, in a language."""
    speak(scene, language)
    found = []
    for row in page_rows():
        path = row.path(scene)
        for member in opens(row):
            client = browser_of(scene, member, lint=True)
            answer = client.get(path, headers={"Accept-Language": language})
            found.append(Page(row, member, language, path, answer.text))
    return found


def speak(scene: Scene, language: str) -> None:
    """Everybody on the stage reads this language from now on."""
    with scene.cast.app.app_context(), db.writing() as session:
        for name in scene.cast.ids:
            session.get_one(Account, scene.cast[name]).language = language
        session.execute(update(ShareSession).values(language=language))
