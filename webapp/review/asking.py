"""Suggesting a line for a plan that is shared; asking for a module or a skill until a day."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import counselor_only, me, stranger
from webapp.commits import commit_on_success
from webapp.formatting import short_day
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.models import PlanSuggestion, TeamTask, uuid7
from webapp.moments import today
from webapp.plan.sections import CATEGORIES, SECTIONS, Section
from webapp.review import asking_presenters, forms, queries, services, team_services
from webapp.review.answering import hand_of, is_new, not_shared, note_look_at_refusal, refuse_another_name
from webapp.review.reading import Hand

bp = Blueprint("review_asking", __name__, url_prefix="/counselor/participants/<uuid:participant_id>")
bp.before_request(refuse_another_name)
LATEST = timedelta(days=365)
USUAL = timedelta(days=7)


def _shared(participant_id: UUID) -> frozenset[str]:
    return queries.shared_by(me().id, participant_id)


@bp.get("/plan/<section>")
@counselor_only
def section(participant_id: UUID, section: str) -> ResponseReturnValue:
    hand, place = hand_of(participant_id) or stranger(), SECTIONS.get(section) or stranger()
    if CATEGORIES[place.plan] not in _shared(participant_id):
        stranger()
    answer = _section_page(hand, place, blank())
    services.note_look(me().id, "record", {participant_id: CATEGORIES[place.plan]})
    return answer


def _section_page(hand: Hand, place: Section, form: Parsed[forms.NewSuggestion]) -> str:
    person = queries.person(me().id, hand.owner_id) or stranger()
    shared = _shared(hand.owner_id)
    view = asking_presenters.present_section(hand, person.name, place, shared, me().time_zone)
    return page("review/section.html", view=view, form=form, id=form["id"] or uuid7())


@bp.post("/plan/<section>/suggestions")
@counselor_only
@commit_on_success
def suggest(participant_id: UUID, section: str) -> ResponseReturnValue:
    hand, place = hand_of(participant_id), SECTIONS.get(section) or stranger()
    form = parse(forms.NewSuggestion, request.form)
    if hand is None or CATEGORIES[place.plan] not in _shared(participant_id):
        return not_shared()
    if form.errors:
        note_look_at_refusal("record", participant_id, CATEGORIES[place.plan])
        return _section_page(hand, place, form), 422
    if is_new(PlanSuggestion, form.value, "suggestion"):
        team_services.suggest(hand, place.key, form.value)
    return saved(url_for(".section", participant_id=participant_id, section=section) + "#suggestions")


@bp.post("/suggestions/<uuid:suggestion_id>/withdrawal")
@counselor_only
@commit_on_success
def suggestion_withdrawal(participant_id: UUID, suggestion_id: UUID) -> ResponseReturnValue:
    hand = hand_of(participant_id)
    suggestion = hand.suggestion(suggestion_id) if hand else None
    if hand is None or suggestion is None:
        return not_shared()
    team_services.withdraw(hand, suggestion)
    return saved(url_for(".section", participant_id=participant_id, section=suggestion.section) + "#suggestions")


@bp.get("/tasks/new")
@counselor_only
def new(participant_id: UUID) -> ResponseReturnValue:
    if hand_of(participant_id) is None or not _shared(participant_id):
        stranger()
    return _task_page(participant_id, blank(due_on=(today(me().time_zone) + USUAL).isoformat()))


def _task_page(participant_id: UUID, form: Parsed[forms.NewTask]) -> str:
    day = today(me().time_zone)
    values = {"days": (day, day + LATEST), "id": form["id"] or uuid7(), "titles": asking_presenters.titles()}
    name = queries.name_of(me().id, participant_id)
    return page("review/task.html", participant_id=participant_id, name=name, form=form, **values)


@bp.post("/tasks")
@counselor_only
@commit_on_success
def ask(participant_id: UUID) -> ResponseReturnValue:
    hand, form = hand_of(participant_id), parse(forms.NewTask, request.form)
    if hand is None or not _shared(participant_id):
        return not_shared()
    _check(form, hand)
    if form.errors:
        return _task_page(participant_id, form), 422
    if is_new(TeamTask, form.value, "task"):
        team_services.ask(hand, form.value)
    return saved(url_for("review.show", participant_id=participant_id) + "#tasks")


def _check(form: Parsed[forms.NewTask], hand: Hand) -> None:
    """What only this page knows: what can be asked for, until when, and that nobody asked for it yet."""
    if form.errors:
        return
    kind, _colon, slug = form.value.what.partition(":")
    if slug not in asking_presenters.titles().get(kind, {}):
        form.errors["what"] = _("Please choose one from the list.")
    day = today(me().time_zone)
    if not day <= form.value.due_on <= day + LATEST:
        form.errors["due_on"] = _("Please choose a day from today on, within a year.")
    same = [row for row in hand.tasks(day) if f"{row.kind}:{row.slug}" == form.value.what and row.id != form.value.id]
    if open_until := [row.due_on for row in same if not row.done and row.due_on >= day]:
        form.errors["what"] = _("They were asked for this already, until %(day)s.", day=short_day(open_until[0]))


@bp.post("/tasks/<uuid:task_id>/withdrawal")
@counselor_only
@commit_on_success
def task_withdrawal(participant_id: UUID, task_id: UUID) -> ResponseReturnValue:
    hand = hand_of(participant_id)
    task = hand.task(task_id) if hand else None
    if hand is None or task is None or not _shared(participant_id):
        return not_shared()
    team_services.withdraw(hand, task)
    return saved(url_for("review.show", participant_id=participant_id) + "#tasks")
