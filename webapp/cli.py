"""The `foothold` command."""

import click


@click.group()
def main() -> None:
    """Run and look after a Foothold installation."""


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
    from webapp import create_app, schema
    from webapp.demo import load
    from webapp.extensions import db

    app = create_app()
    schema.upgrade(db.engine)
    with app.app_context():
        if not load():
            raise click.ClickException("the database holds a program already")
    print_sign_ins()


def print_sign_ins() -> None:
    from webapp.demo import PASSWORD, SIGN_INS

    click.echo(f"Example sign-ins (password: {PASSWORD}): " + ", ".join(SIGN_INS))
