"""Every version is kept, compared and brought back."""

from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.plan.rows import add, add_version, form, speak_spanish, versions, words
from tests.support.markup import the
from webapp.models import PlanVersion, uuid7
from webapp.plan.queries import PAGE


def three_versions(cast: Cast) -> None:
    add_version(cast, "goals", "Walk", "Sleep", number=1)
    add_version(cast, "goals", "Walk", "Read", number=2)
    add_version(cast, "goals", "Walk", "Swim", number=3)


def restoration(base: int) -> dict[str, object]:
    return {"base": base, "operation": uuid7()}


def changes(html: str) -> list[tuple[str, str]]:
    rows = BeautifulSoup(html, "html.parser").select(".change")
    return [(row.get("class", [])[1], row.get_text(" ", strip=True)) for row in rows]


def test_they_are_listed_with_who_and_when(cast: Cast) -> None:
    three_versions(cast)
    row = PlanVersion(owner_id=cast["maya"], section="goals", number=4, items=[{"text": "x"}], author_id=cast["dana"])
    add(cast, row)
    text = the(BeautifulSoup(cast.as_("maya").get("/plan/goals/versions").text, "html.parser"), "main").get_text(
        " ", strip=True
    )
    assert text.index("Version 4 In your plan now Dana,") < text.index("Version 3 You,") < text.index("Version 1 You,")
    assert "2 lines" in text and "1 line " in text


def test_who_wrote_it_in_spanish(cast: Cast) -> None:
    three_versions(cast)
    speak_spanish(cast)
    text = cast.as_("maya").get("/plan/goals/versions").text
    assert "Tú, " in text and "You, " not in text


def test_there_may_be_none(cast: Cast) -> None:
    assert "Nothing is saved in this section yet." in cast.as_("maya").get("/plan/goals/versions").text


def test_long_lists_have_pages_by_key(cast: Cast) -> None:
    for number in range(1, PAGE + 3):
        add_version(cast, "goals", f"Line {number}", number=number)
    maya = cast.as_("maya")
    first = maya.get("/plan/goals/versions").text
    assert "Version 3<" in first and "Version 2<" not in first
    assert f"/plan/goals/versions?before={3}" in first
    second = maya.get("/plan/goals/versions?before=3").text
    assert "Version 2<" in second and "Version 1<" in second and "Version 3<" not in second
    assert "Older versions" not in second


def test_a_version_is_compared_with_the_plan_by_sign_and_word(cast: Cast) -> None:
    three_versions(cast)
    assert changes(cast.as_("maya").get("/plan/goals/versions/1").text) == [
        ("change-same", "= Walk"),
        ("change-gone", "− Sleep Only in this version"),
        ("change-new", "+ Swim Only in your plan now"),
    ]


def test_the_current_version_cannot_be_brought_back(cast: Cast) -> None:
    three_versions(cast)
    html = cast.as_("maya").get("/plan/goals/versions/3").text
    assert "Bring this version back" not in html
    assert {change for change, _text in changes(html)} == {"change-same"}


def test_bringing_back_makes_a_new_version(cast: Cast) -> None:
    three_versions(cast)
    answer = cast.as_("maya").post("/plan/goals/versions/1/restoration", data=restoration(3))
    assert answer.status_code == 303
    assert answer.location == "/plan#saved-goals"
    assert words(cast, "goals") == ["Walk", "Sleep"]
    assert len(versions(cast, "goals")) == 4


def test_the_same_form_twice_makes_one_version(cast: Cast) -> None:
    three_versions(cast)
    maya, asked = cast.as_("maya"), restoration(3)
    assert [maya.post("/plan/goals/versions/1/restoration", data=asked).status_code for _ in range(2)] == [303, 303]
    assert len(versions(cast, "goals")) == 4
    assert maya.post("/plan/goals/versions/2/restoration", data=asked).status_code == 409


def test_it_is_not_brought_back_over_something_newer(cast: Cast) -> None:
    three_versions(cast)
    maya = cast.as_("maya")
    maya.post("/plan/goals", data=form("Newer", base=3))
    answer = maya.post("/plan/goals/versions/1/restoration", data=restoration(3))
    assert answer.status_code == 409
    assert "Nothing was brought back yet." in answer.text
    assert words(cast, "goals") == ["Newer"]


def test_a_form_without_its_fields_is_refused(cast: Cast) -> None:
    three_versions(cast)
    assert cast.as_("maya").post("/plan/goals/versions/1/restoration", data={}).status_code == 422
    assert len(versions(cast, "goals")) == 3


def test_strangers_versions_do_not_exist(cast: Cast) -> None:
    add_version(cast, "goals", "Jordan’s", owner="jordan")
    maya = cast.as_("maya")
    assert maya.get("/plan/goals/versions/1").status_code == 404
    assert maya.post("/plan/goals/versions/1/restoration", data=restoration(0)).status_code == 404
    assert maya.get("/plan/goals/versions/99999999999999999999").status_code == 404
    assert "Jordan" not in maya.get("/plan/goals/versions").text


def test_others_are_refused(cast: Cast) -> None:
    three_versions(cast)
    for path in ("/plan/goals/versions", "/plan/goals/versions/1"):
        assert cast.as_("nobody").get(path).status_code == 401
        assert cast.as_("dana").get(path).status_code == 403
    assert cast.as_("dana").post("/plan/goals/versions/1/restoration", data=restoration(3)).status_code == 403
