"""What is taken back at one server is refused at the other at its next request: nothing is remembered in a process."""

import http.client
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest
from sqlmodel import select

from tests.durability.server import Server, prepare
from webapp import create_app
from webapp.consents.queries import answers
from webapp.extensions import db
from webapp.models import Account, Consent, PlanVersion, ShareLink, uuid7, uuid7_after
from webapp.sharing.codes import new_public_id
from webapp.sharing.services import Signer, sign

pytestmark = pytest.mark.slow
ROUNDS = 20
CANARY = "zq-my-reason"


class Rig:
    """Two servers on one database; Maya is at the one, Dana at the other."""

    def __init__(self, data: Path) -> None:
        self.first, self.second = Server(data), Server(data)
        prepare(self.first.settings)
        self.app = create_app(self.first.settings)
        with self.app.app_context():
            people = {row.username: row.id for row in db.rows(select(Account.username, Account.id))}
        self.maya = people["maya"]
        with self.app.app_context(), db.writing() as session:
            version = {"section": "reasons", "number": 1, "items": [{"text": CANARY}]}
            session.add(PlanVersion(owner_id=self.maya, author_id=self.maya, **version))

    def consents(self) -> None:
        with self.app.app_context(), db.writing() as session:
            earlier = answers(self.maya)
            newest = uuid7_after(earlier[-1].id) if earlier else uuid7()
            session.add(Consent(id=newest, owner_id=self.maya, category="plan", granted=True, text_version="test"))

    def revokes(self) -> int:
        return self._ask(self.first, "maya", "POST", "/consents/revocation", {})[0]

    def link(self) -> tuple[UUID, str]:
        """A family link of Maya's that shows her reasons: its id, and the cookie of a browser where it is open."""
        with self.app.test_request_context(), db.writing() as session:
            asked = {"name": "Ruth", "relation": "parent", "sections": ["reasons"], "days": 30, "language": "en"}
            link = ShareLink(owner_id=self.maya, public_id=new_public_id(), proposed=["reasons"], **asked)
            session.add(link)
            session.flush()
            keys = sign(link, Signer("Maya", "Test program", "en"))
            link_id, public_id = link.id, link.public_id
        assert keys
        sent = {"Sec-Fetch-Site": "same-origin"}
        headers = self._answer(self.second, "POST", f"/s/{public_id}", sent, secret=keys.secret)[2]
        return link_id, headers["Set-Cookie"].split(";")[0]

    def ends(self, link_id: UUID) -> int:
        return self._ask(self.first, "maya", "POST", f"/sharing/{link_id}/ending", {})[0]

    def ruth_reads(self, cookie: str, **headers: str) -> tuple[int, str]:
        return self._answer(self.second, "GET", "/shared", {"Cookie": cookie} | headers)[:2]

    def dana_reads(self, **headers: str) -> tuple[int, str]:
        return self._ask(self.second, "dana", "GET", f"/counselor/participants/{self.maya}", headers)

    def _ask(self, server: Server, who: str, method: str, path: str, headers: dict[str, str]) -> tuple[int, str]:
        sent = {"Cookie": f"fh=token-of-{who}", "Sec-Fetch-Site": "same-origin"} | headers
        return self._answer(server, method, path, sent)[:2]

    def _answer(
        self, server: Server, method: str, path: str, headers: dict[str, str], **data: str
    ) -> tuple[int, str, Message]:
        sent = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)) as connection:
            connection.request(method, path, urlencode(data), sent)
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode(), answer.headers


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    engine = db.engine if hasattr(db, "engine") else None
    rig = Rig(tmp_path)
    try:
        rig.first.start()
        rig.second.start()
        yield rig
    finally:
        for server in (rig.first, rig.second):
            server.kill()
        rig.app.extensions["foothold_engine"].dispose()
        if engine is not None:
            db.engine = engine


def test_the_other_server_refuses_at_its_next_request(rig: Rig) -> None:
    for _ in range(ROUNDS):
        rig.consents()
        status, html = rig.dana_reads()
        assert (status, CANARY in html) == (200, True)
        assert rig.revokes() == 303
        for headers in ({}, {"HX-Request": "true"}):
            status, html = rig.dana_reads(**headers)
            assert (status, CANARY in html) == (404, False)


def test_a_link_that_ended_is_refused_at_the_other_server(rig: Rig) -> None:
    for _ in range(ROUNDS):
        link_id, cookie = rig.link()
        status, html = rig.ruth_reads(cookie)
        assert (status, CANARY in html) == (200, True)
        assert rig.ends(link_id) == 303
        for headers in ({}, {"HX-Request": "true"}):
            status, html = rig.ruth_reads(cookie, **headers)
            assert (status, CANARY in html) == (404, False)


def test_the_control_sees_what_is_shared(rig: Rig) -> None:
    assert rig.dana_reads()[0] == 404
    rig.consents()
    assert rig.dana_reads()[0] == 200
