"""The password again, before what is hard to take back."""

from collections.abc import Callable

import pytest

from tests.admin.conftest import Stored
from tests.cast import PASSWORD, Cast
from tests.support.client import PageClient
from webapp.models import Audit, Device, now


def test_it_leads_back_and_then_is_asked_no_more(alex: PageClient, long_ago: None, cast: Cast, stored: Stored) -> None:
    wanted = f"/admin/people/{cast['maya']}/turn-off"
    asked = alex.get(wanted)
    assert f'value="{wanted}"' in alex.get(asked.location).text
    answer = alex.post("/confirm", data={"password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer.location) == (303, wanted)
    assert alex.get(wanted).status_code == 200
    assert (now() - stored(Device, account_id=cast["alex"])[0].confirmed_at).seconds < 60
    assert [(row.action, row.subject) for row in stored(Audit)] == [("confirmed", "password")]


def test_only_this_device_is_confirmed(alex: PageClient, long_ago: None, cast: Cast, stored: Stored) -> None:
    alex.post("/confirm", data={"password": PASSWORD})
    assert cast.as_("lee").get("/account").status_code == 200
    before = stored(Device, account_id=cast["lee"])[0]
    alex.post("/confirm", data={"password": PASSWORD})
    assert stored(Device, account_id=cast["lee"])[0].confirmed_at == before.confirmed_at


@pytest.mark.parametrize("password", ["not it", "", "x" * 300])
def test_a_wrong_password(alex: PageClient, long_ago: None, cast: Cast, password: str) -> None:
    answer = alex.post("/confirm", data={"password": password, "next": "/admin"})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert 'value="/admin"' in answer.text
    assert alex.get(f"/admin/people/{cast['maya']}/turn-off").status_code == 303


def test_guessing_is_slowed(alex: PageClient, long_ago: None, cast: Cast) -> None:
    tries = [alex.post("/confirm", data={"password": "not it"}).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]
    refused = alex.post("/confirm", data={"password": PASSWORD})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert cast.as_("dana").post("/confirm", data={"password": PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org", "//example.org", "/\\example.org", "javascript:alert(1)", "x"]
)
def test_never_on_to_another_site(alex: PageClient, elsewhere: str) -> None:
    answer = alex.post("/confirm", data={"password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 303
    assert answer.location.startswith("/")
    assert "example" not in answer.location
    assert elsewhere not in alex.get("/confirm", query_string={"next": elsewhere}).text or elsewhere == "x"


def test_everybody_with_an_account_has_it(cast: Cast) -> None:
    assert cast.as_("maya").get("/confirm").status_code == 200
    assert cast.as_("dana").get("/confirm").status_code == 200
    assert cast.as_("nobody").get("/confirm").status_code == 401
    assert cast.as_("nobody").post("/confirm", data={"password": PASSWORD}).status_code == 401


def test_a_refused_try_is_in_the_trail(alex: PageClient, trail: Callable[[], list[object]]) -> None:
    alex.post("/confirm", data={"password": "not it"})
    assert trail() == [("refused", "password", "")]
