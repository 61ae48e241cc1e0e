"""Groups and appointments, and the calendar: the participant's own; the feed for whoever has its address."""

from tests.guards.matrix import NEW, Row, cells, nobodys, open_to_all, own, participants, the

APPOINTMENT = {
    "operation": NEW, "title": "Meeting", "weekdays": ["1", "3"], "first_on": "2026-06-02", "begins": "18:00",
    "lasts": "60", "time_zone": "America/New_York",
}  # fmt: skip
SKIP = {"day": "2026-06-02"}
NOT_YOURS = cells(others=403, maya=409, jordan=409)

ROWS = [
    participants("GET /appointments"),
    participants("GET /appointments/new"),
    participants("POST /appointments", APPOINTMENT | {"id": NEW}),
    participants("POST /appointments", APPOINTMENT | {"id": NEW, "begins": "six"}, ok=422, variant="without a time"),
    Row(
        "POST /appointments",
        cells(others=403, maya=303, jordan=422),
        APPOINTMENT | {"id": NEW, "person_id": the("maya person")},
        variant="with somebody of Maya's list",
    ),
    Row(
        "POST /appointments",
        NOT_YOURS,
        APPOINTMENT | {"id": the("maya appointment")},
        variant="with an id of Maya's",
    ),
    own("GET /appointments/<uuid:appointment_id>/edit", "appointment"),
    nobodys("GET /appointments/<uuid:appointment_id>/edit", "removed appointment"),
    own("POST /appointments/<uuid:appointment_id>", "appointment", APPOINTMENT | {"version": 1}),
    own("POST /appointments/<uuid:appointment_id>", "appointment", APPOINTMENT | {"version": 7}, ok=409, variant="old"),
    own("POST /appointments/<uuid:appointment_id>/skips", "appointment", SKIP),
    own("POST /appointments/<uuid:appointment_id>/skips", "appointment", {"day": "2026-06-03"}, ok=422, variant="free"),
    nobodys("POST /appointments/<uuid:appointment_id>/skips", "removed appointment", SKIP),
    own("POST /appointments/<uuid:appointment_id>/skips/withdrawal", "appointment", SKIP),
    own("POST /appointments/<uuid:appointment_id>/deletion", "appointment"),
    own("GET /appointments/<uuid:appointment_id>/deleted", "removed appointment"),
    own("POST /appointments/<uuid:appointment_id>/restoration", "removed appointment"),
    participants("GET /appointments/file", is_page=False),
    participants("GET /calendar"),
    participants("POST /calendar", {"own_words": "true", "remind_before": "15"}),
    participants("POST /calendar", {"remind_before": "7"}, ok=422, variant="with another reminder"),
    participants("POST /calendar/addresses", {"operation": NEW}, ok=200),
    participants("POST /calendar/addresses", ok=422, variant="without an operation"),
    participants("POST /calendar/addresses/deletion"),
    open_to_all("GET /calendar/<secret>.ics", args={"secret": "calendar-of-maya"}, is_page=False),
    open_to_all("GET /calendar/<secret>.ics", ok=404, args={"secret": "guessed"}, variant="that was guessed"),
    open_to_all("GET /calendar/<secret>.ics", ok=404, args={"secret": "calendar-of-noor"}, variant="of Noor's"),
]
