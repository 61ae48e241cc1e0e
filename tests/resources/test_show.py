"""One entry: favorites, a contact file, a square for a camera; nothing about taps is kept."""

from collections.abc import Callable

import pytest
import segno
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.resources.conftest import Put, Stored, own
from tests.support.client import PageClient
from webapp.content.resources import NATIONAL
from webapp.models import Resource, ResourceFavorite


def read(card: str) -> list[tuple[str, str]]:
    """The properties of a vCard (RFC 2426), with lines unfolded and texts unescaped."""
    assert card.endswith("\r\n") and "\n" not in card.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    pairs = [line.partition(":") for line in card.replace("\r\n ", "").splitlines()]
    plain = str.maketrans({"\0": "\\"})
    return [
        (
            name,
            value.replace("\\\\", "\0").replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n").translate(plain),
        )
        for name, _colon, value in pairs
    ]


def contact(client: PageClient, key: str) -> list[tuple[str, str]]:
    answer = client.get(f"/resources/{key}/contact.vcf")
    assert answer.status_code == 200 and answer.mimetype == "text/vcard"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{key}.vcf"'
    return read(answer.text)


def test_a_contact_file(maya: PageClient) -> None:
    card = contact(maya, "domestic-violence")
    assert card[0] == ("BEGIN", "VCARD") and card[1] == ("VERSION", "3.0") and card[-1] == ("END", "VCARD")
    assert ("FN", "National Domestic Violence Hotline") in card
    assert ("TEL;TYPE=WORK,VOICE", "+18007997233") in card and ("TEL;TYPE=WORK,MSG", "88788") in card
    assert ("URL", "https://www.thehotline.org") in card
    assert "START → 88788" in dict(card)["NOTE"]


def test_every_entry_has_one(maya: PageClient, speaks: Callable[[str, str], None]) -> None:
    speaks("maya", "es")
    for slug, entry in NATIONAL.items():
        if entry.listed == "always":
            assert dict(contact(maya, slug))["FN"] == entry.name["es"]


def test_texts_are_escaped_and_folded(maya: PageClient, put: Put, stored: Stored) -> None:
    name, street = "Ñandú; “kitchen”, back\\door " + "é" * 90, "1 Oak St, Apt 2; rear"
    put(own(name=name, address=street))
    card = dict(contact(maya, str(stored(Resource)[0].id)))
    assert card["FN"] == name and card["N"] == name + ";;;;" and card["ADR;TYPE=WORK"] == f";;{street};;;;"


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x1c", "\x1b", "\x85", "\u2028", "\u2029"])
def test_nothing_written_ends_a_line(maya: PageClient, put: Put, stored: Stored, end: str) -> None:
    """Programs split at other characters than ours; what is pasted out of a word processor has them."""
    put(own(name=f"Kitchen{end}END:VCARD{end}x", about=f"Meals{end}TEL:+1", address=f"1 Oak St{end}x"))
    text = maya.get(f"/resources/{stored(Resource)[0].id}/contact.vcf").text
    assert end not in text and [line for line in text.splitlines() if line == "END:VCARD"] == ["END:VCARD"]
    assert "FN:Kitchen END:VCARD x" in text


def test_numbers_that_wait_are_not_in_the_contact_file(maya: PageClient) -> None:
    assert not [value for name, value in contact(maya, "stronghearts") if name.startswith("TEL")]


def test_the_square_holds_the_number(maya: PageClient) -> None:
    for key, content in (
        ("rainn", "tel:+18006564673"), ("findtreatment", "https://findtreatment.gov"),
        ("mha-peer-text", "SMSTO:+16782646978:hello"),
    ):  # fmt: skip
        drawn = BeautifulSoup(maya.get(f"/resources/{key}").text, "html.parser").select_one(".qr path")
        wanted = segno.make(content, micro=False, error="m").svg_inline(scale=4, omitsize=True)
        assert drawn and drawn["d"] in wanted, key


