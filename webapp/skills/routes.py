"""The library of coping skills, own skills, and what works."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.content.skills import OWN
from webapp.enums import SkillCategory
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import Skill, Trigger, uuid7
from webapp.skills import forms, presenters, services
from webapp.skills.queries import SkillView, skills, triggers

bp = Blueprint("skills", __name__)


@bp.get("/skills")
@participant_only
def index() -> ResponseReturnValue:
    asked = request.args
    filters = presenters.wanted(asked.get("category", ""), asked.get("time", ""), asked.get("strength", ""))
    return page("skills/index.html", view=presenters.present_all(me().id, filters))


@bp.get("/skills/what-works")
@participant_only
def what_works() -> ResponseReturnValue:
    wanted = request.args.get("trigger", "")
    trigger = own(Trigger, UUID(wanted)) if _is_uuid(wanted) else None
    return page(
        "skills/what_works.html",
        view=presenters.present_what_works(me().id, trigger),
        triggers=triggers(me().id),
        chosen=str(trigger.id) if trigger else "",
    )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@bp.get("/skills/new")
@participant_only
def new() -> ResponseReturnValue:
    return _new(blank(id=uuid7(), category=SkillCategory.ACTION))


def _new(form: Parsed[forms.NewSkill]) -> str:
    return page("skills/new.html", form=form, categories=presenters.CATEGORY_NAMES.items())


@bp.post("/skills")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(forms.NewSkill, request.form)
    if form.errors:
        return _new(form), 422
    if not services.add_skill(me().id, form.value, request.form.items(multi=True)):
        abort(409)
    return saved(url_for(".show", key=f"{OWN}{form.value.id}"))


def skill_or_404(key: str) -> SkillView:
    """One of the person's skills; 404 for a key that is none of them."""
    return skills(me().id).get(key) or abort(404)


@bp.get("/skills/<key>")
@participant_only
def show(key: str) -> ResponseReturnValue:
    skill = skill_or_404(key)
    urge = request.args.get("urge", "")
    return page("skills/show.html", view=presenters.present(me().id, skill), urge=urge if _is_uuid(urge) else "")


@bp.get("/skills/<key>/edit")
@participant_only
def edit(key: str) -> ResponseReturnValue:
    skill = _own_skill(key)
    return _edit(skill, blank(name=skill.name, how=skill.how, category=skill.category))


def _own_skill(key: str) -> Skill:
    identity = key.removeprefix(OWN)
    if not key.startswith(OWN) or not _is_uuid(identity):
        abort(404)
    skill = own(Skill, UUID(identity))
    return skill if not skill.slug else abort(404)


def _edit(skill: Skill, form: Parsed[forms.SkillChange]) -> str:
    return page("skills/edit.html", skill=skill, form=form, categories=presenters.CATEGORY_NAMES.items())


@bp.post("/skills/<key>")
@participant_only
@commit_on_success
def update(key: str) -> ResponseReturnValue:
    skill = _own_skill(key)
    form = parse(forms.SkillChange, request.form)
    if form.errors:
        return _edit(skill, form), 422
    if form.value.version != skill.version:
        return page("skills/merge.html", skill=skill, mine=form.value, sent=request.form), 409
    services.change_skill(skill, form.value)
    return saved(url_for(".show", key=key))


@bp.post("/skills/<key>/favourite")
@participant_only
@commit_on_success
def favourite(key: str) -> ResponseReturnValue:
    return _arrange(key, favourite=True)


@bp.post("/skills/<key>/favourite/deletion")
@participant_only
@commit_on_success
def unfavourite(key: str) -> ResponseReturnValue:
    return _arrange(key, favourite=False)


@bp.post("/skills/<key>/hiding")
@participant_only
@commit_on_success
def hide(key: str) -> ResponseReturnValue:
    return _arrange(key, hidden=True)


@bp.post("/skills/<key>/hiding/deletion")
@participant_only
@commit_on_success
def unhide(key: str) -> ResponseReturnValue:
    return _arrange(key, hidden=False)


def _arrange(key: str, *, favourite: bool | None = None, hidden: bool | None = None) -> ResponseReturnValue:
    services.arrange(me().id, skill_or_404(key).key, favourite=favourite, hidden=hidden)
    return saved(url_for(".index") if hidden else url_for(".show", key=key))
