"""What a phone sealed opens here, for whoever wrote it, under its own id, and otherwise not at all."""

import base64
import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.outbox.phone import SALT, operation, tag
from tests.support.sealing import seal
from webapp.outbox.sealing import SealBroken, open_sealed, public_key

WORDS = {"kind": "urge", "fields": [["note", "Salió bien 🧡"]]}


def sealed(cast: Cast, name: str, op: str, salt: str = SALT) -> str:
    blob = seal(salt, json.dumps(WORDS).encode(), f"{tag(cast, name)}|{op}")
    return base64.b64encode(blob).decode()


def bring(cast: Cast, name: str, op: str, blob: str, owner: str = "") -> TestResponse:
    headers = {"FH-Outbox-User": tag(cast, owner or name)}
    return cast.as_(name).post("/outbox/openings", data={"id": op, "blob": blob}, headers=headers)


def test_it_opens_for_whoever_wrote_it(cast: Cast) -> None:
    op = operation()
    answer = bring(cast, "maya", op, sealed(cast, "maya", op))
    assert (answer.status_code, answer.mimetype, answer.json) == (200, "application/json", WORDS)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_words_are_not_to_be_read_in_it(cast: Cast) -> None:
    blob = base64.b64decode(sealed(cast, "maya", operation()))
    assert b"bien" not in blob and b"note" not in blob
    assert len(blob) < len(json.dumps(WORDS)) + 120


def test_it_does_not_open_for_another(cast: Cast) -> None:
    op = operation()
    answer = bring(cast, "jordan", op, sealed(cast, "maya", op))
    assert (answer.status_code, answer.get_json(silent=True)) == (409, None)


def test_it_is_not_even_looked_at_on_behalf_of_another(cast: Cast) -> None:
    op = operation()
    answer = bring(cast, "jordan", op, sealed(cast, "maya", op), owner="maya")
    assert (answer.status_code, answer.headers["FH-Reason"]) == (409, "other-account")


def test_it_does_not_open_under_another_id(cast: Cast) -> None:
    assert bring(cast, "maya", operation(), sealed(cast, "maya", operation())).status_code == 409


def test_it_does_not_open_in_another_installation(cast: Cast) -> None:
    op = operation()
    assert bring(cast, "maya", op, sealed(cast, "maya", op, salt="11" * 16)).status_code == 409


@pytest.mark.parametrize("blob", ["", "%%%", "AAAA", base64.b64encode(b"\x04" + b"\x01" * 200).decode()])
def test_noise_is_refused(cast: Cast, blob: str) -> None:
    assert bring(cast, "maya", operation(), blob).status_code in {409, 422}


@pytest.mark.parametrize("place", [0, 1, 64, 65, 76, 77, -1])
def test_one_changed_bit_is_noticed(place: int) -> None:
    blob = bytearray(seal(SALT, b"words", "maya|1"))
    assert open_sealed(SALT, bytes(blob), "maya|1") == b"words"
    blob[place] ^= 1
    with pytest.raises(SealBroken):
        open_sealed(SALT, bytes(blob), "maya|1")


def test_signed_out_opens_nothing(cast: Cast) -> None:
    op = operation()
    answer = cast.as_("nobody").post("/outbox/openings", data={"id": op, "blob": sealed(cast, "maya", op)})
    assert answer.status_code == 401


def test_the_key_is_public_and_this_installations(cast: Cast) -> None:
    answer: Any = cast.as_("nobody").get("/outbox/key")
    key = base64.b64decode(answer.text)
    assert (len(key), key[0]) == (65, 4)
    assert key == public_key(SALT) != public_key("11" * 16)
