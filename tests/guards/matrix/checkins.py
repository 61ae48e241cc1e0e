"""Daily check-ins, and the log."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the

ANSWERS = {"operation": NEW, "mood": 4, "craving": 2, "sleep_hours": 7, "tired": "true", "note": "new words"}
CHANGE = ANSWERS | {"version": 1}
ONE = "/check-ins/<uuid:check_in_id>"

ROWS = [
    participants("GET /check-ins/new"),
    participants("POST /check-ins", {"id": NEW} | ANSWERS),
    Row(
        "POST /check-ins",
        cells(others=403, maya=409, jordan=409),
        {"id": the("maya check-in")} | ANSWERS,
        variant="an id of Maya's",
    ),
    own(f"GET {ONE}", "check-in"),
    nobodys(f"GET {ONE}", "deleted check-in"),
    own(f"POST {ONE}", "check-in", CHANGE),
    nobodys(f"POST {ONE}", "deleted check-in", CHANGE),
    own(f"POST {ONE}/deletion", "check-in"),
    own(f"POST {ONE}/deletion", "deleted check-in", variant="again"),
    own(f"GET {ONE}/deleted", "deleted check-in"),
    own(f"POST {ONE}/restoration", "deleted check-in"),
    participants("GET /log"),
    participants("GET /log/new"),
]
