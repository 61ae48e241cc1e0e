"""Who covers for whom."""

from datetime import UTC, datetime, timedelta

from tests.guards.matrix import Row, admins, cells, counselors, the

MINE = "/counselor/coverage"
OF = "/admin/people/<uuid:account_id>/coverage"
ENDING = "/coverage/<uuid:coverage_id>/ending"
DAYS = {
    name: (datetime.now(UTC) + timedelta(days=days)).date().isoformat()
    for name, days in (("first_day", 40), ("last_day", 45))
}
NOBODY = {"covering": "nobody", **DAYS}

ROWS = [
    counselors(f"GET {MINE}"),
    counselors(f"POST {MINE}", NOBODY),
    counselors(f"POST {MINE}", NOBODY | {"covering": the("maya")}, ok=422, variant="by a participant"),
    Row(
        f"POST /counselor{ENDING}",
        cells(others=403, dana=303, lee=303),
        args={"coverage_id": "cover of dana"},
        variant="of Dana by Lee",
    ),
    Row(
        f"POST /counselor{ENDING}",
        cells(others=403, dana=404, lee=404),
        args={"coverage_id": "cover by another"},
        variant="of others",
    ),
    admins(f"GET {OF}", thing="dana"),
    admins(f"GET {OF}", thing="maya", ok=404, variant="of a participant"),
    admins(f"POST {OF}", NOBODY, thing="dana"),
    admins(f"POST {OF}", {}, thing="dana", ok=422, variant="empty"),
    admins(f"POST /admin{ENDING}", thing="cover of dana"),
]
