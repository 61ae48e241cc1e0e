"""The words of an answer, readable later: as they were, in the language in which they were read."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from sqlmodel import col, select

from tests.cast import Cast
from tests.consents.test_update import answer, page
from webapp.content.consent import CURRENT, VERSION
from webapp.extensions import db
from webapp.models import Account, Assignment, Consent, now, uuid7
from webapp.scope import owned

Keep = Callable[..., None]


def signed(cast: Cast, name: str = "maya") -> list[Any]:
    with cast.app.app_context():
        rows = db.rows(owned(select(*Consent.__table__.c), Consent).order_by(col(Consent.id)), owner_id=cast[name])
        return list(rows)


def read(cast: Cast, row_id: Any) -> BeautifulSoup:
    answered = cast.as_("maya").get(f"/consents/{row_id}")
    assert answered.status_code == 200
    return BeautifulSoup(answered.text, "html.parser")


def test_everything_that_the_rule_asks_for_is_kept(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges")
    row = next(row for row in signed(cast) if row.granted)
    assert (row.patient, row.program, row.team) == ("Maya", "Test program", ["Dana"])
    assert (row.text_version, row.text_hash) == (VERSION, CURRENT.fingerprint)
    assert (row.language, row.signed_how) == ("en", "tap")
    assert row.answered_at and row.expires_at


def test_the_page_says_them(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges", until="30")
    text = read(cast, signed(cast)[0].id).main.text
    for words in ("Maya", "Test program", "Your care team: Dana.", CURRENT.categories["urges"].sees["en"], VERSION):
        assert words in text
    assert "Until " in text and "It ends sooner when you take it back here" in text
    assert CURRENT.fingerprint in text
    assert CURRENT.categories["plan"].sees["en"] not in text
    assert "Not shared:" in text


def test_the_names_of_that_day(cast: Cast, keep: Keep) -> None:
    answer(cast.as_("maya"), "urges")
    keep(Assignment(participant_id=cast["maya"], counselor_id=cast["lee"]))
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).name = "Somebody new"
    text = read(cast, signed(cast)[0].id).main.text
    assert "Your care team: Dana." in text and "You, Maya." in text


def test_in_the_language_in_which_it_was_read(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges")
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    shown = read(cast, signed(cast)[0].id)
    words = shown.select_one("section[lang=en]")
    assert words and "It ends sooner when you take it back here" in words.text
    assert shown.html["lang"] == "es"


def test_answers_given_together_are_one_copy(cast: Cast) -> None:
    maya = cast.as_("maya")
    answer(maya, "urges")
    answer(maya, "urges", "plan")
    links = [tag["href"] for tag in page(maya).select("#answers ~ ol a")]
    assert len(links) == 2
    assert "Not shared" not in read(cast, links[0].rsplit("/")[-1]).main.text


def test_an_answer_to_words_that_are_not_known_can_be_opened(cast: Cast) -> None:
    cast.consents("maya", "urges")
    assert "Maya" in read(cast, signed(cast)[0].id).main.text


def test_an_answer_to_the_first_words(cast: Cast, keep: Keep) -> None:
    row = Consent(owner_id=cast["maya"], category="urges", granted=True, text_version="2026-11", answered_at=now())
    keep(row)
    text = read(cast, row.id).main.text
    assert "Until you change it here, or your program ends." in text
    assert "Your care team: Dana." in text


def test_strangers_find_nothing(cast: Cast) -> None:
    answer(cast.as_("maya"), "urges")
    path = f"/consents/{signed(cast)[0].id}"
    for name, code in (("jordan", 404), ("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).get(path).status_code == code
    assert cast.as_("maya").get(f"/consents/{uuid7()}").status_code == 404
