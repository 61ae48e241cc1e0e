"""Triggers and if-then plans."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the

ONE = "/triggers/<uuid:trigger_id>"
PLAN = "/if-thens/<uuid:if_then_id>"
LINES = {"operation": NEW, "cue": "I am paid", "act": "I walk"}

ROWS = [
    participants("GET /triggers"),
    participants("GET /triggers/new"),
    participants("POST /triggers", {"operation": NEW, "id": NEW, "name": "Payday", "category": "external"}),
    Row(
        "POST /triggers",
        cells(others=403, maya=409, jordan=409),
        {"operation": NEW, "id": the("maya trigger"), "name": "Payday", "category": "external"},
        variant="an id of Maya's",
    ),
    own(f"GET {ONE}", "trigger"),
    own(f"GET {ONE}/edit", "trigger"),
    own(
        f"POST {ONE}",
        "trigger",
        {"version": lambda scene: f"external:{scene.texts['maya trigger']}", "name": "Another", "category": "external"},
    ),
    own(f"POST {ONE}/hiding", "trigger"),
    own(f"POST {ONE}/restoration", "trigger"),
    own(f"POST {ONE}/postponement", "trigger", {"operation": NEW}),
    participants("GET /if-thens"),
    participants("GET /if-thens/new"),
    participants("POST /if-thens", LINES | {"id": NEW}),
    participants(
        "POST /if-thens", LINES | {"id": NEW, "trigger": NEW}, ok=422, variant="for a trigger that is nobody's"
    ),
    Row(
        "POST /if-thens",
        cells(others=403, maya=303, jordan=422),
        LINES | {"id": NEW, "trigger": the("maya trigger")},
        variant="for a trigger of Maya's",
    ),
    own(f"GET {PLAN}", "if-then"),
    own(f"GET {PLAN}/edit", "if-then"),
    nobodys(f"GET {PLAN}/edit", "removed if-then"),
    own(f"POST {PLAN}", "if-then", LINES | {"version": 1}),
    own(f"POST {PLAN}/activation", "if-then"),
    own(f"POST {PLAN}/deactivation", "if-then"),
    own(f"POST {PLAN}/removal", "if-then"),
    own(f"POST {PLAN}/restoration", "removed if-then"),
]
