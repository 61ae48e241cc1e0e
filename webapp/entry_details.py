"""All that was answered in one entry of the log, as question and answer: for pages that show entries whole."""

from typing import Any

from sqlalchemy import Row

from webapp.content import clinical
from webapp.content.texts import say
from webapp.content.words import ACTIONS, COMPANY, FEELINGS, PLACES, words_of
from webapp.enums import Acted
from webapp.i18n import _, mark

ACTED = {
    Acted.NO: mark("No"),
    Acted.SOME: mark("A little"),
    Acted.YES: mark("Yes"),
    Acted.RATHER_NOT_SAY: mark("Rather not say"),
}


def details(row: Row[Any]) -> list[tuple[str, str]]:
    """What was asked, and the answer; of a row with all columns of the timeline."""
    asked = [(_("Signs ticked"), "\n".join(row.signs or ())), *_look_back(row.look_back or {}), *_safety(row)]
    return situation(row) + [(question, answer) for question, answer in asked if answer]


def situation(row: Row[Any]) -> list[tuple[str, str]]:
    """Where it was and how, of an urge: what is told beside a screen that others may see."""
    asked = [
        (_("Where"), str(PLACES.get(row.place, ""))),
        (_("With whom"), str(COMPANY.get(row.company, ""))),
        (_("Felt"), _picked(row.feelings, FEELINGS)),
        (_("Thought"), row.thought),
        (_("Did"), _picked(row.actions, ACTIONS)),
        (words_of(row.key)("acted") if row.acted else "", _(ACTED[Acted(row.acted)]) if row.acted else ""),
    ]
    return [(question, answer) for question, answer in asked if answer]


def _picked(slugs: list[str] | None, options: dict[str, Any]) -> str:
    return ", ".join(str(options[slug]) for slug in slugs or () if slug in options)


def _look_back(answers: dict[str, str]) -> list[tuple[str, str]]:
    questions = clinical.LAPSE["look_back"]["questions"]
    return [(say({"en": row["en"], "es": row["es"]}), answers.get(row["slug"], "")) for row in questions]


def _safety(row: Row[Any]) -> list[tuple[str, str]]:
    asked = [(clinical.SAFE_NOW, row.safe), (clinical.HARM_THOUGHTS, row.harm_thoughts)]
    return [(say(question.text), answer_in_words(question, given)) for question, given in asked if given]


def answer_in_words(question: clinical.Question, slug: str) -> str:
    choice = next((choice for choice in question.answers if choice.slug == slug), None)
    return say({"en": choice.en, "es": choice.es}) if choice else ""
