"""Bringing the database to the newest schema, with a backup before."""

from webapp import schema
from webapp.config import Settings
from webapp.engine import make_engine
from webapp.upkeep.backup import back_up, database_url


def bring_up_to_date(settings: Settings) -> str:
    """Migrate what is behind, after backing it up; answer with the schema version."""
    engine = make_engine(database_url(settings), settings.database_key.get_secret_value())
    try:
        current = schema.revision_of(engine)
        if current in schema.known_revisions() - {schema.newest_revision()}:
            back_up(settings)
        schema.upgrade(engine)
        return schema.newest_revision()
    finally:
        engine.dispose()
