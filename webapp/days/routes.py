"""Days counted: see them, start a counter, change or hide it. Changing one tells nobody."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.accounts.queries import focuses
from webapp.commits import commit_on_success
from webapp.days import presenters, services
from webapp.days.forms import CounterChange, NewCounter
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import Counter, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim

bp = Blueprint("days", __name__)
C = TypeVar("C", bound=NewCounter)


@bp.get("/days")
@participant_only
def index() -> ResponseReturnValue:
    return page("days/index.html", view=presenters.present(me().id, today(me().time_zone)))


@bp.get("/days/new")
@participant_only
def new() -> ResponseReturnValue:
    chosen = focuses(me().id)
    form = blank(operation=uuid7(), focus=chosen[0] if chosen else "", show_numbers=services.shows_numbers(chosen))
    return _new_page(form)


def _new_page(form: Parsed[NewCounter]) -> str:
    return page("days/new.html", form=form, focuses=focuses(me().id), latest=_today())


@bp.post("/days")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = _parsed(NewCounter)
    if form.errors:
        return _new_page(form), 422
    operation = form.value.operation
    claimed = claim(operation, owner_id=me().id, form="counter", subject_id=operation, fields=_fields())
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW:
        services.add_counter(me().id, form.value)
    return saved(url_for(".index"))


@bp.get("/days/<uuid:counter_id>/edit")
@participant_only
def edit(counter_id: UUID) -> ResponseReturnValue:
    counter = own(Counter, counter_id)
    return _edit_page(counter, presenters.stored(counter))


def _edit_page(counter: Counter, form: Parsed[CounterChange]) -> str:
    chosen = focuses(me().id)
    if counter.focus and counter.focus not in chosen:
        chosen = [*chosen, counter.focus]
    return page("days/edit.html", counter=counter, form=form, focuses=chosen, latest=_today())


@bp.post("/days/<uuid:counter_id>")
@participant_only
@commit_on_success
def update(counter_id: UUID) -> ResponseReturnValue:
    counter = own(Counter, counter_id)
    form = _parsed(CounterChange)
    if form.errors:
        return _edit_page(counter, form), 422
    claimed = claim(
        form.value.operation, owner_id=me().id, form="counter change", subject_id=counter.id, fields=_fields()
    )
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != counter.version:
        return _merge(counter, form.value)
    if claimed is Claim.NEW:
        services.change(counter, form.value)
    return saved(url_for(".index"))


def _merge(counter: Counter, mine: CounterChange) -> ResponseReturnValue:
    """Changed on another device meanwhile: both, side by side."""
    rows = presenters.differences(counter, mine)
    if not rows:
        return saved(url_for(".index"))
    return page("days/merge.html", counter=counter, sent=request.form, rows=rows), 409


@bp.post("/days/<uuid:counter_id>/hiding")
@participant_only
@commit_on_success
def hiding(counter_id: UUID) -> ResponseReturnValue:
    services.hide(own(Counter, counter_id), True)
    return saved(url_for(".index") + "#hidden")


@bp.post("/days/<uuid:counter_id>/restoration")
@participant_only
@commit_on_success
def restoration(counter_id: UUID) -> ResponseReturnValue:
    services.hide(own(Counter, counter_id), False)
    return saved(url_for(".index"))


def _parsed(form: type[C]) -> Parsed[C]:
    """The form as sent; a start date has come where the person is."""
    parsed = parse(form, request.form)
    if not parsed.errors and parsed.value.started_on > _today():
        parsed.errors["started_on"] = _("This is in the future. Please choose a day that has come.")
    return parsed


def _fields() -> list[tuple[str, str]]:
    return list(request.form.items(multi=True))


def _today() -> date:
    return today(me().time_zone)
