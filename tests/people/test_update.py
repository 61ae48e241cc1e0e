"""Changing a person; on two devices at once nothing is lost."""

from tests.cast import Cast
from tests.people.rows import added, change, names, people
from tests.plan.test_update import sent


def test_it_shows_what_is_saved(cast: Cast) -> None:
    (person,) = added(cast, "Ruth")
    html = cast.as_("maya").get(f"/people/{person}/edit").text
    assert 'value="Ruth"' in html and 'value="(202) 555-0142"' in html


def test_it_saves(cast: Cast) -> None:
    added(cast, "Ruth")
    (person,) = people(cast)
    answer = cast.as_("maya").post(
        f"/people/{person.id}", data=change(person, name="Ruth B.", phone="", can_text="true")
    )
    assert answer.status_code == 303
    (now,) = people(cast)
    assert (now.name, now.phone, now.can_text, now.version) == ("Ruth B.", "", True, 2)


def test_what_does_not_fit_is_refused_and_kept_on_the_page(cast: Cast) -> None:
    added(cast, "Ruth")
    (person,) = people(cast)
    answer = cast.as_("maya").post(f"/people/{person.id}", data=change(person, name="New name", phone="soon"))
    assert answer.status_code == 422
    assert "This number cannot be called." in answer.text
    assert 'value="New name"' in answer.text and 'value="soon"' in answer.text
    assert names(cast) == ["Ruth"]


def test_the_same_form_twice_is_one_change(cast: Cast) -> None:
    added(cast, "Ruth")
    (person,) = people(cast)
    maya, asked = cast.as_("maya"), change(person, name="Ruth B.")
    assert [maya.post(f"/people/{person.id}", data=asked).status_code for _ in range(2)] == [303, 303]
    assert people(cast)[0].version == 2
    assert maya.post(f"/people/{person.id}", data=asked | {"name": "Other"}).status_code == 409


def test_a_stale_form_shows_both_and_writes_nothing(cast: Cast) -> None:
    added(cast, "Ruth")
    (person,) = people(cast)
    maya = cast.as_("maya")
    maya.post(f"/people/{person.id}", data=change(person, name="From the phone"))
    answer = maya.post(f"/people/{person.id}", data=change(person, name="From the laptop"))
    assert answer.status_code == 409
    assert "From the phone" in answer.text and "From the laptop" in answer.text
    assert names(cast) == ["From the phone"]
    assert maya.post(f"/people/{person.id}", data=sent(answer.text, "Save mine")).status_code == 303
    assert names(cast) == ["From the laptop"]


def test_what_was_typed_for_somebody_taken_off_the_list_is_not_lost(cast: Cast) -> None:
    added(cast, "Ruth")
    (person,) = people(cast)
    maya = cast.as_("maya")
    maya.post(f"/people/{person.id}/deletion")
    answer = maya.post(f"/people/{person.id}", data=change(person, name="Ruth B."))
    assert answer.status_code == 409
    assert "There, this person was taken off your list." in answer.text
    maya.post(f"/people/{person.id}", data=sent(answer.text, "Save mine"))
    assert names(cast) == ["Ruth B."]


def test_others_are_refused(cast: Cast) -> None:
    added(cast, "Ruth")
    (person,) = people(cast)
    path = f"/people/{person.id}"
    assert cast.as_("nobody").post(path, data=change(person)).status_code == 401
    assert cast.as_("dana").post(path, data=change(person)).status_code == 403
    assert cast.as_("jordan").post(path, data=change(person)).status_code == 404
    assert cast.as_("jordan").get(f"{path}/edit").status_code == 404
    assert cast.as_("dana").get(f"{path}/edit").status_code == 403
