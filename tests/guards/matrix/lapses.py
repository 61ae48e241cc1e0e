"""Lapses."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the

ONE = "/lapses/<uuid:lapse_id>"
FOLLOWING = {"operation": NEW, "steps_done": ["hour:1"], "tell_team": "true"}
LOOK_BACK = {"operation": NEW, "version": 1, "note": "new words", "thought": "new words"}

ROWS = [
    participants("GET /lapses/new"),
    participants("POST /lapses", {"id": NEW, "operation": NEW, "safe": "no"}),
    Row(
        "POST /lapses",
        cells(others=403, maya=409, jordan=409),
        {"id": the("maya lapse"), "operation": NEW},
        variant="an id of Maya's",
    ),
    Row(
        "POST /lapses",
        cells(others=403, maya=303, jordan=404),
        {"id": NEW, "operation": NEW, "urge_id": the("maya urge")},
        variant="after an urge of Maya's",
    ),
    own(f"GET {ONE}", "lapse"),
    nobodys(f"GET {ONE}", "deleted lapse"),
    own(f"POST {ONE}/following", "lapse", FOLLOWING),
    nobodys(f"POST {ONE}/following", "deleted lapse", FOLLOWING),
    own(f"POST {ONE}/look-back", "lapse", LOOK_BACK),
    nobodys(f"POST {ONE}/look-back", "deleted lapse", LOOK_BACK),
    own(f"POST {ONE}/deletion", "lapse"),
    own(f"POST {ONE}/deletion", "deleted lapse", variant="again"),
    own(f"GET {ONE}/deleted", "deleted lapse"),
    own(f"POST {ONE}/restoration", "deleted lapse"),
]
