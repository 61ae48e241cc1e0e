"""The last day in the program: set by staff with the person, and what is over when it has passed."""

import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from tests.aftercare.rows import ZONE, discharged, in_days, last_day, record, sign, trail
from tests.cast import Cast
from tests.plan.rows import add_version, speak_spanish
from tests.support.markup import the
from webapp.consents.queries import held
from webapp.consents.terms import end_of
from webapp.extensions import db
from webapp.models import Account, CallRequest, Consent
from webapp.scope import everyone


def path(cast: Cast, by: str) -> str:
    return (
        f"/admin/people/{cast['maya']}/discharge"
        if by == "alex"
        else f"/counselor/participants/{cast['maya']}/discharge"
    )


def set_day(cast: Cast, days: int, by: str = "dana") -> int:
    answer = cast.as_(by).post(path(cast, by), data={"discharge_on": in_days(days).isoformat()})
    return answer.status_code


@pytest.mark.parametrize("by", ["dana", "alex"])
def test_staff_set_it_and_the_person_sees_it_at_once(cast: Cast, by: str) -> None:
    cast.consents("maya", "plan")
    assert set_day(cast, 20, by) == 303
    assert last_day(cast) == (in_days(20), end_of(in_days(20), ZONE))
    maya = cast.as_("maya")
    assert "Your last day in the program:" in maya.get("/").text
    assert "When that day is over, the team reads nothing more." in maya.get("/discharge").text
    assert "set your last day in the program." in maya.get("/who-looked").text
    assert record(cast).status_code == 200


@pytest.mark.parametrize("by", ["dana", "alex"])
@pytest.mark.parametrize("days", [-1, 366])
def test_a_day_that_cannot_be_is_refused(cast: Cast, by: str, days: int) -> None:
    cast.consents("maya", "plan")
    answer = cast.as_(by).post(path(cast, by), data={"discharge_on": in_days(days).isoformat()})
    assert answer.status_code == 422
    assert "a year away at the most" in answer.text
    box = BeautifulSoup(answer.text, "html.parser").select_one("#discharge_on")
    assert box and box["value"] == in_days(days).isoformat()
    assert last_day(cast) == (None, None)


def test_it_may_be_today_and_ends_with_the_day(cast: Cast) -> None:
    cast.consents("maya", "plan")
    assert set_day(cast, 0) == 303
    assert record(cast).status_code == 200
    assert not_alumni(cast)


def move(cast: Cast, zone: str) -> None:
    with cast.app.app_context(), db.writing() as session:
        session.get_one(Account, cast["maya"]).time_zone = zone


def not_alumni(cast: Cast) -> bool:
    return "after the program" not in cast.as_("maya").get("/").text


@pytest.mark.parametrize("by", ["dana", "alex"])
def test_staff_can_move_it_and_take_it_away_until_it_has_passed(cast: Cast, by: str) -> None:
    cast.consents("maya", "plan")
    set_day(cast, 20, by)
    set_day(cast, 30, by)
    assert last_day(cast) == (in_days(30), end_of(in_days(30), ZONE))
    assert cast.as_(by).post(path(cast, by) + "/withdrawal").status_code == 303
    assert last_day(cast) == (None, None)
    assert [action for action, _role in trail(cast, "discharge")] == ["set", "set", "withdrawn"]


def test_afterwards_no_staff_moves_it(cast: Cast) -> None:
    """Else staff could let themselves in again."""
    cast.consents("maya", "plan")
    before = discharged(cast), last_day(cast)
    assert set_day(cast, 30, "alex") == 422
    assert cast.as_("alex").post(path(cast, "alex") + "/withdrawal").status_code == 409
    assert "Only Maya can let the team read again." in cast.as_("alex").get(path(cast, "alex")).text
    assert set_day(cast, 30, "dana") == 404
    assert cast.as_("dana").post(path(cast, "dana") + "/withdrawal").status_code == 404
    assert (before[0], last_day(cast)) == before


