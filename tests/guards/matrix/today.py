"""Today, More and the first steps."""

from tests.guards.matrix import Row, cells, participants

ROWS = [
    Row("GET /", cells(others=200, nobody=401, noor=401, dana=303, lee=303, alex=303)),
    participants("GET /more"),
    participants("GET /welcome"),
    participants("POST /welcome", {"name": "Sam", "focus": "gambling"}),
    Row("GET /welcome/days", cells(others=403, maya=200, jordan=303)),
    participants("POST /welcome/days", {"started_on": "2026-06-01", "day_cost": "12"}),
    participants("GET /welcome/sharing"),
]
