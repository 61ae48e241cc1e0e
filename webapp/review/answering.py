"""Marking entries as read, and answers under them. Only what is shared at the moment of saving is answered."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, after_this_request, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import counselor_only, me
from webapp.commits import commit_on_success
from webapp.forms import Parsed, parse
from webapp.htmx import is_htmx, page, saved
from webapp.models import PlanSuggestion, Reply, TeamTask
from webapp.operations import Claim, claim, claim_new
from webapp.review import forms, queries, services, team_services
from webapp.review.reading import Hand
from webapp.team.presenters import said

TYPED = ("text", "why", "reason", "words")
"""What a counselor writes, by the fields of their forms."""

bp = Blueprint("review_answering", __name__, url_prefix="/counselor/participants/<uuid:participant_id>")


def refuse_another_name() -> None:
    """Somebody else signed in since the page was made: its author is asked to, and their words go out as theirs."""
    if request.form.get("author", me().account_tag) != me().account_tag:
        abort(401)


bp.before_request(refuse_another_name)


def hand_of(participant_id: UUID) -> Hand | None:
    """The counselor who is signed in, and somebody whom they look after now."""
    return Hand(me().id, participant_id) if queries.person(me().id, participant_id) else None


def not_shared() -> ResponseReturnValue:
    """The same for what was taken back meanwhile, what is private and what never was; what was typed is kept."""
    typed = "\n".join(text for name in TYPED if (text := request.form.get(name, "").strip()))
    return page("review/not_shared.html", typed=typed), 404


def note_look_at_refusal(subject: str, participant_id: UUID, detail: str = "") -> None:
    """For a page that answers a form and keeps nothing: its transaction is undone, that it was seen is not."""
    counselor_id = me().id

    @after_this_request
    def note(response: Response) -> Response:
        services.note_look(counselor_id, subject, {participant_id: detail})
        return response


def is_new(
    model: type[Reply | PlanSuggestion | TeamTask],
    asked: forms.NewReply | forms.NewSuggestion | forms.NewTask,
    name: str,
) -> bool:
    """Whether this form, at this address, makes a row; it did already when it comes again."""
    fields = [("path", request.path), *request.form.items(multi=True)]
    claimed = claim_new(model, asked.id, asked.operation, owner_id=me().id, form=name, fields=fields)
    if claimed not in {Claim.NEW, Claim.REPEAT}:
        abort(409)
    return claimed is Claim.NEW


def _entry_page(participant_id: UUID, entry_id: UUID) -> str:
    """Where the entry stands; on a later page of the list its place is not found, and the newest are shown."""
    return url_for("review.show", participant_id=participant_id, before=request.args.get("before") or None) + (
        f"#entry-{entry_id}"
    )


@bp.post("/readings")
@counselor_only
@commit_on_success
def readings(participant_id: UUID) -> ResponseReturnValue:
    hand, form = hand_of(participant_id), parse(forms.Readings, request.form)
    if hand is None:
        return not_shared()
    if form.errors:
        abort(422)
    entries = hand.shared_now(form.value.entries)
    if not entries:
        return not_shared()
    team_services.mark_read(hand, entries)
    if is_htmx() and len(entries) == 1:
        marks = hand.said([entries[0].id])[entries[0].id]
        return page("review/_marked.html", entry=entries[0], said=said(marks, me().time_zone))
    return saved(_entry_page(participant_id, form.value.entries[-1]))


@bp.post("/replies")
@counselor_only
@commit_on_success
def create(participant_id: UUID) -> ResponseReturnValue:
    hand, form = hand_of(participant_id), parse(forms.NewReply, request.form)
    if hand is None:
        return not_shared()
    if "id" in form.errors or "entry" in form.errors or "operation" in form.errors:
        abort(422)
    if form.errors:
        return _form_page(participant_id, form), 422
    shared = hand.shared_now([form.value.entry])
    if not shared:
        return not_shared()
    if is_new(Reply, form.value, "reply"):
        team_services.write_reply(hand, shared[0].kind, form.value)
        team_services.mark_read(hand, shared)
    return saved(_entry_page(participant_id, form.value.entry))


def _form_page(participant_id: UUID, form: Parsed[Any], reply: Reply | None = None, *, stale: bool = False) -> str:
    name = queries.name_of(me().id, participant_id)
    return page("review/reply.html", participant_id=participant_id, name=name, form=form, reply=reply, stale=stale)


@bp.post("/replies/<uuid:reply_id>")
@counselor_only
@commit_on_success
def update(participant_id: UUID, reply_id: UUID) -> ResponseReturnValue:
    hand, form = hand_of(participant_id), parse(forms.ReplyChange, request.form)
    reply = hand.reply(reply_id) if hand else None
    if hand is None or reply is None:
        return not_shared()
    if form.errors:
        return _form_page(participant_id, form, reply), 422
    fields = [("path", request.path), *request.form.items(multi=True)]
    claimed = claim(form.value.operation, owner_id=me().id, form="reply change", subject_id=reply.id, fields=fields)
    if claimed is Claim.CONFLICT:
        abort(409)
    if claimed is Claim.NEW and form.value.version != reply.version:
        return _form_page(participant_id, form, reply, stale=True), 409
    if claimed is Claim.NEW:
        team_services.change_reply(hand, reply, form.value.text)
    return saved(_entry_page(participant_id, reply.entry_id))


@bp.post("/replies/<uuid:reply_id>/withdrawal")
@counselor_only
@commit_on_success
def withdrawal(participant_id: UUID, reply_id: UUID) -> ResponseReturnValue:
    hand = hand_of(participant_id)
    reply = hand.reply(reply_id) if hand else None
    if hand is None or reply is None:
        return not_shared()
    team_services.withdraw_reply(hand, reply)
    return saved(_entry_page(participant_id, reply.entry_id))
