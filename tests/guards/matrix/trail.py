"""Who looked."""

from tests.guards.matrix import participants

ROWS = [
    participants("GET /who-looked"),
    participants("GET /flags"),
    participants("GET /who-looked/accounting"),
    participants("POST /who-looked/accounting/exports", ok=200, is_page=False),
]
