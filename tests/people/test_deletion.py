"""Taking a person off the list, and back."""

from tests.cast import Cast
from tests.people.rows import added, names, people


def test_it_can_be_undone(cast: Cast) -> None:
    (person, _other), maya = added(cast, "Ruth", "Ana"), cast.as_("maya")
    answer = maya.post(f"/people/{person}/deletion", follow_redirects=True)
    assert answer.status_code == 200
    assert "Taken off your list" in answer.text and "Undo" in answer.text
    assert names(cast) == ["Ana"]
    assert maya.post(f"/people/{person}/restoration").status_code == 303
    assert names(cast) == ["Ruth", "Ana"]


def test_twice_is_once(cast: Cast) -> None:
    (person,), maya = added(cast, "Ruth"), cast.as_("maya")
    for _turn in range(2):
        assert maya.post(f"/people/{person}/deletion").status_code == 303
    assert people(cast, removed=True)[0].version == 2
    for _turn in range(2):
        assert maya.post(f"/people/{person}/restoration").status_code == 303
    assert people(cast)[0].version == 3


def test_somebody_taken_off_cannot_be_changed(cast: Cast) -> None:
    (person,), maya = added(cast, "Ruth"), cast.as_("maya")
    maya.post(f"/people/{person}/deletion")
    assert maya.get(f"/people/{person}/edit").status_code == 404


def test_others_are_refused(cast: Cast) -> None:
    (person,) = added(cast, "Ruth")
    for what in ("deletion", "restoration"):
        path = f"/people/{person}/{what}"
        assert cast.as_("nobody").post(path).status_code == 401
        assert cast.as_("dana").post(path).status_code == 403
        assert cast.as_("jordan").post(path).status_code == 404
    assert cast.as_("jordan").get(f"/people/{person}/deleted").status_code == 404
    assert names(cast) == ["Ruth"]
