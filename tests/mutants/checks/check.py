"""A check of the app, what is left of it when it is loosened, and where its tests are."""

from dataclasses import dataclass

MATRIX = "tests/guards/test_matrix.py::test_row"
SCOPE = "tests/guards/test_scope.py"
SIGN_IN = "tests/accounts/test_sign_in.py"
SESSIONS = "tests/accounts/test_sessions.py"


@dataclass(frozen=True)
class Check:
    module: str
    old: str
    """Stands once in the module's source."""
    new: str
    """Takes its place."""
    tests: tuple[str, ...]
    """These must fail then."""


def row(*keys: str) -> tuple[str, ...]:
    return tuple(f"{MATRIX}[sqlite-{key}]" for key in keys)
