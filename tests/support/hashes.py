"""Slow hashes made cheap for the tests; and what they are in the app, for the tests that ask about that."""

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from webapp.accounts import codes, passwords

OF_PASSWORDS: PasswordHasher = passwords._hasher
OF_CODES = codes.COST


def make_cheap() -> None:
    passwords._hasher = PasswordHasher.from_parameters(CHEAPEST)
    passwords._NOBODY = passwords._hasher.hash("nobody")
    codes.COST = {"time_cost": CHEAPEST.time_cost, "memory_cost": CHEAPEST.memory_cost, "parallelism": 1}
