"""Common triggers, offered by what the person works on."""

from webapp.content.texts import Content, Text, load, say
from webapp.enums import TriggerCategory


class CommonTrigger(Content):
    slug: str
    category: TriggerCategory
    group: str
    focuses: list[str] | str
    common: bool = False
    name: Text

    def fits(self, focuses: list[str]) -> bool:
        return self.focuses == "all" or any(focus in self.focuses for focus in focuses)


COMMON = {row["slug"]: CommonTrigger(**row) for row in load("triggers.yaml")}


def name_of(slug: str | None, name: str) -> str:
    """What a trigger is called: the person's own word, or this file's in the language of the moment."""
    return name or (say(COMMON[slug].name) if slug in COMMON else "")


def offered(focuses: list[str]) -> list[CommonTrigger]:
    """Those that fit, the ones most people know first, then those of the person's own focuses."""
    fitting = [trigger for trigger in COMMON.values() if trigger.common or trigger.fits(focuses)]
    return sorted(fitting, key=lambda trigger: (not trigger.common, trigger.focuses == "all"))
