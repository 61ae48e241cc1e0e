"""Each look leaves its line: a census of everything that staff and family links can open.

A request of staff that reads a table of participants and is answered leaves a row of the trail with whose it was, who
read it, and which categories; never a word of what was read. And each row that is written has its sentence.
"""

import re

import pytest

from tests.guards.matrix import MEMBERS, Row, all_rows
from tests.guards.routes import routes
from tests.guards.test_matrix import ask
from tests.support.queries import counted
from tests.support.scene import Scene
from tests.support.snapshots import Snapshot
from webapp.access import policy_of
from webapp.enums import ConsentCategory, Role
from webapp.scope import PROTECTED
from webapp.trail.queries import OWN
from webapp.trail.words import SENTENCES

STAFF = ("dana", "lee", "alex")
BY_STAFF = [row for row in all_rows() if any(row.expect[member] < 400 for member in STAFF)]
ASKED_ONLY = {"consent": "whether something is shared at all", "operation": "whether a form was sent before"}
"""Tables that are asked something of which nothing is shown."""
TABLE = re.compile(r"\b(?:FROM|JOIN|UPDATE)\s+\"?(\w+)", re.IGNORECASE)
TOKEN = re.compile(rf"(?:{'|'.join(ConsentCategory)})(?::\d{{4}}-\d\d-\d\d(?:/\d{{4}}-\d\d-\d\d)?)?")


def tables_of(statements: list[str]) -> set[str]:
    return {name for statement in statements for name in TABLE.findall(statement)} & PROTECTED - ASKED_ONLY.keys()


def new_lines(before: Snapshot, after: Snapshot) -> list[dict[str, object]]:
    known = before.tables["audit"]
    return [row for row_id, row in after.tables["audit"].items() if row_id not in known]


@pytest.mark.whole
@pytest.mark.parametrize("row", BY_STAFF, ids=lambda row: row.name)
def test_a_look_of_staff_leaves_its_line(row: Row, scene: Scene, before: Snapshot) -> None:
    for member in STAFF:
        if row.expect[member] >= 400:
            continue
        try:
            with counted(scene.cast.app.extensions["foothold_engine"]) as sent:
                answer = ask(row, member, scene)
            lines = new_lines(before, before.now())
        finally:
            before.restore(before.now())
        read = tables_of(sent)
        if not read:
            continue
        mine = [line for line in lines if line["actor_id"] == scene.cast[member]]
        seen = [name for name, readers in scene.canaries.items() if "maya" in readers and name in answer.text]
        assert mine or not seen, f"{member} read {read} and left no line"
        for line in mine:
            assert line["owner_id"] is not None
            assert line["actor_role"] in {Role.COUNSELOR, Role.ADMIN}
            if line["action"] == "viewed":
                tokens = str(line["detail"]).split()
                assert tokens == [token for token in tokens if TOKEN.fullmatch(token)], line["detail"]


def test_what_is_seen_is_what_is_said(scene: Scene, before: Snapshot) -> None:
    """The control: the record page reads participants' tables, shows Maya's words, and says which categories."""
    row = next(row for row in BY_STAFF if row.key == "GET /counselor/participants/<uuid:participant_id>")
    with counted(scene.cast.app.extensions["foothold_engine"]) as sent:
        answer = ask(row, "dana", scene)
    (line,) = new_lines(before, before.now())
    before.restore(before.now())
    assert {"urge", "check_in", "plan_version"} <= tables_of(sent)
    assert scene.texts["maya urge note"] in answer.text
    named = {token.partition(":")[0] for token in str(line["detail"]).split()}
    assert named == {"urges", "check-ins", "plan", "notes"}
    assert not any(text in str(line) for text in scene.texts.values())


BY_LINK = [row for row in all_rows() if row.method == "GET" and row.expect.get("ruth") == 200]


def opening(key: str) -> Row:
    return next(row for row in all_rows() if row.key == "POST /s/<public_id>" and row.name.endswith(key))


def test_every_page_of_a_link_is_behind_its_door(scene: Scene) -> None:
    app = scene.cast.app
    pages = {key for key, rule in routes(app).items() if (policy := policy_of(app, rule.endpoint)) and policy.by_link}
    assert {row.key for row in BY_LINK} == {key for key in pages if key.startswith("GET ")}


def test_an_opening_of_a_link_leaves_its_line(scene: Scene, before: Snapshot) -> None:
    """The session that shows its pages is made in one transaction with the line that says so."""
    answer = ask(opening("POST /s/<public_id>"), "nobody", scene)
    after = before.now()
    before.restore(after)
    assert answer.status_code == 303
    (line,) = new_lines(before, after)
    assert (line["subject"], line["action"], line["owner_id"]) == ("family link", "opened", scene.cast["maya"])
    assert len(after.tables["share_session"].keys() - before.tables["share_session"].keys()) == 1


def test_a_wrong_key_makes_no_session_and_a_wrong_passcode_a_line(scene: Scene, before: Snapshot) -> None:
    for key, lines in (("with a wrong secret", []), ("with a wrong passcode", [("family link", "refused")])):
        ask(opening(key), "nobody", scene)
        after = before.now()
        before.restore(after)
        assert [(line["subject"], line["action"]) for line in new_lines(before, after)] == lines
        assert after.tables["share_session"] == before.tables["share_session"]


@pytest.mark.whole
def test_every_line_has_its_sentence(scene: Scene, before: Snapshot) -> None:
    """Everything that any route writes about a participant's record and that its owner is shown.

    What is refused writes nothing but what its row names: the matrix holds that.
    """
    participants = {scene.cast[name] for name in ("maya", "jordan", "noor")}
    found: set[tuple[str, str]] = set()
    for row in all_rows():
        for member in MEMBERS:
            is_refused = row.expects(member) >= 400 and not row.refusal_writes
            if is_refused or (row.method == "GET" and member not in STAFF):
                continue
            ask(row, member, scene)
            after = before.now()
            for line in new_lines(before, after):
                by_themselves = line["actor_id"] == line["owner_id"]
                if line["owner_id"] in participants and (not by_themselves or line["subject"] in OWN):
                    found.add((str(line["subject"]), str(line["action"])))
            before.restore(after)
    found -= {("password", "confirmed")}
    assert found - SENTENCES.keys() == set()
    assert len(found) > 20
