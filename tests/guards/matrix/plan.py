"""The two plans, people, days counted."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the

LINES = {"operation": NEW, "base": 2, "lines": ["a line", "another"]}
SECTION = {"section": "reasons"}
VERSION = {"section": "reasons", "number": "1"}
PERSON = {"operation": NEW, "name": "Sam", "relation": "a friend", "phone": "(202) 555-0148", "can_text": "true"}
STAGES = {"section": "after-stages"}
DATED = {"operation": NEW, "base": 0, "stage": "iop", "from": "2026-06-01", "until": "2026-08-31"}
COUNTER = {"operation": NEW, "focus": "alcohol", "started_on": "2026-06-01", "day_cost": "12.50"}

ROWS = [
    participants("GET /plan"),
    participants("GET /safety-plan"),
    participants("GET /aftercare-plan"),
    participants("GET /plan/paper"),
    participants("GET /plan/paper-log"),
    participants("GET /aftercare-plan/paper"),
    participants("GET /plan/<section>/edit", args=SECTION),
    participants("GET /plan/<section>/edit", args={"section": "safety-lines"}, variant="of the safety plan"),
    participants("GET /plan/<section>/edit", args={"section": "made-up"}, ok=404, variant="made up"),
    participants("POST /plan/<section>", LINES, args=SECTION),
    participants("POST /plan/<section>", LINES | {"base": 1}, args=SECTION, ok=409, variant="stale"),
    participants("GET /plan/<section>/versions", args=SECTION),
    participants("GET /plan/<section>/versions/<int:number>", args=VERSION),
    participants("POST /plan/<section>/versions/<int:number>/restoration", {"operation": NEW, "base": 2}, args=VERSION),
    participants("POST /plan-reviews", {"operation": NEW, "plan": "relapse"}),
    participants("GET /plan/<section>/edit", args=STAGES, variant="with dates"),
    participants("GET /plan/<section>/edit", args={"section": "after-weeks"}, variant="week by week"),
    participants("POST /plan/<section>", DATED, args=STAGES, variant="with dates"),
    participants("POST /plan/<section>", DATED | {"until": "2026-01-01"}, args=STAGES, ok=422, variant="back in time"),
    participants("GET /people"),
    participants("GET /people/new"),
    participants("POST /people", PERSON | {"id": NEW}),
    Row(
        "POST /people",
        cells(others=403, maya=409, jordan=409),
        PERSON | {"id": the("maya person")},
        variant="an id of Maya's",
    ),
    own("GET /people/<uuid:person_id>/edit", "person"),
    nobodys("GET /people/<uuid:person_id>/edit", "removed person"),
    own("POST /people/<uuid:person_id>", "person", PERSON | {"version": 1}),
    own("POST /people/<uuid:person_id>/position", "person", {"operation": NEW, "direction": "down"}),
    own("POST /people/<uuid:person_id>/deletion", "person"),
    own("GET /people/<uuid:person_id>/deleted", "removed person"),
    own("POST /people/<uuid:person_id>/restoration", "removed person"),
    participants("POST /call-requests"),
    participants("GET /days"),
    participants("GET /days/new"),
    participants("POST /days", COUNTER),
    own("GET /days/<uuid:counter_id>/edit", "counter"),
    own("POST /days/<uuid:counter_id>", "counter", COUNTER | {"version": 1}),
    own("POST /days/<uuid:counter_id>/hiding", "counter"),
    own("POST /days/<uuid:counter_id>/restoration", "hidden counter"),
    participants("GET /discharge"),
    participants("POST /discharge/withdrawal"),
]
