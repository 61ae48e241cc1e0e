"""What a phone asks for to work without a network."""

from tests.guards.matrix import open_to_all, participants

ROWS = [
    open_to_all("GET /sw.js", is_page=False, cache="no-cache"),
    open_to_all("GET /manifest.webmanifest", is_page=False, cache="no-cache"),
    open_to_all("GET /offline"),
    open_to_all("GET /locked"),
    participants("GET /app-lock"),
    participants("GET /offline/list", is_page=False),
    participants("GET /install"),
]
