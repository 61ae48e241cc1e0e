"""Family links: made by their participant, opened by whoever has the key, each for its own page only."""

from tests.guards.matrix import NEW, Row, by_link, cells, open_to_all, own, participants, the
from tests.support.links import public_id_of, secret_of
from webapp.content.sharing import VERSION

LINK = {
    "id": NEW, "operation": NEW, "name": "Sam", "relation": "friend", "sections": ["signs", "reasons"], "days": 7,
    "language": "en", "passcode": "",
}  # fmt: skip
SIGN = {"operation": NEW, "version": 1, "text_version": VERSION}
PARTS = {"operation": NEW, "version": 1, "sections": ["signs"]}
COUNTED = frozenset({"throttle"})
NOT_YOURS = cells(others=403, maya=409, jordan=409)


def door(holder: str) -> dict[str, str]:
    return {"public_id": public_id_of(holder)}


ROWS = [
    participants("GET /sharing"),
    participants("GET /sharing/new"),
    participants("POST /sharing", LINK),
    participants("POST /sharing", LINK | {"sections": []}, ok=422, variant="with nothing ticked"),
    Row(
        "POST /sharing",
        NOT_YOURS,
        LINK | {"id": the("jordan link")},
        variant="with an id of Jordan's",
    ),
    own("GET /sharing/<uuid:link_id>", "link"),
    own("GET /sharing/<uuid:link_id>", "ended link", variant="that ended"),
    own("GET /sharing/<uuid:link_id>/preview", "link"),
    own("GET /sharing/<uuid:link_id>/preview", "unsigned link", variant="that is not signed"),
    own("GET /sharing/<uuid:link_id>/parts", "link"),
    own("POST /sharing/<uuid:link_id>/parts", "link", PARTS),
    own("POST /sharing/<uuid:link_id>/parts", "link", PARTS | {"version": 7}, ok=409, variant="from an old page"),
    own("POST /sharing/<uuid:link_id>/signature", "unsigned link", SIGN, ok=200),
    own("POST /sharing/<uuid:link_id>/signature", "link", SIGN, variant="with nothing to sign"),
    own("POST /sharing/<uuid:link_id>/secrets", "link", {"operation": NEW}, ok=200),
    own("POST /sharing/<uuid:link_id>/secrets", "ended link", {"operation": NEW}, variant="of one that ended"),
    own("POST /sharing/<uuid:link_id>/pausing", "link"),
    own("POST /sharing/<uuid:link_id>/resumption", "paused link"),
    own("POST /sharing/<uuid:link_id>/ending", "link"),
    open_to_all("GET /s/<public_id>", args=door("ruth")),
    open_to_all("GET /s/<public_id>", args=door("nobody at all"), variant="of no link"),
    open_to_all("POST /s/<public_id>", {"secret": secret_of("ruth")}, 303, args=door("ruth")),
    open_to_all(
        "POST /s/<public_id>", {"secret": secret_of("passcode")}, 200, args=door("passcode"), variant="and a passcode"
    ),
    *(
        open_to_all(
            "POST /s/<public_id>",
            {"secret": secret_of(holder)},
            404,
            args=door(holder),
            variant=f"of a link that is {holder}",
            refusal_writes=COUNTED,
        )
        for holder in ("unsigned", "paused", "tried out", "expired", "ended", "of a disabled account", "not there")
    ),
    open_to_all(
        "POST /s/<public_id>",
        {"secret": "not this one"},
        404,
        args=door("ruth"),
        variant="with a wrong secret",
        refusal_writes=COUNTED,
    ),
    open_to_all(
        "POST /s/<public_id>",
        {"secret": secret_of("passcode"), "passcode": "not this one"},
        422,
        args=door("passcode"),
        variant="with a wrong passcode",
        refusal_writes=COUNTED | {"share_opening", "share_link", "audit"},
    ),
    by_link("GET /shared"),
    by_link("GET /shared/modules/<int:number>", args={"number": "58"}),
    Row(
        "GET /shared/modules/<int:number>",
        dict.fromkeys(("nobody", "maya", "jordan", "dana", "lee", "alex", "noor", "ruth"), 404),
        args={"number": "1"},
        variant="that is not for families",
    ),
    by_link("POST /shared/language", {"language": "es"}),
    by_link("POST /shared/closing"),
]
