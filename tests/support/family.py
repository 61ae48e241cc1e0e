"""Making and opening a family link the way people do it, page by page."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from selectolax.lexbor import LexborHTMLParser
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.support.client import PageClient
from webapp.extensions import db
from webapp.models import ShareConsent, ShareLink, ShareOpening, ShareSession, uuid7
from webapp.scope import everyone

FORM = {"name": "Ruth", "relation": "parent", "days": "30", "language": "en", "passcode": "", "sections": ["signs"]}
TABLES = {model.__name__: model for model in (ShareLink, ShareConsent, ShareOpening, ShareSession)}


@dataclass(frozen=True)
class Link:
    id: UUID
    public_id: str
    secret: str
    code: str

    @property
    def door(self) -> str:
        return f"/s/{self.public_id}"


def form(**more: Any) -> dict[str, Any]:
    """What the page of a new link sends."""
    return FORM | {"id": str(uuid7()), "operation": str(uuid7())} | more


def hidden(client: PageClient, path: str, action: str) -> dict[str, str]:
    """What the form with this action sends by itself."""
    found = LexborHTMLParser(client.get(path).text).css_first(f'form[action="{action}"]')
    assert found, f"{path} has no form for {action}"
    boxes = [box.attributes for box in found.css("input[type=hidden]")]
    return {box["name"] or "": box["value"] or "" for box in boxes}


def propose(maya: PageClient, **more: Any) -> UUID:
    sent = form(**more)
    answer = maya.post("/sharing", data=sent)
    assert answer.status_code == 303, answer.text
    return UUID(sent["id"])


def sign(maya: PageClient, link_id: UUID) -> TestResponse:
    action = f"/sharing/{link_id}/signature"
    return maya.post(action, data=hidden(maya, f"/sharing/{link_id}/preview", action))


def link_in(answer: TestResponse, link_id: UUID) -> Link:
    """What the page shows once."""
    assert answer.status_code == 200, answer.status_code
    public_id, secret = re.findall(r'value="http://localhost/s/(\w+)#([\w-]+)"', answer.text)[0]
    code = re.findall(r'share-code">([\w-]+)<', answer.text)[0]
    return Link(link_id, public_id, secret, code)


def make(cast: Cast, who: str = "maya", **more: Any) -> Link:
    """A link, signed."""
    client = cast.as_(who)
    link_id = propose(client, **more)
    return link_in(sign(client, link_id), link_id)


def knock(client: PageClient, link: Link, **more: Any) -> TestResponse:
    """Tap 'Open' with what the link brings."""
    return client.post(link.door, data={"secret": link.secret, "code": "", "passcode": ""} | more)


def ruth(cast: Cast, link: Link, **more: Any) -> PageClient:
    """A browser in which the link is open."""
    client = cast.as_("nobody")
    assert knock(client, link, **more).status_code == 303
    return client


def rows(cast: Cast, table: str) -> list[Any]:
    """All rows of one of the tables of family links, the oldest first."""
    model: Any = TABLES[table]
    with cast.app.app_context():
        found = db.session.execute(everyone(select(model).order_by(model.id), reason="a test looks at every row"))
        return list(found.scalars())


def trail(cast: Cast) -> list[tuple[str, str, str]]:
    """What the trail says of family links: action, role of who did it, code."""
    with cast.app.app_context():
        found = db.session.connection().exec_driver_sql(
            "SELECT action, actor_role, detail FROM audit WHERE subject = 'family link' ORDER BY id"
        )
        return [tuple(row) for row in found]