def test_not_while_the_person_lets_the_team_read_on_either(cast: Cast) -> None:
    discharged(cast)
    sign(cast, "plan")
    assert record(cast).status_code == 200
    assert set_day(cast, 200, "dana") == 422
    assert cast.as_("dana").post(path(cast, "dana") + "/withdrawal").status_code == 409


def test_who_shares_nothing_has_no_page_at_the_counselors(cast: Cast) -> None:
    assert set_day(cast, 20, "dana") == 404
    assert cast.as_("dana").get(path(cast, "dana")).status_code == 404
    assert set_day(cast, 20, "alex") == 303


class TestWhenItHasPassed:
    def test_the_counselor_is_refused_at_the_next_request(self, cast: Cast) -> None:
        add_version(cast, "goals", "zq-plan")
        cast.consents("maya", "plan")
        assert "zq-plan" in record(cast).text and "Maya" in cast.as_("dana").get("/counselor").text
        discharged(cast)
        assert record(cast).status_code == 404
        assert "Maya" not in cast.as_("dana").get("/counselor").text

    def test_a_request_for_a_call_is_seen_no_more_and_not_offered(self, cast: Cast) -> None:
        maya = cast.as_("maya")
        maya.post("/call-requests")
        assert "Maya" in cast.as_("dana").get("/counselor").text
        discharged(cast)
        assert "Maya" not in cast.as_("dana").get("/counselor").text
        with cast.app.app_context():
            request_id = db.value(everyone(select(CallRequest.id), reason="a test reads what was stored"))
        answer = cast.as_("dana").post(f"/counselor/call-requests/{request_id}/handling", data={"how": "called"})
        assert answer.status_code == 404
        page = BeautifulSoup(maya.get("/people").text, "html.parser").select_one("#call-me")
        assert page is not None and page.find("form") is None

    def test_the_app_says_that_nobody_reads(self, cast: Cast) -> None:
        cast.consents("maya", "plan", "urges")
        maya = cast.as_("maya")
        assert "Dana can read this" in maya.get("/plan/goals/edit").text
        discharged(cast)
        assert "Only you can see this." in maya.get("/plan/goals/edit").text
        assert "Nobody on your care team reads what is in here now." in maya.get("/discharge").text
        assert "You share nothing now." in maya.get("/consents").text

    def test_what_is_signed_again_is_read_and_nothing_that_was_signed_before(self, cast: Cast) -> None:
        add_version(cast, "goals", "zq-plan")
        add_version(cast, "after-goals", "zq-after")
        sign(cast, "plan", "aftercare", until="90")
        discharged(cast)
        assert sign(cast, "aftercare", until="30") == 303
        assert last_day(cast)[1] == end_of(in_days(30), ZONE)
        text = record(cast).text
        assert "zq-after" in text and "zq-plan" not in text
        assert "Dana can read what you share until" in cast.as_("maya").get("/discharge").text

    def test_what_is_signed_then_names_who_will_read_it(self, cast: Cast) -> None:
        discharged(cast)
        assert "Your care team: Dana." in cast.as_("maya").get("/consents").text
        sign(cast, "plan")
        with cast.app.app_context():
            signed = everyone(select(Consent.team), reason="a test reads what was stored")
            assert {tuple(row.team) for row in db.rows(signed)} == {("Dana",)}

    def test_until_i_leave_is_no_term_any_more(self, cast: Cast) -> None:
        discharged(cast)
        assert 'value="program"' not in cast.as_("maya").get("/consents").text
        assert sign(cast, "plan", until="program") == 422
        assert record(cast).status_code == 404

    def test_sharing_nothing_ends_it_at_once(self, cast: Cast) -> None:
        day = discharged(cast)
        sign(cast, "plan")
        cast.as_("maya").post("/consents/revocation", data={})
        assert last_day(cast) == (day, end_of(day, ZONE))
        assert record(cast).status_code == 404

    def test_in_the_program_again_nothing_is_shared_by_itself(self, cast: Cast) -> None:
        add_version(cast, "goals", "zq-plan")
        cast.consents("maya", "plan")
        discharged(cast)
        assert cast.as_("maya").post("/discharge/withdrawal").location == "/consents"
        assert last_day(cast) == (None, None)
        assert record(cast).status_code == 404
        assert "You said that you are in the program again." in cast.as_("maya").get("/who-looked").text
        assert sign(cast, "plan", until="program") == 303
        assert "zq-plan" in record(cast).text

    def test_only_then_it_can_be_taken_back_by_the_person(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        set_day(cast, 20)
        cast.as_("maya").post("/discharge/withdrawal")
        assert last_day(cast)[0] == in_days(20)
        assert record(cast).status_code == 200


class TestSigningBeforeIt:
    def test_a_later_day_lets_the_team_read_on(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        set_day(cast, 20)
        sign(cast, "plan", until="90")
        assert last_day(cast) == (in_days(20), end_of(in_days(90), ZONE))

    def test_as_it_is_now_is_signed_for_the_day_that_is_shown(self, cast: Cast) -> None:
        """Also when the last day is taken away afterwards."""
        sign(cast, "plan", until="90")
        set_day(cast, 20)
        sign(cast, "plan", "urges", until="same")
        cast.as_("dana").post(path(cast, "dana") + "/withdrawal")
        with cast.app.app_context():
            assert held(cast["maya"]) == dict.fromkeys(("plan", "urges"), end_of(in_days(20), ZONE))

    def test_moving_the_day_keeps_what_was_signed(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        set_day(cast, 20)
        sign(cast, "plan", until="90")
        set_day(cast, 25)
        assert last_day(cast) == (in_days(25), end_of(in_days(90), ZONE))
        set_day(cast, 120)
        assert last_day(cast) == (in_days(120), end_of(in_days(120), ZONE))

    def test_another_zone_is_no_signature(self, cast: Cast) -> None:
        """The end of the day in Los Angeles is later than in New York, where Maya is since; nobody signed for that."""
        cast.consents("maya", "plan")
        move(cast, "America/Los_Angeles")
        set_day(cast, 20)
        move(cast, ZONE)
        set_day(cast, 10)
        assert last_day(cast) == (in_days(10), end_of(in_days(10), ZONE))

    def test_until_i_leave_is_until_that_day(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        set_day(cast, 20)
        sign(cast, "plan", until="90")
        sign(cast, "plan", until="program")
        assert last_day(cast)[1] == end_of(in_days(20), ZONE)

    def test_what_was_agreed_before_does_not_outlast_it(self, cast: Cast) -> None:
        """Signed for 90 days before there was a last day: the day ends it, and the page says so."""
        sign(cast, "plan", until="90")
        set_day(cast, 20)
        assert last_day(cast)[1] == end_of(in_days(20), ZONE)
        page = BeautifulSoup(cast.as_("maya").get("/consents").text, "html.parser")
        assert in_days(20).strftime("%b %-d, %Y") in the(page, "#shared-now").find_next("ul").get_text()


def test_the_page_in_spanish(cast: Cast) -> None:
    discharged(cast)
    speak_spanish(cast)
    text = cast.as_("maya").get("/discharge").text
    assert "Mi último día en el programa" in text and "Ahora nadie de tu equipo lee" in text


def test_without_a_day_it_says_so(cast: Cast) -> None:
    assert "No day is set yet." in cast.as_("maya").get("/discharge").text


def test_others_are_refused(cast: Cast) -> None:
    for page in ("/discharge", "/export/pack"):
        assert cast.as_("nobody").get(page).status_code == 401
        assert cast.as_("dana").get(page).status_code == 403
    for by in ("lee", "maya"):
        assert set_day(cast, 20, by) in {403, 404}
    with cast.app.app_context():
        assert db.session.get_one(Account, cast["maya"]).discharge_on is None
