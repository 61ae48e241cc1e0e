"""Reading what was sent: never an exception, a message for each field, what was typed kept."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field
from werkzeug.datastructures import MultiDict

from webapp.enums import Focus
from webapp.forms import Form, Line, Note, Parsed, day_not_in_future, not_in_future, one_of, parse


class Everything(Form):
    line: Line
    note: Note = ""
    number: Annotated[int, Field(ge=0, le=10)]
    focus: Focus | None = None
    many: Annotated[list[Line], Field(max_length=3)] = []
    day: date | None = None
    row: UUID | None = None
    yes: bool = False


FINE = {"line": "words", "number": "7"}


def read(**sent: str | list[str]) -> Parsed[Everything]:
    data = {name: value if isinstance(value, list) else [value] for name, value in (FINE | sent).items()}
    return parse(Everything, MultiDict(data))


def test_what_is_whole_is_read() -> None:
    form = read(many=["a", "b"], focus="alcohol", day="2026-06-10", yes="true", note="one\r\ntwo")
    assert form.errors == {}
    assert (form.value.number, form.value.many, form.value.focus) == (7, ["a", "b"], Focus.ALCOHOL)
    assert form.value.note == "one\ntwo", "a line break is one character"


@pytest.mark.parametrize(
    ("field", "sent", "message"),
    [
        ("line", [], "Please answer this."),
        ("line", "", "Please answer this."),
        ("line", "   ", "Please answer this."),
        ("line", "x" * 201, "This is too long. 200 characters fit."),
        ("line", "two\nlines", "This cannot be saved as it is."),
        ("line", "\x00", "This has a character that cannot be saved."),
        ("line", "\ud800", "This has a character that cannot be saved."),
        ("line", ["a", "b"], "This was sent twice."),
        ("note", "x" * 10_001, "This is too long. 10000 characters fit."),
        ("number", "11", "Please choose a number from 0 to 10."),
        ("number", "-1", "Please choose a number from 0 to 10."),
        ("number", "9" * 400, "Please"),
        ("number", "seven", "Please give a number."),
        ("number", "1e3", "Please give a number."),
        ("number", "7.5", "Please give a number."),
        ("number", "NaN", "Please give a number."),
        ("focus", "golf", "Please choose one from the list."),
        ("many", ["a", "b", "c", "d"], "That is more than fits."),
        ("many", ["x" * 201], "This is too long."),
        ("many", ["\x00"], "This has a character that cannot be saved."),
        ("day", "10/06/2026", "Please give a date like 2026-06-10."),
        ("day", "2026-02-30", "Please give a date like 2026-06-10."),
        ("row", "not-an-id", "Please choose one from the list."),
        ("yes", "perhaps", "Please choose one from the list."),
    ],
)
def test_what_is_not_is_refused_at_its_field(field: str, sent: str | list[str], message: str) -> None:
    form = read(**{field: sent})
    assert form.errors.keys() == {field}
    assert message in form.errors[field]


def test_what_was_typed_is_kept() -> None:
    form = read(number="eleven", note="a long story")
    assert (form["number"], form["note"], form["day"]) == ("eleven", "a long story", "")


def test_what_cannot_be_stored_is_left_out_of_what_is_shown() -> None:
    assert read(note="a\x00b")["note"] == "ab"


def test_every_wrong_field_has_its_message() -> None:
    assert read(line="", number="x", focus="golf").errors.keys() == {"line", "number", "focus"}


def test_what_is_not_declared_changes_nothing() -> None:
    assert not hasattr(read(owner_id="1", role="admin").value, "owner_id")


@pytest.mark.parametrize(
    "text",
    [
        "😀👩‍👩‍👧‍👦",
        "e\u0301\u0323",
        "שלום עולם",
        "\u202eabc",
        "नमस्ते",
        "a\tb",
        "  spaces stay  ",
        "a\u2028b",
        "𝔘" * 10_000,
    ],
)
def test_any_script_is_kept_as_typed(text: str) -> None:
    assert read(note=text).value.note == text


@pytest.mark.whole
@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*Everything.model_fields, "more"]),
        st.lists(st.text(max_size=40) | st.text(st.characters(), max_size=5), max_size=4),
    )
)
def test_nothing_raises(sent: dict[str, list[str]]) -> None:
    form = parse(Everything, MultiDict(sent))
    assert (form.value is None) <= bool(form.errors)
    assert all(name in Everything.model_fields and message for name, message in form.errors.items())


def test_an_event_has_happened() -> None:
    now = datetime.now(UTC)
    assert not_in_future(now + timedelta(minutes=4)) and not_in_future(now - timedelta(days=9999))
    with pytest.raises(ValueError, match="This is in the future"):
        not_in_future(now + timedelta(minutes=6))


def test_a_day_has_come_somewhere() -> None:
    today = (datetime.now(UTC) + timedelta(hours=14)).date()
    assert day_not_in_future(today) == today
    with pytest.raises(ValueError, match="This is in the future"):
        day_not_in_future(today + timedelta(days=1))


def test_one_of_a_list() -> None:
    assert one_of({"a": 1})("a") == "a"
    with pytest.raises(ValueError, match="choose one"):
        one_of({"a": 1})("b")
