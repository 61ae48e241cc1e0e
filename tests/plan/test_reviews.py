"""'I reviewed it today', and when to look again."""

from datetime import UTC, datetime, timedelta

import time_machine

from tests.cast import Cast
from tests.plan.rows import add, add_version
from webapp.extensions import db
from webapp.models import PlanReview, uuid7

NOON = datetime(2026, 6, 10, 16, 0, tzinfo=UTC)


def form(plan: str = "relapse") -> dict[str, object]:
    return {"plan": plan, "operation": uuid7()}


def count(cast: Cast) -> int:
    with cast.app.app_context():
        return db.session.connection().exec_driver_sql("SELECT count(*) FROM plan_review").scalar() or 0


def reviewed(cast: Cast, at: datetime, plan: str = "relapse") -> None:
    add(cast, PlanReview(owner_id=cast["maya"], plan=plan, reviewed_at=at, reviewed_by=cast["maya"]))


def test_it_is_noted(cast: Cast) -> None:
    add_version(cast, "goals", "Walk")
    maya = cast.as_("maya")
    answer = maya.post("/plan-reviews", data=form())
    assert answer.status_code == 303
    assert answer.location == "/plan"
    assert "Reviewed on" in maya.get("/plan").text
    assert "Reviewed on" not in maya.get("/safety-plan").text


def test_the_safety_plan_has_its_own(cast: Cast) -> None:
    add_version(cast, "safety-warning", "I stop eating")
    maya = cast.as_("maya")
    assert maya.post("/plan-reviews", data=form("safety")).location == "/safety-plan"
    assert "Reviewed on" in maya.get("/safety-plan").text


def test_the_next_one_is_after_14_days(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        add_version(cast, "goals", "Walk")
        reviewed(cast, NOON - timedelta(days=40))
        reviewed(cast, NOON - timedelta(days=5))
        assert "Reviewed on Jun 5, 2026. Next: Jun 19, 2026." in cast.as_("maya").get("/plan").text


def test_when_it_is_time_it_says_so(cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        add_version(cast, "goals", "Walk")
        reviewed(cast, NOON - timedelta(days=14))
        text = cast.as_("maya").get("/plan").text
        assert "Reviewed on May 27, 2026. A good day to look at it again." in text


def test_the_day_is_the_persons_own(cast: Cast) -> None:
    """3 in the morning in UTC is the evening before in New York."""
    with time_machine.travel(NOON, tick=False):
        add_version(cast, "goals", "Walk")
        reviewed(cast, datetime(2026, 6, 5, 3, 0, tzinfo=UTC))
        assert "Reviewed on Jun 4, 2026." in cast.as_("maya").get("/plan").text


def test_the_same_form_twice_is_one_review(cast: Cast) -> None:
    maya, asked = cast.as_("maya"), form()
    assert [maya.post("/plan-reviews", data=asked).status_code for _ in range(2)] == [303, 303]
    assert count(cast) == 1
    assert maya.post("/plan-reviews", data=asked | {"plan": "safety"}).status_code == 409


def test_a_plan_that_we_do_not_have_is_refused(cast: Cast) -> None:
    maya = cast.as_("maya")
    assert maya.post("/plan-reviews", data=form("wishes")).status_code == 422
    assert maya.post("/plan-reviews", data={"plan": "relapse"}).status_code == 422
    assert count(cast) == 0


def test_others_are_refused(cast: Cast) -> None:
    assert cast.as_("nobody").post("/plan-reviews", data=form()).status_code == 401
    assert cast.as_("dana").post("/plan-reviews", data=form()).status_code == 403
    assert count(cast) == 0
