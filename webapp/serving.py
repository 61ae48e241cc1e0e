"""The production server: granian, one process, a few threads."""

import ipaddress
import json
import logging
import sys
from datetime import UTC, datetime

import click
from flask import Flask

from webapp import create_app
from webapp.admin.queries import is_set_up
from webapp.config import LOOPBACK, Settings
from webapp.extensions import db
from webapp.setup.services import ensure_setup_code
from webapp.upkeep.migration import bring_up_to_date
from webapp.upkeep.tidying import tidy

FIELDS = ("reference", "endpoint", "kind", "where")


class JsonLines(logging.Formatter):
    """One JSON object a line; only named fields, so that nothing a person wrote can slip in."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "message": record.getMessage(),
        }
        line |= {name: value for name in FIELDS if (value := getattr(record, name, None))}
        return json.dumps(line, ensure_ascii=True)


def start_logging() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("foothold")
    log.setLevel(logging.INFO)
    log.handlers = [handler]
    log.propagate = False


def refuse_open_http(settings: Settings, host: str) -> None:
    """Plain http is for one machine: on another address it needs to be asked for by name."""
    if settings.https or settings.insecure_http or host in LOOPBACK:
        return
    try:
        if ipaddress.ip_address(host).is_loopback:
            return
    except ValueError:
        pass
    raise click.ClickException(
        f"{host} is not loopback and FOOTHOLD_PUBLIC_URL is not https: everything would be readable on the way. "
        "Put a proxy with TLS in front (see the README), or set FOOTHOLD_INSECURE_HTTP=1 if you know why."
    )


def print_sign_ins() -> None:
    from webapp.demo import FAMILY_LINK, PASSWORD, SIGN_INS  # noqa: PLC0415 -- the example program is loaded only when asked for

    click.echo(f"Example sign-ins (password: {PASSWORD}): " + ", ".join(SIGN_INS))
    click.echo(f"Example family link: {FAMILY_LINK}")


def _setup_code(app: Flask, settings: Settings) -> str:
    """A new one-time code while there is no program; '' when there is one."""
    with app.app_context():
        return "" if is_set_up() else ensure_setup_code(settings.data)


def serve(host: str, port: int, *, demo: bool) -> None:
    from granian import Granian  # noqa: PLC0415 -- only the command that serves needs it
    from granian.constants import Interfaces  # noqa: PLC0415 -- only the command that serves needs it

    settings = Settings()
    refuse_open_http(settings, host)
    app = create_app(settings)
    bring_up_to_date(settings)
    with app.app_context():
        tidy()
    if demo:
        from webapp.demo import load  # noqa: PLC0415 -- the example program is loaded only when asked for

        with app.app_context():
            load()
        print_sign_ins()
    code = _setup_code(app, settings)
    db.engine.dispose()
    click.echo(f"Foothold is on {settings.public_url or f'http://{host}:{port}'}")
    if code:
        click.echo(f"There is no program yet. Open /setup there and type this code: {code}")
    Granian(
        "webapp.wsgi:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.threads,
        websockets=False,
        log_access=False,
        workers_kill_timeout=15,
    ).serve()
