"""What may wait on a phone, as its list names it: the values of `data-offline` in the templates."""

from typing import NamedTuple

from webapp.i18n import mark


class Kind(NamedTuple):
    icon: str
    name: str


KINDS = {
    "urge": Kind("wave", mark("Urge")),
    "urge-answers": Kind("wave", mark("More about it")),
    "urge-rating": Kind("wave", mark("How strong it is now")),
    "urge-safety": Kind("wave", mark("Safety questions")),
    "urge-change": Kind("wave", mark("Another strength or time")),
    "lapse": Kind("flag", mark("Lapse")),
    "lapse-steps": Kind("flag", mark("Steps after a lapse")),
    "lapse-look-back": Kind("flag", mark("A look back at a lapse")),
    "check-in": Kind("mood-3", mark("Check-in")),
    "check-in-change": Kind("mood-3", mark("Details of a check-in")),
    "practice": Kind("breath", mark("A skill you used")),
    "practice-change": Kind("breath", mark("A change to a skill you used")),
    "sign-check": Kind("alert", mark("Warning signs")),
    "sign-check-change": Kind("alert", mark("A change to your warning signs")),
    "trigger": Kind("alert", mark("Triggers")),
    "if-then": Kind("steps", mark("If-then plan")),
    "plan": Kind("plan", mark("A section of your plan")),
    "session-answer": Kind("check", mark("An answer to what you agreed")),
    "exercise": Kind("learn", mark("An exercise")),
    "person": Kind("person", mark("A person to call")),
    "skill": Kind("breath", mark("A skill of your own")),
    "appointment": Kind("calendar", mark("A group or an appointment")),
    "days": Kind("calendar", mark("Days counted")),
    "thanks": Kind("heart", mark("Thanks to your team")),
    "suggestion": Kind("plan", mark("An answer to a suggestion for your plan")),
    "change": Kind("edit", mark("A change")),
    "deletion": Kind("close", mark("A deletion")),
    "restoration": Kind("back", mark("Something to bring back")),
}
WITH_PAGE = {"urge": "urges", "lapse": "lapses", "check-in": "check-ins"}
"""Entries that have a page of their own while they wait: where it is."""
