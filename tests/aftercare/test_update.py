"""Its sections are kept as those of the other plans: versions, compared, brought back, merged. Dates and weeks too."""

from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.plan.rows import add_version, form, versions
from tests.plan.test_update import sent
from tests.plan.test_versions import changes, restoration
from webapp.models import uuid7
from webapp.plan.lines import STAGES, WEEKS

STAGED = "/plan/after-stages"
WEEKLY = "/plan/after-weeks"
IOP = {"text": "iop", "stage": "iop", "from": "2026-10-05", "until": "2026-12-04"}
ALUMNI = {"text": "alumni", "stage": "alumni", "from": "2026-12-05", "until": ""}


def dates(base: int = 0, **days: tuple[str, str]) -> dict[str, Any]:
    """The form of the stages, with a row for each of them."""
    rows = [(stage, *days.get(stage, ("", ""))) for stage in STAGES]
    boxes = zip(("stage", "from", "until"), zip(*rows, strict=True), strict=True)
    return form(base=base, **{name: list(values) for name, values in boxes})


def weeks(base: int = 0, **lines: str) -> dict[str, Any]:
    """The form of the weeks: w1, w2 ... as written."""
    return form(base=base, week=[lines.get(f"w{n}", "") for n in range(1, WEEKS + 1)])


def shown(cast: Cast, path: str) -> BeautifulSoup:
    return BeautifulSoup(cast.as_("maya").get(path).text, "html.parser")


def test_stages_are_kept_with_their_days(cast: Cast) -> None:
    answer = cast.as_("maya").post(STAGED, data=dates(alumni=("2026-12-05", ""), iop=("2026-10-05", "2026-12-04")))
    assert answer.status_code == 303
    assert answer.location == "/aftercare-plan#saved-after-stages"
    assert versions(cast, "after-stages") == [[IOP, ALUMNI]]
    page = shown(cast, f"{STAGED}/edit")
    assert [box["value"] for box in page.select("input[name=from]")] == ["", "2026-10-05", "", "", "2026-12-05"]
    assert [box["value"] for box in page.select("input[name=until]")] == ["", "2026-12-04", "", "", ""]


@pytest.mark.parametrize("days", [("2026-12-04", "2026-10-05"), ("soon", ""), ("", "2026-13-40")])
def test_days_that_cannot_be_are_refused_and_stay(cast: Cast, days: tuple[str, str]) -> None:
    answer = cast.as_("maya").post(STAGED, data=dates(iop=days, php=("2026-09-01", "")))
    assert answer.status_code == 422
    assert "Please check the days" in answer.text
    page = BeautifulSoup(answer.text, "html.parser")
    boxes = [tuple(box["value"] for box in page.select(f"input[name={name}]")) for name in ("from", "until")]
    assert (boxes[0][1], boxes[1][1]) == days and boxes[0][0] == "2026-09-01"
    assert versions(cast, "after-stages") == []


@pytest.mark.parametrize("value", ["iop:", "iop", "detox:2026-01-01:", "iop:::", ":2026-01-01:"])
def test_made_up_stages_are_refused(cast: Cast, value: str) -> None:
    assert cast.as_("maya").post(STAGED, data=form(stages=[value])).status_code == 422
    assert versions(cast, "after-stages") == []


@pytest.mark.parametrize("missing", ["stage", "from"])
def test_a_row_without_one_of_its_boxes_is_not_dropped_unseen(cast: Cast, missing: str) -> None:
    boxes = {"stage": ["iop"], "from": ["2026-10-05"], "until": ["soon"]} | {missing: []}
    assert cast.as_("maya").post(STAGED, data=form(**boxes)).status_code == 422
    assert versions(cast, "after-stages") == []


def test_weeks_are_kept_in_their_order(cast: Cast) -> None:
    answer = cast.as_("maya").post(WEEKLY, data=weeks(w13="Look back", w1="See Dr. Lee\r\nCall Ruth"))
    assert answer.status_code == 303
    assert versions(cast, "after-weeks") == [
        [
            {"text": "See Dr. Lee", "week": 1},
            {"text": "Call Ruth", "week": 1},
            {"text": "Look back", "week": 13},
        ]
    ]
    boxes = [box.text.lstrip("\n") for box in shown(cast, f"{WEEKLY}/edit").select("textarea[name=week]")]
    assert boxes == ["See Dr. Lee\nCall Ruth", *[""] * 11, "Look back"]


def test_too_long_a_line_of_a_week_stays_in_its_box(cast: Cast) -> None:
    answer = cast.as_("maya").post(WEEKLY, data=weeks(w2="x" * 250))
    assert answer.status_code == 422
    boxes = BeautifulSoup(answer.text, "html.parser").select("textarea[name=week]")
    assert boxes[1].text.strip() == "x" * 250
    assert versions(cast, "after-weeks") == []


