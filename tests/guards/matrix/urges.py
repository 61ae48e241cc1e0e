"""Urges."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the

ANSWERS = {"operation": NEW, "version": 1, "note": "new words", "new_trigger": "Payday"}
SAFETY = {"operation": NEW, "safe": "no", "harm_thoughts": "yes"}
REVISION = {"operation": NEW, "version": 1, "strength": 5, "occurred": "2026-06-01T12:30"}

ROWS = [
    participants("GET /urges/new", cache="private, no-cache"),
    participants("POST /urges", {"id": NEW, "operation": NEW, "strength": 9}),
    Row(
        "POST /urges",
        cells(others=403, maya=409, jordan=409),
        {"id": the("maya urge"), "operation": NEW, "strength": 3},
        variant="an id of Maya's",
    ),
    own("GET /urges/<uuid:urge_id>", "urge"),
    own("GET /urges/<uuid:urge_id>", "private urge", variant="private"),
    nobodys("GET /urges/<uuid:urge_id>", "deleted urge"),
    own("POST /urges/<uuid:urge_id>/answers", "urge", ANSWERS),
    nobodys("POST /urges/<uuid:urge_id>/answers", "deleted urge", ANSWERS),
    own("POST /urges/<uuid:urge_id>/safety", "fresh urge", SAFETY),
    nobodys("POST /urges/<uuid:urge_id>/safety", "deleted urge", SAFETY),
    own(
        "POST /urges/<uuid:urge_id>/rating",
        "urge",
        {"operation": NEW, "strength_now": 3, "skill": "stop-and-step-back"},
    ),
    nobodys("POST /urges/<uuid:urge_id>/rating", "deleted urge", {"operation": NEW, "strength_now": 3}),
    own("GET /urges/<uuid:urge_id>/edit", "urge"),
    nobodys("GET /urges/<uuid:urge_id>/edit", "deleted urge"),
    own("POST /urges/<uuid:urge_id>", "urge", REVISION),
    nobodys("POST /urges/<uuid:urge_id>", "deleted urge", REVISION),
    own("POST /urges/<uuid:urge_id>/deletion", "urge"),
    own("POST /urges/<uuid:urge_id>/deletion", "deleted urge", variant="again"),
    own("GET /urges/<uuid:urge_id>/deleted", "deleted urge"),
    own("POST /urges/<uuid:urge_id>/restoration", "deleted urge"),
]
