"""Log an urge, ride it out, answer what came with it."""

from uuid import UUID

from flask import Blueprint, abort, make_response, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.accounts.queries import focuses
from webapp.commits import commit_on_success
from webapp.consents.presenters import Audience
from webapp.content.words import ACTIONS, COMPANY, FEELINGS, PLACES, word_for, words_of
from webapp.formatting import join_words
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, page_or_fragment, saved
from webapp.models import Urge, uuid7
from webapp.moments import moment, wall_clock
from webapp.operations import Claim, claim
from webapp.times import of_change
from webapp.urges import forms, presenters, queries, services

bp = Blueprint("urges", __name__)
PICKS = {"places": PLACES, "company": COMPANY, "feelings": FEELINGS, "actions": ACTIONS}


@bp.get("/urges/new")
@participant_only
def new() -> ResponseReturnValue:
    words = words_of(word_for(focuses(me().id)))
    response = make_response(page("urges/new.html", words=words, id=uuid7(), operation=uuid7(), form=blank()))
    # Back shows this same form with its ids, so that another strength is a change and not a second entry.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@bp.post("/urges")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(forms.NewUrge, request.form)
    chosen = focuses(me().id)
    words = words_of(word_for(chosen))
    if form.errors:
        return page("urges/new.html", words=words, id=form["id"] or uuid7(), operation=uuid7(), form=form), 422
    outcome = services.record_urge(
        me().id,
        form.value,
        word=words.word,
        focus=chosen[0] if chosen else None,
        happened=moment(me().time_zone),
    )
    if outcome is services.Outcome.NOT_YOURS or (outcome is services.Outcome.OTHER_STRENGTH and is_htmx()):
        abort(409)
    if outcome is services.Outcome.OTHER_STRENGTH:
        urge = own(Urge, form.value.id, deleted=True)
        return (_page(urge, offer=form.value.strength), 409) if urge.deleted_at is None else _deleted(urge)
    return saved(url_for(".show", urge_id=form.value.id))


@bp.get("/urges/<uuid:urge_id>")
@participant_only
def show(urge_id: UUID) -> ResponseReturnValue:
    return _page(own(Urge, urge_id))


def _deleted(urge: Urge) -> ResponseReturnValue:
    return saved(url_for(".deleted", urge_id=urge.id))


def _page(urge: Urge, **more: object) -> str:
    return page("urges/show.html", **_values(urge) | more)


def _values(urge: Urge, form: Parsed[forms.Answers] | None = None) -> dict[str, object]:
    around = queries.around(urge.owner_id)
    shared = around.shares_urges and not urge.private
    audience = Audience(frozenset(), join_words(around.team))
    return {
        "view": presenters.present(urge, around),
        "focuses": around.focuses,
        "audience": presenters.safety_audience(urge.private, around.shares_urges),
        "who_reads": audience.beside_save(shared, me().reading_hours),
        "picks": PICKS,
        "form": form or presenters.stored_answers(urge),
        "rating_form": None,
        "just_saved": False,
        "offer": None,
    }


@bp.post("/urges/<uuid:urge_id>/answers")
@participant_only
@commit_on_success
def answers(urge_id: UUID) -> ResponseReturnValue:
    urge = own(Urge, urge_id)
    form = parse(forms.Answers, request.form)
    if form.errors:
        whole_form = {"HX-Retarget": "#answers", "HX-Reswap": "outerHTML"}
        return (
            page_or_fragment("urges/show.html", "urges/_answers.html", **_values(urge, form)),
            422,
            whole_form,
        )
    claimed = _claim(form.value.operation, urge, "urge answers")
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        if form.value.version != urge.version:
            return _stale(urge, form.value)
        services.answer(urge, form.value)
    if is_htmx():
        return _answers_saved(urge)
    return saved(url_for(".show", urge_id=urge.id) + "#answers")


def _answers_saved(urge: Urge) -> str:
    """After each answer: the new version, and who reads it."""
    around = queries.around(urge.owner_id)
    audience = Audience(frozenset(), join_words(around.team))
    return page(
        "urges/_answers_state.html",
        view=presenters.Saved(urge),
        form=blank(),
        who_reads=audience.beside_save(around.shares_urges and not urge.private, me().reading_hours),
        just_saved=True,
    )


