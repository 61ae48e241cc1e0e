"""Common triggers, offered by what the person works on."""

from webapp.content.texts import Content, Text, load
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


def offered(focuses: list[str]) -> list[CommonTrigger]:
    """Those that fit, the ones most people know first, then those of the person's own focuses."""
    fitting = [trigger for trigger in COMMON.values() if trigger.common or trigger.fits(focuses)]
    return sorted(fitting, key=lambda trigger: (not trigger.common, trigger.focuses == "all"))
