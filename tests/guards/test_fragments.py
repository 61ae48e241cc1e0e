"""What htmx is given for a part of a page is that part of the fresh page: one URL has one representation."""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.fuzz.test_given_back import row_of
from tests.guards.matrix import all_rows
from tests.guards.test_matrix import ask
from tests.support.scene import Scene
from tests.support.snapshots import Snapshot

PARTS = {
    "POST /urges/<uuid:urge_id>/answers": ("/urges/{maya urge}", "answers-state"),
    "POST /urges/<uuid:urge_id>/safety": ("/urges/{maya fresh urge}", "safety"),
    "POST /check-ins/<uuid:check_in_id>": ("/check-ins/{maya check-in}", ""),
    "POST /lapses/<uuid:lapse_id>/following": ("/lapses/{maya lapse}", ""),
    "POST /people/<uuid:person_id>/position": ("/people", ""),
    "POST /call-requests": ("/people", "call-me"),
    "POST /learn/<int:number>/answers": ("/learn/8", "after-exercise"),
    "POST /learn/<int:number>/additions": ("/learn/8", "try-today"),
    "POST /learn/<int:number>/removals": ("/learn/8", "try-today"),
    "POST /learn/<int:number>/check": ("/learn/8", "check"),
    "POST /counselor/participants/<uuid:participant_id>/readings": ("/counselor/participants/{maya}", ""),
}
"""Routes that answer htmx with a part: where it stands, and its id ('' for the id of what is answered)."""
NOT_ON_THE_PAGE = {
    "POST /triggers/<uuid:trigger_id>/postponement": "takes the place of a suggestion that is gone from the fresh page",
}
WHOLE_PAGES = {
    "POST /admin/searches": "a name that somebody looks for is in no address",
    "POST /learn/searches": "what somebody looks for is in no address",
    "POST /resources/searches": "what somebody looks for is in no address",
    "POST /admin/flags/trials": "rules that are tried, and not kept",
    "POST /admin/resources/previews": "a file that is looked at, and not kept",
    "POST /admin/resources/exports": "a file",
    "POST /admin/audit/exports": "a file",
    "POST /export/archives": "a file",
    "POST /export/packs": "a file",
    "POST /outbox/openings": "what was locked on a phone, for the script that sends it",
    "POST /outside-consents/<uuid:consent_id>/files": "a file",
    "POST /who-looked/accounting/exports": "a file",
    "POST /account/recovery-codes": "codes that are shown once",
    "POST /admin/people/<uuid:account_id>/reset-codes": "a code that is shown once",
    "POST /admin/invites": "a code that is shown once",
    "POST /sharing/<uuid:link_id>/signature": "a link that is shown once",
    "POST /sharing/<uuid:link_id>/secrets": "a link that is shown once",
    "POST /calendar/addresses": "an address that is shown once",
    "POST /admin/crisis-lines/<uuid:line_id>/deletion": "holds what was removed, for Undo",
}
"""Routes that answer 200 to a plain form as well."""


def normal(part: Tag) -> str:
    """Without what differs each time: ids of operations, the word that it was saved, and where the focus goes."""
    del part["autofocus"], part["tabindex"]
    for tag in part.find_all(attrs={"name": "operation"}):
        tag["value"] = ""
    for tag in part.find_all(attrs={"role": "status"}):
        tag.decompose()
    return " ".join(str(part).split())


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@pytest.mark.whole
@pytest.mark.parametrize("key", PARTS)
def test_the_part_is_the_pages(key: str, scene: Scene, before: Snapshot) -> None:
    where, name = PARTS[key]
    person = "dana" if where.startswith("/counselor") else "maya"
    try:
        answer = ask(row_of(key), person, scene, **{"HX-Request": "true"})
        assert answer.status_code == 200, answer.text[:300]
        part = soup(answer.text).find(id=name or True)
        assert part, answer.text[:300]
        ids = {name: str(row_id) for name, row_id in (scene.cast.ids | scene.ids).items()}
        page = scene.cast.as_(person).get(where.format(**ids))
        fresh = soup(page.text).find(id=part["id"])
        assert fresh, f"#{part['id']} is not on {where}"
        assert normal(part) == normal(fresh)
    finally:
        before.restore(before.now())


@pytest.mark.whole
def test_every_route_that_answers_a_part_is_here(scene: Scene, before: Snapshot) -> None:
    """All others tell htmx where to go on: 204 with HX-Redirect."""
    found = set()
    for row in all_rows():
        member = next((member for member in ("maya", "dana", "alex") if row.expect[member] == 303), None)
        if row.method != "POST" or row.variant or member is None or row.key.startswith(PLAIN):
            continue
        answer = ask(row, member, scene, **{"HX-Request": "true"})
        before.restore(before.now())
        if answer.status_code == 200:
            found.add(row.key)
        else:
            assert (answer.status_code, bool(answer.headers.get("HX-Redirect"))) == (204, True), (
                row.key,
                answer.status_code,
            )
    assert found == PARTS.keys() | NOT_ON_THE_PAGE.keys()


PLAIN = (
    "POST /leaving",
    "POST /sign-in",
    "POST /sign-out",
    "POST /join",
    "POST /reset",
    "POST /language",
    "POST /confirm",
    "POST /setup",
    "POST /s/",
)
"""Forms that set cookies or lead away: never sent by htmx."""


def test_plain_answers_that_stay(scene: Scene) -> None:
    """A plain form that is saved goes on with 303, so that reloading sends nothing again; the others say why."""
    stays = {row.key for row in all_rows() if row.method == "POST" and not row.variant and 200 in row.expect.values()}
    assert stays == WHOLE_PAGES.keys()


@pytest.mark.parametrize("key", PARTS)
def test_signed_out_htmx_gets_a_panel_and_no_page(key: str, scene: Scene) -> None:
    answer = ask(row_of(key), "nobody", scene, **{"HX-Request": "true"})
    assert answer.status_code == 401
    assert "<html" not in answer.text and "data-sign-in-again" in answer.text
