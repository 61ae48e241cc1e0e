"""The daily check-in: one tap on a mood saves it, everything else can come after or be left out."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp import entries, times
from webapp.access import me, own, participant_only
from webapp.checkins import presenters, services
from webapp.checkins.forms import Answers, CheckInChange, NewCheckIn
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, page_or_fragment, saved
from webapp.i18n import _
from webapp.models import CheckIn, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim

bp = Blueprint("checkins", __name__)
WHOLE_FORM = {"HX-Retarget": "#answers", "HX-Reswap": "outerHTML"}


@bp.get("/check-ins/new")
@participant_only
def new() -> ResponseReturnValue:
    return _new_page(blank(id=uuid7(), operation=uuid7(), occurred=times.clock_now(me().time_zone)))


def _new_page(form: Parsed[NewCheckIn]) -> str:
    return page("checkins/new.html", form=form, view=presenters.fields(me()))


@bp.post("/check-ins")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(NewCheckIn, request.form)
    happened = times.of_new(form, me().time_zone)
    if happened is None:
        return _new_page(form), 422
    outcome = services.record_check_in(me().id, form.value, fields=request.form.items(multi=True), happened=happened)
    if outcome is services.Outcome.NOT_YOURS or (outcome is services.Outcome.OTHER_ANSWERS and is_htmx()):
        abort(409)
    if outcome is services.Outcome.OTHER_ANSWERS:
        return _again(own(CheckIn, form.value.id, deleted=True), form.value)
    return saved(url_for(".show", check_in_id=form.value.id))


def _again(check_in: CheckIn, asked: NewCheckIn) -> ResponseReturnValue:
    """The form of a saved check-in came again with other answers: a clear page, and nothing overwritten."""
    if check_in.deleted_at:
        return saved(url_for(".deleted", check_in_id=check_in.id))
    if asked.occurred is None:
        return _page(check_in, offer=asked.mood)
    return _merge(check_in, asked)


@bp.get("/check-ins/<uuid:check_in_id>")
@participant_only
def show(check_in_id: UUID) -> ResponseReturnValue:
    return _page(own(CheckIn, check_in_id))


def _page(check_in: CheckIn, form: Parsed[CheckInChange] | None = None, **more: Any) -> str:
    return page("checkins/show.html", **_values(check_in, form) | more)


def _values(check_in: CheckIn, form: Parsed[Any] | None = None) -> dict[str, Any]:
    return {
        "check_in": check_in,
        "view": presenters.fields(me(), private=check_in.private),
        "line": presenters.present(check_in, today(me().time_zone)),
        "form": form or presenters.stored(check_in),
        "just_saved": False,
        "offer": None,
    }


@bp.post("/check-ins/<uuid:check_in_id>")
@participant_only
@commit_on_success
def update(check_in_id: UUID) -> ResponseReturnValue:
    check_in = own(CheckIn, check_in_id)
    form = parse(CheckInChange, request.form)
    happened = times.of_change(form, check_in, me().time_zone)
    if form.errors:
        answer = page_or_fragment("checkins/show.html", "checkins/_answers.html", **_values(check_in, form))
        return answer, 422, WHOLE_FORM
    claimed = _claim(form.value.operation, check_in)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != check_in.version:
        return _merge(check_in, form.value)
    if claimed is Claim.NEW:
        services.change(check_in, form.value, happened)
    if is_htmx():
        return page("checkins/_state.html", **_values(check_in) | {"just_saved": True})
    return saved(url_for(".show", check_in_id=check_in.id))


def _merge(check_in: CheckIn, mine: Answers) -> ResponseReturnValue:
    """Answered on another device meanwhile: both, side by side."""
    rows = presenters.differences(check_in, mine, presenters.fields(me()).words)
    if not rows:
        return saved(url_for(".show", check_in_id=check_in.id))
    body = page_or_fragment(
        "checkins/merge.html", "checkins/_merge.html", check_in=check_in, sent=request.form, rows=rows
    )
    return body, 409, WHOLE_FORM


@bp.post("/check-ins/<uuid:check_in_id>/deletion")
@participant_only
@commit_on_success
def deletion(check_in_id: UUID) -> ResponseReturnValue:
    entries.delete(own(CheckIn, check_in_id, deleted=True))
    return saved(url_for(".deleted", check_in_id=check_in_id))


@bp.get("/check-ins/<uuid:check_in_id>/deleted")
@participant_only
def deleted(check_in_id: UUID) -> ResponseReturnValue:
    line = presenters.present(own(CheckIn, check_in_id, deleted=True), today(me().time_zone))
    return page(
        "components/deleted.html",
        what=f"{line.mood}. {line.day}, {line.clock}",
        restore=url_for(".restoration", check_in_id=check_in_id),
        again=url_for(".new"),
        again_label=_("Check in"),
    )


@bp.post("/check-ins/<uuid:check_in_id>/restoration")
@participant_only
@commit_on_success
def restoration(check_in_id: UUID) -> ResponseReturnValue:
    entries.restore(own(CheckIn, check_in_id, deleted=True))
    return saved(url_for(".show", check_in_id=check_in_id))


def _claim(operation: UUID, check_in: CheckIn) -> Claim:
    fields = request.form.items(multi=True)
    return claim(operation, owner_id=me().id, form="check-in change", subject_id=check_in.id, fields=fields)
