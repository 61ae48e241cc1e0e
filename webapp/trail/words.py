"""The trail in words, as its owner reads it: 'Dana read your urges of Monday.'"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import get_day_names
from sqlalchemy import Row

from webapp.enums import ConsentCategory
from webapp.formatting import join_words, short_span
from webapp.i18n import _, language, mark
from webapp.trail.queries import FAMILY

YOURS = {
    ConsentCategory.URGES: mark("your urges"),
    ConsentCategory.LAPSES: mark("lapses that you told of"),
    ConsentCategory.CHECK_INS: mark("your check-ins"),
    ConsentCategory.PRACTICES: mark("the skills you used"),
    ConsentCategory.SIGN_CHECKS: mark("your warning signs"),
    ConsentCategory.TRIGGERS: mark("your triggers"),
    ConsentCategory.PLAN: mark("your plan"),
    ConsentCategory.AFTERCARE: mark("your plan for after the program"),
    ConsentCategory.MODULES: mark("the modules you read"),
    ConsentCategory.EXERCISES: mark("your answers in modules"),
    ConsentCategory.NOTES: mark("your notes"),
}
WEEK = 7
DATED = ("away", "cover")
"""Subjects whose detail is a first and a last day."""


SENTENCES = {
    ("record", "viewed"): mark("%(who)s read %(what)s."),
    ("record", "viewed", ""): mark("%(who)s opened your page. You shared nothing there."),
    ("caseload", "viewed"): mark("%(who)s saw in the list of people how many there are: %(what)s."),
    ("caseload", "viewed", ""): mark("%(who)s saw your name in the list of people."),
    ("flags", "viewed"): mark("%(who)s read what needs a look: %(what)s."),
    ("flags", "viewed", ""): mark("%(who)s looked whether something of yours needs a look."),
    ("flag", "answered"): mark("%(who)s noted what was done after something needed a look."),
    ("flag", "answered", "mine"): mark("%(who)s noted that they look after something."),
    ("call", "asked"): mark("You asked your team to call you."),
    ("call", "answered"): mark("%(who)s noted that the call you asked for was made."),
    ("call", "answered", "not-called"): mark("%(who)s noted that the call you asked for was not made after all."),
    ("call", "answered", "will-call"): mark("%(who)s will make the call that you asked for."),
    ("entry", "read"): mark("%(who)s marked as read: %(what)s."),
    ("reply", "written"): mark("%(who)s answered one of your entries."),
    ("reply", "changed"): mark("%(who)s changed an answer to one of your entries."),
    ("reply", "withdrawn"): mark("%(who)s took back an answer to one of your entries."),
    ("suggestion", "made"): mark("%(who)s suggested a line for your plan."),
    ("suggestion", "withdrawn"): mark("%(who)s took back a suggestion for your plan."),
    ("task", "made"): mark("%(who)s asked you to read or try something."),
    ("task", "withdrawn"): mark("%(who)s took back something you were asked to read or try."),
    ("counselor", "assigned"): mark("%(who)s put %(about)s on your care team."),
    ("counselor", "unassigned"): mark("%(who)s took %(about)s off your care team."),
    ("cover", "assigned"): mark("%(who)s asked %(about)s to look after you too: %(what)s."),
    ("cover", "unassigned"): mark("%(who)s ended it that %(about)s looks after you too: %(what)s."),
    ("away", "added"): mark("%(who)s noted that %(about)s is away, and nobody covers: %(what)s."),
    ("away", "removed"): mark("%(who)s noted that %(about)s is not away: %(what)s."),
    ("discharge", "set"): mark("%(who)s set your last day in the program."),
    ("discharge", "withdrawn"): mark("%(who)s took away the last day in the program that was set."),
    ("discharge", "withdrawn", "back"): mark("You said that you are in the program again."),
    ("group member", "added"): mark("%(who)s put you in a group."),
    ("group member", "removed"): mark("%(who)s took you out of a group."),
    ("reset code", "issued"): mark("%(who)s made a code with which your password can be set."),
    ("account", "joined"): mark("You joined."),
    ("account", "turned off"): mark("%(who)s turned your account off."),
    ("account", "turned on"): mark("%(who)s turned your account on again."),
    ("session note", "viewed"): mark("%(who)s read what was written down of a session."),
    ("session note", "wrote"): mark("%(who)s wrote down what you agreed."),
    ("session note", "changed"): mark("%(who)s changed what was written down of a session."),
    ("role", "changed"): mark("%(who)s changed the role of your account."),
    ("devices", "signed out"): mark("%(who)s signed you out on all devices."),
    ("device", "signed in"): mark("You signed in on a device."),
    ("device", "signed out"): mark("You signed out on a device."),
    ("password", "changed"): mark("You changed your password."),
    ("password", "reset"): mark("Your password was set with a code from staff."),
    ("password", "refused"): mark("A wrong password was typed where you are signed in."),
    ("consent", "shared"): mark("You let your care team see %(what)s."),
    ("consent", "took back"): mark("You stopped sharing %(what)s."),
    ("consent", "kept back"): mark("You chose not to share %(what)s."),
    ("lapse", "changed", "told"): mark("You told your care team of a lapse."),
    ("lapse", "changed", "not told"): mark("You took back that you told of a lapse."),
    ("group week", "shared"): mark("You asked to be counted in a week of your group."),
    ("group week", "took back"): mark("You took back that you are counted in a week of your group."),
    ("group week", "viewed"): mark(
        "%(who)s opened your group’s week. It shows numbers of people, no names, and counts %(what)s."
    ),
    ("roster", "viewed"): mark("%(who)s saw in the list of a group that you logged: %(what)s."),
    ("roster", "viewed", ""): mark("%(who)s saw your name in the list of a group."),
    ("outside consent", "shared"): mark("You signed for a file for %(about)s: %(what)s."),
    ("outside consent", "took back"): mark("You took back what you signed for %(about)s."),
    ("outside consent", "exported"): mark("You made a file for %(about)s: %(what)s."),
    ("family link", "made"): mark("You made a family link for %(about)s."),
    ("family link", "changed"): mark("You changed what the family link for %(about)s shows."),
    ("family link", "changed", "new secret"): mark("You made a new link and code for %(about)s."),
    ("family link", "paused"): mark("You paused the family link for %(about)s."),
    ("family link", "resumed"): mark("You let the family link for %(about)s work again."),
    ("family link", "ended"): mark("You ended the family link for %(about)s."),
    ("family link", "opened"): mark("The family link for %(about)s was opened."),
    ("family link", "refused"): mark("A wrong passcode was typed at the family link for %(about)s."),
    ("calendar address", "made"): mark("You turned on the address for your calendar."),
    ("calendar address", "changed"): mark("You made a new address for your calendar."),
    ("calendar address", "ended"): mark("You turned off the address for your calendar."),
    ("everything", "exported"): mark("You took along everything that you wrote."),
    ("pack", "exported"): mark("You took along your plans, people and appointments."),
    ("accounting", "exported"): mark("You took along the list of who looked."),
    ("leaving", "asked"): mark("You asked to delete your account."),
    ("leaving", "stayed"): mark("You decided to stay."),
    ("leaving", "erased"): mark("Everything was erased, as you asked."),
}
"""By subject and action; where one detail reads otherwise, by that too."""


def sentence(row: Row[Any], details: Sequence[str], current: date) -> str:
    """What one row says, or several of one kind that belong together, with all their details."""
    act = (row.subject, row.action)
    text = SENTENCES.get((*act, row.detail)) or SENTENCES.get(act) or mark("%(who)s did something with your record.")
    what = (
        join_words([_span(detail) for detail in details])
        if row.subject in DATED
        else what_of(" ".join(details), current)
    )
    return _(text, who=who_of(row), about=row.about or _("somebody"), what=what)


def _span(detail: str) -> str:
    """'2026-12-24/2027-01-01' in words."""
    first, last = (date.fromisoformat(day) for day in detail.split("/"))
    return short_span(first, last)


def who_of(row: Row[Any]) -> str:
    if row.by_me:
        return _("You")
    if row.actor_role == FAMILY:
        return str(row.about or _("Somebody with a family link"))
    if row.actor:
        return str(row.actor)
    return _("Somebody who is no longer here") if row.actor_role else _("The program")


def what_of(detail: str, current: date) -> str:
    """'your urges and your notes of Monday, and your plan', from 'urges:2026-11-16 plan notes:2026-11-16'; '' for
    nothing that is known.
    """
    parts = [token.partition(":") for token in detail.split()]
    together: dict[str, list[str]] = {}
    for name, _colon, days in parts:
        if name in set(ConsentCategory):
            together.setdefault(days or name, []).append(_(YOURS[ConsentCategory(name)]))
    return join_words([_days(join_words(names), days, current) for days, names in together.items()])


def _days(what: str, days: str, current: date) -> str:
    if not days[:1].isdigit():
        return what
    span = [date.fromisoformat(day) for day in days.split("/")]
    is_recent = all(0 <= (current - day).days < WEEK for day in span)
    named = " – ".join(_recent(day, current) for day in span) if is_recent else short_span(span[0], span[-1])
    return _("%(what)s of %(days)s", what=what, days=named)


def _recent(day: date, current: date) -> str:
    """'today', 'yesterday' or a weekday of the last week."""
    back = (current - day).days
    if back < 2:
        return _("yesterday") if back else _("today")
    return str(get_day_names("wide", locale=language.get())[day.weekday()])
