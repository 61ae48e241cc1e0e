"""The counselor's pages."""

from tests.guards.matrix import Row, care_team, cells, counselors

TRAIL = frozenset({"audit"})
RECORD = "GET /counselor/participants/<uuid:participant_id>"
HANDLING = "POST /counselor/call-requests/<uuid:request_id>/handling"

ROWS = [
    counselors("GET /counselor", writes=TRAIL),
    care_team(RECORD, "maya", writes=TRAIL),
    Row(
        RECORD,
        cells(others=403, dana=404, lee=404),
        args={"participant_id": "jordan"},
        variant="whom nobody looks after",
    ),
    Row(
        RECORD,
        cells(others=403, dana=404, lee=404),
        args={"participant_id": "noor"},
        variant="whose account is disabled",
    ),
    Row(RECORD, cells(others=403, dana=404, lee=404), args={"participant_id": "alex"}, variant="who is no participant"),
    care_team(HANDLING, "maya call request", {"how": "called"}),
    Row(
        HANDLING,
        cells(others=403, dana=404, lee=404),
        {"how": "called"},
        {"request_id": "jordan call request"},
        "of somebody else",
    ),
    Row(
        HANDLING,
        cells(others=403, dana=404, lee=404),
        {"how": "called"},
        {"request_id": "noor call request"},
        "of a disabled account",
    ),
]
