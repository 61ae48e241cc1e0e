"""The three things of a link: its public id, the secret after the #, and the code that is typed instead."""

import secrets

from webapp.accounts.codes import ALPHABET, READ_AS

PUBLIC, TYPED = 8, 16
"""Characters: 40 bits, no secret; 80 bits, behind a slow hash and a throttle."""


def new_public_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC))


def new_secret() -> str:
    """256 bits, as it stands after the #."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Four groups of four, from letters and digits that do not look alike."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(TYPED))
    return "-".join(letters[start : start + 4] for start in range(0, TYPED, 4))


def meant(typed: str) -> str:
    """What was meant by what was typed: case, dashes and look-alike letters do not matter."""
    return typed.upper().translate(READ_AS)[: TYPED * 2]
