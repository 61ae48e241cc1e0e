"""Signing in and out, joining, the account."""

from tests.guards.matrix import Row, cells, open_to_all, participants, signed_in
from tests.support.scene import INVITE_CODE, RESET_CODE
from tests.support.second_step import RECOVERY

GOOD = "lantern-orbit-mustard-58"
GUESSES = frozenset({"throttle", "audit"})
SIGNED_OUT = {"nobody": 200, "noor": 200}
STAFF_IN = cells(others=303, maya=403, jordan=403)
PREFERENCES = {"name": "M", "language": "en", "theme": "dark", "text_size": "large", "time_zone": "America/Chicago"}

ROWS = [
    Row("GET /sign-in", cells(others=303) | SIGNED_OUT),
    open_to_all("POST /sign-in", {"username": "maya", "password": "not it"}, 422, refusal_writes=GUESSES),
    open_to_all(
        "POST /sign-in",
        {"username": "noor", "password": "river-candle-meadow-42"},
        422,
        variant="a disabled account",
        refusal_writes=GUESSES,
    ),
    open_to_all(
        "POST /sign-in", {"username": "maya", "password": "river-candle-meadow-42"}, 303, variant="with the password"
    ),
    open_to_all("POST /sign-out", {}, 303),
    open_to_all("GET /join"),
    open_to_all("POST /join", {"code": INVITE_CODE, "username": "sam", "password": GOOD}, 303),
    open_to_all(
        "POST /join",
        {"code": "00000-00000", "username": "sam", "password": GOOD},
        422,
        variant="unknown code",
        refusal_writes=GUESSES,
    ),
    open_to_all("GET /reset"),
    open_to_all("POST /reset", {"code": RESET_CODE, "password": GOOD}, 303),
    open_to_all(
        "POST /reset", {"code": "00000-00000", "password": GOOD}, 422, variant="unknown code", refusal_writes=GUESSES
    ),
    open_to_all("POST /language", {"language": "es"}, 303),
    signed_in("GET /account"),
    signed_in("POST /account", PREFERENCES),
    participants("GET /account/focuses"),
    participants("POST /account/focuses", {"focus": ["gambling", "alcohol"]}),
    signed_in("GET /account/password"),
    signed_in("POST /account/password", {"current": "river-candle-meadow-42", "password": GOOD, "end_others": "true"}),
    Row("GET /account/reset-notice", cells(others=303, maya=200)),
    signed_in("POST /account/reset-notice/dismissal", {"next": "/account"}),
    Row("GET /second-step", STAFF_IN | {"halfway": 200}),
    Row("POST /second-step", STAFF_IN | {"halfway": 303}, {"code": RECOVERY}, variant="with a code from paper"),
    Row(
        "POST /second-step",
        STAFF_IN | {"halfway": 422},
        {"code": "000000"},
        variant="with a wrong code",
        refusal_writes=GUESSES,
    ),
    Row("GET /account/second-step", cells(others=200, maya=403, jordan=403, halfway=303)),
    Row("POST /account/second-step", cells(others=422, maya=403, jordan=403, halfway=303), {"code": "000000"}),
    Row("POST /account/recovery-codes", cells(others=404, maya=403, jordan=403, dana=200)),
    signed_in("GET /confirm"),
    signed_in("POST /confirm", {"password": "river-candle-meadow-42", "next": "/account"}),
    Row(
        "POST /confirm",
        cells(others=422),
        {"password": "not it"},
        variant="without the password",
        refusal_writes=GUESSES,
    ),
    Row(
        "POST /devices/<uuid:device_id>/end",
        cells(others=404, maya=303),
        args={"device_id": "maya device"},
    ),
]
