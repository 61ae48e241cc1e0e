"""The two plans, people, days counted, consents."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the
from tests.support.scene import SHARED
from webapp.content.consent import VERSION as VERSION_OF_WORDS

LINES = {"operation": NEW, "base": 2, "lines": ["a line", "another"]}
SECTION = {"section": "reasons"}
VERSION = {"section": "reasons", "number": "1"}
PERSON = {"operation": NEW, "name": "Sam", "relation": "a friend", "phone": "(202) 555-0148", "can_text": "true"}
COUNTER = {"operation": NEW, "focus": "alcohol", "started_on": "2026-06-01", "day_cost": "12.50"}
CONSENT = {"share": ["urges"], "text_version": VERSION_OF_WORDS, "newest": the("maya consent taken back")}
STALE_CONSENT = CONSENT | {"share": [*sorted(SHARED), "practices"], "newest": the("noor consent urges")}
"""Taking back always works; sharing more needs a page that is not stale."""

ROWS = [
    participants("GET /plan"),
    participants("GET /safety-plan"),
    participants("GET /plan/paper"),
    participants("GET /plan/paper-log"),
    participants("GET /plan/<section>/edit", args=SECTION),
    participants("GET /plan/<section>/edit", args={"section": "safety-lines"}, variant="of the safety plan"),
    participants("GET /plan/<section>/edit", args={"section": "made-up"}, ok=404, variant="made up"),
    participants("POST /plan/<section>", LINES, args=SECTION),
    participants("POST /plan/<section>", LINES | {"base": 1}, args=SECTION, ok=409, variant="stale"),
    participants("GET /plan/<section>/versions", args=SECTION),
    participants("GET /plan/<section>/versions/<int:number>", args=VERSION),
    participants("POST /plan/<section>/versions/<int:number>/restoration", {"operation": NEW, "base": 2}, args=VERSION),
    participants("POST /plan-reviews", {"operation": NEW, "plan": "relapse"}),
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
    participants("GET /consents"),
    participants("POST /consents", CONSENT),
    Row(
        "POST /consents",
        cells(others=403, maya=409, jordan=303),
        STALE_CONSENT,
        variant="with an answer of somebody else",
    ),
    participants("POST /consents", {"share": ["everything"], "text_version": "x"}, ok=422, variant="of no kind"),
]
