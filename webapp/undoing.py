"""Deleting an entry of the log, the page that says so, and bringing it back: the same for every kind of entry."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from webapp import entries
from webapp.access import own, participant_only
from webapp.commits import commit_on_success
from webapp.htmx import page, saved
from webapp.models import Logged
from webapp.operations import needs_no_claim

Entry = TypeVar("Entry", bound=Logged)


@dataclass(frozen=True, slots=True)
class Gone:
    """What the page says of a deleted entry: what it was, and what to do instead."""

    what: str
    again: str
    again_label: str


def add_undo(
    bp: Blueprint,
    rule: str,
    model: type[Entry],
    describe: Callable[[Entry], Gone],
    *,
    delete: Callable[[Entry], None] = entries.delete,
    restore: Callable[[Entry], None] = entries.restore,
) -> None:
    """Give `bp` the endpoints `deletion`, `deleted` and `restoration`; its endpoint `show` is at `rule` itself.

    `rule` names the entry: '/urges/<uuid:urge_id>'.
    """
    (name,) = re.findall(r"<uuid:(\w+)>", rule)

    @bp.post(f"{rule}/deletion")
    @participant_only
    @commit_on_success
    def deletion(**key: Any) -> ResponseReturnValue:
        delete(own(model, key[name], deleted=True))
        needs_no_claim(request.form.get("operation"))
        return saved(url_for(".deleted", **key))

    @bp.get(f"{rule}/deleted")
    @participant_only
    def deleted(**key: Any) -> ResponseReturnValue:
        gone = describe(own(model, key[name], deleted=True))
        return page("components/deleted.html", gone=gone, restore=url_for(".restoration", **key))

    @bp.post(f"{rule}/restoration")
    @participant_only
    @commit_on_success
    def restoration(**key: Any) -> ResponseReturnValue:
        restore(own(model, key[name], deleted=True))
        needs_no_claim(request.form.get("operation"))
        return saved(url_for(".show", **key))


def on_to(model: type[Entry], **key: Any) -> Response:
    """To the entry with this id; to the page that brings it back when it was deleted meanwhile."""
    (row_id,) = key.values()
    is_there = own(model, row_id, deleted=True).deleted_at is None
    return saved(url_for(".show" if is_there else ".deleted", **key))
