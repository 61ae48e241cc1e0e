"""The daily check-in: one tap on a mood saves it, everything else can come after or be left out."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp import entries, times
from webapp.access import me, own, participant_only
from webapp.checkins import presenters, services
from webapp.checkins.forms import Answers, CheckInChange, NewCheckIn
from webapp.commits import RolledBack, commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, page_or_fragment, saved
from webapp.i18n import _
from webapp.models import CheckIn, uuid7
from webapp.moments import moment, today
from webapp.operations import Claim, claim, claim_new
from webapp.team.presenters import under
from webapp.templating import NO_ID
from webapp.undoing import Gone, add_undo, on_to

bp = Blueprint("checkins", __name__)
MIDDLE = 3
"""A mood to stand for the one on the phone."""
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
    """What was saved in time stays saved when its form comes again late: the rule on days is for new ones."""
    form = parse(NewCheckIn, request.form)
    if form.errors:
        return _new_page(form), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim_new(CheckIn, asked.id, asked.operation, owner_id=me().id, form="check-in", fields=fields)
    if claimed is Claim.CONFLICT or (claimed is Claim.CHANGED and is_htmx()):
        abort(409)
    if claimed is Claim.CHANGED:
        return _again(own(CheckIn, asked.id, deleted=True), asked)
    if claimed is Claim.NEW:
        happened = times.of_new(form, me().time_zone)
        if happened is None:
            return _new_page(form), 422
        services.record_check_in(me().id, asked, happened)
    return on_to(CheckIn, check_in_id=asked.id)


def _again(check_in: CheckIn, asked: NewCheckIn) -> ResponseReturnValue:
    """The form of a saved check-in came again with other answers: a clear page, and nothing overwritten."""
    if check_in.deleted_at:
        raise RolledBack(on_to(CheckIn, check_in_id=check_in.id))
    if asked.occurred is None:
        return _page(check_in, offer=asked.mood), 409
    return _merge(check_in, asked)


@bp.get("/check-ins/<uuid:check_in_id>")
@participant_only
def show(check_in_id: UUID) -> ResponseReturnValue:
    return _page(own(CheckIn, check_in_id))


@bp.get("/check-ins/waiting")
@participant_only
def waiting() -> ResponseReturnValue:
    """The page of a check-in that is still on the phone, kept there beforehand: a script puts in which one it is."""
    when = entries.when(moment(me().time_zone))
    return _page(CheckIn(id=NO_ID, owner_id=me().id, mood=MIDDLE, **when), stand_in=True)


def _page(check_in: CheckIn, form: Parsed[CheckInChange] | None = None, **more: Any) -> str:
    return page("checkins/show.html", **_values(check_in, form) | more)


def _values(check_in: CheckIn, form: Parsed[Any] | None = None) -> dict[str, Any]:
    return {
        "check_in": check_in,
        "view": presenters.fields(me(), check_in),
        "line": presenters.present(check_in, today(me().time_zone)),
        "form": form or presenters.stored(check_in),
        "just_saved": False,
        "offer": None,
        "stand_in": False,
        "team": under(me(), check_in.id),
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


def _gone(check_in: CheckIn) -> Gone:
    line = presenters.present(check_in, today(me().time_zone))
    return Gone(f"{line.mood}. {line.day}, {line.clock}", url_for(".new"), _("Check in"))


add_undo(bp, "/check-ins/<uuid:check_in_id>", CheckIn, _gone)


def _claim(operation: UUID, check_in: CheckIn) -> Claim:
    fields = request.form.items(multi=True)
    return claim(operation, owner_id=me().id, form="check-in change", subject_id=check_in.id, fields=fields)
