"""The family link of the example program: it opens, and no part of its page is empty."""

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.cast import Cast
from tests.support.client import PageClient
from webapp import demo
from webapp.demo import maya_links, maya_texts
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Account, Device

DOOR, SECRET = demo.FAMILY_LINK.split("#")


@pytest.fixture
def example(app: Flask) -> Flask:
    with app.app_context():
        demo.load()
    return app


@pytest.mark.parametrize("key", [{"secret": SECRET}, {"code": maya_links.CODE.lower()}], ids=["link", "code"])
def test_it_opens(example: Flask, key: dict[str, str]) -> None:
    family = PageClient(example)
    assert family.post(DOOR, data=key).status_code == 303
    said = family.get("/shared").text
    for key in ("help-me", "not-helpful"):
        assert all(line in said for line in maya_texts.PLAN[key])
    assert "Marcus" in said and "/shared/modules/" in said
    assert "has not written anything here yet" not in said


def test_maya_sees_who_looked(example: Flask) -> None:
    with example.app_context():
        maya = db.value(select(Account.id).where(col(Account.username) == "maya"))
        with db.writing() as session:
            session.add(Device(account_id=maya, token_hash=hash_token("token-of-maya"), label="Test"))
    said = Cast(example, {"maya": maya}).as_("maya").get("/who-looked").text
    assert "Dana read your urges and your check-ins of" in said
    assert "The family link for Ruth was opened." in said
    assert "You made a family link for Ruth." in said
