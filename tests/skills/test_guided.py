"""The guided practices that the player must have: each with a script of its length, in both languages, and cautions."""

import re

import pytest

from webapp.content.pictures import NAMES
from webapp.content.skills import LIBRARY, LibrarySkill
from webapp.enums import Language

LISTED = {
    "paced breathing, 4 and 6": "long-out-breath",
    "paced breathing, 4 and 8": "breath-4-8",
    "paced breathing, 3 and 5": "breath-3-5",
    "box breathing": "box-breath",
    "5-4-3-2-1": "five-senses",
    "urge surfing": "urge-surfing",
    "TIPP with its cautions": "tipp",
    "progressive relaxation": "muscle-release",
    "body scan": "body-scan",
    "three-minute breathing space": "three-minute-breath",
    "loving-kindness": "loving-kindness",
    "leaves on a stream": "leaves-on-a-stream",
    "gentle chair yoga": "chair-yoga",
    "gentle standing yoga": "standing-yoga",
    "ten-minute walk": "ten-minute-walk",
    "mindful eating": "mindful-eating",
    "sleep wind-down": "sleep-wind-down",
    "drawing prompts": "draw-it",
    "collage prompts": "collage",
    "gratitude": "gratitude",
    "letter writing": "unsent-letter",
    "HALT check": "halt-check",
    "delay-distract-decide": "delay-distract-decide",
    "opposite action": "opposite-action",
    "problem solving": "problem-steps",
    "calling someone (what to say)": "call-someone",
}
NO_COLD = r"heart|breathing|beta-blockers|pregnan|cold allergy|eating disorder|50 °F"
NO_COLD_ES = r"corazón|respirar|betabloqueadores|embarazo|alergia|trastorno alimentario|50 °F"
SAFE_WALK = (r"away from places|heart|eating disorder|chest pain|911", r"lejos|corazón|alimentario|pecho|911")
MUST_SAY = {
    "tipp": (NO_COLD, NO_COLD_ES),
    "cold-on-face": (NO_COLD, NO_COLD_ES),
    "burst-of-movement": (
        r"heart|breathing|beta-blockers|pregnan|eating disorder|911",
        r"corazón|respirar|betabloqueadores|embarazo|alimentario|911",
    ),
    "long-out-breath": (r"dizzy|panic|look around", r"mareas|pánico|mira alrededor"),
    "breath-4-8": (r"dizzy|panic|look around", r"mareas|pánico|mira alrededor"),
    "breath-3-5": (r"dizzy|panic|look around|911", r"mareas|pánico|mira alrededor|911"),
    "box-breath": (r"Pregnant|lung|heart|holds|dizzy", r"embarazo|pulmón|corazón|detengas|mareas"),
    "urge-surfing": (r"move away first|medical help", r"aléjate|ayuda médica"),
    "delay-distract-decide": (r"leave first|988", r"sal de ahí|988"),
    "muscle-release": (r"pain|injury|surgery", r"dolor|lesión|cirugía"),
    "body-scan": (r"trauma|eyes open|stop", r"trauma|ojos|para"),
    "three-minute-breath": (r"trauma|eyes open|feet", r"trauma|ojos|pies"),
    "leaves-on-a-stream": (r"flashbacks|voices|eyes open", r"invaden|voces|ojos"),
    "loving-kindness": (r"grief|harmed", r"duelo|daño"),
    "chair-yoga": (r"pain|dizziness|injury|pregnancy|heart", r"dolor|mareo|lesión|embarazo|corazón"),
    "standing-yoga": (r"pain|dizziness|fall|withdrawal|chair yoga", r"dolor|mareo|caes|abstinencia|yoga en silla"),
    "ten-minute-walk": SAFE_WALK,
    "mindful-eating": (r"eating disorder|meal plan|team", r"alimentario|plan de comidas|equipo"),
    "sleep-wind-down": (r"bipolar|seizures|prescribed|team", r"bipolar|convulsiones|recetadas|equipo"),
    "halt-check": (r"not a test|eating disorder", r"no un examen|alimentario"),
    "draw-it": (r"private|5 things you see|session", r"privado|5 cosas|sesión"),
    "collage": (r"scissors|alcohol, drugs, betting", r"tijeras|alcohol, drogas, apuestas"),
    "unsent-letter": (r"stir|session|Don’t send|no-contact", r"remover|sesión|No la envíes|no contacto"),
    "thought-stop": (r"OCD", r"TOC"),
}
"""What a caution has to name: from the curriculum, modules 8, 10 to 12, 37, 38 and 49 to 54, and the list of skills."""
YOGA = {"chair-yoga": "yoga-chair-", "standing-yoga": "yoga-standing-"}


