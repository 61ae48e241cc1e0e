"""A check-in as its pages show it."""

from dataclasses import dataclass
from datetime import date

from webapp.access import Me
from webapp.accounts.queries import focuses
from webapp.checkins.forms import Answers
from webapp.consents.presenters import who_reads
from webapp.consents.queries import granted
from webapp.content.words import Words, word_for, words_of
from webapp.entry_rows import HALT, MOODS
from webapp.enums import ConsentCategory
from webapp.formatting import clock, day_in_words, yes_or_no
from webapp.forms import Parsed, blank
from webapp.i18n import _
from webapp.models import CheckIn
from webapp.moments import local, wall_clock
from webapp.times import clock_now, saved_and_sent

FLAGS = ("hungry", "angry", "lonely", "tired")


@dataclass(frozen=True, slots=True)
class CheckInForm:
    """What the fields need beside their values."""

    words: Words
    moods: list[tuple[int, str]]
    halt: list[tuple[str, str]]
    """Field name and label."""
    who_reads: str
    latest: str
    """The latest wall-clock time that it may have."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A check-in in one line: 'Good', 'Today, June 10', '3:52 PM'."""

    mood: str
    day: str
    clock: str


def fields(person: Me, check_in: CheckIn | None = None) -> CheckInForm:
    """Of a new check-in, or of one that is there. One that was saved where the clock is ahead keeps its own time."""
    private, own = (check_in.private, wall_clock(check_in)) if check_in else (False, "")
    held = granted(person.id)
    shared, notes = ConsentCategory.CHECK_INS in held and not private, ConsentCategory.NOTES in held
    return CheckInForm(
        words=words_of(word_for(focuses(person.id))),
        moods=moods(),
        halt=[(flag, _(name)) for flag, name in zip(FLAGS, HALT, strict=True)],
        who_reads=who_reads(person.id, shared=shared, reading_hours=person.reading_hours, notes=notes),
        latest=max(clock_now(person.time_zone), own),
    )


def moods() -> list[tuple[int, str]]:
    """The five steps, the lowest first."""
    return [(step, _(name)) for step, name in enumerate(MOODS, start=1)]


def mood_name(mood: int) -> str:
    return _(MOODS[mood - 1])


def present(check_in: CheckIn, current: date) -> Saved:
    at = local(check_in.occurred_at, check_in.utc_offset)
    return Saved(mood_name(check_in.mood), day_in_words(check_in.day, current), clock(at))


def stored(check_in: CheckIn) -> Parsed[Answers]:
    """The check-in as its form holds it; what was not answered is not there."""
    names = ("mood", "craving", "sleep_hours", *FLAGS, "note", "private", "for_session")
    held = {name: getattr(check_in, name) for name in names}
    answers = {name: value for name, value in held.items() if value not in (None, False, "")}
    return blank(**answers | {"occurred": wall_clock(check_in)})


def differences(check_in: CheckIn, mine: Answers, words: Words) -> list[tuple[str, str, str]]:
    """For the merge page: question, what is saved, what was sent; only where they differ."""
    rows = [
        (_("When?"), *saved_and_sent(check_in, mine.occurred)),
        (_("How are you feeling?"), mood_name(check_in.mood), mood_name(mine.mood)),
        (words("how_strong_now"), _number(check_in.craving), _number(mine.craving)),
        (_("How many hours did you sleep?"), _number(check_in.sleep_hours), _number(mine.sleep_hours)),
        (_("Is one of these there?"), _flags(check_in), _flags(mine)),
        (_("Anything to add?"), check_in.note or "", mine.note),
        (_("Keep this one private"), yes_or_no(check_in.private), yes_or_no(mine.private)),
        (_("Bring this to session"), yes_or_no(check_in.for_session), yes_or_no(mine.for_session)),
    ]
    return [row for row in rows if row[1] != row[2]]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _flags(held: CheckIn | Answers) -> str:
    return ", ".join(_(name) for flag, name in zip(FLAGS, HALT, strict=True) if getattr(held, flag))
