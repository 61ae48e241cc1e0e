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


@main.command("remove-second-step")
@click.argument("username")
def remove_second_step(username: str) -> None:
    """Take away the authenticator app and recovery codes of somebody on the staff who lost both.

    For the last admin: for all others, an admin who has seen them does it on their page. It signs them out everywhere;
    with the password they set the second step up anew, and read that it was taken away.
    """
    from webapp.accounts.forms import fold
    from webapp.accounts.queries import account_by_username
    from webapp.admin.services import remove_second_step as remove
    from webapp.extensions import db
    from webapp.models import Account

    with _app().app_context(), db.writing() as session:
        found = account_by_username(fold(username))
        if found is None or not remove(session.get_one(Account, found.id)):
            raise click.ClickException(f"nobody with a second step signs in as {username}")
    click.echo(f"{username} sets the second step up anew at the next sign-in.")


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
def tidy() -> None:
    """Erase the accounts of those who left, and take away what says nothing any more. Run it every day.

    That is: full counters of guesses, browsers known for over 400 days, sign-ins refused over 90 days ago, lines of the
    trail over 6 years old. `serve` does it at its start.
    """
    from webapp.upkeep.tidying import tidy as take_away

    with _app().app_context():
        removed = take_away()
    click.echo("Removed: " + ", ".join(f"{count:,} {name}" for name, count in removed.items()) + ".")


@main.command()
def remind() -> None:
    """Send the reminders that are due now. `serve` does it by itself, unless FOOTHOLD_REMIND=0; two send each once."""
    from webapp.reminders.sending import send_due

    with _app().app_context():
        done = send_due()
    click.echo(
        f"Reminded {done.people:,}: {done.delivered:,} delivered, {done.failed:,} not, {done.gone:,} phones gone."
    )


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


@main.group()
def content() -> None:
    """The modules of Learn: the built-in ones and the clinic's own, in the folder `content` of FOOTHOLD_DATA."""


@content.command()
@click.option("--table", is_flag=True, help="Print which modules cover which component and condition.")
def check(table: bool) -> None:
    """Read all modules and say file, line and what is wrong. Exits with 1 when something is."""
    from webapp.config import Settings
    from webapp.content.lessons.check import coverage, examine, shorten
    from webapp.content.lessons.library import load_library

    library = load_library(Settings().data)
    report = examine(library)
    for fault in report.faults:
        click.echo(f"{shorten(fault.path)}:{fault.line}: {fault.what}{' (left out)' if fault.left_out else ''}")
    for kind, name, modules in coverage(library) if table else ():
        click.echo(f"{kind:<10} {name:<22} {' '.join(str(module.number) for module in modules) or '-'}")
    if not report.measured:
        click.echo("The reading level was not measured: that needs textstat 0.7.7 (pip install textstat==0.7.7).")
    click.echo(f"{report.modules} modules, {len(report.faults)} to fix." if report.faults else "All is well.")
    raise SystemExit(1 if report.faults else 0)


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
