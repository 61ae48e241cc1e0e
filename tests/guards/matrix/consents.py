"""What the care team may see."""

from tests.guards.matrix import Row, cells, own, participants, the
from tests.support.scene import SHARED
from webapp.content.consent import VERSION

CONSENT = {"share": ["urges"], "text_version": VERSION, "newest": the("maya consent expired")}
STALE_CONSENT = CONSENT | {"share": [*sorted(SHARED), "practices"], "newest": the("noor consent urges")}
"""Taking back always works; sharing more needs a page that is not stale."""

ROWS = [
    participants("GET /consents"),
    participants("POST /consents", CONSENT),
    Row(
        "POST /consents",
        cells(others=403, maya=409, jordan=303),
        STALE_CONSENT,
        variant="with an answer of somebody else",
    ),
    participants("POST /consents", {"share": ["everything"], "text_version": "x"}, ok=422, variant="of no kind"),
    participants("POST /consents/revocation"),
    participants("POST /consents/revocation", {"category": "urges"}, variant="of one category"),
    participants("POST /consents/revocation", {"category": "lapses"}, ok=422, variant="of what has no box"),
    own("GET /consents/<uuid:consent_id>", "consent urges"),
    own("GET /consents/<uuid:consent_id>", "consent expired", variant="that is over"),
]
