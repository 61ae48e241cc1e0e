"""Every route and method, as every member of the cast: the status, whose words are seen, what is written.

A refused request and a GET leave the database as it was; what is not yours looks like what never was.
"""

import pytest
from werkzeug.test import TestResponse

from tests.guards.headers import problems_with_headers
from tests.guards.matrix import HALFWAY, MEMBERS, Row, all_rows, browser_of
from tests.guards.routes import routes, suggestion
from tests.support.archives import Archive
from tests.support.links import GUESTS
from tests.support.scene import Scene
from tests.support.snapshots import Snapshot

ROWS = all_rows()
EVERYBODY = (*MEMBERS, HALFWAY, *GUESTS)
SEEN = {"device": {"last_seen_at"}}
"""What reading a page may write: that the device was seen, at most now and then."""


def test_every_route_has_its_row(scene: Scene) -> None:
    app = scene.cast.app
    have = routes(app)
    written = {row.key for row in ROWS}
    missing = "\n".join(f"    {suggestion(app, key, have[key])}" for key in sorted(have.keys() - written))
    if missing:
        pytest.fail(f"write rows in tests/guards/matrix/<feature>.py:\n{missing}", pytrace=False)
    assert not written - have.keys(), "rows of routes that are gone"


def test_no_row_is_there_twice() -> None:
    names = [row.name for row in ROWS]
    assert [name for name in names if names.count(name) > 1] == []


def test_the_oracle_sees_a_leak(scene: Scene) -> None:
    """The control: a text of Maya's shown to Jordan is found, one that she shares with Dana is not."""
    assert scene.leaks(f"<p>{scene.texts['maya urge note']}</p>", "jordan")
    assert not scene.leaks(f"<p>{scene.texts['maya urge note']}</p>", "dana")
    assert scene.leaks(f"<p>{scene.texts['maya private urge note']}</p>", "dana")
    assert not any("noor" in readers for readers in scene.canaries.values())


@pytest.mark.whole
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_row(row: Row, scene: Scene, before: Snapshot) -> None:
    wrong = [f"{member}: {problem}" for member in EVERYBODY for problem in cell(row, member, scene, before)]
    if wrong:
        pytest.fail("\n".join([row.name, *wrong]), pytrace=False)


def test_the_cells_are_counted(capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config) -> None:
    cells = len(ROWS) * len(EVERYBODY)
    with capsys.disabled():
        pytestconfig.get_terminal_writer().write(f" {len(ROWS)} rows x {len(EVERYBODY)} members = {cells} cells ")
    assert cells > 1500


def cell(row: Row, member: str, scene: Scene, before: Snapshot) -> list[str]:
    """What is wrong with one cell; the stage is put back."""
    try:
        answer = ask(row, member, scene)
    except Exception as error:
        return [f"raised {error!r}"]
    finally:
        after = before.now()
        changes = before.changes(after)
        before.restore(after)
    found = [f"shows {canary}" for canary in scene.leaks(said(answer), member)]
    if answer.status_code != row.expects(member):
        found.append(f"{answer.status_code}, not {row.expects(member)}")
    found += wrong_writes(row, answer, changes)
    found += problems_with_headers(answer, row)
    if answer.status_code == 404 and row.args and not is_like_nothing(row, member, scene, answer):
        found.append("looks different from something that never was")
    return found


def ask(row: Row, member: str, scene: Scene, *, unknown: bool = False, **headers: str) -> TestResponse:
    client = browser_of(scene, member)
    path = row.path(scene, unknown=unknown)
    if row.method == "GET":
        return client.get(path, headers=headers)
    return client.open(path, method=row.method, data=row.body(scene), headers=headers)


def said(answer: TestResponse) -> str:
    """Everything that went out: headers, and what is in an archive, too."""
    body = Archive(answer.data).everything() if answer.mimetype == "application/zip" else answer.text
    return f"{answer.headers}\n{body}"


def wrong_writes(row: Row, answer: TestResponse, changes: dict[str, set[str]]) -> list[str]:
    refused = answer.status_code >= 400
    if row.method != "GET" and not refused:
        return []
    allowed = row.refusal_writes if refused else row.writes
    return [
        f"wrote {table}: {sorted(what)}"
        for table, what in changes.items()
        if table not in allowed and not what <= SEEN.get(table, set())
    ]


def is_like_nothing(row: Row, member: str, scene: Scene, answer: TestResponse) -> bool:
    unknown = ask(row, member, scene, unknown=True)
    return (unknown.status_code, unknown.text) == (answer.status_code, answer.text)


WRITING = [row for row in ROWS if row.method != "GET" and any(row.expects(member) < 400 for member in EVERYBODY)]
ELSEWHERE = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Sec-Fetch-Site": "same-site"},
    "another origin": {"Sec-Fetch-Site": "", "Origin": "https://elsewhere.example"},
    "nowhere": {"Sec-Fetch-Site": "", "Origin": ""},
    "a hidden origin": {"Sec-Fetch-Site": "", "Origin": "null"},
}


@pytest.mark.whole
@pytest.mark.parametrize("row", WRITING, ids=lambda row: row.name)
def test_a_write_from_elsewhere_is_refused(row: Row, scene: Scene, before: Snapshot) -> None:
    member = next(member for member in EVERYBODY[1:] if row.expects(member) < 400)
    for sender, headers in ELSEWHERE.items():
        answer = ask(row, member, scene, **headers)
        after = before.now()
        before.restore(after)
        assert answer.status_code == 403, sender
        assert wrong_writes(row, answer, before.changes(after)) == [], sender


def test_our_own_origin_is_enough_for_old_browsers(scene: Scene, before: Snapshot) -> None:
    answer = scene.cast.as_("maya").post("/sign-out", headers={"Sec-Fetch-Site": "", "Origin": "http://localhost"})
    before.restore(before.now())
    assert answer.status_code == 303
