"""Alembic's environment: the engine comes from the app, so migrations run with its own BEGIN and pragmas."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, DateTime
from sqlmodel.sql.sqltypes import AutoString

from webapp.engine import WRITES
from webapp.models import metadata


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Plain SQLAlchemy names, so that a migration does not depend on SQLModel."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    if kind == "type" and isinstance(getattr(item, "impl", item), DateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


with context.config.attributes["engine"].connect().execution_options(**{WRITES: True}) as open_connection:
    run(open_connection)
