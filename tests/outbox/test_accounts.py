"""Whose phone it is: pages and requests say it, and nobody's entry is stored under another name."""

import pytest

from tests.cast import Cast
from tests.outbox.phone import send, tag, urge
from tests.outbox.test_acknowledged import urges


def test_a_page_says_whose_it_is(cast: Cast) -> None:
    answer = cast.as_("maya").get("/urges/new")
    assert answer.headers["FH-User"] == tag(cast, "maya")
    assert answer.headers["FH-Page"] == "full"
    assert f'data-account="{tag(cast, "maya")}"' in answer.text


def test_the_tag_is_not_the_id_and_belongs_to_one(cast: Cast) -> None:
    tags = {tag(cast, name) for name in ("maya", "jordan", "dana")}
    assert len(tags) == 3
    assert all(len(each) == 16 and each not in str(cast["maya"]).replace("-", "") for each in tags)


@pytest.mark.parametrize("name", ["nobody", "noor"])
def test_nobody_has_no_tag(cast: Cast, name: str) -> None:
    answer = cast.as_(name).get("/help")
    assert 'data-account=""' in answer.text
    assert answer.headers.get("FH-User", "-") == "-"


def test_staff_keep_nothing_on_a_phone(cast: Cast) -> None:
    assert 'data-account=""' in cast.as_("dana").get("/counselor").text


def test_an_answer_to_a_form_is_no_page(cast: Cast) -> None:
    answer = send(cast, "maya", "/urges", {"strength": "11"})
    assert (answer.status_code, "FH-Page" in answer.headers) == (422, False)


@pytest.mark.parametrize("signed_in", ["jordan", "dana", "alex"])
def test_the_entry_of_another_is_refused(cast: Cast, signed_in: str) -> None:
    """Maya's phone, on which somebody else signed in."""
    answer = send(cast, signed_in, "/urges", urge(), owner="maya")
    assert (answer.status_code, answer.headers["FH-Reason"]) == (409, "other-account")
    assert "FH-Ack" not in answer.headers
    assert urges(cast) == []


def test_no_page_is_shown_to_a_script_of_another(cast: Cast) -> None:
    answer = cast.as_("jordan").get("/urges/new", headers={"FH-Outbox-User": tag(cast, "maya")})
    assert (answer.status_code, answer.headers["FH-Reason"]) == (409, "other-account")
