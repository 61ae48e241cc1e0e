"""Consent: every box empty at first, 'not now' as easy as 'yes', every answer kept, the newest one holds."""

from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser
from sqlmodel import col, select
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.support.client import PageClient
from webapp.consents.queries import granted
from webapp.content.consent import ASKED, VERSION
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Audit, Consent, uuid7
from webapp.scope import owned


def page(client: PageClient, path: str = "/consents") -> BeautifulSoup:
    return BeautifulSoup(client.get(path).text, "html.parser")


def form_of(client: PageClient) -> dict[str, Any]:
    """What the form sends as it stands, without the button."""
    form = LexborHTMLParser(client.get("/consents").text).css_first("form#consent")
    assert form
    sent = [box.attributes for box in form.css("input[type=hidden], input[name=until][checked]")]
    ticks = [box.attributes["value"] for box in form.css("input[name=share][checked]")]
    return {box["name"] or "": box["value"] for box in sent} | {"share": ticks}


def ticked(client: PageClient) -> list[str]:
    ticks: list[str] = form_of(client)["share"]
    return ticks


def answer(client: PageClient, *share: str, button: str = "ticked", **more: Any) -> TestResponse:
    return client.post("/consents", data=form_of(client) | {"share": list(share), "answer": button} | more)


def answers(cast: Cast, name: str = "maya") -> list[tuple[str, bool]]:
    statement = owned(select(Consent.category, Consent.granted), Consent).order_by(col(Consent.answered_at))
    with cast.app.app_context():
        return [(row.category, row.granted) for row in db.rows(statement, owner_id=cast[name])]


def holds(cast: Cast, name: str = "maya") -> frozenset[str]:
    with cast.app.app_context():
        return granted(cast[name])


def test_every_box_is_empty_at_first(cast: Cast) -> None:
    shown = page(cast.as_("maya"))
    assert [tag["value"] for tag in shown.select("input[name=share]")] == [str(category) for category in ASKED]
    assert ticked(cast.as_("maya")) == []
    assert "You share nothing now." in shown.text


def test_not_now_looks_like_yes(cast: Cast) -> None:
    """Two buttons of one kind, side by side: neither is the one to press."""
    buttons = page(cast.as_("maya")).select("form#consent button")
    assert [button.text for button in buttons] == ["Share what I ticked", "Not now"]
    assert buttons[0]["class"] == buttons[1]["class"]


