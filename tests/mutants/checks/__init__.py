"""The checks that keep people's records apart: what is left of each when loosened, and the tests that must fail."""

from tests.mutants.checks import entering, leaving, links, requests, rows, signing_in, team
from tests.mutants.checks.check import Check

SOME = (
    "owner of a read",
    "unscoped statement",
    "consent taken back",
    "assignment ended",
    "discharge ends the team",
    "private entry",
    "private entry counted",
    "role",
    "ended session",
    "operation owner",
    "half a sign-in",
    "link ended",
)
"""Those that are tried in every run; the others in the long one."""

PARTS = (rows, team, entering, signing_in, links, leaving, requests)
CHECKS: dict[str, Check] = {name: check for part in PARTS for name, check in part.CHECKS.items()}
