"""Therapy groups, and their week without names."""

from datetime import timedelta

from tests.guards.matrix import Row, care_team, cells, counselors, own, participants, the
from tests.guards.matrix.review import TRAIL
from tests.support.scene import Scene
from webapp.groups.services import this_monday

WEEKS = "/group-weeks"


def monday(weeks: int) -> object:
    def day(scene: Scene) -> str:
        with scene.cast.app.app_context():
            return (this_monday() + weeks * timedelta(days=7)).isoformat()

    return day


def _joining(weeks: int = 0, group: str = "group") -> dict[str, object]:
    return {"group": the(group), "monday": monday(weeks)}


ROWS = [
    counselors("GET /counselor/groups", writes=TRAIL),
    care_team("GET /counselor/groups/<uuid:group_id>/week", "group", writes=TRAIL),
    Row(
        "GET /counselor/groups/<uuid:group_id>/week",
        cells(others=403, dana=404, lee=404),
        args={"group_id": "closed group"},
        variant="that is closed",
    ),
    participants(f"GET {WEEKS}"),
    Row(f"POST {WEEKS}", cells(others=403, maya=303, jordan=404), _joining(), variant="of Maya’s group"),
    Row(f"POST {WEEKS}", cells(others=403, maya=409, jordan=404), _joining(-1), variant="that is over"),
    Row(f"POST {WEEKS}", cells(others=403, maya=404, jordan=404), _joining(0, "closed group"), variant="of no group"),
    own(f"POST {WEEKS}/<uuid:week_opt_in_id>/withdrawal", "week opt-in"),
]
