"""What is guessed at costs time: Argon2id, at least as OWASP’s Password Storage Cheat Sheet has it."""

from argon2.low_level import Type

from tests.support.hashes import OF_CODES, OF_PASSWORDS

ITERATIONS, KIB = 2, 19 * 1024


def test_codes() -> None:
    assert OF_CODES["time_cost"] >= ITERATIONS and OF_CODES["memory_cost"] >= KIB


def test_passwords() -> None:
    assert OF_PASSWORDS.type is Type.ID
    assert OF_PASSWORDS.time_cost >= ITERATIONS and OF_PASSWORDS.memory_cost >= KIB
