"""Lines that a person can pick for their plans, then change to their own words."""

from webapp.content.texts import Content, load
from webapp.enums import Focus, Language
from webapp.i18n import language


class Pick(Content):
    en: str
    es: str
    focuses: frozenset[Focus] | None = None
    """None: offered to everybody."""

    def __str__(self) -> str:
        return self.es if language.get() == Language.SPANISH else self.en

    def fits(self, focuses: list[str]) -> bool:
        return self.focuses is None or not self.focuses.isdisjoint(focuses)


SECTIONS: dict[str, list[Pick]] = {name: [Pick(**row) for row in rows] for name, rows in load("plan.yaml").items()}


def picks(section: str, focuses: list[str]) -> list[str]:
    """What a section of `plan.yaml` offers, in the language of the moment: for the person's focuses, then for all."""
    fitting = [pick for pick in SECTIONS[section] if pick.fits(focuses)]
    return [str(pick) for pick in sorted(fitting, key=lambda pick: pick.focuses is None)]
