"""How addresses name skills: those of the library by their slug, own ones by their id."""

from uuid import UUID

from flask import Blueprint, abort
from werkzeug.routing import BaseConverter

from webapp.access import me
from webapp.content.skills import OWN
from webapp.skills.queries import SkillView, skills


def uuid_in(text: str) -> UUID | None:
    """The id that an address or a field holds; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


class SkillKey(BaseConverter):
    """`<skill:key>`: a skill's key, which for an own skill has a mark before the id that no address needs."""

    regex = "[a-z0-9-]{2,64}"

    def to_python(self, value: str) -> str:
        return f"{OWN}{value}" if str(uuid_in(value)) == value else value

    def to_url(self, value: str) -> str:
        return value.removeprefix(OWN)


def name_skills(bp: Blueprint) -> None:
    """Let the rules of `bp` use `<skill:key>`. Call before the first of them."""
    bp.record(lambda state: state.app.url_map.converters.update(skill=SkillKey))


def skill_or_404(key: str) -> SkillView:
    """One of the person's skills; 404 for a key that is none of them."""
    return skills(me().id).get(key) or abort(404)
