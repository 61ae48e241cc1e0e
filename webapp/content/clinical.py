"""Clinical words. Each file carries 'reviewed by', empty until a clinician signs."""

from datetime import date
from pathlib import Path

from pydantic import Field

from webapp.content.texts import FOLDER, Content, Text, load, say

SHORT = len("741741")
FILES = tuple(sorted(path.name for path in Path(FOLDER / "clinical").glob("*.yaml")))


class Line(Content):
    """A national crisis line."""

    slug: str
    kind: str
    number: str
    digits: str = ""
    sms_body: str = ""
    url: str = ""
    name: Text
    detail: Text
    primary: bool
    confidence: str
    checked: date
    languages: list[str]

    @property
    def href(self) -> str:
        """What a tap opens. Numbers longer than 988 and 741741 are said as the whole world dials them."""
        number = self.digits if len(self.digits) <= SHORT else f"+{self.digits}"
        body = f"?body={self.sms_body}" if self.sms_body else ""
        return {"call": f"tel:{number}", "text": f"sms:{number}{body}", "web": self.url}[self.kind]


class Answer(Content):
    slug: str
    safe: bool
    en: str
    es: str


class Question(Content):
    slug: str
    text: Text
    answers: list[Answer]


class Kind(Content):
    """What a lapse is called for one kind of focus."""

    slug: str
    focuses: list[str] | str
    label: Text
    lapse: Text
    return_to: Text
    when: Text
    before: Text


class StepItem(Content):
    en: str
    es: str
    kinds: list[str] | None = None


class Step(Content):
    slug: str
    title: Text
    items: list[StepItem] = Field(min_length=1)


CRISIS_LINES = {row["slug"]: Line(**row) for row in load("clinical/crisis-lines.yaml")["lines"]}
SAFETY = load("clinical/safety-questions.yaml")
QUESTIONS = {row["slug"]: Question(**row) for row in SAFETY["questions"]}
SAFE_NOW, HARM_THOUGHTS = QUESTIONS["safe-now"], QUESTIONS["harm-thoughts"]
OVERDOSE = load("clinical/overdose.yaml")
GROUNDING = load("clinical/grounding.yaml")
LAPSE = load("clinical/lapse.yaml")
LAPSE_KINDS = {row["slug"]: Kind(**row) for row in LAPSE["kinds"]}
LAPSE_STEPS = [Step(**row) for row in LAPSE["steps"]]


def is_safe(safe: str | None, harm_thoughts: str | None) -> bool:
    """Whether every answer given is the safe one. An answer not given says nothing."""
    given = [(SAFE_NOW, safe), (HARM_THOUGHTS, harm_thoughts)]
    return all(
        next((choice.safe for choice in question.answers if choice.slug == answer), True)
        for question, answer in given
        if answer is not None
    )


def review_state() -> dict[str, str]:
    """Who reviewed each clinical file; '' for one that no clinician has signed."""
    return {name: str(load(f"clinical/{name}")["reviewed_by"] or "") for name in FILES}


__all__ = ["CRISIS_LINES", "GROUNDING", "LAPSE", "LAPSE_KINDS", "LAPSE_STEPS", "OVERDOSE", "QUESTIONS", "SAFETY", "say"]
