"""Who else reads it: the care team with its own consent, a family link with its own part, a file with its own box."""

from tests.cast import Cast
from tests.outside.conftest import Sign, sign
from tests.plan.rows import add_person, add_version
from tests.shared.test_page import page, section
from tests.support.archives import archive_of

__all__ = ["sign"]


def record(cast: Cast) -> str:
    return cast.as_("dana").get(f"/counselor/participants/{cast['maya']}").text


def test_the_counselor_reads_it_with_its_own_consent_only(cast: Cast) -> None:
    add_version(cast, "after-goals", "zq-after")
    add_version(cast, "goals", "zq-plan")
    cast.consents("maya", "plan")
    assert "zq-plan" in record(cast) and "zq-after" not in record(cast)
    cast.consents("maya", "plan", granted=False)
    cast.consents("maya", "aftercare")
    assert "zq-plan" not in record(cast) and "zq-after" in record(cast)
    assert "plan for after the program" in record(cast)
    cast.consents("maya", "aftercare", granted=False)
    assert cast.as_("dana").get(f"/counselor/participants/{cast['maya']}").status_code == 404


def test_the_look_is_in_the_trail(cast: Cast) -> None:
    add_version(cast, "after-goals", "zq-after")
    cast.consents("maya", "aftercare")
    record(cast)
    assert "Dana read your plan for after the program" in cast.as_("maya").get("/who-looked").text


def test_a_family_link_shows_it_without_medicines_and_numbers(cast: Cast) -> None:
    person = add_person(cast, "Marcus", phone="(202) 555-0142")
    add_version(cast, "after-goals", "A room of my own")
    add_version(cast, "after-people", {"text": "Marcus", "person": str(person)})
    add_version(cast, "after-medicines", "zq-medicine")
    add_version(cast, "goals", "zq-plan")
    shown = page(cast, "aftercare")
    said = section(shown, "aftercare")
    assert "My goals after the program" in said and "A room of my own" in said and "Marcus" in said
    assert not any(text in str(shown) for text in ("zq-medicine", "zq-plan", "555-0142"))


def test_a_file_for_somebody_else_has_it_when_its_box_was_ticked(cast: Cast, sign: Sign) -> None:
    add_version(cast, "after-goals", "zq-after")
    add_version(cast, "goals", "zq-plan")
    for share, there, not_there in ((["plan"], "zq-plan", "zq-after"), (["aftercare"], "zq-after", "zq-plan")):
        text = archive_of(cast.as_("maya").post(sign(share=share).location + "/files")).everything()
        assert there in text and not_there not in text


def test_taken_along_it_is_in_words(cast: Cast) -> None:
    add_version(cast, "after-weeks", {"text": "See Dr. Lee", "week": 1})
    archive = archive_of(cast.as_("maya").post("/export/archives", data={"password": "river-candle-meadow-42"}))
    assert "Plan for after the program" in archive.text("index.html")
    assert "Week 1: See Dr. Lee" in archive.text("index.html")
    assert [row["section"] for row in archive.json("json/plan-versions.json")] == ["after-weeks"]
