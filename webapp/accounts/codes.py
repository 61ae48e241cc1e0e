"""Codes that people type: invites and password resets."""

import secrets

from argon2.low_level import Type, hash_secret_raw

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
LENGTH = 10
"""50 bits, behind a slow hash and a throttle."""
COST = {"time_cost": 2, "memory_cost": 19_456, "parallelism": 1}
"""Of the slow hash, with memory in KiB; what OWASP's Password Storage Cheat Sheet asks at least of Argon2id."""
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": None, " ": None})


def new_code() -> str:
    """A code as it is shown: two groups of five."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def normal(typed: str) -> str:
    """What was meant by what was typed: case, dashes and look-alike letters do not matter."""
    return typed.upper().translate(READ_AS)[: LENGTH * 2]


def hash_code(typed: str, salt_hex: str) -> str:
    """The slow hash by which a code is found; the salt is the installation's own."""
    return hash_secret_raw(normal(typed).encode(), bytes.fromhex(salt_hex), **COST, hash_len=32, type=Type.ID).hex()
