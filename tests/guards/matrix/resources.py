"""The directory of help, and what the admin does with it."""

from io import BytesIO
from typing import Any

from tests.guards.matrix import NEW, admins, participants, the
from tests.support.scene import Scene
from webapp.admin.services_resources import version
from webapp.extensions import db
from webapp.models import Resource

ENTRY, OWN_ENTRY = "/resources/<resource>", "/admin/resources/<uuid:resource_id>"
NAMED, OWN = {"resource": "dbsa"}, {"resource": "resource"}
DETAILS = {
    "name": "Oak kitchen", "about": "Meals", "need": "bills", "phone": "(202) 555-0108", "languages": ["en"],
    "checked": "true", "operation": NEW,
}  # fmt: skip
COLUMNS = "name,about,need,phone,languages,checked\r\n"
ROWS_OF_FILE = COLUMNS + "Elm kitchen,Meals,bills,(202) 555-0109,en,2026-06-10\r\n"


def file_of(text: str) -> Any:
    def make(_scene: Scene) -> tuple[BytesIO, str]:
        return BytesIO(text.encode()), "resources.csv"

    return make


def version_now(scene: Scene) -> str:
    with scene.cast.app.app_context():
        return version(db.session.get_one(Resource, scene.id("resource")))


ROWS = [
    participants("GET /resources"),
    participants("POST /resources/searches", {"words": "meetngs", "need": "mutual-help"}, ok=200),
    participants("POST /resources/searches", {"words": "x" * 101}, ok=422, variant="too many words"),
    participants("GET /resources/paper"),
    participants(f"GET {ENTRY}", args=NAMED),
    participants(f"GET {ENTRY}", args=OWN, variant="of the clinic"),
    participants(f"GET {ENTRY}", args={"resource": "hidden resource"}, ok=404, variant="that is hidden"),
    participants(f"GET {ENTRY}", args={"resource": "no-such-place"}, ok=404, variant="that is not there"),
    participants(f"GET {ENTRY}/contact.vcf", args=NAMED, is_page=False),
    participants("POST /resources/favorites", {"resource": "nami", "kept": "true"}),
    participants("POST /resources/favorites", {"resource": "dbsa", "kept": "false"}, variant="no more"),
    participants("POST /resources/favorites", {"resource": "no-such", "kept": "true"}, ok=404, variant="not there"),
    admins("GET /admin/resources"),
    admins("POST /admin/resources/confirmations", {"resource": "dbsa"}),
    admins("POST /admin/resources/visibility", {"resource": the("resource"), "shown": "false"}),
    admins("POST /admin/resources/moves", {"resource": the("resource"), "up": "false", "operation": NEW}),
    admins("GET /admin/resources/new"),
    admins("POST /admin/resources", DETAILS),
    admins(f"GET {OWN_ENTRY}", thing="resource"),
    admins(f"POST {OWN_ENTRY}", DETAILS | {"version": version_now}, thing="resource"),
    admins(f"POST {OWN_ENTRY}", DETAILS | {"version": "0" * 64}, 409, thing="resource", variant="old"),
    admins("GET /admin/resources/imports/new"),
    admins("POST /admin/resources/previews", {"file": file_of(ROWS_OF_FILE)}, 200),
    admins("POST /admin/resources/previews", {"file": file_of(COLUMNS)}, 422, variant="without a row"),
    admins("POST /admin/resources/imports", {"operation": NEW, "rows": ROWS_OF_FILE}),
    admins("POST /admin/resources/exports", ok=200, is_page=False),
]
