"""Skills and practices."""

from tests.guards.matrix import NEW, Row, cells, nobodys, own, participants, the

SKILL = "/skills/<skill:key>"
LIBRARY = {"key": "stop-and-step-back"}
WORDS = {"operation": NEW, "name": "Swim", "how": "Slowly", "category": "body"}
PRACTICE = {"id": NEW, "operation": NEW, "before": 7, "after": 3, "minutes": 5, "note": "new words"}
ONE = "/practices/<uuid:practice_id>"
CHANGE = {"operation": NEW, "version": 1, "occurred": "2026-06-01T12:30", "before": 6, "note": "new words"}

ROWS = [
    participants("GET /skills"),
    participants("GET /skills/what-works"),
    participants("GET /skills/new"),
    participants("POST /skills", WORDS | {"id": NEW}),
    Row(
        "POST /skills",
        cells(others=403, maya=409, jordan=409),
        WORDS | {"id": the("maya skill")},
        variant="an id of Maya's",
    ),
    participants(f"GET {SKILL}", args=LIBRARY),
    participants(f"GET {SKILL}", args={"key": "made-up"}, ok=404, variant="made up"),
    own(f"GET {SKILL}", "skill", variant="of one's own"),
    own(f"GET {SKILL}/edit", "skill"),
    participants(f"GET {SKILL}/edit", args=LIBRARY, ok=404, variant="of the library"),
    own(f"POST {SKILL}", "skill", WORDS | {"version": 1}),
    participants(f"POST {SKILL}/favourite", args=LIBRARY),
    own(f"POST {SKILL}/favourite", "skill", variant="of one's own"),
    participants(f"POST {SKILL}/favourite/deletion", args=LIBRARY),
    participants(f"POST {SKILL}/hiding", args=LIBRARY),
    own(f"POST {SKILL}/hiding", "skill", variant="of one's own"),
    participants(f"POST {SKILL}/hiding/deletion", args=LIBRARY),
    participants(f"GET {SKILL}/practice", args=LIBRARY),
    own(f"GET {SKILL}/practice", "skill", variant="of one's own"),
    participants(f"POST {SKILL}/practices", PRACTICE, args=LIBRARY),
    own(f"POST {SKILL}/practices", "skill", PRACTICE, variant="of one's own"),
    Row(
        f"POST {SKILL}/practices",
        cells(others=403, maya=303, jordan=404),
        PRACTICE | {"urge_id": the("maya urge")},
        LIBRARY,
        "for an urge of Maya's",
    ),
    Row(
        f"POST {SKILL}/practices",
        cells(others=403, maya=409, jordan=409),
        PRACTICE | {"id": the("maya practice")},
        LIBRARY,
        "an id of Maya's",
    ),
    own(f"GET {ONE}", "practice"),
    nobodys(f"GET {ONE}", "deleted practice"),
    own(f"GET {ONE}/edit", "practice"),
    nobodys(f"GET {ONE}/edit", "deleted practice"),
    own(f"POST {ONE}", "practice", CHANGE),
    nobodys(f"POST {ONE}", "deleted practice", CHANGE),
    own(f"POST {ONE}/deletion", "practice"),
    own(f"GET {ONE}/deleted", "deleted practice"),
    own(f"POST {ONE}/restoration", "deleted practice"),
]
