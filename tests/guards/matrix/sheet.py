"""The sheet, the screen to look at together, and what the counselor writes down."""

from datetime import UTC, datetime, timedelta

from tests.guards.matrix import NEW, Row, care_team, cells, the
from tests.guards.matrix.review import TRAIL

PERSON = "/counselor/participants/<uuid:participant_id>"
NOTES = f"{PERSON}/session-notes"
NOTE = {"operation": NEW, "met_on": str((datetime.now(UTC) - timedelta(days=3)).date()), "text": "new words"}
OTHERS = (
    ("jordan", "whom nobody looks after"),
    ("noor", "whose account is disabled"),
    ("omar", "who was discharged"),
    ("alex", "who is no participant"),
)


def one(thing: str) -> dict[str, str]:
    return {"participant_id": "maya", "note_id": f"maya {thing}"}


ROWS = [
    care_team(f"GET {PERSON}/sheet", "maya", writes=TRAIL),
    care_team(f"GET {PERSON}/together", "maya", writes=TRAIL),
    care_team(f"POST {NOTES}", "maya", NOTE | {"id": NEW}),
    care_team(f"POST {NOTES}", "maya", NOTE | {"id": NEW, "text": " "}, ok=422, variant="without words"),
    care_team(f"POST {NOTES}", "maya", NOTE | {"id": the("jordan session note")}, ok=409, variant="with another's id"),
    care_team(f"GET {NOTES}/<uuid:note_id>/edit", "maya", args=one("session note"), writes=TRAIL),
    care_team(
        f"GET {NOTES}/<uuid:note_id>/edit", "maya", ok=303, args=one("answered session note"), variant="answered"
    ),
    care_team(f"POST {NOTES}/<uuid:note_id>", "maya", NOTE | {"version": 1}, args=one("session note")),
    care_team(
        f"POST {NOTES}/<uuid:note_id>",
        "maya",
        NOTE | {"version": 7},
        ok=409,
        args=one("session note"),
        variant="stale",
        refusal_writes=TRAIL,
    ),
    care_team(
        f"POST {NOTES}/<uuid:note_id>",
        "maya",
        NOTE | {"version": 1},
        ok=409,
        args=one("answered session note"),
        variant="answered",
        refusal_writes=TRAIL,
    ),
    *(
        Row(key, cells(others=403, dana=404, lee=404), data, {"participant_id": name}, variant)
        for key, data in (
            (f"GET {PERSON}/sheet", {}),
            (f"GET {PERSON}/together", {}),
            (f"POST {NOTES}", NOTE | {"id": NEW}),
        )
        for name, variant in OTHERS
    ),
    *(
        Row(f"{key}", cells(others=403, dana=404, lee=404), data, {"participant_id": "maya", "note_id": thing}, thing)
        for key, data in (
            (f"GET {NOTES}/<uuid:note_id>/edit", {}),
            (f"POST {NOTES}/<uuid:note_id>", NOTE | {"version": 1}),
        )
        for thing in ("jordan session note",)
    ),
]
