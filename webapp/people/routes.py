"""The address book, and 'ask my team to call me'."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only, stranger
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import is_htmx, page, saved
from webapp.models import Person, uuid7
from webapp.operations import Claim, claim, claim_new
from webapp.people import forms, queries, services

bp = Blueprint("people", __name__)


@bp.get("/people")
@participant_only
def index() -> ResponseReturnValue:
    return page("people/index.html", people=queries.people(me().id), calling=queries.calling(me().id))


@bp.get("/people/new")
@participant_only
def new() -> ResponseReturnValue:
    return page("people/new.html", form=blank(can_text=True), id=uuid7())


@bp.post("/people")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    form = parse(forms.NewPerson, request.form)
    if form.errors:
        return page("people/new.html", form=form, id=uuid7() if "id" in form.errors else form["id"]), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim_new(Person, asked.id, asked.operation, owner_id=me().id, form="person", fields=fields)
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    if claimed is Claim.NEW:
        services.add_person(me().id, asked)
    return saved(url_for(".index") + f"#person-{asked.id}")


def _is_new(operation: UUID, person_id: UUID, form: str) -> bool:
    """Whether the request was never applied; 409 when its id stands for something else."""
    asked = claim(operation, owner_id=me().id, form=form, subject_id=person_id, fields=request.form.items(multi=True))
    if asked is Claim.CONFLICT:
        abort(409)
    return asked is Claim.NEW


@bp.get("/people/<uuid:person_id>/edit")
@participant_only
def edit(person_id: UUID) -> ResponseReturnValue:
    person = _listed(person_id)
    return page("people/edit.html", person=person, form=blank(**person.model_dump()))


def _listed(person_id: UUID) -> Person:
    """The participant's own person, on the list now."""
    person = own(Person, person_id)
    return stranger() if person.removed_at else person


@bp.post("/people/<uuid:person_id>")
@participant_only
@commit_on_success
def update(person_id: UUID) -> ResponseReturnValue:
    person = own(Person, person_id)
    form = parse(forms.PersonChange, request.form)
    if form.errors:
        return page("people/edit.html", person=person, form=form), 422
    if _is_new(form.value.operation, person_id, "person change"):
        if form.value.version != person.version:
            return _merge(person, form), 409
        services.change_person(person, form.value)
    return saved(url_for(".index") + f"#person-{person_id}")


def _merge(person: Person, form: Parsed[Any]) -> str:
    """Changed on another device meanwhile: both texts, nothing overwritten."""
    return page("people/merge.html", person=person, mine=form.value, sent=request.form)


@bp.post("/people/<uuid:person_id>/position")
@participant_only
@commit_on_success
def move(person_id: UUID) -> ResponseReturnValue:
    person = _listed(person_id)
    form = parse(forms.Move, request.form)
    if form.errors:
        abort(422)
    if _is_new(form.value.operation, person_id, "person move"):
        services.move_person(person, form.value.direction)
    if is_htmx():
        return page("people/_list.html", people=queries.people(me().id))
    return saved(url_for(".index") + f"#person-{person_id}")


@bp.post("/people/<uuid:person_id>/deletion")
@participant_only
@commit_on_success
def deletion(person_id: UUID) -> ResponseReturnValue:
    person = own(Person, person_id)
    if person.removed_at is None:
        services.remove_person(person)
    return saved(url_for(".deleted", person_id=person_id))


@bp.get("/people/<uuid:person_id>/deleted")
@participant_only
def deleted(person_id: UUID) -> ResponseReturnValue:
    return page("people/deleted.html", person=own(Person, person_id))


@bp.post("/people/<uuid:person_id>/restoration")
@participant_only
@commit_on_success
def restoration(person_id: UUID) -> ResponseReturnValue:
    person = own(Person, person_id)
    if person.removed_at is not None:
        services.restore_person(person)
    return saved(url_for(".index") + f"#person-{person_id}")


@bp.post("/call-requests")
@participant_only
@commit_on_success
def ask_for_call() -> ResponseReturnValue:
    form = parse(forms.CallIn, request.form)
    if form.errors:
        abort(422)
    operation = form.value.operation
    if operation is None or _is_new(operation, me().id, "call"):
        services.request_call(me().id, is_renewal=operation is not None)
    if is_htmx():
        return page("people/_call_me.html", calling=queries.calling(me().id))
    return saved(url_for("people.index") + "#call-me")
