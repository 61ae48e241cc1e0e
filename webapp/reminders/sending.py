"""Sending what is due: by `foothold remind`, by `foothold serve` itself, or by both."""

import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from typing import Any

from flask import Flask, current_app

from webapp.commits import in_one_transaction
from webapp.config import Settings
from webapp.enums import Reminder
from webapp.i18n import _, mark, speaking
from webapp.moments import local, moment
from webapp.reminders import delivery, queries, sealing, services
from webapp.reminders.forms import decoded, is_quiet

LATE = 4
"""Hours after the chosen one for which a reminder is still worth sending."""
EVERY = 300
"""Seconds between two looks."""
GONE = frozenset({404, 410})
NEUTRAL = mark("You have a note waiting.")
DECLARATIVE = 8030
"""Says, to browsers that know it, that they can show the message without a script."""
DUE = {Reminder.CHECK_IN: queries.check_in_due, Reminder.SIGNS: queries.signs_due}

log = logging.getLogger("foothold")
_claim = in_one_transaction(services.claim)
_forget_dead = in_one_transaction(services.forget_dead)


@dataclass
class Outcome:
    people: int = 0
    delivered: int = 0
    failed: int = 0
    gone: int = 0


def send_due(at: datetime | None = None) -> Outcome:
    """Remind whoever wants it now and has not done it yet. One message a person, whatever is due."""
    settings: Settings = current_app.extensions["settings"]
    at, outcome, key = at or datetime.now(UTC), Outcome(), sealing.own_key(settings.data)
    for choice in queries.wanted():
        here = moment(choice.time_zone or choice.program_zone, at)
        kinds = [kind for kind in _asked(choice, here.utc_offset, at) if DUE[kind](choice.owner_id, here.day)]
        if not kinds or not _claim(choice.owner_id, kinds, here.day):
            continue
        outcome.people += 1
        for device in queries.where_to(choice.owner_id, at):
            _send(choice, device, key, at, outcome)
    return outcome


def _asked(choice: Any, utc_offset: int, at: datetime) -> Sequence[Reminder]:
    """Kinds wanted at this hour of the person's own clock."""
    hour = local(at, utc_offset).hour
    if not choice.hour <= hour < choice.hour + LATE or is_quiet(hour, choice.quiet_from, choice.quiet_until):
        return []
    return [kind for kind in Reminder if getattr(choice, kind)]


def _send(choice: Any, device: Any, key: Any, at: datetime, outcome: Outcome) -> None:
    settings: Settings = current_app.extensions["settings"]
    sealed = sealing.seal(message(choice, settings), decoded(device.p256dh), decoded(device.auth))
    contact = settings.public_url if settings.https else "mailto:admin@localhost"
    try:
        status = delivery.deliver(device.endpoint, sealed, sealing.sender(key, device.endpoint, contact, at))
    except (OSError, HTTPException, ValueError) as error:  # ValueError: a name or a port that cannot be
        _note(outcome, type(error).__name__)
        return
    if status in GONE:
        _forget_dead(choice.owner_id, device.id)
        outcome.gone += 1
    elif status < 300:
        outcome.delivered += 1
    else:
        _note(outcome, str(status))


def _note(outcome: Outcome, kind: str) -> None:
    """Not tried again: Today says what is due. Where it was to go is nobody's business."""
    outcome.failed += 1
    log.warning("a reminder was not delivered", extra={"kind": kind})


def message(choice: Any, settings: Settings) -> bytes:
    """What the phone shows: the app's name, and the person's own words or words that say nothing."""
    with speaking(choice.language):
        body = choice.text or _(NEUTRAL)
    shown = {"title": settings.app_name, "body": body, "navigate": f"{settings.public_url}/"}
    return json.dumps({"web_push": DECLARATIVE, "notification": shown}).encode()


def keep_sending(app: Flask) -> threading.Thread:
    """Look every few minutes for as long as the process lives."""
    thread = threading.Thread(target=_look_again, args=(app, threading.Event()), name="reminders", daemon=True)
    thread.start()
    return thread


def _look_again(app: Flask, stop: threading.Event) -> None:
    while not stop.wait(EVERY):
        try:
            with app.app_context():
                send_due()
        except Exception as error:
            log.error("reminders could not be sent", extra={"kind": type(error).__name__})
