"""Today, More and the first steps."""

from tests.guards.matrix import Row, cells, participants

ROWS = [
    participants("GET /"),
    participants("GET /more"),
    participants("GET /welcome"),
    participants("POST /welcome", {"name": "Sam", "focus": "gambling"}),
    Row("GET /welcome/days", cells(others=403, maya=200, jordan=303)),
    participants("POST /welcome/days", {"started_on": "2026-06-01", "day_cost": "12"}),
    participants("GET /welcome/sharing"),
]
