"""Take it along: all of it, by count, in files that other programs read; and nothing of anybody else."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func
from sqlmodel import col, select, update

from tests.cast import Cast
from tests.support.archives import Archive, archive_of
from tests.support.scene import prepare
from webapp import demo
from webapp.digests import hash_token
from webapp.enums import ConsentCategory
from webapp.export import kinds
from webapp.export.cells import bare
from webapp.extensions import db
from webapp.models import Account, Audit, Device, Owned, Urge, metadata, now
from webapp.scope import everyone

pytestmark = pytest.mark.whole
Write = Callable[..., Any]


NOT_STORED = {f"maya {what}" for what in ("lapse what", "lapse before", "lapse change", "deleted lapse what")}
"""Texts of the stage for which there is no column."""


def taken(cast: Cast, name: str = "maya") -> Archive:
    return archive_of(cast.as_(name).post("/export/archives"))


def stored(app: Flask, owner_id: Any) -> dict[str, int]:
    """Rows by kind, as the database counts them."""
    with app.app_context():
        counts = {
            name: db.value(
                everyone(select(func.count()), reason="counted past the app")
                .select_from(model)
                .where(col(model.owner_id) == owner_id)
            )
            for name, model in kinds.KINDS.items()
        }
        counts["account"] = 1
        counts["devices"] = db.value(select(func.count()).select_from(Device).where(col(Device.account_id) == owner_id))
        counts["who-looked"] = db.value(select(func.count()).select_from(Audit).where(col(Audit.owner_id) == owner_id))
    return counts


def counted(file: Archive) -> dict[str, tuple[int, int]]:
    return {name: (len(file.json(f"json/{name}.json")), len(file.table(f"csv/{name}.csv")) - 1) for name in kinds.NAMES}


def subclasses(model: type) -> list[type[Owned]]:
    return [
        found
        for one in model.__subclasses__()
        for found in ([one] if hasattr(one, "__table__") else []) + subclasses(one)
    ]


def test_every_table_of_participants_is_taken_along_or_says_why_not() -> None:
    """The census: a new table needs its line in `export/kinds.py`."""
    assert set(subclasses(Owned)) == set(kinds.KINDS.values()) | kinds.NOT_TAKEN.keys()
    assert not set(kinds.KINDS.values()) & kinds.NOT_TAKEN.keys()
    assert all(len(reason) > 10 for reason in [*kinds.NOT_TAKEN.values(), *kinds.NOT_TAKEN_COLUMNS.values()])


def test_tables_that_name_a_person_otherwise() -> None:
    """Whatever else points at an account: taken along, or of the staff."""
    pointing = {
        table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "account" and "owner_id" not in table.c
    }
    taken_along = {model.__tablename__ for model, _whose in kinds.BESIDE.values()}
    assert pointing - taken_along == {
        "assignment",  # named in who looked, and in the consents
        "coverage",  # who of the staff covers: named in who looked
        "crisis_line",  # who confirmed it: staff
        "group_member",  # the program's
        "invite",  # the admin's note
        "known_device",  # a secret of a browser
        "recovery_code",  # a secret of staff
        "reset_code",  # the admin's
        "resource",  # who confirmed it: staff
        "second_factor",  # a secret of staff
    }


def test_what_is_left_out_are_secrets() -> None:
    for name in kinds.NAMES:
        assert not [column for column in kinds.header(name) if "hash" in column and column != "text_hash"], name


def test_mayas_three_months_are_complete(app: Flask) -> None:
    """The example account: by count per kind, in both forms."""
    with app.app_context():
        demo.load()
        owner = db.value(select(Account.id).where(col(Account.username) == "maya"))
        with db.writing() as session:
            session.add(Device(account_id=owner, token_hash=hash_token("token-of-maya"), label="Test"))
    cast = Cast(app, {"maya": owner})
    file = taken(cast)
    expected = stored(app, owner)
    assert counted(file) == {name: (count, count) for name, count in expected.items()}
    assert expected["urges"] > 50 and expected["check-ins"] > 50 and expected["plan-versions"] > 5
    assert BeautifulSoup(file.text("index.html"), "html.parser").select("a[href='log.html']")
    shown = BeautifulSoup(file.text("log.html"), "html.parser")
    log = sum(expected[name] for name in ("urges", "lapses", "check-ins", "skills-used", "warning-signs-of-weeks"))
    assert len(shown.select(".entry")) == log


@pytest.fixture
def file(cast: Cast) -> Archive:
    prepare(cast)
    return taken(cast)


def test_a_program_in_use(cast: Cast, file: Archive) -> None:
    assert {name: rows for name, (rows, _csv) in counted(file).items()} == stored(cast.app, cast["maya"])


def test_nothing_of_anybody_else(cast: Cast) -> None:
    scene = prepare(cast)
    everything = taken(cast).everything()
    others = [text for name, text in scene.texts.items() if not name.startswith("maya ")]
    assert [text for text in others if text in everything] == []
    missing = {name for name, text in scene.texts.items() if name.startswith("maya ") and text not in everything}
    assert missing == NOT_STORED


def test_json_and_csv_say_the_same(file: Archive) -> None:
    for name in kinds.NAMES:
        rows, (header, *table) = file.json(f"json/{name}.json"), file.table(f"csv/{name}.csv")
        assert all(list(row) == header for row in rows), name
        for row, cells in zip(rows, table, strict=True):
            assert [flat(value) for value in row.values()] == [bare(cell) for cell in cells], name


def flat(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list | dict) else str(value)


def test_times_say_their_zone(file: Archive) -> None:
    (first, *_rest) = file.json("json/urges.json")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", first["occurred_at"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", first["day"])


def test_who_looked_is_named(cast: Cast) -> None:
    """As the page that lists it does; whoever is gone leaves the id."""
    cast.consents("maya", ConsentCategory.URGES)
    assert cast.as_("dana").get(f"/counselor/participants/{cast['maya']}").status_code == 200
    file = taken(cast)
    looks = [row for row in file.json("json/who-looked.json") if row["action"] == "viewed"]
    assert {(row["actor_id"], row["actor"]) for row in looks} == {(str(cast["dana"]), "Dana")}
    header, *rows = file.table("csv/who-looked.csv")
    assert {row[header.index("actor")] for row in rows} >= {"Dana"}


def test_pages_open_from_a_disk(file: Archive) -> None:
    for name in ("index.html", "log.html"):
        shown = BeautifulSoup(file.text(name), "html.parser")
        assert shown.find_all(["script", "link", "img", "iframe", "use"]) == []
        assert len(shown.find_all("h1")) == 1 and shown.title.text and shown.html["lang"] == "en"


def test_what_is_deleted_is_in_the_tables_and_not_on_paper(cast: Cast) -> None:
    scene = prepare(cast)
    file = taken(cast)
    gone = scene.texts["maya deleted urge note"]
    assert gone in file.text("json/urges.json") and gone not in file.text("log.html")
    assert scene.texts["maya private urge note"] in file.text("log.html")


def test_the_week_is_there_in_words(cast: Cast) -> None:
    scene = prepare(cast)
    page = BeautifulSoup(taken(cast).text("index.html"), "html.parser").get_text(" ", strip=True)
    for what in ("meeting", "meeting place", "meeting link"):
        assert scene.texts[f"maya {what}"] in page
    assert f"With {scene.texts['maya person name']}" in page
    assert scene.texts["maya removed meeting"] not in page


def test_what_looks_like_a_formula_comes_back(cast: Cast, write: Write) -> None:
    notes = ["=HYPERLINK(1)", "+1", "'quoted", "-", "@x", "a\nb", 'say "hi", ok', "ñ 🌊", "  =1"]
    for n, note in enumerate(notes):
        write(Urge, n, note=note)
    header, *rows = taken(cast).table("csv/urges.csv")
    cells = [row[header.index("note")] for row in rows]
    assert [bare(cell) for cell in cells] == notes
    assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in cells)
    assert rows[0][header.index("utc_offset")] == "-300", "a number is a number"


def test_words_of_html_are_words(cast: Cast, write: Write) -> None:
    write(Urge, note="<script>alert(1)</script>")
    file = taken(cast)
    assert "<script>" not in file.text("log.html") and "&lt;script&gt;" in file.text("log.html")


def test_it_is_noted_once(cast: Cast) -> None:
    taken(cast)
    with cast.app.app_context():
        rows = db.rows(select(Audit.action, Audit.owner_id).where(col(Audit.subject) == "everything"))
    assert [tuple(row) for row in rows] == [("exported", cast["maya"])]


def test_it_asks_for_the_password(cast: Cast) -> None:
    with cast.app.app_context(), db.writing():
        db.run(update(Device).values(confirmed_at=now() - timedelta(hours=1)))
    asked = cast.as_("maya").post("/export/archives")
    assert (asked.status_code, asked.location) == (303, "/confirm?next=/export")
    with cast.app.app_context():
        assert db.rows(select(Audit.id).where(col(Audit.subject) == "everything")) == []


def test_an_empty_account(cast: Cast) -> None:
    file = taken(cast, "jordan")
    assert "Nothing was logged." in file.text("log.html")
    assert file.json("json/urges.json") == [] and len(file.table("csv/urges.csv")) == 1


def test_in_spanish(cast: Cast, write: Write) -> None:
    write(Urge, note="x", safe="yes")
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = "es"
    file = taken(cast)
    assert "LEEME.txt" in file.names
    assert '<html lang="es">' in file.text("log.html") and "Ansia" in file.text("log.html")
    assert "Lo que escribí en Foothold" in file.text("index.html")
    page = cast.as_("maya").get("/export").text
    assert "Llévatelo" in page


def test_nothing_is_written_to_disk(cast: Cast, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """No temporary file: whoever asks for one while the archive is made is refused."""
    import tempfile

    def refuse(*_args: Any, **_named: Any) -> Any:
        raise AssertionError("a temporary file")

    write(Urge, note="x" * 5000)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    taken(cast)


def test_others_are_refused(cast: Cast) -> None:
    for name, code in (("nobody", 401), ("dana", 403), ("alex", 403)):
        assert cast.as_(name).get("/export").status_code == code
        assert cast.as_(name).post("/export/archives").status_code == code
