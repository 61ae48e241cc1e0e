"""Asking to be deleted: everything shared ends at once, every device is out; and two weeks to stay."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from tests.cast import PASSWORD, Cast
from tests.review.conftest import keep, write
from webapp.consents.queries import granted
from webapp.digests import hash_token
from webapp.extensions import db
from webapp.groups.queries import counted as counted_in
from webapp.leaving.services import GRACE
from webapp.models import (
    Account,
    Audit,
    CallRequest,
    Device,
    GroupWeek,
    Lapse,
    OutsideConsent,
    ShareLink,
    ShareSession,
    TherapyGroup,
    Urge,
    WeekOptIn,
    now,
)
from webapp.moments import today
from webapp.scope import own

__all__ = ["keep", "write"]
Write = Callable[..., Any]
Keep = Callable[..., None]


def leave(cast: Cast, name: str = "maya") -> Any:
    return cast.as_(name).post("/leaving", data={"sure": "yes"})


def account(cast: Cast, name: str = "maya") -> Any:
    with cast.app.app_context():
        return db.first(select(Account.leaves_at, Account.active).where(col(Account.id) == cast[name]))


def trail(cast: Cast) -> list[str]:
    with cast.app.app_context():
        rows = db.rows(select(Audit.subject, Audit.action, Audit.detail).where(col(Audit.owner_id) == cast["maya"]))
        return [" ".join(part for part in row if part) for row in rows]


def test_the_page_says_what_stays(cast: Cast) -> None:
    html = cast.as_("maya").get("/leaving").text
    for words in (
        "For 14 days",
        "for 6 years, as the law asks",
        "The program’s own records",
        "backups",
        "Take it along",
    ):
        assert words in html


def test_it_is_done_at_once(cast: Cast) -> None:
    answer = leave(cast)
    assert (answer.status_code, answer.location) == (303, "/left")
    assert abs(account(cast).leaves_at - now() - GRACE) < timedelta(minutes=1)
    assert account(cast).active
    assert "fh=;" in answer.headers["Set-Cookie"]
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "leaving asked" in trail(cast)


def test_every_device_is_signed_out(cast: Cast, keep: Keep) -> None:
    keep(Device(account_id=cast["maya"], token_hash=hash_token("another"), label="Another"))
    leave(cast)
    assert cast.as_("maya").get("/").status_code == 401
    with cast.app.app_context():
        assert (
            db.rows(select(Device.id).where(col(Device.account_id) == cast["maya"], col(Device.ended_at).is_(None)))
            == []
        )


def test_the_team_sees_nothing_more(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges", "plan")
    write(Urge, note="zq-urge")
    write(Lapse, private=False, told_team=True, note="zq-told")
    dana, path = cast.as_("dana"), f"/counselor/participants/{cast['maya']}"
    assert "zq-told" in dana.get(path).text
    leave(cast)
    assert dana.get(path).status_code == 404
    assert "Maya" not in dana.get("/counselor").text
    with cast.app.app_context():
        assert granted(cast["maya"]) == frozenset()
    assert {"consent took back urges", "consent took back plan", "consent took back lapses"} <= set(trail(cast))


def test_nobody_is_counted_in_a_week_of_the_group(cast: Cast, keep: Keep) -> None:
    group, monday = TherapyGroup(name="Evening"), today("America/New_York")
    monday -= timedelta(days=monday.weekday())
    keep(group)
    for day in (monday, monday - timedelta(days=7)):
        week = GroupWeek(group_id=group.id, monday=day, people=2)
        keep(week)
        keep(*(WeekOptIn(owner_id=cast[name], week_id=week.id) for name in ("maya", "jordan")))
    leave(cast)
    with cast.app.app_context():
        counted = [counted_in(group.id, day) for day in (monday, monday - timedelta(days=7))]
    assert [[row.owner_id for row in rows] for rows in counted] == [[cast["jordan"]]] * 2
    assert [rows[0].people for rows in counted] == [1, 2], "the week that is over is shown no more"
    assert trail(cast).count("group week took back") == 2


def test_a_call_that_was_asked_for_stays_asked_for(cast: Cast, keep: Keep) -> None:
    keep(CallRequest(owner_id=cast["maya"]))
    leave(cast)
    assert "Maya" in cast.as_("dana").get("/counselor").text


def test_links_and_files_end(cast: Cast, keep: Keep) -> None:
    owner, ends = cast["maya"], now() + timedelta(days=5)
    link = ShareLink(
        owner_id=owner, public_id="p1", name="Mom", relation="parent", days=7, secret_hash="x", signed_at=now(),
        expires_at=ends,
    )  # fmt: skip
    unsigned = ShareLink(owner_id=owner, public_id="p2", name="Dad", relation="parent", days=7)
    outside = OutsideConsent(
        owner_id=owner, recipient="Dr. Lopez", text_version="2026-11-22", text_hash="x", language="en", patient="M",
        program="P", expires_at=ends,
    )  # fmt: skip
    keep(link, unsigned, outside)
    keep(ShareSession(link_id=link.id, token_hash="t", language="en", ends_at=ends))
    leave(cast)
    with cast.app.app_context():
        values = {"owner_id": owner}
        links = db.session.execute(own(ShareLink), values).scalars().all()
        assert [(row.name, bool(row.ended_at), row.secret_hash) for row in links] == [("Mom", True, None)]
        assert db.session.execute(own(OutsideConsent), values).scalar_one().revoked_at
        assert db.rows(select(ShareSession.id)) == []
    assert {"family link ended", "outside consent took back"} <= set(trail(cast))


def test_it_wants_to_be_sure(cast: Cast) -> None:
    for sent in ({}, {"sure": "maybe"}):
        refused = cast.as_("maya").post("/leaving", data=sent)
        assert refused.status_code == 422
        assert "Please tick this if you are sure." in refused.text
    assert account(cast).leaves_at is None


def test_it_asks_for_the_password(cast: Cast) -> None:
    with cast.app.app_context(), db.writing():
        db.run(update(Device).values(confirmed_at=now() - timedelta(hours=1)))
    asked = leave(cast)
    assert (asked.status_code, asked.location) == (303, "/confirm?next=/leaving")
    assert account(cast).leaves_at is None


class TestComingBack:
    @pytest.fixture(autouse=True)
    def left(self, cast: Cast, write: Write) -> None:
        write(Urge, note="zq-urge")
        cast.consents("maya", "urges")
        leave(cast)

    def sign_in(self, cast: Cast) -> Any:
        browser = cast.as_("nobody")
        answer = browser.post("/sign-in", data={"username": "maya", "password": PASSWORD})
        assert answer.status_code == 303
        return browser

    def test_signing_in_offers_to_stay(self, cast: Cast) -> None:
        browser = self.sign_in(cast)
        answer = browser.get("/", follow_redirects=True)
        assert answer.request.path == "/leaving"
        assert "I want to stay" in answer.text and "14 days are left." in answer.text

    def test_staying_keeps_everything_and_shares_nothing(self, cast: Cast) -> None:
        browser = self.sign_in(cast)
        answer = browser.post("/leaving/withdrawal")
        assert (answer.status_code, answer.location) == (303, "/")
        assert account(cast).leaves_at is None
        assert "zq-urge" in browser.get("/log").text
        assert "You share nothing now." in browser.get("/consents").text
        assert "leaving stayed" in trail(cast)

    def test_staying_twice_is_once(self, cast: Cast) -> None:
        browser = self.sign_in(cast)
        for _ in range(2):
            assert browser.post("/leaving/withdrawal").status_code == 303
        assert trail(cast).count("leaving stayed") == 1

    def test_it_can_be_taken_along_meanwhile(self, cast: Cast) -> None:
        browser = self.sign_in(cast)
        assert browser.get("/export").status_code == 200
        assert browser.post("/export/archives").mimetype == "application/zip"

    def test_nothing_else_is_open(self, cast: Cast) -> None:
        browser = self.sign_in(cast)
        assert browser.get("/log").location == "/leaving"
        assert browser.post("/consents/revocation").status_code == 403

    def test_the_time_does_not_begin_again(self, cast: Cast) -> None:
        before = account(cast).leaves_at
        self.sign_in(cast).post("/leaving", data={"sure": "yes"})
        assert account(cast).leaves_at == before


def test_the_page_after_it_is_for_everybody(cast: Cast) -> None:
    for name in ("nobody", "maya", "dana"):
        assert "You are signed out" in cast.as_(name).get("/left").text


def test_in_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    assert "Borrar mi cuenta" in cast.as_("maya").get("/leaving").text


def test_others_are_refused(cast: Cast) -> None:
    for name, code in (("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).get("/leaving").status_code == code
        assert leave(cast, name).status_code == code
        assert cast.as_(name).post("/leaving/withdrawal").status_code == code
