"""Choosing what to be reminded of, and on which phone."""

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.commits import commit_on_success
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.models import ReminderChoice
from webapp.reminders import forms, queries, sealing, services

bp = Blueprint("reminders", __name__)
FIELDS = tuple(forms.Choices.model_fields)


@bp.get("/reminders")
@participant_only
def index() -> ResponseReturnValue:
    stored = queries.choice(me().id) or ReminderChoice(owner_id=me().id)
    return _page(blank(**{name: getattr(stored, name) for name in FIELDS}))


def _page(form: Parsed[forms.Choices]) -> str:
    return page(
        "reminders/index.html",
        form=form,
        is_saved="saved" in request.args,
        is_here=queries.is_subscribed(me().id, me().device_id),
        key=sealing.text_of(sealing.point(sealing.own_key(current_app.extensions["settings"].data))),
    )


@bp.post("/reminders")
@participant_only
@commit_on_success
def update() -> ResponseReturnValue:
    form = parse(forms.Choices, request.form)
    if form.errors:
        return _page(form), 422
    services.choose(me().id, form.value)
    return saved(url_for(".index", saved=1))


@bp.post("/reminders/device")
@participant_only
@commit_on_success
def device() -> ResponseReturnValue:
    """This browser's push service, as its script gives it."""
    form = parse(forms.Subscription, request.form)
    if form.errors:
        abort(422)
    services.subscribe(me().id, me().device_id, form.value)
    return Response(status=204)


@bp.post("/reminders/device/deletion")
@participant_only
@commit_on_success
def device_deletion() -> ResponseReturnValue:
    services.unsubscribe(me().id, me().device_id)
    return saved(url_for(".index"))
