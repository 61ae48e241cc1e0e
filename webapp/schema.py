"""Bringing a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from webapp.engine import SCOPE, UnsafeDatabase

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine.execution_options(**{SCOPE: "everyone"})  # a migration may move every row
    return config


def revision_of(engine: Engine) -> str | None:
    """The schema version of the database; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> set[str]:
    """Every schema version that this version of Foothold knows."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def newest_revision() -> str:
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if head is None:
        raise RuntimeError("no migrations")
    return head


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate; refuses a database that a newer version of Foothold has written."""
    current = revision_of(engine)
    if current is not None and current not in known_revisions():
        raise UnsafeDatabase(f"the database has schema {current}, which this version of Foothold does not know")
    command.upgrade(alembic_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    command.downgrade(alembic_config(engine), revision)
