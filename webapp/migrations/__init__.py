"""Schema changes (Alembic)."""
