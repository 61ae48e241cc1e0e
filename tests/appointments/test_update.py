"""Changing, taking away and bringing back; on two devices at once nothing is lost."""

from bs4 import BeautifulSoup

from tests.appointments.rows import added, change, form, only, set_account, weekly
from tests.cast import Cast
from tests.people.rows import added as added_people
from tests.plan.test_update import sent
from tests.support.markup import the


def test_it_shows_what_is_saved_and_saves(cast: Cast) -> None:
    (ruth,) = added_people(cast, "Ruth")
    row_id = added(cast, weekly(begins="09:05", place="Room 4", person_id=ruth))
    maya = cast.as_("maya")
    page = BeautifulSoup(maya.get(f"/appointments/{row_id}/edit").text, "html.parser")
    assert the(page, "#begins")["value"] == "09:05"
    assert len(page.select("input[name=weekdays][checked]")) == 7
    assert the(page, "input[name=person_id][checked]")["value"] == str(ruth)
    asked = change(only(cast), weekdays=[], person_id="", place="")
    assert maya.post(f"/appointments/{row_id}", data=asked).status_code == 303
    row = only(cast)
    assert (row.weekdays, row.person_id, row.place, row.version) == ([], None, "", 2)


def test_what_does_not_fit_is_refused_and_kept_on_the_page(cast: Cast) -> None:
    row_id = added(cast, form())
    answer = cast.as_("maya").post(f"/appointments/{row_id}", data=change(only(cast), title="New", begins="soon"))
    assert answer.status_code == 422
    assert "Please give a time like 18:30." in answer.text and 'value="New"' in answer.text
    assert only(cast).title == "Tuesday meeting"


def test_somebody_taken_off_the_list_still_goes_along(cast: Cast) -> None:
    """Changing the time does not fail for a person who is no longer to be chosen."""
    (ruth,) = added_people(cast, "Ruth")
    row_id = added(cast, form(person_id=ruth))
    maya = cast.as_("maya")
    maya.post(f"/people/{ruth}/deletion")
    assert maya.post(f"/appointments/{row_id}", data=change(only(cast), begins="10:00")).status_code == 303
    assert "Ruth" not in maya.get("/appointments").text


def test_after_a_move_both_zones_can_be_chosen(cast: Cast) -> None:
    row_id = added(cast, form())
    set_account(cast, time_zone="America/Los_Angeles")
    maya = cast.as_("maya")
    page = BeautifulSoup(maya.get(f"/appointments/{row_id}/edit").text, "html.parser")
    zones = {str(box["value"]): box.has_attr("checked") for box in page.select("input[name=time_zone]")}
    assert zones == {"America/New_York": True, "America/Los_Angeles": False}
    assert "11:55\u202fPM (New York)" in maya.get("/appointments").text


def test_the_same_form_twice_is_one_change(cast: Cast) -> None:
    row_id = added(cast, form())
    maya, asked = cast.as_("maya"), change(only(cast), title="Other")
    assert [maya.post(f"/appointments/{row_id}", data=asked).status_code for _ in range(2)] == [303, 303]
    assert only(cast).version == 2
    assert maya.post(f"/appointments/{row_id}", data=asked | {"title": "Third"}).status_code == 409


def test_a_stale_form_shows_both_and_writes_nothing(cast: Cast) -> None:
    row_id = added(cast, weekly())
    row, maya = only(cast), cast.as_("maya")
    maya.post(f"/appointments/{row_id}", data=change(row, title="From the phone"))
    answer = maya.post(f"/appointments/{row_id}", data=change(row, title="From the laptop", weekdays=["2", "4"]))
    assert answer.status_code == 409
    assert "From the phone" in answer.text and "From the laptop" in answer.text
    assert "Every Wednesday and Friday" in answer.text and "Time zone" not in answer.text
    assert only(cast).title == "From the phone"
    assert maya.post(f"/appointments/{row_id}", data=sent(answer.text, "Save mine")).status_code == 303
    assert (only(cast).title, only(cast).weekdays) == ("From the laptop", [2, 4])


def test_deleting_has_an_undo(cast: Cast) -> None:
    row_id = added(cast, form())
    maya = cast.as_("maya")
    answer = maya.post(f"/appointments/{row_id}/deletion")
    assert answer.location == f"/appointments/{row_id}/deleted"
    assert "Undo: bring it back" in maya.get(answer.location).text
    assert "Tuesday meeting" not in maya.get("/appointments").text
    assert maya.get(f"/appointments/{row_id}/edit").status_code == 404
    assert maya.post(f"/appointments/{row_id}/restoration").status_code == 303
    assert "Tuesday meeting" in maya.get("/appointments").text


def test_what_was_typed_for_something_deleted_is_not_lost(cast: Cast) -> None:
    row_id = added(cast, form())
    row, maya = only(cast), cast.as_("maya")
    maya.post(f"/appointments/{row_id}/deletion")
    answer = maya.post(f"/appointments/{row_id}", data=change(row, title="Kept"))
    assert answer.status_code == 409 and "There, it was deleted." in answer.text
    maya.post(f"/appointments/{row_id}", data=sent(answer.text, "Save mine"))
    assert (only(cast).title, only(cast).removed_at) == ("Kept", None)


def test_others_are_refused(cast: Cast) -> None:
    path = f"/appointments/{added(cast, form())}"
    for member, status in (("nobody", 401), ("dana", 403), ("jordan", 404)):
        for rest in ("", "/deletion", "/restoration", "/skips", "/skips/withdrawal"):
            assert cast.as_(member).post(path + rest, data=change(only(cast))).status_code == status, (member, rest)
    assert only(cast).version == 1
