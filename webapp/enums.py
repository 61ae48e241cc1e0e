"""Closed vocabularies. Stored as text; the words people read are in the catalogues and in `content/`."""

from enum import StrEnum


class Role(StrEnum):
    PARTICIPANT = "participant"
    COUNSELOR = "counselor"
    ADMIN = "admin"


class Language(StrEnum):
    ENGLISH = "en"
    SPANISH = "es"


class Theme(StrEnum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


class Focus(StrEnum):
    """What a person works on."""

    ALCOHOL = "alcohol"
    OPIOIDS = "opioids"
    STIMULANTS = "stimulants"
    CANNABIS = "cannabis"
    OTHER_SUBSTANCES = "other-substances"
    GAMBLING = "gambling"
    SEX = "sex"
    INTERNET_GAMING = "internet-gaming"
    FOOD = "food"
    SHOPPING = "shopping"
    ANXIETY = "anxiety"
    DEPRESSION = "depression"
    BIPOLAR = "bipolar"
    TRAUMA = "trauma"
    BPD = "bpd"
    EATING = "eating"
    OCD = "ocd"
    ADHD = "adhd"


class UrgeWord(StrEnum):
    CRAVING = "craving"
    URGE = "urge"
    DISTRESS = "distress"


class Acted(StrEnum):
    """Whether the person used, or acted on the urge."""

    NO = "no"
    SOME = "some"
    YES = "yes"
    RATHER_NOT_SAY = "rather-not-say"


class Safe(StrEnum):
    """'Are you safe right now?'"""

    YES = "yes"
    NOT_SURE = "not-sure"
    NO = "no"


class HarmThoughts(StrEnum):
    """'Are you thinking about ending your life or hurting yourself?'"""

    NO = "no"
    YES = "yes"
    NOT_SURE = "not-sure"
    RATHER_NOT_SAY = "rather-not-say"


class TriggerCategory(StrEnum):
    EXTERNAL = "external"
    INTERNAL = "internal"
    SITUATION = "situation"


class SkillCategory(StrEnum):
    PAUSE = "pause"
    THINKING = "thinking"
    MINDFULNESS = "mindfulness"
    BODY = "body"
    GROUNDING = "grounding"
    SENSES = "senses"
    PEOPLE = "people"
    SOCIAL = "social"
    EMOTION = "emotion"
    ACTION = "action"
    CREATIVE = "creative"
    MEANING = "meaning"
    ROUTINE = "routine"


class SignLevel(StrEnum):
    """How close a warning sign is to a lapse, in order."""

    STEADY = "steady"
    DRIFTING = "drifting"
    CLOSE = "close"
    IN_IT = "in-it"


class EntryKind(StrEnum):
    """What the log holds; one table each."""

    URGE = "urge"
    LAPSE = "lapse"
    CHECK_IN = "check-in"
    PRACTICE = "practice"
    SIGN_CHECK = "sign-check"


class ConsentCategory(StrEnum):
    """What a participant may let the care team see, one answer each."""

    URGES = "urges"
    LAPSES = "lapses"
    CHECK_INS = "check-ins"
    PRACTICES = "practices"
    SIGN_CHECKS = "sign-checks"
    TRIGGERS = "triggers"
    PLAN = "plan"
    AFTERCARE = "aftercare"
    MODULES = "modules"
    EXERCISES = "exercises"
    """Of modules: the answers that a person lets the team see, one exercise at a time."""
    NOTES = "notes"
    """Of entries that are shared: what is written at them."""


class Purpose(StrEnum):
    """What a file for somebody outside the program is for."""

    TREATMENT = "treatment"
    REQUEST = "at-my-request"


class Reminder(StrEnum):
    """What somebody can be reminded of; as the column of their choice is called."""

    CHECK_IN = "check_in"
    SIGNS = "signs"


class LineKind(StrEnum):
    CALL = "call"
    TEXT = "text"
    WEB = "web"


HIGH_STRENGTH = 8
"""A strength of 8 or more is high, everywhere."""
