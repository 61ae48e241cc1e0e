"""The `foothold` command. What a command needs is imported when it runs: `--help` answers at once."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def main() -> None:
    """Run and look after a Foothold installation.

    FOOTHOLD_DATA names the folder that holds its state, FOOTHOLD_DATABASE_URL another database than SQLite there.
    """
    os.umask(0o077)


def _app() -> "Flask":
    """The app, on a database of the newest schema."""
    from webapp import create_app
    from webapp.config import Settings
    from webapp.upkeep.migration import bring_up_to_date

    settings = Settings()
    bring_up_to_date(settings)
    return create_app(settings)


@main.command()
@click.option("--demo", is_flag=True, help="Load the example program when the database is empty.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, envvar="PORT")
def serve(demo: bool, host: str, port: int) -> None:
    """Migrate the database and serve."""
    from webapp.serving import serve as run

    run(host, port, demo=demo)


@main.command()
def demo() -> None:
    """Load the example program into an empty database."""
    from webapp.demo import load
    from webapp.serving import print_sign_ins

    with _app().app_context():
        if not load():
            raise click.ClickException("the database holds a program already")
    print_sign_ins()


@main.command("create-admin")
@click.argument("username")
@click.option("--name", default="", help="As others see it; without it, the name to sign in with.")
def create_admin(username: str, name: str) -> None:
    """Make an account that can set up the program and let people in. Asks for its password."""
    from webapp.admin import queries, services
    from webapp.extensions import db

    with _app().app_context():
        if not queries.is_set_up():
            raise click.ClickException(
                "there is no program yet. Start with `foothold serve`: its first page makes one."
            )
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        try:
            with db.writing():
                account = services.create_admin(username, name or username, password)
        except ValueError as refused:
            raise click.ClickException(str(refused)) from None
        click.echo(f"{account.username} can sign in as admin.")


@main.command()
@click.option("--role", type=click.Choice(["participant", "counselor", "admin"]), required=True)
@click.option("--note", default="", help="Who it is for; shown to admins only.")
def invite(role: str, note: str) -> None:
    """Make a code with which one person can join, for a week. It is shown once."""
    from webapp.admin.services import make_invite
    from webapp.extensions import db

    with _app().app_context():
        try:
            with db.writing():
                code = make_invite(role, note)
        except LookupError as refused:
            raise click.ClickException(str(refused)) from None
    click.echo(code)


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema. What is there is backed up first."""
    from webapp.config import Settings
    from webapp.upkeep.migration import bring_up_to_date

    revision = bring_up_to_date(Settings())
    click.echo(f"The database has schema {revision}, the newest.")


@main.command()
@click.argument("file", required=False, type=FILE)
def backup(file: Path | None) -> None:
    """Copy the database to FILE while it is in use, and read the copy back.

    Without FILE, to a new file in the folder `backups` of FOOTHOLD_DATA. Its SHA-256 goes beside it. Never copy the
    database file with other tools: what was saved last is not in it yet.
    """
    from webapp.config import Settings
    from webapp.upkeep.backup import back_up

    target, rows = back_up(Settings(), file)
    click.echo(f"{target} ({target.stat().st_size:,} bytes), read back and whole.")
    _print_rows(rows)


@main.command()
@click.argument("file", type=FILE)
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the database. Foothold must be stopped.

    The database that is there now is kept under a name with the time.
    """
    from webapp.config import Settings
    from webapp.upkeep.backup import restore as put_back

    restored = put_back(Settings(), file)
    click.echo(f"Restored from {file}.")
    _print_rows(restored.rows)
    if restored.aside:
        click.echo(f"What was there before is kept as {restored.aside}.")


def _print_rows(rows: dict[str, int]) -> None:
    filled = [f"{name} {count:,}" for name, count in rows.items() if count]
    if filled:
        click.echo(f"Rows: {', '.join(filled)}")


@main.command()
def doctor() -> None:
    """Look at this installation and say what to do. Exits with 1 when something is to be fixed."""
    from webapp.config import Settings
    from webapp.upkeep.doctor import examine

    wrong = 0
    for finding in examine(Settings()):
        click.echo(f"{finding.state:<5} {finding.text}")
        wrong += finding.state == "fix"
    click.echo(f"{wrong} to fix." if wrong else "All is well.")
    raise SystemExit(1 if wrong else 0)


@main.command(hidden=True)
@click.option("--entries", default=10_000, show_default=True, type=click.IntRange(1))
@click.option("--participants", default=200, show_default=True, type=click.IntRange(1))
def seed(entries: int, participants: int) -> None:
    """Add invented participants and entries, for measuring."""
    from webapp import schema
    from webapp.config import Settings
    from webapp.engine import make_engine
    from webapp.upkeep.backup import database_url
    from webapp.upkeep.seed import fill

    settings = Settings()
    engine = make_engine(database_url(settings), settings.database_key.get_secret_value())
    schema.upgrade(engine)
    fill(engine, entries, participants)
    engine.dispose()
    click.echo(f"{entries:,} entries of {participants:,} participants added.")
