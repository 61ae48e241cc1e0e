"""Warning signs and their weekly tick list."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the

ONE = "/warning-signs/checks/<uuid:check_id>"
TICKS = {"operation": NEW, "signs": the("maya sign"), "note": "new words"}
NONE_TICKED = {"operation": NEW, "note": "new words"}

ROWS = [
    participants("GET /warning-signs"),
    participants("POST /warning-signs", {"level": "close", "own": "I stay up late"}),
    own("POST /warning-signs/<uuid:sign_id>/hiding", "sign"),
    own("POST /warning-signs/<uuid:sign_id>/restoration", "sign"),
    participants("GET /warning-signs/check"),
    participants("POST /warning-signs/check", NONE_TICKED | {"id": NEW}),
    Row(
        "POST /warning-signs/check",
        cells(others=403, maya=303, jordan=422),
        TICKS | {"id": NEW},
        variant="a sign of Maya's",
    ),
    Row(
        "POST /warning-signs/check",
        cells(others=403, maya=409, jordan=409),
        NONE_TICKED | {"id": the("maya sign check")},
        variant="an id of Maya's",
    ),
    own(f"GET {ONE}", "sign check"),
    nobodys(f"GET {ONE}", "deleted sign check"),
    own(f"GET {ONE}/edit", "sign check"),
    own(f"POST {ONE}", "sign check", TICKS | {"version": 1}),
    nobodys(f"POST {ONE}", "deleted sign check", TICKS | {"version": 1}),
    own(f"POST {ONE}/deletion", "sign check"),
    own(f"GET {ONE}/deleted", "deleted sign check"),
    own(f"POST {ONE}/restoration", "deleted sign check"),
]
