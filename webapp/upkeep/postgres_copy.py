"""Copies of a PostgreSQL database, by its own tools."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

import click
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import make_url

OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def dump(url: str, target: Path) -> None:
    """Write the schema `public` in PostgreSQL's custom format, as of one moment."""
    _run(url, "pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges", f"--file={target}")


def table_of_contents(path: Path) -> list[str]:
    """What is in a dump; raises when it cannot be read."""
    listed = _run("", "pg_restore", "--list", str(path)).splitlines()
    # The schema itself is there when it is loaded.
    return [line for line in listed if line and not line.startswith(";") and " SCHEMA - " not in line]


def in_use(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.execute(OTHERS).scalar())


def load(engine: Engine, url: str, path: Path, aside: str) -> bool:
    """Load a dump in the place of what is there, which is kept as the schema `aside`. All or nothing.

    False when there was nothing to keep.
    """
    kept = bool(inspect(engine).get_table_names())
    with engine.begin() as connection:
        connection.exec_driver_sql(f'ALTER SCHEMA public RENAME TO "{aside}"')
        connection.exec_driver_sql("CREATE SCHEMA public")
    try:
        with NamedTemporaryFile("w", suffix=".list") as wanted:
            wanted.write("\n".join(table_of_contents(path)))
            wanted.flush()
            _run(
                url,
                "pg_restore",
                "--no-owner",
                "--single-transaction",
                "--exit-on-error",
                f"--use-list={wanted.name}",
                str(path),
            )
    except BaseException:
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql(f'ALTER SCHEMA "{aside}" RENAME TO public')
        raise
    if not kept:
        with engine.begin() as connection:
            connection.exec_driver_sql(f'DROP SCHEMA "{aside}" CASCADE')
    return kept


def row_counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        tables = [name for name in sorted(inspect(connection).get_table_names()) if name != "alembic_version"]
        count = "SELECT count(*) FROM public.{}"
        return {name: connection.exec_driver_sql(count.format(f'"{name}"')).scalar() or 0 for name in tables}


def _run(url: str, program: str, *arguments: str) -> str:
    """The password goes by the environment: a command line can be read by everybody on the machine."""
    found = shutil.which(program)
    if not found:
        raise click.ClickException(
            f"{program} is not installed. On Debian and Ubuntu: apt-get install postgresql-client"
        )
    environment, database = dict(os.environ), []
    if url:
        parsed = make_url(url)
        environment["PGPASSWORD"] = parsed.password or environment.get("PGPASSWORD", "")
        plain = parsed.set(drivername="postgresql")._replace(password=None)
        database = [f"--dbname={plain.render_as_string(hide_password=False)}"]
    done = subprocess.run([found, *arguments, *database], env=environment, capture_output=True, text=True)  # noqa: S603 -- our own arguments
    if done.returncode:
        raise click.ClickException(
            f"{program} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason given'}"
        )
    return done.stdout
