"""An invite: a code shown once, its QR code, and the paper in both languages."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import segno
from bs4 import BeautifulSoup

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.models import Account, Invite, now, uuid7

CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")
GOOD = "lantern-orbit-mustard-58"


def form(role: str = "participant", **more: object) -> dict[str, Any]:
    return {"operation": uuid7(), "role": role, "note": "for Sam"} | more


def code_of(page: str) -> str:
    found = CODE.search(page)
    assert found
    return found[0]


@pytest.mark.parametrize("role", ["participant", "counselor", "admin"])
def test_the_code_lets_one_person_join(
    alex: PageClient, cast: Cast, stored: Stored, trail: Callable[[], list[object]], role: str
) -> None:
    assert alex.get("/admin/invites/new").status_code == 200
    answer = alex.post("/admin/invites", data=form(role))
    assert answer.status_code == 200
    assert trail() == [("created", "invite", role)]
    join = {"code": code_of(answer.text), "username": "sam", "password": GOOD}
    assert cast.as_("nobody").post("/join", data=join).status_code == 303
    assert stored(Account, username="sam")[0].role == role
    assert cast.as_("nobody").post("/join", data=join | {"username": "kim"}).status_code == 422


def test_only_a_hash_is_kept_for_a_week(alex: PageClient, cast: Cast, stored: Stored) -> None:
    code = code_of(alex.post("/admin/invites", data=form()).text)
    invite = stored(Invite)[0]
    assert code not in repr(invite)
    assert timedelta(days=6, hours=23) < invite.expires_at - now() <= timedelta(days=7)
    assert (invite.note, invite.created_by) == ("for Sam", cast["alex"])


def test_the_square_holds_the_link_with_the_code_after_the_hash(alex: PageClient) -> None:
    page = alex.post("/admin/invites", data=form()).text
    link = f"http://localhost/join#{code_of(page)}"
    drawn = BeautifulSoup(page, "html.parser").select_one(".qr path")
    wanted = segno.make(link, micro=False, error="m").svg_inline(scale=5, omitsize=True)
    assert drawn
    assert str(drawn["d"]) in wanted
    assert f"join?{code_of(page)}" not in page


def test_the_paper_is_in_both_languages(alex: PageClient) -> None:
    page = alex.post("/admin/invites", data=form()).text
    soup = BeautifulSoup(page, "html.parser")
    papers = {str(part["lang"]): part.get_text(" ") for part in soup.select(".invite-paper [lang]")}
    assert list(papers) == ["en", "es"]
    assert "Your invite to Test program" in papers["en"]
    assert "Tu invitación a Test program" in papers["es"]
    assert all(code_of(page) in paper and "http://localhost/join" in paper for paper in papers.values())


def test_it_is_not_kept_anywhere(alex: PageClient) -> None:
    assert alex.post("/admin/invites", data=form()).headers["Cache-Control"] == "no-store"


def test_the_same_form_twice_makes_one(alex: PageClient, stored: Stored) -> None:
    sent = form()
    assert alex.post("/admin/invites", data=sent).status_code == 200
    assert alex.post("/admin/invites", data=sent).location == "/admin#invites"
    assert len(stored(Invite)) == 1


def test_the_same_operation_with_something_else_is_a_conflict(alex: PageClient, stored: Stored) -> None:
    sent = form()
    alex.post("/admin/invites", data=sent)
    assert alex.post("/admin/invites", data=sent | {"role": "admin"}).status_code == 409
    assert len(stored(Invite)) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"role": "owner"}, "Please choose one from the list."),
        ({"role": ""}, "Please answer this."),
        ({"note": "x" * 201}, "200 characters fit"),
    ],
)
def test_it_is_refused_at_its_field(alex: PageClient, stored: Stored, wrong: dict[str, str], message: str) -> None:
    answer = alex.post("/admin/invites", data=form() | wrong)
    assert answer.status_code == 422
    assert message in answer.text
    assert wrong.get("note", "for Sam") in answer.text
    assert stored(Invite) == []


def test_withdrawn_it_works_no_more(
    alex: PageClient, cast: Cast, stored: Stored, trail: Callable[[], list[Any]]
) -> None:
    code = code_of(alex.post("/admin/invites", data=form()).text)
    url = f"/admin/invites/{stored(Invite)[0].id}/withdrawal"
    assert [alex.post(url).location for _ in range(2)] == ["/admin#invites"] * 2
    assert trail()[1:] == [("withdrew", "invite", "")]
    join = {"code": code, "username": "sam", "password": GOOD}
    assert cast.as_("nobody").post("/join", data=join).status_code == 422


def test_a_used_one_stays_used(alex: PageClient, cast: Cast, stored: Stored) -> None:
    code = code_of(alex.post("/admin/invites", data=form()).text)
    cast.as_("nobody").post("/join", data={"code": code, "username": "sam", "password": GOOD})
    alex.post(f"/admin/invites/{stored(Invite)[0].id}/withdrawal")
    assert stored(Invite)[0].withdrawn_at is None


def test_staff_invites_need_the_password_of_the_last_minutes(alex: PageClient, long_ago: None, stored: Stored) -> None:
    for role in ("counselor", "admin"):
        assert alex.post("/admin/invites", data=form(role)).location == "/confirm?next=/admin/invites/new"
    assert stored(Invite) == []
    assert alex.post("/admin/invites", data=form("participant")).status_code == 200


def test_an_unknown_invite(alex: PageClient) -> None:
    assert alex.post(f"/admin/invites/{uuid7()}/withdrawal").status_code == 404