def test_what_was_ticked_is_shared(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert answer(maya, "urges", "plan").status_code == 303
    assert holds(cast) == {"urges", "plan"}
    assert sorted(answers(cast)) == sorted((str(c), c in {"urges", "plan"}) for c in ASKED)
    assert "You share now: Cravings, urges, distress · My plan" in page(maya).text
    assert ticked(maya) == ["urges", "plan"]


def test_not_now_shares_nothing_whatever_was_ticked(cast: Cast) -> None:
    assert answer(cast.as_("maya"), "urges", button="nothing").status_code == 303
    assert holds(cast) == frozenset()
    assert {granted for _category, granted in answers(cast)} == {False}


def test_taking_back_adds_an_answer_and_holds_at_once(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges", "plan")
    answer(maya, "plan")
    assert holds(cast) == {"plan"}
    assert answers(cast)[-1] == ("urges", False)
    assert len(answers(cast)) == len(ASKED) + 1


def test_share_nothing_takes_all_back(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, *ASKED)
    assert holds(cast) == set(ASKED)
    answer(maya, *ASKED, button="nothing")
    assert holds(cast) == frozenset()


def test_the_same_form_twice_is_one_answer(cast: Cast) -> None:
    maya = cast.as_("maya")
    sent = form_of(maya) | {"share": ["urges"], "answer": "ticked"}
    assert [maya.post("/consents", data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(answers(cast)) == len(ASKED)


def test_an_old_page_does_not_bring_back_what_was_taken_back(cast: Cast) -> None:
    phone, laptop = cast.as_("maya"), cast.as_("maya")
    answer(laptop, "urges", "check-ins")
    old = form_of(phone)
    answer(laptop, button="nothing")
    refused = phone.post("/consents", data=old | {"share": ["urges", "check-ins", "plan"], "answer": "ticked"})
    assert refused.status_code == 409
    assert holds(cast) == frozenset()
    assert "What you chose: Cravings, urges, distress · Check-ins · My plan." in refused.text
    assert ticked(phone) == []
    assert 'name="share" value="urges" checked' not in refused.text
    assert phone.post("/consents", data=form_of(phone) | {"share": ["plan"], "answer": "ticked"}).status_code == 303
    assert holds(cast) == {"plan"}


def test_other_words_are_asked_again(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert answer(maya, "urges", text_version="2020-01").status_code == 409
    assert answers(cast) == []


def test_each_answer_keeps_the_words_and_is_in_the_trail(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges")
    with cast.app.app_context():
        rows = db.rows(owned(select(Consent.text_version), Consent), owner_id=cast["maya"])
        trail = db.rows(select(Audit.action, Audit.detail).where(col(Audit.subject) == "consent"))
    assert {row.text_version for row in rows} == {VERSION}
    assert ("shared", "urges") in [tuple(row) for row in trail]
    assert ("kept back", "plan") in [tuple(row) for row in trail]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"share": ["everything"]}, "Please choose one from the list."),
        ({"share": [ConsentCategory.LAPSES]}, "Please choose one from the list."),
        ({"share": ["urges"] * (len(ASKED) + 1)}, "That is more than fits."),
        ({"until": "forever"}, "Please choose one from the list."),
        ({"until": "date"}, "Please choose the day."),
        ({"until": "date", "until_day": "2020-01-01"}, "a year away at the most"),
        ({"until": "date", "until_day": "2099-01-01"}, "a year away at the most"),
        ({"until": "date", "until_day": "soon"}, "Please give a date like"),
        ({"answer": "maybe"}, "Please choose one from the list."),
        ({"after": "https://elsewhere.example"}, "Please choose one from the list."),
        ({"newest": "x"}, "Please choose one from the list."),
        ({"text_version": ""}, "Please answer this."),
    ],
)
def test_what_is_no_answer_is_refused(cast: Cast, sent: dict[str, Any], says: str) -> None:
    maya = cast.as_("maya")
    refused = maya.post("/consents", data=form_of(maya) | {"share": ["urges"]} | sent)
    assert refused.status_code == 422
    assert says in refused.text
    assert answers(cast) == []


def test_after_joining_it_goes_on_to_today(cast: Cast) -> None:
    assert answer(cast.as_("maya"), "urges", after="welcome").location == "/"
    assert answer(cast.as_("maya"), after="").location == "/consents#shared-now"


def test_the_answers_so_far_are_listed(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges")
    answer(maya, "urges", "plan")
    history = page(maya).select("section[aria-labelledby=answers] li")
    assert len(history) == 2
    assert "Shared: My plan" in history[0].text and "Not shared" not in history[0].text
    assert "Shared: Cravings, urges, distress" in history[1].text and "Not shared: Check-ins" in history[1].text


def test_it_names_who_reads_and_until_when(cast: Cast) -> None:
    text = page(cast.as_("maya")).text
    for words in ("You, Maya. Test program keeps", "Your care team: Dana.", "weekdays 9 to 5, not right away", "988"):
        assert words in text
    assert "nobody is assigned yet" in page(cast.as_("jordan")).text


def test_in_spanish(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.connection().exec_driver_sql("UPDATE account SET language = 'es' WHERE username = 'maya'")
    shown = page(cast.as_("maya"))
    assert shown.h1 and shown.h1.text == "Quién puede ver qué"
    assert [button.text for button in shown.select("form#consent button")] == ["Compartir lo que marqué", "Ahora no"]
    assert "Tú, Maya. Test program guarda" in shown.text


def test_others_are_refused(cast: Cast) -> None:
    sent = {"text_version": VERSION, "share": ["urges"], "newest": str(uuid7())}
    for name, code in (("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).get("/consents").status_code == code
        assert cast.as_(name).post("/consents", data=sent).status_code == code


def test_one_persons_answer_is_nobody_elses(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges")
    assert holds(cast, "jordan") == frozenset()
    assert ticked(cast.as_("jordan")) == []


def test_reading_writes_nothing(cast: Cast) -> None:
    cast.as_("maya").get("/consents")
    assert answers(cast) == []


def test_somebody_elses_newest_answer_is_no_key(cast: Cast) -> None:
    answer(cast.as_("jordan"), "urges")
    theirs = UUID(form_of(cast.as_("jordan"))["newest"])
    assert answer(cast.as_("maya"), "urges", newest=str(theirs)).status_code == 409
