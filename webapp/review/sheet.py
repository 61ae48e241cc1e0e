"""The sheet for the next session, the screen that is looked at together, and what was agreed."""

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from webapp.access import counselor_only, me, stranger
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.meetings import services as meetings
from webapp.meetings.forms import NewNote, NoteChange, NoteIn
from webapp.meetings.queries import written_by
from webapp.models import SessionNote, uuid7
from webapp.moments import today
from webapp.operations import Claim, claim, claim_new
from webapp.review import queries, services, sheet_presenters
from webapp.review.answering import not_shared, note_look_at_refusal, refuse_another_name

bp = Blueprint("sheet", __name__, url_prefix="/counselor/participants/<uuid:participant_id>")
bp.before_request(refuse_another_name)
EARLIEST = timedelta(days=365)
N = TypeVar("N", bound=NoteIn)


def _looked_after(participant_id: UUID) -> tuple[Row[Any], frozenset[str]] | None:
    """Somebody of the counselor's, and what they share now; None when they share nothing."""
    person = queries.person(me().id, participant_id)
    shared = queries.shared_by(me().id, participant_id)
    return (person, shared) if person and shared else None


def _view(participant_id: UUID) -> sheet_presenters.Sheet:
    """What is shown from here is recorded; nothing is, of somebody who shares nothing."""
    person, shared = _looked_after(participant_id) or stranger()
    view = sheet_presenters.present(me(), person, shared, request.args.get("days", ""))
    services.note_look(me().id, "record", {participant_id: view.seen})
    return view


@bp.get("/sheet")
@counselor_only
def show(participant_id: UUID) -> ResponseReturnValue:
    new = blank(id=uuid7(), met_on=today(me().time_zone).isoformat(), text="")
    return page("review/sheet.html", view=_view(participant_id), form=new)


@bp.get("/together")
@counselor_only
def together(participant_id: UUID) -> ResponseReturnValue:
    return page("review/together.html", view=_view(participant_id))


@bp.post("/session-notes")
@counselor_only
@commit_on_success
def create(participant_id: UUID) -> ResponseReturnValue:
    form = _asked(NewNote)
    if _looked_after(participant_id) is None:
        return not_shared()
    if form.errors:
        return _note_page(participant_id, form), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim_new(
        SessionNote, asked.id, asked.operation, owner_id=participant_id, form="session note", fields=fields
    )
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    if claimed is Claim.NEW:
        meetings.write(participant_id, me().id, asked)
    return _sheet_at(participant_id, asked.id)


def _asked(kind: type[N]) -> Parsed[N]:
    form = parse(kind, request.form)
    current = today(me().time_zone)
    if not form.errors and not current - EARLIEST <= form.value.met_on <= current:
        form.errors["met_on"] = _("Please choose a day of the last year, until today.")
    return form


def _sheet_at(participant_id: UUID, note_id: UUID) -> ResponseReturnValue:
    return saved(url_for(".show", participant_id=participant_id, _anchor=f"note-{note_id}"))


def _note_page(participant_id: UUID, form: Parsed[Any], note: SessionNote | None = None) -> str:
    name = queries.name_of(me().id, participant_id)
    return page("review/note.html", participant_id=participant_id, name=name, form=form, note=note)


def _written(participant_id: UUID, note_id: UUID) -> SessionNote | None:
    """A note of the counselor's own, while the person shares something."""
    return written_by(me().id, participant_id, note_id) if _looked_after(participant_id) else None


@bp.get("/session-notes/<uuid:note_id>/edit")
@counselor_only
def edit(participant_id: UUID, note_id: UUID) -> ResponseReturnValue:
    note = _written(participant_id, note_id) or stranger()
    if note.answered_at:
        return _sheet_at(participant_id, note_id)
    services.note_look(me().id, "session note", {participant_id: ""})
    return _note_page(participant_id, blank(**note.model_dump(mode="json")), note)


@bp.post("/session-notes/<uuid:note_id>")
@counselor_only
@commit_on_success
def update(participant_id: UUID, note_id: UUID) -> ResponseReturnValue:
    note, form = _written(participant_id, note_id), _asked(NoteChange)
    if note is None:
        return not_shared()
    if form.errors:
        return _note_page(participant_id, form, note), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim(
        asked.operation, owner_id=participant_id, form="session note change", subject_id=note.id, fields=fields
    )
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and (note.answered_at or asked.version != note.version):
        note_look_at_refusal("session note", participant_id)
        return page("review/note_merge.html", note=note, mine=asked, sent=request.form), 409
    if claimed is Claim.NEW:
        meetings.change(note, asked)
    return _sheet_at(participant_id, note_id)
