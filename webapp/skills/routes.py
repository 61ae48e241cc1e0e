"""The library of coping skills, own skills, and what works."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.consents.presenters import who_reads
from webapp.consents.queries import granted
from webapp.content.skills import OWN
from webapp.enums import ConsentCategory, SkillCategory
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import Skill, Trigger, uuid7
from webapp.operations import Claim, claim
from webapp.skills import forms, presenters, services
from webapp.skills.addresses import name_skills, skill_or_404, uuid_in

bp = Blueprint("skills", __name__)
name_skills(bp)


def readers(*, private: bool = False, has_note: bool = False) -> str:
    """Who can read own skills and practices, for beside Save."""
    held = granted(me().id)
    shares = ConsentCategory.PRACTICES in held and not private
    notes = not has_note or ConsentCategory.NOTES in held
    return who_reads(me().id, shared=shares, reading_hours=me().reading_hours, notes=notes)


@bp.get("/skills")
@participant_only
def index() -> ResponseReturnValue:
    asked = request.args
    filters = presenters.wanted(asked.get("category", ""), asked.get("time", ""), asked.get("strength", ""))
    return page("skills/index.html", view=presenters.present_all(me(), filters))


@bp.get("/skills/what-works")
@participant_only
def what_works() -> ResponseReturnValue:
    wanted = uuid_in(request.args.get("trigger", ""))
    trigger = own(Trigger, wanted) if wanted else None
    return page("skills/what_works.html", view=presenters.present_what_works(me().id, trigger))


@bp.get("/skills/new")
@participant_only
def new() -> ResponseReturnValue:
    return _new(blank(id=uuid7(), category=SkillCategory.ACTION))


def _new(form: Parsed[Any]) -> str:
    return page("skills/new.html", form=form, categories=presenters.CATEGORY_NAMES.items(), who_reads=readers())


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


@bp.get("/skills/<skill:key>")
@participant_only
def show(key: str) -> ResponseReturnValue:
    view = presenters.present(me().id, skill_or_404(key))
    return page("skills/show.html", view=view, urge=uuid_in(request.args.get("urge", "")))


@bp.get("/skills/<skill:key>/edit")
@participant_only
def edit(key: str) -> ResponseReturnValue:
    skill = _own_words(key)
    return _edit(key, blank(name=skill.name, how=skill.how, category=skill.category, version=skill.version))


def _edit(key: str, form: Parsed[Any]) -> str:
    names = presenters.CATEGORY_NAMES.items()
    return page("skills/edit.html", key=key, form=form, categories=names, who_reads=readers())


@bp.post("/skills/<skill:key>")
@participant_only
@commit_on_success
def update(key: str) -> ResponseReturnValue:
    skill = _own_words(key)
    form = parse(forms.SkillChange, request.form)
    if form.errors:
        return _edit(key, form), 422
    fields = request.form.items(multi=True)
    claimed = claim(form.value.operation, owner_id=me().id, form="skill words", subject_id=skill.id, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != skill.version:
        kind = presenters.category_name
        return page("skills/merge.html", key=key, skill=skill, mine=form.value, kind=kind, sent=request.form), 409
    if claimed is Claim.NEW:
        services.change_skill(skill, form.value)
    return saved(url_for(".show", key=key))


def _own_words(key: str) -> Skill:
    """A skill that the person named; the words of the library are not theirs to change."""
    if not key.startswith(OWN):
        abort(404)
    skill = own(Skill, UUID(key.removeprefix(OWN)))
    return skill if not skill.slug else abort(404)


@bp.post("/skills/<skill:key>/favourite")
@participant_only
@commit_on_success
def favourite(key: str) -> ResponseReturnValue:
    return _arrange(key, favourite=True)


@bp.post("/skills/<skill:key>/favourite/deletion")
@participant_only
@commit_on_success
def unfavourite(key: str) -> ResponseReturnValue:
    return _arrange(key, favourite=False)


@bp.post("/skills/<skill:key>/hiding")
@participant_only
@commit_on_success
def hide(key: str) -> ResponseReturnValue:
    return _arrange(key, hidden=True)


@bp.post("/skills/<skill:key>/hiding/deletion")
@participant_only
@commit_on_success
def unhide(key: str) -> ResponseReturnValue:
    return _arrange(key, hidden=False)


def _arrange(key: str, *, favourite: bool | None = None, hidden: bool | None = None) -> ResponseReturnValue:
    services.arrange(me().id, skill_or_404(key).key, favourite=favourite, hidden=hidden)
    return saved(url_for(".show", key=key))
