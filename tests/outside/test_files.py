"""The file that is handed over: what was chosen and no more, the notice of the law, a copy of the consent."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import col, select, update

from tests.cast import Cast
from tests.outside.conftest import Sign
from tests.outside.test_create import kept, trail
from tests.review.conftest import NOTES
from tests.support.archives import Archive, archive_of
from webapp.content.consent import ASKED
from webapp.content.outside import NOTICE
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import Account, Device, OutsideConsent, Urge, now
from webapp.scope import owned_change

pytestmark = pytest.mark.whole
Write = Callable[..., Any]


def canaries(text: str) -> set[str]:
    return set(re.findall(r"zq-[a-z-]+", text))


def file_of(cast: Cast, sign: Sign, **more: Any) -> Archive:
    return archive_of(cast.as_("maya").post(f"{sign(**more).location}/files"))


@pytest.mark.parametrize("category", [each for each in ASKED if each != ConsentCategory.NOTES])
def test_what_was_chosen_and_nothing_else(cast: Cast, story: dict[str, str], sign: Sign, category: str) -> None:
    everything = file_of(cast, sign, share=[category]).everything()
    assert canaries(everything) == set(story[category].split())
    assert "555-0147" not in everything
    with_notes = file_of(cast, sign, share=[category, "notes"]).everything()
    assert canaries(with_notes) == set(story[category].split()) | ({NOTES[category]} if category in NOTES else set())


def test_all_of_it_never_holds_the_rest(cast: Cast, story: dict[str, str], sign: Sign) -> None:
    found = canaries(file_of(cast, sign, share=list(ASKED)).everything())
    assert found == {word for words in story.values() for word in words.split()}
    assert not found & {"zq-private", "zq-deleted", "zq-lapse", "zq-old-plan", "zq-person", "zq-private-answer"}


def test_what_set_an_urge_off_needs_both(cast: Cast, story: dict[str, str], sign: Sign) -> None:
    assert "zq-trigger" not in file_of(cast, sign, share=["urges"]).everything()
    assert file_of(cast, sign, share=["urges", "triggers"]).text("urges.csv").count("zq-trigger") == 1


def test_only_as_far_back_as_was_chosen(cast: Cast, write: Write, sign: Sign) -> None:
    for days, note in ((1, "zq-yesterday"), (29, "zq-month"), (31, "zq-older"), (400, "zq-long-ago")):
        write(Urge, days, note=note)
    shares = ["urges", "notes"]
    spans = {
        span: canaries(file_of(cast, sign, share=shares, span=span).everything()) for span in ("30", "90", "365", "all")
    }
    assert spans["30"] == {"zq-yesterday", "zq-month"}
    assert spans["90"] == spans["365"] == spans["30"] | {"zq-older"}
    assert spans["all"] == spans["365"] | {"zq-long-ago"}


def test_the_notice_is_on_everything(cast: Cast, story: dict[str, str], sign: Sign) -> None:
    """42 CFR 2.32(a)(1) in full, on each page and as the last row of each table."""
    file = file_of(cast, sign, share=list(ASKED))
    assert NOTICE in file.text("README.txt")
    for name in file.names:
        if name.endswith(".html"):
            shown = " ".join(BeautifulSoup(file.text(name), "html.parser").body.text.split())
            assert NOTICE in shown, name
        if name.endswith(".csv"):
            assert file.table(name)[-1] == [NOTICE], name
    assert BeautifulSoup(file.text("record.html"), "html.parser").body.text.count(NOTICE) == 2


def test_the_notice_is_the_laws() -> None:
    assert NOTICE.startswith(
        "This record which has been disclosed to you is protected by Federal confidentiality rules"
    )
    assert NOTICE.endswith("to further use or redisclose the record (see 42 CFR 2.31).")
    assert "identifies a patient as having or having had" not in NOTICE, "the wording before 2024"


def test_a_copy_of_the_consent_goes_with_it(cast: Cast, story: dict[str, str], sign: Sign) -> None:
    copy = file_of(cast, sign).text("consent.html")
    for words in ("I, Maya, ask Test program", "Dr. Lopez, Lakeside Clinic", "The last 90 days", "I sign this"):
        assert words in copy


def test_it_opens_from_a_disk(cast: Cast, story: dict[str, str], sign: Sign) -> None:
    file = file_of(cast, sign, share=list(ASKED))
    for name in ("record.html", "consent.html"):
        shown = BeautifulSoup(file.text(name), "html.parser")
        assert shown.find_all(["script", "link", "img", "iframe"]) == []
        assert len(shown.find_all("h1")) == 1 and shown.title.text
        assert shown.html["lang"] == "en"
        assert not shown.find_all("a")


def test_tables_are_whole(cast: Cast, write: Write, sign: Sign) -> None:
    for n in range(600):
        write(Urge, n / 24, note=f"=note {n}")
    rows = file_of(cast, sign, share=["urges", "notes"]).table("urges.csv")
    assert len(rows) == 600 + 2
    assert {len(row) for row in rows[:-1]} == {8}
    assert all(row[-1].startswith("'=note ") for row in rows[1:-1])


def test_each_making_is_noted(cast: Cast, story: dict[str, str], sign: Sign) -> None:
    maya, path = cast.as_("maya"), sign().location
    for _ in range(2):
        archive_of(maya.post(f"{path}/files"))
    assert trail(cast) == [("shared", "urges"), ("exported", "urges"), ("exported", "urges")]
    assert maya.get(path).text.count(str(datetime.now(UTC).year)) >= 3


def test_it_asks_for_the_password(cast: Cast, sign: Sign) -> None:
    path = sign().location
    with cast.app.app_context(), db.writing():
        db.run(update(Device).values(confirmed_at=now() - timedelta(hours=1)))
    asked = cast.as_("maya").post(f"{path}/files")
    assert (asked.status_code, asked.location) == (303, f"/confirm?next={path}")
    assert trail(cast) == [("shared", "urges")]


def over(cast: Cast) -> None:
    with cast.app.app_context(), db.writing():
        change = update(OutsideConsent).values(expires_at=now() - timedelta(seconds=1))
        db.run(owned_change(change, OutsideConsent), {"of_owner": cast["maya"]})


@pytest.mark.parametrize("how", ["expired", "taken back"])
def test_none_is_made_when_it_is_over(cast: Cast, sign: Sign, how: str) -> None:
    maya, path = cast.as_("maya"), sign().location
    if how == "expired":
        over(cast)
    else:
        maya.post(f"{path}/revocation")
    refused = maya.post(f"{path}/files")
    assert refused.status_code == 409
    assert "No file was made" in refused.text and refused.mimetype == "text/html"
    assert "Make the file" not in maya.get(path).text
    assert ("exported", "urges") not in trail(cast)
    assert len(kept(cast)) == 1, "what was signed stays"


def test_in_spanish(cast: Cast, story: dict[str, str], sign: Sign) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    file = file_of(cast, sign, share=list(ASKED))
    assert "LEEME.txt" in file.names
    record = file.text("record.html")
    assert '<html lang="es">' in record and "Detonantes" in record and "ansia" in record.lower()
    assert f'<p class="notice" lang="en">{NOTICE}' in record
    assert "Yo, Maya, le pido a Test program" in file.text("consent.html")
    assert file.table("urges.csv")[0][0] == "Día"


def test_nothing_of_somebody_else(cast: Cast, write: Write, sign: Sign) -> None:
    write(Urge, note="zq-jordan", owner="jordan")
    assert canaries(file_of(cast, sign, share=list(ASKED)).everything()) == set()


def test_the_trail_says_what_was_in_it(cast: Cast, sign: Sign) -> None:
    path = sign(share=["plan", "urges"]).location
    archive_of(cast.as_("maya").post(f"{path}/files"))
    with cast.app.app_context():
        row = db.first(select(Account.name).where(col(Account.id) == cast["maya"]))
        assert row
    assert trail(cast)[-1] == ("exported", "plan urges")
