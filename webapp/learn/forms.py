"""Forms of Learn. That of an exercise follows from the module."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, create_model

from webapp.content.lessons.shapes import AnswerField, Exercise
from webapp.forms import Form, Line, Note, Repeatable, one_of

Version = Annotated[int, Field(ge=0, le=1_000_000)]
Scale = Annotated[int, Field(ge=0, le=10)]
Place = Annotated[int, Field(ge=0, le=3)]
Key = Annotated[str, StringConstraints(max_length=40)]
OWN = "_own"
PREFIX = "answer_"


class Answers(Repeatable):
    """What every exercise carries: the version of the answer that was changed, 0 for none; who may see it."""

    version: Version
    shared: bool = False


class Search(Form):
    words: Annotated[Line, StringConstraints(max_length=100)] = ""


class Reached(Form):
    """A section that came on the screen."""

    part: Annotated[int, Field(ge=1, le=20)]


class Addition(Repeatable):
    """What to add, or to take back: a key of `additions`."""

    key: Annotated[str, StringConstraints(max_length=200)]


class Checked(Repeatable):
    """The check: the place of the answer chosen, by question."""

    check_1: Place | None = None
    check_2: Place | None = None
    check_3: Place | None = None

    @property
    def places(self) -> list[int | None]:
        return [self.check_1, self.check_2, self.check_3]


def name_of(key: str) -> str:
    """The name of the input of a field."""
    return PREFIX + key.replace("-", "_")


def answers_form(exercise: Exercise) -> type[Answers]:
    """The form of an exercise."""
    return _form(tuple((field.key, field.kind, tuple(field.options), field.own) for field in exercise.fields))


@lru_cache(maxsize=512)
def _form(shape: tuple[tuple[str, str, tuple[str, ...], bool], ...]) -> type[Answers]:
    fields: dict[str, Any] = {}
    for key, kind, options, has_own in shape:
        fields[name_of(key)] = _field(kind, options)
        if has_own:
            fields[name_of(key) + OWN] = (Line, "")
    made: type[Answers] = create_model("ExerciseAnswers", __base__=Answers, **fields)
    return made


def _field(kind: str, options: tuple[str, ...]) -> tuple[Any, Any]:
    option = Annotated[Key, AfterValidator(one_of(options))]
    kinds: dict[str, tuple[Any, Any]] = {
        "line": (Line, ""),
        "text": (Note, ""),
        "scale": (Scale | None, None),
        "choice": (option | None, None),
        "choices": (Annotated[list[option], Field(max_length=20)], []),
    }
    return kinds[kind]


def stored(exercise: Exercise, form: Answers) -> dict[str, Any]:
    """The answers of a form as they are kept: by key of the field; what was not answered is left out, and so is an
    option that another answer closes.
    """
    kept: dict[str, Any] = {}
    for field in exercise.fields:
        kept[field.key] = getattr(form, name_of(field.key))
        kept[f"{field.key}.own"] = getattr(form, name_of(field.key) + OWN, "")
    for field in exercise.fields:
        gate = field.gate
        if gate and kept[field.key] in gate.options and kept[gate.by] != [gate.clear]:
            del kept[field.key]
    return {key: value for key, value in kept.items() if value not in ("", None, [])}


def typed(fields: list[AnswerField], answers: dict[str, Any]) -> dict[str, Any]:
    """The other way round: what is kept, as the inputs hold it."""
    found = {name_of(field.key): answers.get(field.key, "") for field in fields}
    return found | {name_of(field.key) + OWN: answers.get(f"{field.key}.own", "") for field in fields if field.own}
