"""Somebody on the staff lost phone and codes: an admin who sees them takes the second step away, and it shows."""

from collections.abc import Callable

import pytest

from tests.accounts.conftest import give_app
from tests.admin.conftest import Stored
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from tests.support.second_step import code, key_in
from webapp.models import RecoveryCode, SecondFactor


@pytest.fixture
def url(cast: Cast) -> str:
    give_app(cast, "dana")
    return f"/admin/people/{cast['dana']}/second-step/removal"


def test_it_is_taken_away(alex: PageClient, cast: Cast, url: str, stored: Stored, trail: Callable[[], object]) -> None:
    assert url in alex.get(f"/admin/people/{cast['dana']}").text
    assert "Take away the second step of Dana" in alex.get(url).text
    assert alex.post(url, data={"seen": "true"}).status_code == 303
    assert stored(SecondFactor) == [] and stored(RecoveryCode) == []
    assert trail() == [("removed", "second step", "")]
    assert cast.as_("dana").get("/counselor").status_code == 401, "all devices are out"
    assert url not in alex.get(f"/admin/people/{cast['dana']}").text


def test_the_person_is_told_at_the_next_sign_in(alex: PageClient, cast: Cast, url: str) -> None:
    alex.post(url, data={"seen": "true"})
    dana = cast.as_("nobody")
    data = {"username": "dana", "password": PASSWORD}
    answer = dana.post("/sign-in", data=data)
    notice = "/account/reset-notice?next%3D/counselor"
    assert answer.location == f"/second-step?next={notice}"
    assert dana.get(answer.location).location == f"/account/second-step?next={notice}"
    key = key_in(dana.get("/account/second-step").text)
    done = dana.post("/account/second-step", data={"code": code(key=key), "next": "/account/reset-notice"})
    assert 'href="/account/reset-notice"' in done.text
    told = dana.get("/account/reset-notice").text
    assert "Your second step of signing in was taken away on" in told
    assert "Your password was reset" not in told
    dana.post("/account/reset-notice/dismissal")
    assert dana.get("/account/reset-notice").location == "/counselor"


def test_the_box_has_to_be_ticked(alex: PageClient, url: str, stored: Stored) -> None:
    answer = alex.post(url)
    assert answer.status_code == 422 and "Please check this first, then tick it." in answer.text
    assert len(stored(SecondFactor)) == 1


@pytest.mark.usefixtures("long_ago")
def test_the_password_is_asked_first(alex: PageClient, url: str, stored: Stored) -> None:
    assert alex.get(url).location.startswith("/confirm?next=")
    assert alex.post(url, data={"seen": "true"}).location.startswith("/confirm?next=")
    assert len(stored(SecondFactor)) == 1


@pytest.mark.parametrize("name", ["lee", "maya", "alex", "noor"])
def test_who_has_none_has_no_page(alex: PageClient, cast: Cast, name: str, url: str) -> None:
    give_app(cast, "alex")
    path = f"/admin/people/{cast[name]}/second-step/removal"
    assert (alex.get(path).status_code, alex.post(path, data={"seen": "true"}).status_code) == (404, 404)


def test_the_trail_tells_in_words(alex: PageClient, url: str) -> None:
    alex.post(url, data={"seen": "true"})
    assert "Second step" in alex.get("/admin/audit").text
