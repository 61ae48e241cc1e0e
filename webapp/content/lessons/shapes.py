"""What stands in the front matter of a module, and in the lists that it refers to."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from webapp.content.texts import Content, Option, load
from webapp.enums import Focus, TriggerCategory

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
OWN_FROM = 1000
"""Numbers from here on are the clinic's own."""

COMPONENTS = (
    "program", "rights", "motivation", "triggers", "cravings", "coping-skills", "thinking", "social-skills",
    "relapse-prevention", "overdose-safety", "emotions", "stress", "crisis-safety", "medication", "relationships",
    "mutual-help", "co-occurring", "behavioral-addictions", "substances", "movement", "mindfulness", "creative",
    "nutrition", "sleep", "aftercare", "work-money-housing", "family",
)  # fmt: skip
"""What an intensive outpatient program treats."""
PLAN_SECTIONS = frozenset(
    {
        "reasons", "skills", "safe-places", "home-safety", "help-me", "not-helpful", "lapse-hour",
        "lapse-day", "lapse-week", "daily-structure",
        "goals", "safety-warning", "safety-coping", "safety-distraction", "safety-help", "safety-lines",
        "safety-surroundings", "safety-worth",
    }
)  # fmt: skip
PLAN = "plan:"
TARGETS = frozenset({"trigger", "skill", "sign", "if-then", *(PLAN + section for section in PLAN_SECTIONS)})
"""Where an answer can go on."""


def _a_target(to: str) -> str:
    if to not in TARGETS:
        raise ValueError(f"nothing is added to '{to}'. Known: {', '.join(sorted(TARGETS))}")
    return to


def _a_component(name: str) -> str:
    if name not in COMPONENTS:
        raise ValueError(f"'{name}' is no component. Known: {', '.join(COMPONENTS)}")
    return name


Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=140, strip_whitespace=True)]


class Track(Option):
    """A row of `tracks.yaml`."""

    slug: str = Field(alias="key")
    icon: str


class Gate(Content):
    """Options that stay closed until another field, a list of reasons against them, says that none is there."""

    by: Key
    clear: Key
    """The option of that field that opens them, chosen alone."""
    options: list[Key] = Field(min_length=1)


class AnswerField(Content):
    """One thing that an exercise asks."""

    key: Key
    kind: Literal["choice", "choices", "line", "text", "scale"]
    label: Label
    hint: Label | None = None
    options: dict[Key, Label] = {}
    own: bool = False
    """A line for one's own words beside the options."""
    gate: Gate | None = None

    @property
    def has_options(self) -> bool:
        return self.kind in {"choice", "choices"}

    @model_validator(mode="after")
    def _options_where_they_belong(self) -> Self:
        if self.has_options and not 2 <= len(self.options) <= 14:
            raise ValueError(f"'{self.key}' needs 2 to 14 options")
        if not self.has_options and (self.options or self.own):
            raise ValueError(f"'{self.key}' is a {self.kind}, which has no options and no 'own'")
        if self.gate and self.kind != "choice":
            raise ValueError(f"'{self.key}' is a {self.kind}: 'gate' closes options of a 'choice'")
        if unknown := [key for key in (self.gate.options if self.gate else []) if key not in self.options]:
            raise ValueError(f"'gate' of '{self.key}' closes '{unknown[0]}', which is none of its options")
        return self


class Add(Content):
    """Where answers go on with one tap."""

    to: Annotated[str, AfterValidator(_a_target)]
    sources: list[Key] = Field(alias="from", min_length=1, max_length=6)
    category: TriggerCategory = TriggerCategory.EXTERNAL
    """Of a trigger."""
    backup: Key | None = None
    """Of an if-then plan: what to do if the act is not enough."""
    asks: bool = False
    """Whether the page asks a second time, because others may read it there."""

    @property
    def section(self) -> str:
        """The section of the plan; '' for other targets."""
        return self.to.removeprefix(PLAN) if self.to.startswith(PLAN) else ""


class Exercise(Content):
    title: Label
    intro: Words
    fields: list[AnswerField] = Field(min_length=1, max_length=12)
    adds: list[Add] = Field(default=[], max_length=8)

    @model_validator(mode="after")
    def _keys_agree(self) -> Self:
        fields = {field.key: field for field in self.fields}
        if len(fields) < len(self.fields):
            raise ValueError("a key of 'fields' is there twice")
        for add in self.adds:
            taken = [*add.sources, add.backup] if add.backup else add.sources
            if unknown := [key for key in taken if key not in fields]:
                raise ValueError(f"'adds' takes from '{unknown[0]}', which is no key of 'fields'")
            if long := [key for key in taken if fields[key].kind in {"text", "scale"}]:
                raise ValueError(f"'{long[0]}' is a {fields[long[0]].kind}, which cannot be added to '{add.to}'")
            if add.to == "if-then" and len(add.sources) != 2:
                raise ValueError("'if-then' takes from two fields: the cue and the act")
            if add.backup and add.to != "if-then":
                raise ValueError(f"'backup' belongs to 'if-then', not to '{add.to}'")
        return self

    @model_validator(mode="after")
    def _gate_leads_somewhere(self) -> Self:
        fields = {field.key: field for field in self.fields}
        for gate in [field.gate for field in self.fields if field.gate]:
            by = fields.get(gate.by)
            if by is None or by.kind != "choices" or by.own or gate.clear not in by.options:
                raise ValueError("'gate' needs a field of 'choices' without 'own', and the option of it that opens")
            if gate != self.gate:
                raise ValueError("an exercise has one 'gate'")
        return self

    @property
    def gate(self) -> Gate | None:
        return next((field.gate for field in self.fields if field.gate), None)


class Reply(Content):
    text: Words
    right: bool = False
    feedback: Words


class Question(Content):
    question: Words
    answers: list[Reply] = Field(min_length=2, max_length=4)

    @model_validator(mode="after")
    def _one_is_right(self) -> Self:
        if (right := sum(answer.right for answer in self.answers)) != 1:
            raise ValueError(f"{right} of the answers are right, not 1: mark one with 'right: true'")
        return self


class FrontMatter(Content):
    slug: Slug
    number: int = Field(ge=1, le=99_999)
    track: Slug
    order: int = Field(ge=1, le=999)
    version: int = Field(ge=1, le=9_999)
    title: Label
    objective: Words
    why: Words
    minutes: int = Field(ge=1, le=30)
    conditions: list[Focus] = []
    components: list[Annotated[str, AfterValidator(_a_component)]] = Field(min_length=1)
    crisis_card: bool = False
    sources: list[Slug] = []
    reviewed_by: Annotated[str, StringConstraints(max_length=200)] = ""
    exercise: Exercise
    check: list[Question] = Field(min_length=3, max_length=3)
    try_today: Words
    group: Words


def tracks() -> list[Track]:
    """The tracks of Learn, in order."""
    return [Track(**row) for row in load("modules/tracks.yaml")]


def sources() -> dict[str, str]:
    """What the built-in modules rest on: key -> citation."""
    found: dict[str, str] = load("modules/sources.yaml")
    return found