def _stale(urge: Urge, mine: forms.Answers) -> ResponseReturnValue:
    """Answered on another device meanwhile: both, nothing overwritten."""
    rows = presenters.differences(urge, mine, queries.triggers(urge.owner_id, urge.id))
    return page_or_fragment("urges/merge.html", "urges/_merge.html", urge=urge, rows=rows, sent=request.form), 409


@bp.post("/urges/<uuid:urge_id>/safety")
@participant_only
@commit_on_success
def safety(urge_id: UUID) -> ResponseReturnValue:
    urge = own(Urge, urge_id)
    form = parse(forms.Safety, request.form)
    if form.errors:
        return page_or_fragment("urges/show.html", "urges/_safety.html", **_values(urge)), 422
    claimed = _claim(form.value.operation, urge, "urge safety")
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        services.answer_safety(urge, form.value)
    if is_htmx():
        return page("urges/_safety.html", **_values(urge))
    return saved(url_for(".show", urge_id=urge.id))


@bp.post("/urges/<uuid:urge_id>/rating")
@participant_only
@commit_on_success
def rating(urge_id: UUID) -> ResponseReturnValue:
    urge = own(Urge, urge_id)
    form = parse(forms.Rating, request.form)
    if form.errors:
        return page("urges/show.html", **_values(urge) | {"rating_form": form}), 422
    claimed = _claim(form.value.operation, urge, "urge rating")
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        services.rate_again(urge, form.value, me().time_zone)
    return saved(url_for(".show", urge_id=urge.id) + "#rating")


@bp.get("/urges/<uuid:urge_id>/edit")
@participant_only
def edit(urge_id: UUID) -> ResponseReturnValue:
    urge = own(Urge, urge_id)
    return _edit_page(urge, blank(strength=urge.strength, occurred=wall_clock(urge)))


def _edit_page(urge: Urge, form: Parsed[forms.Revision], *, stale: bool = False) -> str:
    return page("urges/edit.html", urge=urge, words=words_of(urge.word), form=form, stale=stale)


@bp.post("/urges/<uuid:urge_id>")
@participant_only
@commit_on_success
def update(urge_id: UUID) -> ResponseReturnValue:
    urge = own(Urge, urge_id)
    form = parse(forms.Revision, request.form)
    happened = of_change(form, urge, me().time_zone)
    if form.errors:
        return _edit_page(urge, form), 422
    claimed = _claim(form.value.operation, urge, "urge revision")
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != urge.version:
        return _edit_page(urge, form, stale=True), 409
    if claimed is Claim.NEW:
        services.revise(urge, form.value.strength, happened)
    return saved(url_for(".show", urge_id=urge.id))


@bp.post("/urges/<uuid:urge_id>/deletion")
@participant_only
@commit_on_success
def deletion(urge_id: UUID) -> ResponseReturnValue:
    services.delete_urge(own(Urge, urge_id, deleted=True))
    return saved(url_for(".deleted", urge_id=urge_id))


@bp.get("/urges/<uuid:urge_id>/deleted")
@participant_only
def deleted(urge_id: UUID) -> ResponseReturnValue:
    urge = own(Urge, urge_id, deleted=True)
    words = words_of(urge.word)
    return page(
        "components/deleted.html",
        what=words("one_of_ten", n=urge.strength),
        restore=url_for(".restoration", urge_id=urge_id),
        again=url_for(".new"),
        again_label=words("log_title"),
    )


@bp.post("/urges/<uuid:urge_id>/restoration")
@participant_only
@commit_on_success
def restoration(urge_id: UUID) -> ResponseReturnValue:
    services.restore_urge(own(Urge, urge_id, deleted=True))
    return saved(url_for(".show", urge_id=urge_id))


def _claim(operation: UUID, urge: Urge, form: str) -> Claim:
    return claim(operation, owner_id=me().id, form=form, subject_id=urge.id, fields=request.form.items(multi=True))
