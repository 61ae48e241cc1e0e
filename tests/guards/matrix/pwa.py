"""What works for everybody and always."""

from tests.guards.matrix import open_to_all

ROWS = [
    open_to_all("GET /help"),
    open_to_all("GET /leave", ok=303),
    open_to_all("GET /healthz", is_page=False),
]
