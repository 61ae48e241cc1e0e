"""Other parts for a link: less is gone at once, more waits for a signature."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.family import Link, hidden, make, propose, rows, ruth, sign, trail


def change(client: PageClient, link: Link, *parts: str, **more: str) -> TestResponse:
    action = f"/sharing/{link.id}/parts"
    return client.post(action, data=hidden(client, action, action) | {"sections": list(parts)} | more)


def seen(client: PageClient) -> list[str]:
    page = BeautifulSoup(client.get("/shared").text, "html.parser")
    return [str(part["id"]).removeprefix("part-") for part in page.select("[id^=part-]")]


def test_the_page_begins_with_what_holds(cast: Cast) -> None:
    link = make(cast, sections=["signs", "people"])
    page = BeautifulSoup(cast.as_("maya").get(f"/sharing/{link.id}/parts").text, "html.parser")
    assert [box["value"] for box in page.select("input[name=sections][checked]")] == ["signs", "people"]


def test_less_is_gone_at_the_next_request(cast: Cast) -> None:
    link = make(cast, sections=["signs", "people", "reasons"])
    family = ruth(cast, link)
    assert seen(family) == ["signs", "people", "reasons"]
    answer = change(cast.as_("maya"), link, "people")
    assert answer.headers["Location"] == f"/sharing/{link.id}"
    assert seen(family) == ["people"]
    assert len(rows(cast, "ShareConsent")) == 1, "less needs no signature"
    assert trail(cast)[-1] == ("changed", "participant", "less")


def test_more_waits_for_a_signature(cast: Cast) -> None:
    maya = cast.as_("maya")
    link = make(cast, sections=["signs", "people"])
    family = ruth(cast, link)
    answer = change(maya, link, "signs", "reasons")
    assert answer.headers["Location"] == f"/sharing/{link.id}/preview"
    assert seen(family) == ["signs"], "what was unticked is gone, what was ticked is not there yet"
    assert "Waiting for your signature: My reasons." in maya.get(f"/sharing/{link.id}").text
    signed = sign(maya, link.id)
    assert signed.status_code == 303, "the link stays the same, and its keys are not shown again"
    assert seen(family) == ["signs", "reasons"]
    assert [row.sections for row in rows(cast, "ShareConsent")] == [["signs", "people"], ["signs", "reasons"]]
    first, second = rows(cast, "ShareConsent")
    assert first.expires_at == second.expires_at, "signing again makes nothing last longer"


def test_what_was_signed_last_holds_after_the_clock_was_set_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        link = make(cast, sections=["signs"])
    monkeypatch.setattr("webapp.models.base._uuid_last", UUID(int=0))
    maya = cast.as_("maya")
    change(maya, link, "signs", "reasons")
    sign(maya, link.id)
    latest, first = BeautifulSoup(maya.get(f"/sharing/{link.id}").text, "html.parser").select("details dl")
    assert "My reasons" in latest.text and "My reasons" not in first.text


def test_an_old_page_changes_nothing(cast: Cast) -> None:
    maya = cast.as_("maya")
    link = make(cast, sections=["signs", "people"])
    action = f"/sharing/{link.id}/parts"
    old = hidden(maya, action, action)
    change(cast.as_("maya"), link, "signs")
    answer = maya.post(action, data=old | {"sections": ["signs", "people", "days"]})
    assert answer.status_code == 409
    assert "What you chose: Warning signs · People to call · Days." in answer.text
    assert [row.sections for row in rows(cast, "ShareLink")] == [["signs"]]


def test_the_same_form_twice_is_one_change(cast: Cast) -> None:
    maya = cast.as_("maya")
    link = make(cast, sections=["signs", "people"])
    action = f"/sharing/{link.id}/parts"
    sent = hidden(maya, action, action) | {"sections": ["signs"]}
    assert [maya.post(action, data=sent).status_code for _ in range(2)] == [303, 303]
    assert [entry[0] for entry in trail(cast)] == ["made", "changed"]
    assert maya.post(action, data=sent | {"sections": ["people"]}).status_code == 409


def test_nothing_is_not_a_part(cast: Cast) -> None:
    link = make(cast, sections=["signs"])
    answer = change(cast.as_("maya"), link)
    assert answer.status_code == 422 and "Tick at least one part." in answer.text
    assert [row.sections for row in rows(cast, "ShareLink")] == [["signs"]]


def test_before_the_signature_parts_are_free(cast: Cast) -> None:
    maya = cast.as_("maya")
    link_id = propose(maya, sections=["signs"])
    action = f"/sharing/{link_id}/parts"
    answer = maya.post(action, data=hidden(maya, action, action) | {"sections": ["reasons"]})
    assert answer.headers["Location"] == f"/sharing/{link_id}/preview"
    (row,) = rows(cast, "ShareLink")
    assert (row.sections, row.proposed) == ([], ["reasons"])
    assert trail(cast) == []


def test_one_that_ended_is_not_changed(cast: Cast) -> None:
    maya = cast.as_("maya")
    link = make(cast, sections=["signs"])
    action = f"/sharing/{link.id}/parts"
    sent = hidden(maya, action, action) | {"sections": ["signs", "people"]}
    maya.post(f"/sharing/{link.id}/ending")
    assert maya.post(action, data=sent).headers["Location"] == f"/sharing/{link.id}"
    (row,) = rows(cast, "ShareLink")
    assert (row.sections, row.proposed) == (["signs"], None)


@pytest.mark.parametrize(("name", "status"), [("nobody", 401), ("jordan", 404), ("dana", 403)])
def test_nobody_else_changes_it(cast: Cast, name: str, status: int) -> None:
    maya = cast.as_("maya")
    link = make(cast, sections=["signs"])
    action = f"/sharing/{link.id}/parts"
    sent = hidden(maya, action, action) | {"sections": ["people"]}
    assert cast.as_(name).post(action, data=sent).status_code == status
    assert [row.sections for row in rows(cast, "ShareLink")] == [["signs"]]
