"""The one-time code, and what it makes.

Only a slow hash of the code is kept, in a file of the data folder that nobody else can read. Each start without a
program makes a new code; the set-up takes the file away.
"""

import hmac
import os
import secrets
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from webapp.accounts.codes import hash_code, new_code
from webapp.admin import services, services_program, trail
from webapp.admin.queries import is_set_up
from webapp.extensions import db
from webapp.models import Program, now
from webapp.setup.forms import SetUp

FILE = "setup-code"
SETTINGS = {
    "time_zone", "phone", "phone_hours", "phone_hours_es", "reading_days", "reading_by", "harm_reduction",
}  # fmt: skip


def ensure_setup_code(data_folder: Path) -> str:
    """A new code, to be printed; earlier ones stop working."""
    code, salt = new_code(), secrets.token_hex(16)
    data_folder.mkdir(parents=True, exist_ok=True)
    draft = data_folder / f".{FILE}.{os.getpid()}"
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123 -- the mode is set as it is made
        file.write(f"{salt} {hash_code(code, salt)}\n")
    draft.replace(data_folder / FILE)
    return code


def is_setup_code(data_folder: Path, typed: str) -> bool:
    try:
        salt, kept = (data_folder / FILE).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return False
    return hmac.compare_digest(hash_code(typed, salt), kept)


def forget_setup_code(data_folder: Path) -> None:
    (data_folder / FILE).unlink(missing_ok=True)


def set_up(asked: SetUp, language: str) -> None:
    """Make the program, its crisis lines and its first admin. When somebody else was faster, nothing is made.

    Commits by itself. Raises ValueError, in words for a person, when the admin's names or password will not do.
    """
    try:
        with db.writing():
            _make(asked, language)
    except DBAPIError:
        if not is_set_up():
            raise


def _make(asked: SetUp, language: str) -> None:
    settings = asked.model_dump(include=SETTINGS)
    program = Program(name=asked.program, code_salt=secrets.token_hex(16), set_up_at=now(), **settings)
    db.session.add(program)
    db.session.flush()
    admin = services.create_admin(asked.username, asked.name, asked.password, language=language)
    trail.note("set up", "program", program.id, by=admin.id)
    lines = services_program.lines()
    services_program.confirm([lines[slug] for slug in asked.lines], admin.id)
