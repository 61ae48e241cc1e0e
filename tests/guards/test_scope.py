"""A statement on a protected table that does not say whose rows it may see is refused by the engine."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import (
    bindparam,
    column,
    delete,
    exists,
    func,
    insert,
    lambda_stmt,
    literal,
    literal_column,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from tests.cast import Cast
from tests.support.scene import prepare
from webapp import schema, scope
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import (
    Account,
    Lapse,
    Logged,
    Owned,
    Person,
    Practice,
    TherapyGroup,
    Trigger,
    Urge,
    metadata,
    now,
    uuid7,
)
from webapp.scope import UnscopedQuery

Run = Callable[[], Any]


def in_urges(statement: Any) -> Any:
    return statement.where(exists().where(col(Urge.owner_id) == Account.id))


UNSCOPED: dict[str, Callable[[], Any]] = {
    "orm select": lambda: db.session.execute(select(Urge)),
    "orm scalars": lambda: db.session.scalars(select(Urge)).all(),
    "orm get": lambda: db.session.get(Urge, uuid7()),
    "sqlmodel exec": lambda: db.session.exec(select(Urge)),
    "core select": lambda: db.rows(select(Urge.id)),
    "core table": lambda: db.rows(select(metadata.tables["urge"])),
    "count": lambda: db.value(select(func.count()).select_from(Urge)),
    "alias": lambda: db.rows(select(aliased(Urge).id)),
    "subquery": lambda: db.rows(select(select(Urge.note).scalar_subquery())),
    "exists": lambda: db.rows(select(Account.id).where(exists().where(col(Urge.owner_id) == Account.id))),
    "cte": lambda: db.rows(select(select(Urge.note).cte("hidden").c.note)),
    "union": lambda: db.session.connection().execute(union_all(select(Urge.id), select(Person.id))),
    "join": lambda: db.rows(select(Account.id).join(Urge, col(Urge.owner_id) == Account.id)),
    "filtered by hand": lambda: db.rows(select(Urge.id).where(col(Urge.owner_id) == literal(uuid7()))),
    "lambda of a column": lambda: db.rows(select(func.max(col(Trigger.created_at)))),
    "update": lambda: db.run(update(Urge).values(note="x")),
    "update with an id": lambda: db.run(update(Urge).where(col(Urge.id) == uuid7()).values(note="x")),
    "orm update": lambda: db.session.execute(update(Urge).values(note="x")),
    "delete": lambda: db.run(delete(Urge)),
    "orm delete": lambda: db.session.execute(delete(Urge)),
    "lambda": lambda: db.session.execute(lambda_stmt(lambda: select(Urge.id))),
    "lambda that grows": lambda: db.session.execute(lambda_stmt(lambda: select(Account.id)) + in_urges),
    "text": lambda: db.session.connection().execute(text("SELECT note FROM urge")),
    "text in capitals": lambda: db.session.connection().execute(text('SELECT note FROM "URGE"')),
    "text that changes": lambda: db.session.connection().execute(text("UPDATE urge SET note = 'x'")),
    "text as a select": lambda: db.rows(text("SELECT note FROM urge").columns(column("note"))),
    "text in a condition": lambda: db.rows(select(Account.id).where(text("id IN (SELECT owner_id FROM urge)"))),
    "text for rows": lambda: db.session.execute(select(Account).from_statement(text("SELECT * FROM urge"))),
    "text as a column": lambda: db.rows(select(literal_column("(SELECT note FROM urge)"))),
    "insert from select": lambda: db.run(insert(Account).from_select(["name"], select(Urge.note))),
    "insert from the same": lambda: db.run(insert(Urge).from_select(["note"], select(Urge.note))),
    "insert of a subquery": lambda: db.run(insert(Account).values(name=select(Urge.note).scalar_subquery())),
    "orm insert from select": lambda: db.session.execute(insert(Account).from_select(["name"], select(Urge.note))),
    "update from": lambda: db.run(
        update(Account).where(exists().where(col(Urge.owner_id) == Account.id)).values(name="x")
    ),
}


@pytest.mark.parametrize("run", UNSCOPED.values(), ids=UNSCOPED)
def test_unscoped_is_refused(run: Run, cast: Cast) -> None:
    with cast.app.app_context(), pytest.raises(UnscopedQuery):
        run()


def test_unscoped_is_refused_every_time(cast: Cast) -> None:
    """Statements are prepared from their second use on: what was refused once is not let through then."""
    read, change = select(Urge.id), update(Urge).values(note="x")
    with cast.app.app_context():
        for _ in range(4):
            with pytest.raises(UnscopedQuery):
                db.rows(read)
            with pytest.raises(UnscopedQuery):
                db.run(change)


def test_every_table_with_an_owner_is_protected() -> None:
    owners = {table.name for table in metadata.tables.values() if "owner_id" in table.c}
    assert owners - scope.PROTECTED == {"audit"}, "audit is read by admins, and names the owner only to be found"
    assert {str(model.__tablename__) for model in _models(Owned)} == scope.PROTECTED


def _models(base: type) -> list[Any]:
    found = [model for model in base.__subclasses__() if hasattr(model, "__table__")]
    return found + [deeper for model in base.__subclasses__() for deeper in _models(model)]


def test_there_are_logged_kinds() -> None:
    assert {str(model.__tablename__) for model in _models(Logged)} == {
        "urge",
        "lapse",
        "check_in",
        "practice",
        "sign_check",
    }


def test_scoped_sees_only_the_owner(cast: Cast) -> None:
    mine = scope.owned(select(Trigger.name), Trigger)
    with cast.app.app_context():
        with db.writing() as session:
            session.add_all(
                [Trigger(owner_id=cast[name], name=name, category="external") for name in ("maya", "jordan")]
            )
        assert [row.name for row in db.rows(mine, owner_id=cast["maya"])] == ["maya"]


def test_a_scoped_statement_cannot_run_without_an_owner(cast: Cast) -> None:
    with cast.app.app_context(), pytest.raises(Exception, match="owner_id"):
        db.rows(scope.owned(select(Trigger.name), Trigger))


def test_a_change_touches_only_the_owners_rows(cast: Cast) -> None:
    with cast.app.app_context(), db.writing() as session:
        row = Trigger(owner_id=cast["maya"], name="mine", category="external")
        session.add(row)
        session.flush()
        forget = scope.owned_change(delete(Trigger).where(col(Trigger.id) == bindparam("row")), Trigger)
        assert db.run(forget, {"row": row.id, "of_owner": cast["jordan"]}) == 0
        assert db.run(forget, {"row": row.id, "of_owner": cast["maya"]}) == 1


def test_rows_that_were_loaded_can_be_written(cast: Cast) -> None:
    """The control for the one way around: the ORM writing back a row that it read through the scope."""
    with cast.app.app_context():
        with db.writing() as session:
            session.add(Trigger(owner_id=cast["maya"], name="before", category="external"))
        with db.writing() as session:
            row = session.execute(scope.own(Trigger), {"owner_id": cast["maya"]}).scalar_one()
            row.name, row.created_at = "after", now()
        assert db.value(scope.owned(select(Trigger.name), Trigger), owner_id=cast["maya"]) == "after"


def test_everyone_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="say why"):
        scope.everyone(select(Urge), reason="")


def test_raw_sql_is_not_seen_by_this_guard(cast: Cast) -> None:
    """Which is why `test_source` keeps `exec_driver_sql` out of the app."""
    with cast.app.app_context():
        assert db.session.connection().exec_driver_sql("SELECT count(*) FROM urge").scalar() == 0


def test_what_touches_no_record_runs(cast: Cast) -> None:
    """The control: text, lambdas and INSERT from SELECT of other tables, and new rows in protected ones."""
    named = select(Account.name, Account.id).where(col(Account.name) == "nobody")
    with cast.app.app_context(), db.writing() as session:
        connection = session.connection()
        assert connection.execute(text("SELECT count(*) FROM account")).scalar() == len(cast.ids)
        assert session.execute(lambda_stmt(lambda: select(func.count(col(Account.id))))).scalar() == len(cast.ids)
        db.run(insert(TherapyGroup).from_select(["name", "id"], named))
        assert connection.execute(select(func.count(col(TherapyGroup.id)))).scalar() == 0
        row = {"id": uuid7(), "owner_id": cast["maya"], "name": "x", "category": "external"}
        db.run(insert(Trigger), NEW_TRIGGER | row)
        assert db.first(scope.owned(select(col(Trigger.name)), Trigger), owner_id=cast["maya"]) == ("x",)


NEW_TRIGGER = {"slug": None, "hidden": False, "created_at": now()}


def test_a_migration_may_move_every_row(cast: Cast) -> None:
    """On SQLite a table is changed by copying it: INSERT from SELECT."""
    migrating = schema.alembic_config(cast.app.extensions["foothold_engine"]).attributes["engine"]
    with migrating.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Urge)).scalar() == 0


def test_the_team_sees_what_is_shared_and_no_more(cast: Cast) -> None:
    """Shared, of hers, not private, not deleted: each of Maya's other urges misses one of these."""
    shared = scope.shared_with_team(select(Urge.note), Urge, ConsentCategory.URGES)
    practices = scope.shared_with_team(select(Practice.note), Practice, ConsentCategory.PRACTICES)
    scene = prepare(cast)
    with cast.app.app_context():
        for counselor, owner, notes in (
            ("dana", "maya", {"maya urge note", "maya fresh urge note"}),
            ("dana", "jordan", set()),
            ("lee", "maya", set()),
            ("dana", "noor", set()),
        ):
            seen = db.rows(shared, owner_id=cast[owner], counselor_id=cast[counselor])
            assert {row.note for row in seen} == {scene.texts[note] for note in notes}, (counselor, owner)
        assert db.rows(practices, owner_id=cast["maya"], counselor_id=cast["dana"]) == []


def test_a_lapse_is_seen_when_the_person_tells_the_team(cast: Cast) -> None:
    scene = prepare(cast)
    shared = scope.shared_with_team(select(Lapse.id), Lapse, ConsentCategory.LAPSES)
    with cast.app.app_context():
        assert db.rows(shared, owner_id=cast["maya"], counselor_id=cast["dana"]) == []
        with db.writing() as session:
            lapse = session.execute(
                scope.own(Lapse).where(col(Lapse.id) == scene.ids["maya lapse"]), {"owner_id": cast["maya"]}
            ).scalar_one()
            lapse.told_team = True
        assert [row.id for row in db.rows(shared, owner_id=cast["maya"], counselor_id=cast["dana"])] == [
            scene.ids["maya lapse"]
        ]
        assert db.rows(shared, owner_id=cast["maya"], counselor_id=cast["lee"]) == []


def test_statements_of_different_scopes_are_not_put_together() -> None:
    mine, all_of_them = (
        scope.owned(select(Urge.id), Urge),
        scope.everyone(select(Person.id), reason="for this test only"),
    )
    with pytest.raises(UnscopedQuery):
        scope.together(mine, all_of_them)
    with pytest.raises(UnscopedQuery):
        scope.together(mine, select(Person.id))
