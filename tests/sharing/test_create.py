"""A link in under a minute: one form, a look at what it shows, a tap that signs, and then the link, once."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.family import form, link_in, make, propose, rows, sign
from webapp.models import metadata
from webapp.sharing.vocabulary import PARTS


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_nothing_is_ticked_at_first(cast: Cast) -> None:
    page = soup(cast.as_("maya").get("/sharing/new").text)
    assert [box["value"] for box in page.select("input[name=sections]")] == list(PARTS)
    assert page.select("input[name=sections][checked]") == []
    assert page.select("input[name=relation][checked]") == []
    assert page.select_one("input[name=days][checked]")["value"] == "7", "the shortest"
    assert page.select_one("input[name=language][checked]")["value"] == "en"


def test_from_the_form_to_the_link(cast: Cast) -> None:
    maya = cast.as_("maya")
    link_id = propose(maya, sections=["reasons", "signs"])
    preview = soup(maya.get(f"/sharing/{link_id}/preview").text)
    assert preview.h1.text == "What Ruth will see"
    assert [part["id"] for part in preview.select(".family-frame [id^=part-]")] == ["part-signs", "part-reasons"]
    answer = sign(maya, link_id)
    link = link_in(answer, link_id)
    page = soup(answer.text)
    assert len(link.public_id) == 8 and len(link.secret) == 43 and len(link.code) == 19
    assert page.select_one(".qr svg"), "and a square to scan"
    assert "It is shown only now" in page.text
    assert answer.headers["Cache-Control"] == "no-store"
    listed = soup(maya.get("/sharing").text)
    assert "Ruth Parent" in " ".join(listed.text.split()) and "Not opened yet" in listed.text


def test_it_opens_what_it_says(cast: Cast) -> None:
    link = make(cast)
    client = cast.as_("nobody")
    assert client.post(link.door, data={"secret": link.secret}).headers["Location"] == "/shared"
    assert "Maya’s page" in client.get("/shared").text


WRONG = {
    "sections": ([], "Tick at least one part."),
    "name": ("  ", "Please answer this."),
    "relation": ("enemy", "Please choose one from the list."),
    "days": ("14", "Please choose one from the list."),
    "language": ("fr", "Please choose one from the list."),
    "passcode": ("12345", "Please use 6 characters or more, or leave it empty."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_at_the_field(cast: Cast, name: str) -> None:
    value, message = WRONG[name]
    answer = cast.as_("maya").post("/sharing", data=form(name="Aunt Rosa", passcode="blue-door-17") | {name: value})
    assert answer.status_code == 422
    page = soup(answer.text)
    assert page.select_one(f"#{name}-error").text.strip() == message
    assert name == "name" or page.select_one("#name")["value"] == "Aunt Rosa", "what was typed stays"
    assert rows(cast, "ShareLink") == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"sections": ["signs", "log"]}, "sections"),
        ({"sections": ["urges"]}, "sections"),
        ({"passcode": "111111"}, "passcode"),
        ({"passcode": "x" * 65}, "passcode"),
        ({"name": "n" * 201}, "name"),
        ({"days": ["7", "30"]}, "days"),
    ],
)
def test_what_does_not_fit_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    answer = cast.as_("maya").post("/sharing", data=form(**more))
    assert answer.status_code == 422
    assert soup(answer.text).select_one(f"#{field}-error")
    assert rows(cast, "ShareLink") == []


def test_the_same_form_twice_is_one_link(cast: Cast) -> None:
    maya, sent = cast.as_("maya"), form()
    assert [maya.post("/sharing", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(rows(cast, "ShareLink")) == 1


def test_an_id_of_somebody_else_is_refused(cast: Cast) -> None:
    sent = form()
    cast.as_("jordan").post("/sharing", data=sent)
    assert cast.as_("maya").post("/sharing", data=form(id=sent["id"])).status_code == 409
    assert cast.as_("jordan").post("/sharing", data=form(id=sent["id"], name="Other")).status_code == 409
    assert [row.name for row in rows(cast, "ShareLink")] == ["Ruth"]


def test_unsigned_it_opens_nothing(cast: Cast) -> None:
    link_id = propose(cast.as_("maya"))
    (row,) = rows(cast, "ShareLink")
    assert (row.secret_hash, row.code_hash, row.signed_at, row.sections) == (None, None, None, [])
    answer = cast.as_("nobody").post(f"/s/{row.public_id}", data={"secret": "", "code": ""})
    assert answer.status_code == 404
    assert "Not signed yet. It opens nothing." in cast.as_("maya").get("/sharing").text
    cast.as_("maya").post(f"/sharing/{link_id}/ending")
    assert rows(cast, "ShareLink") == [], "thrown away, it leaves nothing"


def test_keys_are_kept_as_hashes_only(cast: Cast) -> None:
    link = make(cast, passcode="blue-door-17")
    cast.as_("nobody").post(link.door, data={"secret": link.secret, "passcode": "blue-door-17"})
    kept = []
    with cast.app.extensions["foothold_engine"].connect() as connection:
        for table in metadata.sorted_tables:
            kept += [str(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')]
    everything = "\n".join(kept)
    assert link.public_id in everything
    for key in (link.secret, link.code, link.code.replace("-", ""), "blue-door-17"):
        assert key not in everything


def test_two_links_share_nothing(cast: Cast) -> None:
    first, second = make(cast), make(cast)
    assert len({first.public_id, second.public_id, first.secret, second.secret, first.code, second.code}) == 6
    mixed = cast.as_("nobody").post(first.door, data={"secret": second.secret})
    assert mixed.status_code == 404


def test_codes_have_no_look_alikes(cast: Cast) -> None:
    for _ in range(20):
        link = make(cast)
        assert not set(link.code + link.public_id) & set("ILOU")
