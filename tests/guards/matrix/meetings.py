"""What was agreed in sessions: the person's page."""

from tests.guards.matrix import NEW, own, participants

ONE = "POST /session-notes/<uuid:note_id>/answer"
RIGHT = {"operation": NEW, "version": 1, "right": "true"}

ROWS = [
    participants("GET /session-notes"),
    own(ONE, "session note", RIGHT),
    own(ONE, "answered session note", RIGHT | {"right": "", "answer": "other words"}, variant="again"),
    own(ONE, "session note", RIGHT | {"right": ""}, ok=422, variant="that says nothing"),
    own(ONE, "session note", RIGHT | {"version": 7}, ok=409, variant="stale"),
]
