"""Changing and hiding a counter: nobody is told, nothing is overwritten."""

import pytest

from tests.cast import Cast
from tests.days.stories import ago, counter, form, stored
from webapp.extensions import db
from webapp.models import uuid7


def change(version: int = 1, **more: object) -> dict[str, object]:
    return form(version=version, **more)


def audits(cast: Cast) -> list[tuple[object, ...]]:
    with cast.app.app_context():
        query = "SELECT action, subject, detail, actor_role FROM audit ORDER BY at"
        return [tuple(row) for row in db.session.connection().exec_driver_sql(query)]


def test_it_shows_what_is_kept(cast: Cast) -> None:
    counter_id = counter(cast, label="Mine", day_cost="12.50", day_minutes="0", show_run="true")
    page = cast.as_("maya").get(f"/days/{counter_id}/edit").text
    for held in (
        'value="Mine"',
        'value="12.50"',
        f'value="{ago(100)}"',
        'name="day_minutes" type="number" autocomplete="off" value="0"',
    ):
        assert held in page
    assert 'name="show_run" value="true" checked' in page


def test_it_changes(cast: Cast) -> None:
    counter_id = counter(cast)
    answer = cast.as_("maya").post(
        f"/days/{counter_id}", data=change(label="New", started_on="2026-01-02", show_numbers=None)
    )
    assert answer.status_code == 303
    assert stored(cast, "label") == ["New"]
    assert [str(day) for day in stored(cast, "started_on")] == ["2026-01-02"]
    assert stored(cast, "show_numbers") == [False]
    assert stored(cast, "version") == [2]


def test_the_same_change_twice_is_one(cast: Cast) -> None:
    counter_id, maya, sent = counter(cast), cast.as_("maya"), change(label="New")
    assert [maya.post(f"/days/{counter_id}", data=sent).status_code for _ in range(2)] == [303, 303]
    assert stored(cast, "version") == [2]
    assert maya.post(f"/days/{counter_id}", data=sent | {"label": "Other"}).status_code == 409


def test_changing_the_date_tells_nobody(cast: Cast) -> None:
    counter_id = counter(cast)
    cast.as_("maya").post(f"/days/{counter_id}", data=change(started_on="2026-01-02"))
    cast.as_("maya").post(f"/days/{counter_id}", data=change(2, label="Another name"))
    of_counter = [row for row in audits(cast) if row[1] == "counter"]
    assert len(of_counter) == 3
    assert len(set(of_counter)) == 1, "the trail of a changed date looks like any other change"
    assert of_counter[0][2] == ""


def test_a_stale_change_is_merged(cast: Cast) -> None:
    counter_id, maya = counter(cast), cast.as_("maya")
    maya.post(f"/days/{counter_id}", data=change(label="From the phone"))
    stale = maya.post(f"/days/{counter_id}", data=change(label="From the laptop", day_cost="9"))
    assert stale.status_code == 409
    assert "From the phone" in stale.text
    assert "From the laptop" in stale.text
    assert stored(cast, "label") == ["From the phone"]
    mine = change(2, label="From the laptop", day_cost="9")
    assert 'name="version" value="2"' in stale.text
    assert maya.post(f"/days/{counter_id}", data=mine).status_code == 303
    assert stored(cast, "label") == ["From the laptop"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"started_on": "2099-01-01"}, "started_on"),
        ({"day_cost": "much"}, "day_cost"),
        ({"day_minutes": "-1"}, "day_minutes"),
    ],
)
def test_a_wrong_change_is_refused(cast: Cast, wrong: dict[str, object], field: str) -> None:
    counter_id = counter(cast)
    answer = cast.as_("maya").post(f"/days/{counter_id}", data=change(label="Typed") | wrong)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="Typed"' in answer.text
    assert stored(cast, "version") == [1]


def test_what_is_refused_keeps_its_version(cast: Cast) -> None:
    """Else the next try would overwrite what another device saved meanwhile."""
    counter_id, maya = counter(cast), cast.as_("maya")
    maya.post(f"/days/{counter_id}", data=change(label="From the phone"))
    refused = maya.post(f"/days/{counter_id}", data=change(day_cost="much"))
    assert 'name="version" value="1"' in refused.text


def test_a_stale_form_that_asks_for_nothing_else_is_saved(cast: Cast) -> None:
    counter_id, maya = counter(cast), cast.as_("maya")
    for _ in range(2):
        assert maya.post(f"/days/{counter_id}", data=change(label="The same")).status_code == 303
    assert stored(cast, "version") == [2]


def test_hiding_loses_nothing(cast: Cast) -> None:
    counter_id, maya = counter(cast, label="Quiet one"), cast.as_("maya")
    maya.post(f"/days/{counter_id}/hiding")
    page = maya.get("/days").text
    assert "Hidden (1)" in page
    assert "days in all" not in page
    maya.post(f"/days/{counter_id}/restoration")
    assert "days in all" in maya.get("/days").text


def test_a_get_changes_nothing(cast: Cast) -> None:
    counter_id, before = counter(cast), None
    before = audits(cast)
    for path in ("/days", "/days/new", f"/days/{counter_id}/edit"):
        cast.as_("maya").get(path)
    assert audits(cast) == before
    assert stored(cast, "version") == [1]
    assert cast.as_("maya").get(f"/days/{counter_id}").status_code == 405


def test_a_stranger_can_do_nothing(cast: Cast) -> None:
    counter_id = counter(cast)
    for name, status in (("jordan", 404), ("dana", 403), ("alex", 403), ("nobody", 401)):
        other = cast.as_(name)
        assert other.get(f"/days/{counter_id}/edit").status_code == status
        for path in ("", "/hiding", "/restoration"):
            assert other.post(f"/days/{counter_id}{path}", data=change()).status_code == status
    assert cast.as_("maya").get(f"/days/{uuid7()}/edit").status_code == 404
    assert stored(cast, "version") == [1]
