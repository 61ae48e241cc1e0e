"""The counselor's pages. Reading what a participant shares leaves a row in the trail: a GET writes that, no more."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from webapp.access import counselor_only, me, stranger
from webapp.commits import commit_on_success
from webapp.consents import care
from webapp.consents.forms import LastDay
from webapp.extensions import db
from webapp.flags.forms import Answer
from webapp.flags.presenters import ACTIONS, Flag, of_one, stood_since
from webapp.flags.services import answer as answer_flag
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import Account
from webapp.operations import Claim, claim
from webapp.review import cases, presenters, queries, record_presenters, services
from webapp.review.answering import not_shared, note_look_at_refusal, refuse_another_name
from webapp.review.forms import Handling
from webapp.turns import FairLock

bp = Blueprint("review", __name__, url_prefix="/counselor")
bp.before_request(refuse_another_name)
_LISTS = FairLock()
"""Python works one list out at a time anyway: in turn each is there sooner than all of them in slices, and a page of
somebody else shares the processor with one of them instead of with each.
"""


@bp.get("")
@counselor_only
def index() -> ResponseReturnValue:
    with _LISTS:
        db.read_anew()
        view = presenters.caseload(me(), request.args.get("show", ""))
    called = _just_called(request.args.get("called", ""))
    services.note_look(me().id, "caseload", ({called.owner_id: ""} if called else {}) | view.read_of)
    return page("review/index.html", view=view, called=called, also=request.args.get("also", ""))


def _just_called(request_id: str) -> Row[Any] | None:
    try:
        return queries.just_called(me().id, UUID(request_id))
    except ValueError:
        return None


@bp.get("/participants/<uuid:participant_id>")
@counselor_only
def show(participant_id: UUID) -> ResponseReturnValue:
    person = queries.person(me().id, participant_id) or stranger()
    view = record_presenters.present(me(), person, request.args.get("before", ""))
    if view.is_empty:
        stranger()
    services.note_look(me().id, "record", {participant_id: view.seen})
    return page("review/show.html", view=view)


def _discharging(participant_id: UUID) -> Account:
    """Somebody whom the counselor looks after and who shares something: others have no page here."""
    if not queries.shared_by(me().id, participant_id):
        stranger()
    return services.participant(me().id, participant_id) or stranger()


@bp.post("/participants/<uuid:participant_id>/discharge")
@counselor_only
@commit_on_success
def discharge(participant_id: UUID) -> ResponseReturnValue:
    account = _discharging(participant_id)
    form = care.answer(account, request.form, me())
    if form.errors:
        return _discharge_page(account, form), 422
    return saved(url_for(".show", participant_id=participant_id) + "#discharge")


@bp.get("/participants/<uuid:participant_id>/discharge")
@counselor_only
def discharge_edit(participant_id: UUID) -> ResponseReturnValue:
    account = _discharging(participant_id)
    return _discharge_page(account, blank(discharge_on=account.discharge_on or ""))


def _discharge_page(account: Account, form: Parsed[LastDay]) -> str:
    return page("review/discharge.html", account=account, form=form, over=care.is_over(account))


@bp.post("/participants/<uuid:participant_id>/discharge/withdrawal")
@counselor_only
@commit_on_success
def discharge_withdrawal(participant_id: UUID) -> ResponseReturnValue:
    account = _discharging(participant_id)
    if not care.take_away(account, me()):
        abort(409)
    return saved(url_for(".show", participant_id=participant_id) + "#discharge")


@bp.post("/call-requests/<uuid:request_id>/handling")
@counselor_only
@commit_on_success
def handling(request_id: UUID) -> ResponseReturnValue:
    asked = queries.call_request(me().id, request_id) or stranger()
    form = parse(Handling, request.form)
    if form.errors:
        abort(422)
    how = form.value.how
    if not services.handle(asked, me().id, form.value):
        return saved(url_for(".index", also=how, _anchor="caseload"))
    called = asked.id if how == "called" else None
    return saved(url_for(".index", called=called, _anchor="caseload" if called else f"call-{asked.id}"))


@bp.get("/participants/<uuid:participant_id>/flags")
@counselor_only
def flags(participant_id: UUID) -> ResponseReturnValue:
    person = queries.person(me().id, participant_id) or stranger()
    found = of_one(me().id, person.id, person.time_zone)
    if not found and not queries.shared_by(me().id, person.id):
        stranger()
    services.note_look(me().id, "flags", {person.id: cases.told_by(found)})
    return _flags_page(person, found, blank())


def _flags_page(person: Any, found: list[Flag], form: Parsed[Answer]) -> str:
    also = request.method == "GET" and "also" in request.args
    return page("review/flags.html", person=person, flags=found, form=form, actions=ACTIONS, also=also)


@bp.post("/participants/<uuid:participant_id>/flags")
@counselor_only
@commit_on_success
def flag_answer(participant_id: UUID) -> ResponseReturnValue:
    """What was answered by somebody else meanwhile stays beside this. A flag that is gone takes no answer."""
    person, form = queries.person(me().id, participant_id), parse(Answer, request.form)
    if person is None:
        return not_shared()
    found = of_one(me().id, person.id, person.time_zone)
    if "operation" in form.errors:
        abort(422)
    if not form.errors and form.value.lacks_reason:
        form.errors["reason"] = _("Please say why, in a few words.")
    claimed = None if form.errors else _claim_answer(person.id, form.value)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.REPEAT:
        return _answered(person.id, form.value)
    flag = next((one for one in found if (one.rule.key, one.cause) == (form["rule"], form["cause"])), None)
    if flag is None:
        return page("review/flag_gone.html", form=form), 409
    if form.errors:
        note_look_at_refusal("flags", person.id, cases.told_by(found))
        return _flags_page(person, found, form), 422
    answer_flag(person.id, me().id, form.value, stood_since(flag, person.time_zone))
    return _answered(person.id, form.value, meanwhile=len(flag.notes) > form.value.seen)


def _claim_answer(owner_id: UUID, asked: Answer) -> Claim:
    fields = request.form.items(multi=True)
    return claim(asked.operation, owner_id=me().id, form="flag", subject_id=owner_id, fields=fields)


def _answered(owner_id: UUID, asked: Answer, *, meanwhile: bool = False) -> ResponseReturnValue:
    """To the caseload, or to the flags; there with a word when somebody else had answered since the form was shown."""
    if asked.action == "mine" and not meanwhile:
        return saved(url_for(".index"))
    return saved(url_for(".flags", participant_id=owner_id, also="yes" if meanwhile else None))
