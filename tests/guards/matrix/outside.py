"""Consents to somebody outside the program."""

from tests.guards.matrix import NEW, Row, cells, own, participants, the
from webapp.content.outside import VERSION

FORM = {"id": NEW, "operation": NEW, "recipient": "Dr. Lopez", "share": ["urges", "plan"], "text_version": VERSION}
FILES = "POST /outside-consents/<uuid:consent_id>/files"

ROWS = [
    participants("GET /outside-consents"),
    participants("GET /outside-consents/new"),
    participants("POST /outside-consents", FORM),
    participants("POST /outside-consents", FORM | {"share": ["lapses"]}, ok=422, variant="of what has no box"),
    Row(
        "POST /outside-consents",
        cells(others=403, maya=409, jordan=409),
        FORM | {"id": the("maya outside consent")},
        variant="an id of Maya's",
    ),
    own("GET /outside-consents/<uuid:consent_id>", "outside consent"),
    own("GET /outside-consents/<uuid:consent_id>", "outside consent taken back", variant="taken back"),
    own(FILES, "outside consent", ok=200, is_page=False),
    own(FILES, "outside consent taken back", ok=409, variant="taken back"),
    own(FILES, "outside consent expired", ok=409, variant="that is over"),
    own("POST /outside-consents/<uuid:consent_id>/revocation", "outside consent"),
]
