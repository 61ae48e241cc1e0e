"""The example program has a caseload that shows what a caseload is for."""

from bs4 import BeautifulSoup
from flask import Flask
from sqlmodel import col, func, select

from tests.cast import Cast
from tests.support.markup import the
from webapp import demo
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.models import Account, Device, now


def test_dana_finds_who_needs_her(app: Flask) -> None:
    with app.app_context():
        assert [demo.load() for _time in range(2)] == [True, False]
        assert db.value(select(func.count()).select_from(Account)) == 9
        dana = db.value(select(Account.id).where(col(Account.username) == "dana"))
        with db.writing() as session:
            token = hash_token("token-of-dana")
            session.add(Device(account_id=dana, token_hash=token, label="Test", second_step_at=now()))
    shown = BeautifulSoup(Cast(app, {"dana": dana}).as_("dana").get("/counselor").text, "html.parser")
    found = {
        the(section, "h2").text: [
            (the(case, "a").text, " ".join(case.get_text(" ").split())) for case in section.select("li")
        ]
        for section in shown.select("section:has(ol.caseload)")
    }
    for title, name, says in (
        ("Now", "Rosa", "Asked for a call"),
        ("Look today", "Priya", "Shared a lapse"),
        ("Look today", "Sam", "Urge 8 of 10"),
        ("Look today", "Sam", "Dana has it"),
        ("This week", "Andre", "No shared entry since"),
    ):
        assert says in dict(found[title])[name]
    assert "Maya" in {name for cases in found.values() for name, _said in cases}
