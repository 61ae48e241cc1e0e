"""The first steps after joining: a name, a focus, where counting begins, what the team may see. All can wait."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.accounts.queries import focuses
from webapp.accounts.services import choose_focuses, rename
from webapp.commits import commit_on_success
from webapp.consents.presenters import consent_form
from webapp.days.forms import StartDate
from webapp.days.services import start_counter
from webapp.enums import Focus
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.moments import today
from webapp.today.forms import FirstStep

bp = Blueprint("welcome", __name__, url_prefix="/welcome")
COUNTED = frozenset(
    {
        Focus.ALCOHOL, Focus.OPIOIDS, Focus.STIMULANTS, Focus.CANNABIS, Focus.OTHER_SUBSTANCES, Focus.GAMBLING,
        Focus.SEX, Focus.INTERNET_GAMING, Focus.SHOPPING,
    }
)  # fmt: skip
"""What people count days of. Nobody is asked to count days of eating or of a mood."""


@bp.get("")
@participant_only
def index() -> ResponseReturnValue:
    return _first(blank(name=me().name, focus=focuses(me().id)))


def _first(form: Parsed[FirstStep]) -> str:
    return page("welcome/index.html", form=form, every=list(Focus))


@bp.post("")
@participant_only
@commit_on_success
def update() -> ResponseReturnValue:
    form = parse(FirstStep, request.form)
    if form.errors:
        return _first(form), 422
    if form.value.name:
        rename(me().id, form.value.name)
    choose_focuses(me().id, form.value.focus)
    return saved(url_for(".days" if _to_count(list(form.value.focus)) else ".sharing"))


def _to_count(chosen: list[str]) -> str:
    """The focus whose days are asked about: the first that is counted; '' for none."""
    return next((focus for focus in chosen if focus in COUNTED), "")


@bp.get("/days")
@participant_only
def days() -> ResponseReturnValue:
    focus = _to_count(focuses(me().id))
    return page("welcome/days.html", form=blank(), focus=focus) if focus else redirect(url_for(".sharing"), 303)


@bp.post("/days")
@participant_only
@commit_on_success
def days_update() -> ResponseReturnValue:
    focus = _to_count(focuses(me().id))
    if not focus:
        return saved(url_for(".sharing"))
    form = parse(StartDate, request.form)
    if not form.errors and form.value.started_on and form.value.started_on > today(me().time_zone):
        form.errors["started_on"] = _("This is in the future. Please choose a day that has come.")
    if form.errors:
        return page("welcome/days.html", form=form, focus=focus), 422
    if form.value.started_on:
        start_counter(me().id, focus, form.value.started_on, form.value.day_cost)
    return saved(url_for(".sharing"))


@bp.get("/sharing")
@participant_only
def sharing() -> ResponseReturnValue:
    return page("welcome/sharing.html", consent=consent_form(me()), after="welcome")