def seconds(skill: LibrarySkill) -> int:
    if skill.pattern:
        return skill.pattern.seconds * skill.pattern.rounds
    return sum(step.seconds for step in skill.steps)


@pytest.mark.parametrize("slug", LISTED.values(), ids=LISTED.keys())
def test_a_listed_practice_has_a_script_of_its_length(slug: str) -> None:
    skill = LIBRARY[slug]
    assert skill.is_guided
    shortest, longest = skill.minutes
    assert shortest * 60 <= seconds(skill) <= longest * 60
    assert skill.pattern or len(skill.steps) >= 6


@pytest.mark.parametrize("slug", LISTED.values(), ids=LISTED.keys())
def test_a_listed_practice_speaks_both_languages_and_says_what_it_is_for(slug: str) -> None:
    skill = LIBRARY[slug]
    assert skill.purpose
    for text in filter(None, (skill.name, skill.purpose, skill.how, skill.caution)):
        assert all(text[language].strip() for language in Language)
        assert text["en"] != text["es"]
    for step in skill.steps:
        assert step.en.strip() and step.es.strip() and step.en != step.es
        assert len(step.en) <= 160 and len(step.es) <= 170, "read at a glance"


@pytest.mark.parametrize("slug", LISTED.values(), ids=LISTED.keys())
def test_a_listed_practice_that_has_no_caution_needs_none(slug: str) -> None:
    assert LIBRARY[slug].caution or slug == "five-senses"


@pytest.mark.parametrize(("slug", "words"), MUST_SAY.items(), ids=MUST_SAY.keys())
def test_a_caution_names_what_the_curriculum_names(slug: str, words: tuple[str, str]) -> None:
    caution = LIBRARY[slug].caution
    assert caution
    for language, needed in zip(("en", "es"), words, strict=True):
        missing = [word for word in needed.split("|") if not re.search(word, caution[language])]
        assert missing == [], language


def test_there_are_several_breathing_patterns_and_the_way_out_is_never_shorter() -> None:
    patterns = [skill.pattern for skill in LIBRARY.values() if skill.pattern]
    assert len({(one.in_, one.hold, one.out, one.rest) for one in patterns}) >= 4
    assert all(one.out >= one.in_ for one in patterns)


@pytest.mark.parametrize("slug", YOGA)
def test_yoga_has_a_drawing_for_every_step(slug: str) -> None:
    drawings = [step.picture for step in LIBRARY[slug].steps]
    assert set(drawings) == {f"{YOGA[slug]}{n}" for n in range(1, 6)}
    assert set(drawings) <= NAMES


def test_a_step_with_an_unknown_picture_is_refused() -> None:
    step = LIBRARY["chair-yoga"].steps[0]
    with pytest.raises(ValueError, match="there is no picture 'no-such-picture'"):
        type(step)(**(step.model_dump() | {"picture": "no-such-picture"}))


REASONS = {
    "tipp": (NO_COLD, NO_COLD_ES),
    "cold-on-face": (NO_COLD, NO_COLD_ES),
    "burst-of-movement": MUST_SAY["burst-of-movement"],
}


@pytest.mark.parametrize(("slug", "words"), REASONS.items(), ids=REASONS.keys())
def test_cold_and_hard_exercise_wait_for_a_no_to_each_reason(slug: str, words: tuple[str, str]) -> None:
    gate = LIBRARY[slug].gate
    assert gate
    for language, needed in zip(("en", "es"), words, strict=True):
        said = "; ".join(reason[language] for reason in gate.reasons).lower()
        asked = set(needed.lower().split("|")) - {"50 °f", "911"}
        assert {word for word in asked if word not in said} == set(), language


def test_what_is_offered_instead_has_no_reasons_against_it() -> None:
    for skill in LIBRARY.values():
        assert all(slug in LIBRARY and not LIBRARY[slug].gate for slug in skill.instead)


def test_tipp_has_its_four_parts_in_order() -> None:
    said = [step.en for step in LIBRARY["tipp"].steps]
    parts = ["Temperature.", "Intense exercise.", "Paced breathing.", "Paired muscle relaxation."]
    places = [next(n for n, text in enumerate(said) if text.startswith(part)) for part in parts]
    assert places == sorted(places)
    assert LIBRARY["tipp"].strength[0] >= 8
