"""What was agreed in sessions: the person reads it, says that it is right, or what is not."""

from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only
from webapp.commits import commit_on_success
from webapp.forms import Parsed, parse
from webapp.htmx import page, saved
from webapp.meetings import presenters, queries, services
from webapp.meetings.forms import NoteAnswer
from webapp.models import SessionNote
from webapp.operations import Claim, claim

bp = Blueprint("meetings", __name__)


@bp.get("/session-notes")
@participant_only
def index() -> ResponseReturnValue:
    return _page()


def _page(answering: UUID | None = None, form: Parsed[NoteAnswer] | None = None) -> str:
    notes = [presenters.note(row, me().time_zone) for row in queries.notes(me().id)]
    return page("meetings/index.html", notes=notes, answering=answering, form=form)


@bp.post("/session-notes/<uuid:note_id>/answer")
@participant_only
@commit_on_success
def answer(note_id: UUID) -> ResponseReturnValue:
    note = own(SessionNote, note_id)
    form = parse(NoteAnswer, request.form)
    if form.errors:
        return _page(note_id, form), 422
    asked, fields = form.value, request.form.items(multi=True)
    claimed = claim(asked.operation, owner_id=me().id, form="session answer", subject_id=note.id, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and asked.version != note.version:
        return page("meetings/merge.html", note=note, mine=asked, sent=request.form), 409
    if claimed is Claim.NEW:
        services.answer(note, asked)
    return saved(url_for(".index") + f"#note-{note.id}")
