"""What a person writes comes back as they wrote it: any script, emoji, marks that combine, 10,000 characters."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from tests.guards.matrix import Row, all_rows
from tests.support.scene import Scene
from tests.support.snapshots import Snapshot

LINES = {
    "emoji": "😀👩‍👩‍👧‍👦🏳️‍🌈 1️⃣",
    "combining": "e\u0301\u0323 a\u030a Z\u0351\u036b\u0343\u036a",
    "right to left": "שלום עולם مرحبا بالعالم",
    "direction marks": "abc\u202edef\u202c\u200f",
    "scripts": "नमस्ते 李雷 Привет ภาษาไทย 한국어",
    "markup": "<b>&amp; \"quoted\" 'single' {{ 7 * 7 }} %(name)s %s \\n $&</b>",
    "invisible": "a\u200bb\u00adc\u00a0d",
    "astral": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𓀀",
    "as long as fits": "ñ" * 200,
}
NOTES = LINES | {
    "10,000 characters": "0123456789" * 1000,
    "10,000 emoji": "😀" * 10_000,
    "lines": "one\n\n  two\n\tthree\n",
    "a line first": "\nafter an empty line",
}
TRIPS = {
    # what is posted, which field, where it is read again; the fields of notes take long texts
    "urge note": ("POST /urges/<uuid:urge_id>/answers", "note", "/urges/{maya urge}", NOTES),
    "urge thought": ("POST /urges/<uuid:urge_id>/answers", "thought", "/urges/{maya urge}", NOTES),
    "new trigger": ("POST /urges/<uuid:urge_id>/answers", "new_trigger", "/triggers", LINES),
    "check-in note": ("POST /check-ins/<uuid:check_in_id>", "note", "/check-ins/{maya check-in}", NOTES),
    "lapse note": ("POST /lapses/<uuid:lapse_id>/look-back", "note", "/lapses/{maya lapse}", NOTES),
    "lapse thought": ("POST /lapses/<uuid:lapse_id>/look-back", "thought", "/lapses/{maya lapse}", NOTES),
    "practice note": ("POST /practices/<uuid:practice_id>", "note", "/practices/{maya practice}/edit", NOTES),
    "skill name": ("POST /skills/<skill:key>", "name", "/skills/{maya skill}/edit", LINES),
    "skill how": ("POST /skills/<skill:key>", "how", "/skills/{maya skill}/edit", NOTES),
    "trigger": ("POST /triggers/<uuid:trigger_id>", "name", "/triggers/{maya trigger}", LINES),
    "cue": ("POST /if-thens/<uuid:if_then_id>", "cue", "/if-thens/{maya if-then}", LINES),
    "act": ("POST /if-thens/<uuid:if_then_id>", "act", "/if-thens/{maya if-then}", LINES),
    "person": ("POST /people/<uuid:person_id>", "name", "/people/{maya person}/edit", LINES),
    "words to say": ("POST /people/<uuid:person_id>", "say", "/people/{maya person}/edit", LINES),
    "plan": ("POST /plan/<section>", "lines", "/plan/reasons/edit", LINES),
    "counter": ("POST /days/<uuid:counter_id>", "label", "/days/{maya counter}/edit", LINES),
    "warning sign": ("POST /warning-signs", "own", "/warning-signs", LINES),
    "sign check note": (
        "POST /warning-signs/checks/<uuid:check_id>",
        "note",
        "/warning-signs/checks/{maya sign check}/edit",
        NOTES,
    ),
    "exercise line": ("POST /learn/<int:number>/answers", "answer_place_own", "/learn/8", LINES),
    "own name": ("POST /account", "name", "/account", LINES),
    "group": ("POST /admin/groups/<uuid:group_id>", "name", "/admin/groups/{group}", LINES),
    "program": ("POST /admin/program", "name", "/admin/program", LINES),
    "clinic line": ("POST /admin/crisis-lines/<uuid:line_id>", "detail", "/admin/crisis-lines/{line}", LINES),
}
CASES = [(trip, kind) for trip, (_key, _field, _page, texts) in TRIPS.items() for kind in texts]


@pytest.mark.slow
@pytest.mark.parametrize(("trip", "kind"), CASES, ids=[f"{trip}: {kind}" for trip, kind in CASES])
def test_it_comes_back(trip: str, kind: str, scene: Scene, before: Snapshot) -> None:
    key, name, page, texts = TRIPS[trip]
    client = scene.cast.as_("alex" if "/admin" in key else "maya", lint=False)
    try:
        row = row_of(key)
        answer = client.post(row.path(scene), data=row.body(scene) | {name: texts[kind]})
        assert answer.status_code == 303, trouble(answer.text)
        read = client.get(page.format(**{name: str(row_id) for name, row_id in scene.ids.items()}))
        assert texts[kind] in list(shown(read.text)) or texts[kind] in text_of(read.text)
    finally:
        before.restore(before.now())


def row_of(key: str) -> Row:
    return next(row for row in all_rows() if row.key == key and not row.variant)


def trouble(html: str) -> list[str]:
    return [tag.get_text(strip=True) for tag in BeautifulSoup(html, "html.parser").select(".error-text, .banner-error")]


def text_of(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text()


def shown(html: str) -> Iterator[str]:
    """What boxes hold, as a browser reads them: the line break after <textarea> is not part of it."""
    soup = BeautifulSoup(html, "html.parser")
    yield from (box.get("value", "") for box in soup.find_all("input"))
    yield from (box.get_text().removeprefix("\n") for box in soup.find_all("textarea"))


@pytest.mark.parametrize("trip", [trip for trip, (_key, _field, _page, texts) in TRIPS.items() if texts is NOTES])
def test_one_more_is_too_long_and_stays_on_the_page(trip: str, scene: Scene, before: Snapshot) -> None:
    key, name, _page, _texts = TRIPS[trip]
    row, text = row_of(key), "x" * 10_001
    answer = scene.cast.as_("maya", lint=False).post(row.path(scene), data=row.body(scene) | {name: text})
    after = before.now()
    before.restore(after)
    assert answer.status_code == 422
    assert f'id="{name}-error"' in answer.text
    assert text in list(shown(answer.text)), "what was typed stays"
    assert before.changes(after) == {}
