"""'Our week in the group': each participant says, week by week, whether they are counted."""

from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, own, participant_only, stranger
from webapp.commits import commit_on_success
from webapp.forms import parse
from webapp.groups import presenters, queries, services
from webapp.groups.forms import Joining
from webapp.htmx import page, saved
from webapp.models import WeekOptIn

bp = Blueprint("group_weeks", __name__, url_prefix="/group-weeks")


@bp.get("")
@participant_only
def index() -> ResponseReturnValue:
    return page("groups/my_weeks.html", view=presenters.my_weeks(me()), late=False)


@bp.post("")
@participant_only
@commit_on_success
def create() -> ResponseReturnValue:
    """The tap is for the week that the page showed; when that is over, for none."""
    form = parse(Joining, request.form)
    if form.errors or form.value.group not in {row.id for row in queries.groups_of(me().id)}:
        stranger()
    if form.value.monday != services.this_monday():
        return page("groups/my_weeks.html", view=presenters.my_weeks(me()), late=True), 409
    services.join(me().id, form.value.group, form.value.monday)
    return saved(url_for(".index"))


@bp.post("/<uuid:week_opt_in_id>/withdrawal")
@participant_only
@commit_on_success
def withdrawal(week_opt_in_id: UUID) -> ResponseReturnValue:
    services.take_back(own(WeekOptIn, week_opt_in_id))
    return saved(url_for(".index"))
