"""The sheet for the next session: what is shared, since we last met; and the screen that is looked at together."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from sqlmodel import col, select

from tests.cast import Cast
from tests.review.conftest import end
from tests.support.markup import the
from webapp.enums import ConsentCategory
from webapp.extensions import db
from webapp.models import (
    Audit,
    CheckIn,
    ExerciseAnswer,
    Lapse,
    PlanVersion,
    Practice,
    SessionNote,
    SignCheck,
    Trigger,
    Urge,
    UrgeTrigger,
    uuid7,
)

Write = Callable[..., Any]
Keep = Callable[..., None]
TODAY = (datetime.now(UTC) - timedelta(hours=5)).date()


def path(cast: Cast, page: str = "sheet", name: str = "maya") -> str:
    return f"/counselor/participants/{cast[name]}/{page}"


def read(cast: Cast, page: str = "sheet") -> str:
    answer = cast.as_("dana").get(path(cast, page))
    assert answer.status_code == 200
    return answer.text


def part(html: str, name: str) -> str:
    found = BeautifulSoup(html, "html.parser").select_one(f"section[aria-labelledby={name}]")
    return " ".join(found.get_text(" ").split()) if found else ""


def counts(html: str) -> dict[str, tuple[str, str]]:
    rows = BeautifulSoup(html, "html.parser").select("section[aria-labelledby=counts] tbody tr")
    return {the(row, "th").text: tuple(cell.text for cell in row.find_all("td")) for row in rows}


def canaries(html: str) -> set[str]:
    return set(re.findall(r"zq-[a-z-]+", html))


def last_look(cast: Cast) -> str:
    statement = select(Audit.detail).where(col(Audit.action) == "viewed").order_by(col(Audit.id).desc())
    with cast.app.app_context():
        return str(db.value(statement))


def star(write: Write, model: Any, note: str, **values: Any) -> Any:
    return write(model, note=note, for_session=True, **values)


@pytest.mark.parametrize("page", ["sheet", "together"])
class TestWhatIsNotShared:
    def test_nobody_who_shares_nothing_has_one(self, cast: Cast, story: dict[str, str], page: str) -> None:
        answer = cast.as_("dana").get(path(cast, page))
        assert answer.status_code == 404 and "Maya" not in answer.text

    @pytest.mark.parametrize("category", [each for each in ConsentCategory if each not in ("notes", "lapses")])
    def test_each_category_shows_its_own(self, cast: Cast, write: Write, keep: Keep, page: str, category: str) -> None:
        """Rows that are there and rows that are not make the same page, for every category that is not shared."""
        cast.consents("maya", category)
        empty = re.sub(r'value="[0-9a-f-]{36}"', "", read(cast, page))
        everything(cast, write, keep, but=category)
        assert re.sub(r'value="[0-9a-f-]{36}"', "", read(cast, page)) == empty

    def test_what_is_private_or_deleted_changes_nothing(self, cast: Cast, write: Write, keep: Keep, page: str) -> None:
        cast.consents("maya", *ConsentCategory)
        empty = re.sub(r'value="[0-9a-f-]{36}"', "", read(cast, page))
        for hidden in ({"private": True}, {"deleted_at": datetime.now(UTC)}):
            for model in (Urge, CheckIn, Practice, SignCheck, Lapse):
                for _time in range(4):
                    star(write, model, "zq-hidden", **hidden)
        trigger = Trigger(owner_id=cast["maya"], name="zq-trigger", category="external")
        urge = write(Urge, private=True)
        keep(trigger, UrgeTrigger(owner_id=cast["maya"], urge_id=urge, trigger_id=trigger.id))
        assert re.sub(r'value="[0-9a-f-]{36}"', "", read(cast, page)) == empty

    def test_taken_back_holds_at_once(self, cast: Cast, write: Write, page: str) -> None:
        cast.consents("maya", "urges", "notes", "plan")
        star(write, Urge, "zq-star")
        assert "zq-star" in read(cast, page) and "urges" in last_look(cast) and "notes" in last_look(cast)
        cast.consents("maya", "notes", granted=False)
        assert "zq-star" not in read(cast, page) and "notes" not in last_look(cast)
        cast.consents("maya", "urges", granted=False)
        assert "Craving" not in read(cast, page) and last_look(cast) == "plan"


def everything(cast: Cast, write: Write, keep: Keep, but: str) -> None:
    """Of each category but one, what would show if it were shared."""
    owner = cast["maya"]
    models = {"urges": Urge, "check-ins": CheckIn, "practices": Practice, "sign-checks": SignCheck}
    for category, model in models.items():
        for _time in range(4 if category != but else 0):
            star(write, model, "zq-other")
    write(Lapse, note="zq-lapse", for_session=True)
    if but not in ("urges", "triggers"):
        trigger = Trigger(owner_id=owner, name="zq-trigger", category="external")
        keep(trigger, UrgeTrigger(owner_id=owner, urge_id=write(Urge), trigger_id=trigger.id))
    answers = {"slug": "sleep", "content_version": 1, "answers": {"wake.own": "zq-answer"}}
    keep(ExerciseAnswer(owner_id=owner, **answers, private=but == "exercises"))
    for category, section in (("plan", "reasons"), ("aftercare", "after-goals")):
        if category != but:
            keep(PlanVersion(owner_id=owner, section=section, number=1, items=[{"text": "zq-plan"}], author_id=owner))


def test_counts_and_the_days_before(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges", "check-ins")
    for days, strength in ((0, 9), (3, 4), (8, 8), (20, 8)):
        write(Urge, days, strength=strength)
    for days, mood in ((0, 4), (1, 2), (9, 5)):
        write(CheckIn, days, mood=mood, sleep_hours=6)
    found = counts(read(cast))
    assert found["Urges"] == ("2", "1") and found["8 of 10 or higher"] == ("1", "1")
    assert found["Checked in"] == ("2 of 7 days", "1 of 7 days")
    assert found["Mood, 1 to 5"] == ("3", "5") and found["Hours of sleep"] == ("6", "6")
    assert counts(cast.as_("dana").get(path(cast) + "?days=30").text)["Urges"] == ("4", "0")


def test_answers_in_modules_of_these_days(cast: Cast, keep: Keep) -> None:
    old = datetime.now(UTC) - timedelta(days=20)
    for slug, answers, more in (
        ("sleep", {"wake": "six", "rest": 4, "wake.own": "zq-own"}, {}),
        ("external-triggers", {"strongest": "zq-private"}, {"private": True}),
        ("riding-a-craving", {"before": 6}, {"changed_at": old}),
    ):
        row = {"private": False, **more}
        keep(ExerciseAnswer(owner_id=cast["maya"], slug=slug, content_version=1, answers=answers, **row))
    cast.consents("maya", "modules")
    assert "zq-" not in part(read(cast), "modules")
    cast.consents("maya", "exercises")
    shown = part(read(cast), "modules")
    assert "Getting sleep back" in shown and "I get up at 6:00 every day., zq-own · 4" in shown
    assert "zq-private" not in shown and shown.count("·") == 1
    assert "exercises" in last_look(cast)


def test_since_we_last_met(cast: Cast, write: Write, keep: Keep) -> None:
    cast.consents("maya", "urges")
    for days in (0, 5, 11):
        write(Urge, days)
    for days, text in ((10, "zq-last"), (10, "zq-more"), (10, "zq-too"), (30, "zq-older"), (0, "zq-today")):
        met = TODAY - timedelta(days=days)
        keep(SessionNote(owner_id=cast["maya"], author_id=cast["dana"], met_on=met, text=text))
    html = read(cast)
    assert counts(html)["Urges"] == ("2", "1")
    assert all(text in part(html, "last-time") for text in ("zq-last", "zq-more", "zq-too"))
    assert "zq-older" not in part(html, "last-time") and "zq-older" not in read(cast, "together")
    assert "zq-today" in part(html, "agreed-title")


def test_a_session_long_ago_is_not_said_to_be_the_last_days(cast: Cast, write: Write, keep: Keep) -> None:
    cast.consents("maya", "urges", "practices")
    write(Urge)
    write(Practice)
    met = TODAY - timedelta(days=200)
    keep(SessionNote(owner_id=cast["maya"], author_id=cast["dana"], met_on=met, text="zq-last"))
    html = read(cast)
    assert "Last 90 days" in html and "Since we last met," not in html and "zq-last" in html
    assert last_look(cast) == f"urges:{TODAY} practices"


def test_notes_of_earlier_sessions_are_there_and_not_printed(cast: Cast, keep: Keep) -> None:
    cast.consents("maya", "plan")
    weeks_ago = datetime.now(UTC) - timedelta(days=30)
    for days, text in ((10, "zq-last"), (31, "zq-older")):
        met = TODAY - timedelta(days=days)
        written = {"author_id": cast["dana"], "written_at": weeks_ago}
        keep(SessionNote(owner_id=cast["maya"], met_on=met, text=text, **written))
    fold = the(BeautifulSoup(read(cast), "html.parser"), "#agreed details.no-print:not([open])")
    assert "zq-older" in fold.text and "zq-last" not in fold.text
    late = {"met_on": str(TODAY - timedelta(days=20)), "text": "zq-late", "operation": str(uuid7()), "id": str(uuid7())}
    answer = cast.as_("dana").post(path(cast, "session-notes"), data=late)
    assert answer.location.endswith(f"#note-{late['id']}")
    shown = the(BeautifulSoup(read(cast), "html.parser"), f"#agreed details[open] #note-{late['id']}")
    assert "zq-late" in shown.text, "what was written just now is in sight"


def test_starred_urges_say_what_set_them_off_and_where(cast: Cast, write: Write, keep: Keep) -> None:
    cast.consents("maya", "urges")
    trigger = Trigger(owner_id=cast["maya"], name="zq-street", category="external")
    keep(trigger)
    urge = star(write, Urge, "", place="work", safe="no", thought="zq-thought")
    keep(UrgeTrigger(owner_id=cast["maya"], urge_id=urge, trigger_id=trigger.id))
    assert "zq-street" not in read(cast) + read(cast, "together")
    cast.consents("maya", "triggers")
    assert "zq-street" in part(read(cast), "starred")
    together = part(read(cast, "together"), "starred")
    assert all(words in together for words in ("zq-street", "At work", "zq-thought")) and "safe" not in together


def test_what_was_starred_before_these_days_is_not_dropped_without_a_word(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    star(write, Urge, "zq-before", days=9)
    html = read(cast)
    assert "zq-before" not in html and "From the 7 days before: 1 more." in part(html, "starred")


def test_the_days_that_were_chosen_stay_chosen(cast: Cast, write: Write) -> None:
    cast.consents("maya", "urges")
    write(Urge)
    for page, other in (("sheet", "together"), ("together", "sheet")):
        html = cast.as_("dana").get(path(cast, page) + "?days=30").text
        assert f"{path(cast, other)}?days=30" in html


def test_what_set_off_urges_and_what_helped(cast: Cast, write: Write, keep: Keep) -> None:
    cast.consents("maya", "urges", "triggers", "practices")
    trigger = Trigger(owner_id=cast["maya"], name="zq-street", category="external")
    keep(trigger)
    for _time in range(2):
        keep(UrgeTrigger(owner_id=cast["maya"], urge_id=write(Urge), trigger_id=trigger.id))
    for _time in range(3):
        write(Practice, skill_key="long-out-breath", before=7, after=3)
        write(Practice, skill_key="stop-and-step-back", before=5, after=6)
    write(Practice, skill_key="stop-and-step-back", before=9, after=0, private=True)
    html = read(cast)
    assert "zq-street 2 times" in part(html, "triggers")
    assert "Long out-breath Down by 4 on average, 3 times" in part(html, "helped")
    assert "Up by 1 on average, 3 times" in part(html, "helped")
    assert "Long out-breath" in read(cast, "together")


def test_lapses_that_were_told_signs_and_plan(cast: Cast, write: Write, keep: Keep) -> None:
    cast.consents("maya", "sign-checks", "plan")
    write(Lapse, note="zq-hidden")
    html = read(cast)
    assert "None in these days." in part(html, "lapses")
    write(Lapse, private=False, told_team=True)
    write(SignCheck, level="close", signs=["x"])
    owner = cast["maya"]
    keep(PlanVersion(owner_id=owner, section="goals", number=1, items=[{"text": "zq-old"}], author_id=owner))
    keep(PlanVersion(owner_id=owner, section="goals", number=2, items=[{"text": "zq-new"}], author_id=owner))
    html = read(cast)
    assert "Drinking or using" in part(html, "lapses") or "None" not in part(html, "lapses")
    assert "Close" in part(html, "signs")
    assert "zq-new" in part(html, "plan") and "zq-old" not in html


def test_gaps_are_gaps(cast: Cast, write: Write) -> None:
    cast.consents("maya", "check-ins")
    for days in (0, 1, 2, 5, 8, 9):
        write(CheckIn, days, mood=3)
    charts = BeautifulSoup(read(cast), "html.parser").select("svg.chart")
    assert [len(charts[0].select(shape)) for shape in ("polyline", "circle")] == [2, 1]
    assert charts[0].title.text == "Mood" and "Not enough days yet: 6 of 30 days." in charts[0].desc.text
    assert len(charts[-1].select(".chart-day")) == 6 and len(charts[-1].select("rect")) == 30


def test_the_screen_to_look_at_together_names_nobody_else(cast: Cast, story: dict[str, str], write: Write) -> None:
    cast.consents("maya", *ConsentCategory)
    write(Urge, strength=9, safe="no")
    soup = BeautifulSoup(read(cast, "together"), "html.parser")
    assert not {"Dana", "Jordan", "Lee", "Alex"} & set(re.findall(r"\w+", soup.text))
    assert "safe right now" not in soup.text and "Why here" not in soup.text
    links = {urlsplit(str(tag["href"])).path for tag in soup.select("body a[href]")} - {""}
    assert links == {path(cast)} and not soup.select("form, nav")


class TestWritingDown:
    def send(self, cast: Cast, name: str = "dana", **fields: Any) -> Any:
        new = {"id": str(uuid7()), "operation": str(uuid7()), "met_on": TODAY.isoformat(), "text": "Call Ruth."}
        return cast.as_(name).post(path(cast, "session-notes"), data=new | fields)

    def looks(self, cast: Cast) -> int:
        asked = select(Audit.id).where(col(Audit.subject) == "session note", col(Audit.action) == "viewed")
        with cast.app.app_context():
            return len(db.rows(asked))

    def test_it_is_there_for_both(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        assert self.send(cast).status_code == 303
        assert "Call Ruth." in read(cast)
        assert "Call Ruth." in cast.as_("maya").get("/session-notes").text
        assert "wrote down what you agreed" in cast.as_("maya").get("/who-looked").text
        assert "Private counseling notes do not belong" in read(cast)

    def test_it_is_refused_with_a_message(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        for fields in (
            {"text": ""},
            {"met_on": "2999-01-01"},
            {"met_on": "0001-01-01"},
            {"met_on": "soon"},
            {"text": "x" * 1001},
        ):
            answer = self.send(cast, **fields)
            assert answer.status_code == 422 and "aria-invalid" in answer.text
            assert fields.get("text", "Call Ruth.") in answer.text
        assert "Nothing is written down yet." in cast.as_("maya").get("/session-notes").text

    def test_the_same_form_twice_is_one_note(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        ids = {"id": str(uuid7()), "operation": str(uuid7())}
        assert [self.send(cast, **ids).status_code for _time in range(2)] == [303, 303]
        assert cast.as_("maya").get("/session-notes").text.count("Call Ruth.") == 1
        assert self.send(cast, **ids, text="other").status_code == 409

    @pytest.mark.parametrize("ended", ["consent", "discharge", "assignment"])
    def test_taken_back_while_writing_keeps_the_words_on_the_page(self, cast: Cast, keep: Keep, ended: str) -> None:
        cast.consents("maya", "plan")
        end(cast, ended)
        note = SessionNote(owner_id=cast["maya"], author_id=cast["dana"], met_on=TODAY, text="zq-before")
        keep(note)
        answer = self.send(cast)
        change = {"operation": str(uuid7()), "version": "1", "met_on": TODAY.isoformat(), "text": "Changed."}
        changing = cast.as_("dana").post(path(cast, f"session-notes/{note.id}"), data=change)
        assert (answer.status_code, changing.status_code) == (404, 404)
        assert "Changed." in changing.text and "zq-before" not in changing.text
        assert "This is not shared with you now" in answer.text and "Call Ruth." in answer.text
        assert "Maya" not in answer.text
        assert "Call Ruth." not in cast.as_("maya").get("/session-notes").text

    def test_it_may_be_changed_until_it_is_answered(self, cast: Cast) -> None:
        cast.consents("maya", "plan")
        note_id = str(uuid7())
        self.send(cast, id=note_id)
        one, dana = path(cast, f"session-notes/{note_id}"), cast.as_("dana")
        assert "Call Ruth." in dana.get(f"{one}/edit").text
        change = {"met_on": TODAY.isoformat(), "text": "Call Tess."}
        assert dana.post(one, data=change | {"operation": str(uuid7()), "version": "1"}).status_code == 303
        stale = dana.post(one, data=change | {"operation": str(uuid7()), "version": "1", "text": "Mine."})
        assert stale.status_code == 409 and "Call Tess." in stale.text and "Mine." in stale.text
        mine = cast.as_("maya").get("/session-notes").text
        assert "Call Tess." in mine and "changed" in mine
        answer = {"operation": str(uuid7()), "version": "2", "answer": "Not on Fridays."}
        assert cast.as_("maya").post(f"/session-notes/{note_id}/answer", data=answer).status_code == 303
        looks = self.looks(cast)
        late = dana.post(one, data=change | {"operation": str(uuid7()), "version": "2", "text": "Mine."})
        assert late.status_code == 409 and "Not on Fridays." in late.text and "Save mine as a new note" in late.text
        assert self.looks(cast) == looks + 1, "her answer was read"
        assert dana.get(f"{one}/edit").status_code == 303
        assert "Not on Fridays." in read(cast) and "Call Tess." in read(cast)

    def test_only_its_author_changes_it(self, cast: Cast, keep: Keep) -> None:
        cast.consents("maya", "plan")
        note = SessionNote(owner_id=cast["maya"], author_id=cast["lee"], met_on=date(2026, 11, 1), text="zq-lee")
        keep(note)
        assert "zq-lee" in read(cast)
        assert cast.as_("dana").get(path(cast, f"session-notes/{note.id}/edit")).status_code == 404
