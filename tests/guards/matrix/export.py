"""Taking everything along, and leaving."""

from tests.guards.matrix import open_to_all, participants

ROWS = [
    participants("GET /export"),
    participants("POST /export/archives", ok=200, is_page=False),
    participants("GET /export/pack"),
    participants("POST /export/packs", ok=200, is_page=False),
    participants("GET /leaving"),
    participants("POST /leaving", {"sure": "yes"}),
    participants("POST /leaving", ok=422, variant="without being sure"),
    participants("POST /leaving/withdrawal"),
    open_to_all("GET /left"),
]