def test_sharing_has_all_that_is_known(maya: PageClient) -> None:
    button = BeautifulSoup(maya.get("/resources/trevor-project").text, "html.parser").select_one(
        "[data-share-resource]"
    )
    assert button and button.has_attr("hidden"), "only a script can share"
    assert button["data-share-resource"].split("\n") == [
        "The Trevor Project", "866-488-7386", "678-678 (START)", "https://www.thetrevorproject.org/get-help",
    ]  # fmt: skip


def keep(client: PageClient, key: str, kept: bool = True) -> int:
    return client.post("/resources/favorites", data={"resource": key, "kept": str(kept).lower()}).status_code


def favorites(client: PageClient) -> list[str]:
    soup = BeautifulSoup(client.get("/resources").text, "html.parser")
    return [link.text for link in soup.select("section[aria-labelledby=favorites] li > p:first-child > a")]


def test_favorites_are_on_top_and_on_paper(maya: PageClient, cast: Cast, put: Put, stored: Stored) -> None:
    assert favorites(maya) == []
    put(own())
    assert keep(maya, "dbsa") == keep(maya, str(stored(Resource)[0].id)) == 303
    assert [name.split(" (")[0] for name in favorites(maya)] == [
        "Depression and Bipolar Support Alliance",
        "Cedar food bank",
    ]
    assert "My favorites" in maya.get("/resources/paper").text
    assert "Take out of my favorites" in maya.get("/resources/dbsa").text
    assert favorites(cast.as_("jordan")) == []


def test_the_same_form_twice_is_once(maya: PageClient, stored: Stored) -> None:
    assert [keep(maya, "dbsa"), keep(maya, "dbsa")] == [303, 303]
    assert len(stored(ResourceFavorite)) == 1
    assert [keep(maya, "dbsa", kept=False), keep(maya, "dbsa", kept=False)] == [303, 303]
    assert stored(ResourceFavorite) == []


def test_a_favorite_of_somebody_else_stays(maya: PageClient, cast: Cast, stored: Stored) -> None:
    keep(cast.as_("jordan"), "dbsa")
    keep(maya, "dbsa", kept=False)
    assert [row.owner_id for row in stored(ResourceFavorite)] == [cast["jordan"]]


def test_a_favorite_that_the_clinic_hid_is_not_shown(maya: PageClient, put: Put) -> None:
    keep(maya, "dbsa")
    put(Resource(slug="dbsa", shown=False))
    assert favorites(maya) == []


@pytest.mark.parametrize(
    "data", [{}, {"resource": "dbsa"}, {"resource": "x" * 65, "kept": "true"}, {"resource": "no", "kept": "true"}]
)
def test_what_is_not_there_is_no_favorite(maya: PageClient, stored: Stored, data: dict[str, str]) -> None:
    assert maya.post("/resources/favorites", data=data).status_code == 404
    assert stored(ResourceFavorite) == []


def test_others_keep_no_favorites(cast: Cast) -> None:
    assert keep(cast.as_("nobody"), "dbsa") == 401
    assert keep(cast.as_("dana"), "dbsa") == keep(cast.as_("alex"), "dbsa") == 403


def test_no_link_of_a_line_comes_by_the_server(maya: PageClient) -> None:
    """What is tapped is the number itself: no redirect of ours, nothing that a script would send."""
    for path in ("/resources", "/resources/lifeline"):
        soup = BeautifulSoup(maya.get(path).text, "html.parser")
        lines = [link for link in soup.select("main a[href]") if link["href"].split(":")[0] in {"tel", "sms", "https"}]
        assert lines and {name for link in lines for name in link.attrs} <= {"href", "class", "rel"}


def test_the_paper_has_every_number(maya: PageClient) -> None:
    paper = maya.get("/resources/paper").text
    assert "988" in paper and "866-488-7386" in paper and "Text START to 678-678" in paper
    assert paper.count("<li>") > 80 and "844-762-8483" not in paper
