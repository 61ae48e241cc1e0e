"""Log an urge, ride it out, answer what came with it."""

from uuid import UUID

from flask import Blueprint, abort, make_response, request, url_for
from flask.typing import ResponseReturnValue

from webapp import entries
from webapp.access import me, own, participant_only
from webapp.accounts.queries import focuses
from webapp.commits import RolledBack, commit_on_success
from webapp.consents.presenters import Audience
from webapp.content.words import ACTIONS, COMPANY, FEELINGS, PLACES, word_for, words_of
from webapp.enums import HIGH_STRENGTH
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, page_or_fragment, saved
from webapp.models import Urge, uuid7
from webapp.moments import moment, wall_clock
from webapp.operations import Claim, claim
from webapp.team.presenters import NOTHING, under
from webapp.templating import NO_ID
from webapp.times import made, of_change, saved_and_sent
from webapp.undoing import Gone, add_undo, on_to
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
    claimed = services.record_urge(
        me().id,
        form.value,
        word=words.word,
        focus=chosen[0] if chosen else None,
        happened=made(me().time_zone),
    )
    if claimed is Claim.CONFLICT or (claimed is Claim.CHANGED and is_htmx()):
        abort(409)
    if claimed is Claim.CHANGED:
        return _again(own(Urge, form.value.id, deleted=True), form.value.strength)
    if claimed is Claim.REPEAT:
        return on_to(Urge, urge_id=form.value.id)
    return saved(url_for(".show", urge_id=form.value.id))


def _again(urge: Urge, strength: int) -> ResponseReturnValue:
    """The form of a saved urge came again with another strength: the change is offered, and nothing is stored."""
    if urge.deleted_at:
        raise RolledBack(on_to(Urge, urge_id=urge.id))
    if urge.strength == strength:
        return saved(url_for(".show", urge_id=urge.id))
    return _page(urge, offer=strength), 409


@bp.get("/urges/<uuid:urge_id>")
@participant_only
def show(urge_id: UUID) -> ResponseReturnValue:
    return _page(own(Urge, urge_id))


@bp.get("/urges/waiting")
@participant_only
def waiting() -> ResponseReturnValue:
    return _stand_in(HIGH_STRENGTH - 3)


@bp.get("/urges/waiting-strong")
@participant_only
def waiting_strong() -> ResponseReturnValue:
    return _stand_in(HIGH_STRENGTH + 1)


def _stand_in(strength: int) -> str:
    """The page of an urge that is still on the phone, kept there beforehand: a script puts in which one it is."""
    chosen, happened = focuses(me().id), moment(me().time_zone)
    word, focus = words_of(word_for(chosen)).word, chosen[0] if chosen else None
    urge = Urge(id=NO_ID, owner_id=me().id, strength=strength, word=word, focus=focus, **entries.when(happened))
    return _page(urge, stand_in=True)


def _page(urge: Urge, **more: object) -> str:
    return page("urges/show.html", **_values(urge) | more)


def _values(urge: Urge, form: Parsed[forms.Answers] | None = None) -> dict[str, object]:
    around = queries.around(urge.owner_id, urge.id)
    return {
        "view": presenters.present(urge, around),
        "focuses": around.focuses,
        "audience": presenters.safety_audience(urge.private, around.shares_urges),
        "who_reads": _who_reads(urge, around),
        "picks": PICKS,
        "form": form or presenters.stored_answers(urge),
        "rating_form": None,
        "just_saved": False,
        "offer": None,
        "stand_in": False,
        "team": under(me(), urge.id) if around.heard else NOTHING,
    }


def _who_reads(urge: Urge, around: queries.Around) -> str:
    shared = around.shares_urges and not urge.private
    audience = Audience(frozenset(), around.team.in_words, around.team.away)
    return audience.beside_save(shared, me().reading_hours, notes=around.shares_notes)


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
    return _answered(urge)


def _answered(urge: Urge) -> ResponseReturnValue:
    return _answers_saved(urge) if is_htmx() else saved(url_for(".show", urge_id=urge.id) + "#answers")


def _answers_saved(urge: Urge) -> str:
    """After each answer: the new version, and who reads it."""
    return page(
        "urges/_answers_state.html",
        view=presenters.Saved(urge),
        form=blank(),
        who_reads=_who_reads(urge, queries.around(urge.owner_id, urge.id)),
        just_saved=True,
    )


def _stale(urge: Urge, mine: forms.Answers) -> ResponseReturnValue:
    """Answered on another device meanwhile: both, nothing overwritten."""
    rows = presenters.differences(urge, mine, queries.triggers(urge.owner_id, urge.id))
    if not rows:
        return _answered(urge)
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
        services.rate_again(urge, form.value, made(me().time_zone))
    return saved(url_for(".show", urge_id=urge.id) + "#rating")


@bp.get("/urges/<uuid:urge_id>/edit")
@participant_only
def edit(urge_id: UUID) -> ResponseReturnValue:
    urge = own(Urge, urge_id)
    return _edit_page(urge, blank(strength=urge.strength, occurred=wall_clock(urge)))


def _edit_page(urge: Urge, form: Parsed[forms.Revision], *, stale: bool = False) -> str:
    when, _mine = saved_and_sent(urge, None)
    return page("urges/edit.html", urge=urge, words=words_of(urge.word), form=form, stale=stale, when=when)


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


def _gone(urge: Urge) -> Gone:
    words = words_of(urge.word)
    return Gone(words("one_of_ten", n=urge.strength), url_for(".new"), words("log_title"))


add_undo(bp, "/urges/<uuid:urge_id>", Urge, _gone, delete=services.delete_urge, restore=services.restore_urge)


def _claim(operation: UUID, urge: Urge, form: str) -> Claim:
    return claim(operation, owner_id=me().id, form=form, subject_id=urge.id, fields=request.form.items(multi=True))
