"""Practising a skill: a rating before, the guided player, a rating after."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp import entries
from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import Practice, Urge, uuid7
from webapp.moments import moment
from webapp.operations import Claim, claim
from webapp.skills import forms, players, services
from webapp.skills.routes import skill_or_404

bp = Blueprint("practices", __name__)


@bp.get("/skills/<key>/practice")
@participant_only
def new(key: str) -> ResponseReturnValue:
    skill = skill_or_404(key)
    return page("practices/new.html", view=players.present(skill, _urge()), form=blank(id=uuid7()))


def _urge() -> Urge | None:
    """The urge for which this is practised, out of the address."""
    try:
        return own(Urge, UUID(request.args["urge"])) if "urge" in request.args else None
    except ValueError:
        abort(404)


@bp.post("/skills/<key>/practices")
@participant_only
@commit_on_success
def create(key: str) -> ResponseReturnValue:
    skill = skill_or_404(key)
    form = parse(forms.NewPractice, request.form)
    if form.errors:
        return page("practices/new.html", view=players.present(skill, None), form=form), 422
    urge = own(Urge, form.value.urge_id) if form.value.urge_id else None
    fields = request.form.items(multi=True)
    if not services.record_practice(me().id, skill.key, form.value, fields, moment(me().time_zone)):
        abort(409)
    if urge is not None:
        return saved(url_for("urges.show", urge_id=urge.id) + "#rating")
    return saved(url_for(".show", practice_id=form.value.id))


@bp.get("/practices/<uuid:practice_id>")
@participant_only
def show(practice_id: UUID) -> ResponseReturnValue:
    return _page(own(Practice, practice_id))


def _page(practice: Practice, form: Parsed[forms.PracticeChange] | None = None) -> str:
    return page(
        "practices/show.html", view=players.present_practice(practice, me()), form=form or players.stored(practice)
    )


@bp.post("/practices/<uuid:practice_id>")
@participant_only
@commit_on_success
def update(practice_id: UUID) -> ResponseReturnValue:
    practice = own(Practice, practice_id)
    form = parse(forms.PracticeChange, request.form)
    if form.errors:
        return _page(practice, form), 422
    claimed = claim(
        form.value.operation,
        owner_id=me().id,
        form="practice answers",
        subject_id=practice.id,
        fields=request.form.items(multi=True),
    )
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != practice.version:
        return page("practices/merge.html", practice=practice, mine=form.value, sent=request.form), 409
    if claimed is Claim.NEW:
        services.change_practice(practice, form.value)
    return saved(url_for(".show", practice_id=practice.id))


@bp.post("/practices/<uuid:practice_id>/deletion")
@participant_only
@commit_on_success
def deletion(practice_id: UUID) -> ResponseReturnValue:
    entries.delete(own(Practice, practice_id))
    return saved(url_for(".deleted", practice_id=practice_id))


@bp.get("/practices/<uuid:practice_id>/deleted")
@participant_only
def deleted(practice_id: UUID) -> ResponseReturnValue:
    practice = own(Practice, practice_id, deleted=True)
    return page(
        "components/deleted.html",
        what=players.name_of(practice),
        restore=url_for(".restoration", practice_id=practice_id),
        again=url_for("skills.index"),
        again_label=players.to_skills(),
    )


@bp.post("/practices/<uuid:practice_id>/restoration")
@participant_only
@commit_on_success
def restoration(practice_id: UUID) -> ResponseReturnValue:
    entries.restore(own(Practice, practice_id, deleted=True))
    return saved(url_for(".show", practice_id=practice_id))
