"""A link is a consent under 42 CFR Part 2: what was read is what was signed, with all that the rule asks for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.support.client import PageClient
from tests.support.family import hidden, make, propose, rows, sign, trail
from webapp.content.sharing import CURRENT, NOTICE, SIGNED, VERSION, SigningText

SIGNED_ALREADY = {"2026-11": "a264b25b8fd1d414c67fec314b4048507e874e7e440bde81747acbcdd6e02db5"}
"""SHA-256 of each version. Other words are a new version, with its own line here."""
ELEMENTS = [
    "patient", "discloser", "recipient", "what", "purpose", "until", "take-back", "without", "passing-on", "signature",
]  # fmt: skip
"""What 42 CFR 2.31(a) wants; the day stands beside the signature."""
STATEMENT = (
    "This record which has been disclosed to you is protected by Federal confidentiality rules (42 CFR part "
    "2). These rules prohibit you from using or disclosing this record, or testimony that describes the "
    "information contained in this record, in any civil, criminal, administrative, or legislative proceedings "
    "by any Federal, State, or local authority, against the patient, unless authorized by the consent of the "
    "patient, except as provided at 42 CFR 2.12(c)(5) or as authorized by a court in accordance with 42 CFR "
    "2.64 or 2.65. In addition, the Federal rules prohibit you from making any other use or disclosure of "
    "this record unless at least one of the following applies: (i) Further use or disclosure is expressly "
    "permitted by the written consent of the individual whose information is being disclosed in this record "
    "or as otherwise permitted by 42 CFR part 2. (ii) You are a covered entity or business associate and have "
    "received the record for treatment, payment, or health care operations, or (iii) You have received the "
    "record from a covered entity or business associate as permitted by 45 CFR part 164, subparts A and E. A "
    "general authorization for the release of medical or other information is NOT sufficient to meet the "
    "required elements of written consent to further use or redisclose the record (see 42 CFR 2.31)."
)
"""42 CFR 2.32(a), statement 1, as amended in 2024."""


def test_each_version_says_what_it_said() -> None:
    assert {version: text.fingerprint for version, text in SIGNED.items()} == SIGNED_ALREADY
    assert VERSION in SIGNED


@pytest.mark.parametrize("text", SIGNED.values(), ids=SIGNED)
def test_no_element_is_missing(text: SigningText) -> None:
    assert [element.slug for element in text.elements] == ELEMENTS


def test_the_notice_is_word_for_word() -> None:
    assert NOTICE.statement["en"] == STATEMENT


def form_of(maya: PageClient, link_id: object) -> dict[str, str]:
    return hidden(maya, f"/sharing/{link_id}/preview", f"/sharing/{link_id}/signature")


def test_what_is_signed_is_kept_whole(cast: Cast) -> None:
    before = datetime.now(UTC)
    link = make(cast, sections=["reasons", "signs"], relation="sibling", days="90", language="es")
    (kept,) = rows(cast, "ShareConsent")
    assert (kept.link_id, kept.owner_id) == (link.id, cast["maya"])
    assert (kept.patient, kept.program, kept.recipient, kept.relation) == ("Maya", "Test program", "Ruth", "sibling")
    assert kept.sections == ["signs", "reasons"], "in the order of the page"
    assert (kept.purpose, kept.signed_how, kept.language) == ("at-my-request", "tap", "en")
    assert (kept.text_version, kept.text_hash) == (VERSION, CURRENT.fingerprint)
    assert before <= kept.signed_at <= datetime.now(UTC)
    assert kept.expires_at == kept.signed_at + timedelta(days=90)
    assert trail(cast) == [("made", "participant", "signed")]


def test_the_page_says_all_of_it_before_and_after(cast: Cast) -> None:
    maya = cast.as_("maya")
    link_id = propose(maya)
    before = BeautifulSoup(maya.get(f"/sharing/{link_id}/preview").text, "html.parser").select_one("section dl")
    assert [term.text for term in before.select("dt")] == [element.title["en"] for element in CURRENT.elements]
    said = " ".join(before.text.split())
    for part in ("Yours, Maya.", "Test program", "Ruth (parent)", "Warning signs", "At your own request", "End this"):
        assert part in said, part
    sign(maya, link_id)
    after = BeautifulSoup(maya.get(f"/sharing/{link_id}").text, "html.parser").select_one("details dl")
    assert [term.text for term in after.select("dt")] == [element.title["en"] for element in CURRENT.elements]


def test_in_spanish(cast: Cast, speak: Any) -> None:
    speak("maya", "es")
    make(cast, language="es")
    (kept,) = rows(cast, "ShareConsent")
    assert kept.language == "es"
    assert "Lo que firmaste el" in cast.as_("maya").get(f"/sharing/{kept.link_id}").text


def test_signing_twice_is_signing_once(cast: Cast) -> None:
    maya = cast.as_("maya")
    link_id = propose(maya)
    sent = form_of(maya, link_id)
    first = maya.post(f"/sharing/{link_id}/signature", data=sent)
    again = maya.post(f"/sharing/{link_id}/signature", data=sent)
    assert (first.status_code, again.status_code) == (200, 303)
    assert again.headers["Location"] == f"/sharing/{link_id}", "what was shown once is not shown again"
    assert len(rows(cast, "ShareConsent")) == 1


@pytest.mark.parametrize("change", [{"version": "2"}, {"text_version": "1999-01"}])
def test_what_was_not_read_is_not_signed(cast: Cast, change: dict[str, str]) -> None:
    maya = cast.as_("maya")
    link_id = propose(maya)
    answer = maya.post(f"/sharing/{link_id}/signature", data=form_of(maya, link_id) | change)
    assert answer.status_code == 409
    assert "Something changed since you opened this page" in answer.text
    assert rows(cast, "ShareConsent") == [] and trail(cast) == []


def test_parts_changed_meanwhile_are_looked_at_again(cast: Cast) -> None:
    phone, laptop = cast.as_("maya"), cast.as_("maya")
    link_id = propose(phone)
    old = form_of(phone, link_id)
    action = f"/sharing/{link_id}/parts"
    assert laptop.post(action, data=hidden(laptop, action, action) | {"sections": ["people"]}).status_code == 303
    assert phone.post(f"/sharing/{link_id}/signature", data=old).status_code == 409
    assert rows(cast, "ShareConsent") == []


@pytest.mark.parametrize("missing", ["operation", "version", "text_version"])
def test_a_form_without_its_fields_is_refused(cast: Cast, missing: str) -> None:
    maya = cast.as_("maya")
    link_id = propose(maya)
    sent = {name: value for name, value in form_of(maya, link_id).items() if name != missing}
    assert maya.post(f"/sharing/{link_id}/signature", data=sent).status_code == 422
    assert rows(cast, "ShareConsent") == []


def test_nobody_signs_for_somebody_else(cast: Cast) -> None:
    maya = cast.as_("maya")
    link_id = propose(maya)
    sent = form_of(maya, link_id)
    for name, status in (("nobody", 401), ("jordan", 404), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).post(f"/sharing/{link_id}/signature", data=sent).status_code == status, name
    assert rows(cast, "ShareConsent") == []
