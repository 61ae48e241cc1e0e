"""The counselor's pages."""

from datetime import UTC, datetime, timedelta

from tests.guards.matrix import NEW, Row, care_team, cells, counselors, the
from tests.support.covers import WHEN

TRAIL = frozenset({"audit"})
RECORD = "GET /counselor/participants/<uuid:participant_id>"
DISCHARGE = "/counselor/participants/<uuid:participant_id>/discharge"
FLAGS = "/counselor/participants/<uuid:participant_id>/flags"
RAISED = {"rule": "strong-twice", "cause": the("maya fresh urge"), "action": "called", "operation": NEW}
SOON = {"discharge_on": lambda _scene: (datetime.now(UTC) + timedelta(days=20)).date().isoformat()}
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
    Row(
        RECORD,
        cells(others=403, dana=404, lee=200),
        args={"participant_id": "covered now"},
        variant="covered now",
        writes=TRAIL,
    ),
    *(
        Row(RECORD, cells(others=403, dana=404, lee=404), args={"participant_id": name}, variant=name)
        for name in (f"covered {when}" for when in WHEN)
        if name != "covered now"
    ),
    Row(RECORD, cells(others=403, dana=404, lee=404), args={"participant_id": "omar"}, variant="who was discharged"),
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
    Row(
        HANDLING,
        cells(others=403, dana=404, lee=404),
        {"how": "called"},
        {"request_id": "omar call request"},
        "of somebody discharged",
    ),
    care_team(f"GET {FLAGS}", "maya", writes=TRAIL),
    care_team(f"POST {FLAGS}", "maya", RAISED),
    care_team(
        f"POST {FLAGS}",
        "maya",
        RAISED | {"action": "not-needed"},
        ok=422,
        variant="without a reason",
        refusal_writes=TRAIL,
    ),
    care_team(f"POST {FLAGS}", "maya", RAISED | {"cause": "x"}, ok=409, variant="that is not there"),
    *(
        Row(key, cells(others=403, dana=404, lee=404), data, {"participant_id": name}, f"of {name}")
        for key, data in ((f"GET {FLAGS}", {}), (f"POST {FLAGS}", RAISED))
        for name in ("jordan", "noor", "omar")
    ),
    care_team(f"GET {DISCHARGE}", "maya"),
    care_team(f"POST {DISCHARGE}", "maya", SOON),
    care_team(f"POST {DISCHARGE}", "maya", {"discharge_on": "2020-01-01"}, ok=422, variant="long ago"),
    care_team(f"POST {DISCHARGE}/withdrawal", "maya"),
    *(
        Row(key, cells(others=403, dana=404, lee=404), data, {"participant_id": name}, variant)
        for key, data in ((f"GET {DISCHARGE}", {}), (f"POST {DISCHARGE}", SOON), (f"POST {DISCHARGE}/withdrawal", {}))
        for name, variant in (("jordan", "whom nobody looks after"), ("omar", "who was discharged"))
    ),
]
