"""What waits on a phone: its pages, and opening what was sealed there."""

import base64
import os

from tests.guards.matrix import NEW, Row, cells, open_to_all, participants
from tests.support.scene import Scene
from tests.support.sealing import seal
from webapp.digests import account_tag

SALT = "00" * 16
"""Of the program that the cast belongs to."""
OPERATION = "01a00000-0000-7000-8000-000000000001"


def mayas(scene: Scene) -> str:
    """An entry that Maya's phone sealed."""
    tag = account_tag(scene.cast["maya"], SALT)
    return base64.b64encode(seal(SALT, b'{"kind": "urge"}', f"{tag}|{OPERATION}")).decode()


ROWS = [
    participants("GET /waiting"),
    participants("GET /urges/waiting"),
    participants("GET /urges/waiting-strong"),
    participants("GET /lapses/waiting"),
    participants("GET /check-ins/waiting"),
    open_to_all("GET /outbox/key", is_page=False),
    Row(
        "POST /outbox/openings",
        cells(others=403, maya=200, jordan=409),
        {"id": OPERATION, "blob": mayas},
        is_page=False,
    ),
    Row(
        "POST /outbox/openings",
        cells(others=403, maya=409, jordan=409),
        {"id": NEW, "blob": base64.b64encode(os.urandom(200)).decode()},
        variant="noise",
    ),
]