@pytest.mark.parametrize("value", ["0:x", "14:x", "x:x", "3:", "3: ", "3"])
def test_made_up_weeks_are_refused(cast: Cast, value: str) -> None:
    assert cast.as_("maya").post(WEEKLY, data=form(weeks=[value])).status_code == 422
    assert versions(cast, "after-weeks") == []


def test_dates_and_weeks_belong_to_their_sections(cast: Cast) -> None:
    """What a form of another section brings along is not kept there."""
    data = form("Walk", stages=["iop:2026-10-05:"], weeks=["3:x"])
    assert cast.as_("maya").post("/plan/goals", data=data).status_code == 303
    assert versions(cast, "goals") == [[{"text": "Walk"}]]


def test_the_same_line_in_another_week_is_another_line(cast: Cast) -> None:
    cast.as_("maya").post(WEEKLY, data=weeks(w1="Call Ruth", w2="Call Ruth"))
    assert versions(cast, "after-weeks") == [[{"text": "Call Ruth", "week": n} for n in (1, 2)]]


def test_saving_the_same_days_adds_no_version(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post(STAGED, data=dates(iop=("2026-10-05", "2026-12-04")))
    maya.post(STAGED, data=dates(1, iop=("2026-10-05", "2026-12-04")))
    assert len(versions(cast, "after-stages")) == 1
    maya.post(STAGED, data=dates(1, iop=("2026-10-05", "2026-12-05")))
    assert len(versions(cast, "after-stages")) == 2


def test_two_devices_lose_no_day(cast: Cast) -> None:
    """Both devices moved the same step: both dates stay until the person takes one out."""
    maya = cast.as_("maya")
    maya.post(STAGED, data=dates(iop=("2026-10-05", "2026-12-04")))
    late = maya.post(STAGED, data=dates(iop=("2026-10-05", "2026-12-18"), alumni=("2026-12-19", "")))
    assert late.status_code == 409
    assert "Dec 4, 2026" in late.text and "Dec 18, 2026" in late.text
    assert maya.post(STAGED, data=sent(late.text, "Keep both")).status_code == 303
    kept = [(item["stage"], item["until"]) for item in versions(cast, "after-stages")[-1]]
    assert kept == [("iop", "2026-12-04"), ("iop", "2026-12-18"), ("alumni", "")]
    rows = shown(cast, f"{STAGED}/edit").select("input[name=stage]")
    assert [row["value"] for row in rows] == ["php", "iop", "iop", "outpatient", "continuing", "alumni"]


def test_two_devices_lose_no_week(cast: Cast) -> None:
    maya = cast.as_("maya")
    maya.post(WEEKLY, data=weeks(w1="See Dr. Lee"))
    late = maya.post(WEEKLY, data=weeks(w1="Call Ruth", w5="Look for work"))
    assert late.status_code == 409
    assert maya.post(WEEKLY, data=sent(late.text, "Save mine")).status_code == 303
    assert [item["text"] for item in versions(cast, "after-weeks")[-1]] == ["Call Ruth", "Look for work"]


def test_a_version_is_compared_and_brought_back(cast: Cast) -> None:
    add_version(cast, "after-stages", IOP, number=1)
    add_version(cast, "after-stages", ALUMNI, number=2)
    maya = cast.as_("maya")
    assert [change for change, _text in changes(maya.get(f"{STAGED}/versions/1").text)] == ["change-gone", "change-new"]
    answer = maya.post(f"{STAGED}/versions/1/restoration", data=restoration(2))
    assert answer.location == "/aftercare-plan#saved-after-stages"
    assert versions(cast, "after-stages")[-1] == [IOP]


def test_it_is_marked_as_looked_at(cast: Cast) -> None:
    add_version(cast, "after-goals", "Walk")
    maya = cast.as_("maya")
    answer = maya.post("/plan-reviews", data={"plan": "aftercare", "operation": uuid7()})
    assert answer.location == "/aftercare-plan"
    assert "Reviewed on" in maya.get("/aftercare-plan").text
    assert "Reviewed on" not in maya.get("/plan").text


def test_beside_save_it_says_who_reads_this_plan(cast: Cast) -> None:
    """Whoever shares the plan does not share this one by that."""
    maya = cast.as_("maya")
    cast.consents("maya", "plan")
    assert "Only you can see this." in maya.get("/plan/after-goals/edit").text
    cast.consents("maya", "aftercare")
    assert "Dana can read this" in maya.get("/plan/after-goals/edit").text
    cast.consents("maya", "plan", granted=False)
    assert "Only you can see this." in maya.get("/plan/goals/edit").text
