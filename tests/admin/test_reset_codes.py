"""A reset code: after a check, shown once, for a day."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.admin.conftest import Stored
from tests.cast import Cast
from tests.support.client import PageClient
from webapp.models import ResetCode, now, uuid7

CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")
NEW_PASSWORD = "lantern-orbit-mustard-58"


def ticked(**more: object) -> dict[str, Any]:
    return {"operation": uuid7(), "known": "true", "private": "true"} | more


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/admin/people/{cast['maya']}/reset-codes"


def test_the_code_sets_a_new_password(
    alex: PageClient, cast: Cast, url: str, trail: Callable[[], list[object]], stored: Stored
) -> None:
    assert "Check first" in alex.get(f"{url}/new").text
    answer = alex.post(url, data=ticked())
    assert answer.status_code == 200
    code = CODE.search(answer.text)
    assert code
    assert answer.headers["Cache-Control"] == "no-store"
    assert code[0] not in str(stored(ResetCode))
    assert trail() == [("issued", "reset code", "")]
    used = cast.as_("nobody").post("/reset", data={"code": code[0], "password": NEW_PASSWORD})
    assert used.status_code == 303


def test_it_works_for_a_day(alex: PageClient, url: str, stored: Stored) -> None:
    alex.post(url, data=ticked())
    lasts = stored(ResetCode)[0].expires_at - now()
    assert timedelta(hours=23, minutes=59) < lasts <= timedelta(hours=24)


def test_a_new_code_ends_the_one_before(alex: PageClient, url: str, stored: Stored) -> None:
    alex.post(url, data=ticked())
    alex.post(url, data=ticked())
    first, second = stored(ResetCode)
    assert first.expires_at <= now() < second.expires_at


@pytest.mark.parametrize("missing", ["known", "private"])
def test_each_box_has_to_be_ticked(alex: PageClient, url: str, stored: Stored, missing: str) -> None:
    answer = alex.post(url, data=ticked() | {missing: ""})
    assert answer.status_code == 422
    assert "Please check this first, then tick it." in answer.text
    assert answer.text.count(" checked>") == 1
    assert stored(ResetCode) == []


def test_the_same_form_twice_makes_one(alex: PageClient, cast: Cast, url: str, stored: Stored) -> None:
    sent = ticked()
    assert alex.post(url, data=sent).status_code == 200
    again = alex.post(url, data=sent)
    assert again.location == f"/admin/people/{cast['maya']}"
    assert len(stored(ResetCode)) == 1


def test_the_same_form_for_somebody_else_is_a_conflict(alex: PageClient, cast: Cast, url: str, stored: Stored) -> None:
    sent = ticked()
    alex.post(url, data=sent)
    assert alex.post(url.replace(str(cast["maya"]), str(cast["jordan"])), data=sent).status_code == 409
    assert len(stored(ResetCode)) == 1


def test_an_open_code_shows_on_the_persons_page(alex: PageClient, cast: Cast, url: str) -> None:
    page = f"/admin/people/{cast['maya']}"
    assert "A reset code was issued" not in alex.get(page).text
    alex.post(url, data=ticked())
    assert "A reset code was issued" in alex.get(page).text


def test_not_for_oneself_or_an_account_that_is_off(alex: PageClient, cast: Cast, stored: Stored) -> None:
    for name in ("alex", "noor"):
        assert alex.get(f"/admin/people/{cast[name]}/reset-codes/new").status_code == 404
        assert alex.post(f"/admin/people/{cast[name]}/reset-codes", data=ticked()).status_code == 404
    assert stored(ResetCode) == []


def test_without_the_password_of_the_last_minutes(alex: PageClient, long_ago: None, url: str, stored: Stored) -> None:
    for answer in (alex.get(f"{url}/new"), alex.post(url, data=ticked())):
        assert answer.location == f"/confirm?next={url}/new"
    assert stored(ResetCode) == []
