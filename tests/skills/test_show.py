"""One skill: what it is, its caution, what is known, and what it did for this person."""

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.skills.rows import BREATHING, SENSES, add_practice, add_skill, add_urge, speak_spanish
from webapp.content.skills import LIBRARY


@pytest.mark.whole
@pytest.mark.parametrize("slug", sorted(LIBRARY))
def test_every_skill_has_its_page(cast: Cast, slug: str) -> None:
    skill, text = LIBRARY[slug], cast.as_("maya").get(f"/skills/{slug}").text
    assert skill.name["en"] in text
    assert f'href="/skills/{slug}/practice"' in text
    assert skill.source in text.replace("&#39;", "'").replace("&amp;", "&")
    if skill.caution:
        assert text.index(skill.caution["en"]) < text.index("button-primary"), "the caution comes before the start"


@pytest.mark.whole
@pytest.mark.parametrize("slug", sorted(LIBRARY))
def test_it_says_what_it_is_for_how_long_and_when_not_to(cast: Cast, slug: str) -> None:
    page = BeautifulSoup(cast.as_("maya").get(f"/skills/{slug}").text, "html.parser")
    facts = {row.dt.get_text(): row.dd.get_text() for row in page.select(".skill-facts > div") if row.dt and row.dd}
    skill = LIBRARY[slug]
    assert len(facts["What it is for"]) > 20
    assert skill.purpose is None or facts["What it is for"] == skill.purpose["en"]
    assert "min" in facts["How long it takes"]
    assert ("When not to" in facts) is (skill.caution is None)
    assert ("When not to, or with care" in page.get_text()) is (skill.caution is not None)


def test_its_facts_in_spanish(cast: Cast) -> None:
    speak_spanish(cast)
    text = cast.as_("maya").get("/skills/chair-yoga").text
    for words in ("Para qué sirve", "Cuánto dura", "Cuándo no, o con cuidado", "Yoga suave en silla"):
        assert words in text
    assert "Ansiedad o preocupación · Preocupación por dinero" in cast.as_("maya").get("/skills/worry-window").text


@pytest.mark.parametrize(
    ("slug", "words"), [(BREATHING, "Good evidence"), (SENSES, "less research"), ("slow-stretch", "Common sense.")]
)
def test_evidence_in_honest_words(cast: Cast, slug: str, words: str) -> None:
    assert words in cast.as_("maya").get(f"/skills/{slug}").text


def test_own_evidence_needs_three_pairs(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert "You used it" not in maya.get(f"/skills/{SENSES}").text
    add_practice(cast, before=None)
    add_practice(cast)
    add_practice(cast)
    text = maya.get(f"/skills/{SENSES}").text
    assert "You used it 3 times." in text
    assert "on average" not in text
    add_practice(cast, before=8, after=3)
    assert "Down by 3.7 on average, 3 times" in maya.get(f"/skills/{SENSES}").text


@pytest.mark.parametrize(("after", "words"), [(5, "No change on average, 3 times"), (7, "Up by 2 on average, 3 times")])
def test_own_evidence_is_honest_when_it_did_not_help(cast: Cast, after: int, words: str) -> None:
    for _turn in range(3):
        add_practice(cast, before=5, after=after)
    assert words in cast.as_("maya").get(f"/skills/{SENSES}").text


def test_what_is_deleted_or_somebody_elses_is_no_evidence(cast: Cast) -> None:
    for _turn in range(3):
        add_practice(cast, owner="jordan")
    deleted = [add_practice(cast) for _turn in range(3)]
    for practice_id in deleted:
        cast.as_("maya").post(f"/practices/{practice_id}/deletion")
    assert "You used it" not in cast.as_("maya").get(f"/skills/{SENSES}").text


def test_an_own_skill_goes_by_its_id(cast: Cast) -> None:
    skill_id = add_skill(cast)
    text = cast.as_("maya").get(f"/skills/{skill_id}").text
    assert "Walk the dog" in text
    assert "Twice around" in text
    assert f'href="/skills/{skill_id}/practice"' in text
    assert "skill-facts" not in text
    assert "own:" not in text
    assert "own%3A" not in text


def test_the_urge_goes_along(cast: Cast) -> None:
    urge_id = add_urge(cast)
    text = cast.as_("maya").get(f"/skills/{SENSES}?urge={urge_id}").text
    assert f'href="/skills/{SENSES}/practice?urge={urge_id}"' in text
    assert f'href="/urges/{urge_id}"' in text
    assert "urge=" not in cast.as_("maya").get(f"/skills/{SENSES}?urge=<b>").text


@pytest.mark.parametrize("key", ["no-such-skill", "own:1", "A", "01a201fb-b1eb-7b55-a249-45b6028e1396", "..%2f"])
def test_an_unknown_key_is_not_there(cast: Cast, key: str) -> None:
    assert cast.as_("maya").get(f"/skills/{key}").status_code == 404


def test_others_are_refused(cast: Cast) -> None:
    skill_id = add_skill(cast)
    assert cast.as_("jordan").get(f"/skills/{skill_id}").status_code == 404
    assert cast.as_("nobody").get(f"/skills/{skill_id}").status_code == 401
    assert cast.as_("dana").get(f"/skills/{skill_id}").status_code == 403
