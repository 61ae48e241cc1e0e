"""Reading writes nothing; every page is one in Spanish too."""

import pytest

from tests.cast import Cast
from tests.support.snapshots import Snapshot
from tests.triggers.rows import BREATHING, add_plan, add_trigger, met_three_times
from webapp.extensions import db
from webapp.models import Account

PAGES = ("/triggers", "/triggers/new", "/triggers/{trigger}", "/triggers/{trigger}/edit", "/if-thens")
PLAN_PAGES = ("/if-thens/new", "/if-thens/new?trigger={trigger}", "/if-thens/{plan}", "/if-thens/{plan}/edit")


@pytest.mark.parametrize("language", ["en", "es"])
def test_reading_writes_nothing(cast: Cast, language: str) -> None:
    trigger = add_trigger(cast)
    met_three_times(cast, trigger, BREATHING)
    for _turn in range(3):
        plan = add_plan(cast, trigger_id=add_trigger(cast))
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).language = language
    maya = cast.as_("maya")
    maya.get("/triggers")
    before = Snapshot(db.engine)
    for path in (*PAGES, *PLAN_PAGES):
        answer = maya.get(path.format(trigger=trigger, plan=plan))
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.text
    assert before.changes(Snapshot(db.engine)) == {}
