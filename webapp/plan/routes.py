"""The relapse-prevention plan and the safety plan: read, change section by section, look back, print."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from webapp.access import me, participant_only, stranger
from webapp.accounts.queries import focuses
from webapp.commits import commit_on_success
from webapp.consents.presenters import who_reads
from webapp.consents.queries import granted
from webapp.forms import Parsed, parse
from webapp.htmx import page, saved
from webapp.operations import Claim, claim
from webapp.plan import drafts, forms, presenters, queries, services
from webapp.plan.lines import Item, field_of
from webapp.plan.sections import CATEGORIES, SECTIONS, STEPS, Plan, Section

bp = Blueprint("plan", __name__)
PAGES = {Plan.RELAPSE: "plan.index", Plan.SAFETY: "plan.safety", Plan.AFTERCARE: "aftercare.index"}
"""Where each plan is read. The one for after the program shows what other features keep, and has its own."""


@bp.get("/plan")
@participant_only
def index() -> ResponseReturnValue:
    return page("plan/index.html", view=presenters.relapse(me()), elsewhere=_elsewhere())


def _elsewhere() -> dict[str, str]:
    """Where the lists that the plan only shows are kept; '' while that feature does not exist."""
    endpoints = {"signs": "warning_signs.index", "triggers": "triggers.index", "if_thens": "if_thens.index"}
    there = current_app.view_functions
    return {name: url_for(endpoint) if endpoint in there else "" for name, endpoint in endpoints.items()}


@bp.get("/safety-plan")
@participant_only
def safety() -> ResponseReturnValue:
    return page("plan/safety.html", view=presenters.safety(me()), steps=STEPS)


@bp.get("/plan/paper")
@participant_only
def paper() -> ResponseReturnValue:
    return page("plan/paper.html", sections=SECTIONS, steps=STEPS, lines=presenters.locked_lines())


@bp.get("/plan/paper-log")
@participant_only
def paper_log() -> ResponseReturnValue:
    return page("plan/paper_log.html")


@bp.get("/plan/<section>/edit")
@participant_only
def edit(section: str) -> ResponseReturnValue:
    return _edit(_section(section))


def _section(key: str) -> Section:
    return SECTIONS.get(key) or stranger()


def _edit(section: Section, form: Parsed[forms.SectionLines] | None = None) -> str:
    return page(
        "plan/edit.html",
        draft=drafts.draft(me().id, section, focuses(me().id), form),
        form=form,
        back=_place(section),
        lines=presenters.locked_lines() if section.key == "safety-lines" else [],
        who_reads=who_reads(
            me().id, shared=CATEGORIES[section.plan] in granted(me().id), reading_hours=me().reading_hours
        ),
    )


def _place(section: Section) -> str:
    """Where the section stands in its plan."""
    return url_for(PAGES[section.plan]) + f"#{section.key}"


@bp.post("/plan/<section>")
@participant_only
@commit_on_success
def update(section: str) -> ResponseReturnValue:
    place = _section(section)
    form = parse(forms.SectionLines, forms.as_sent(request.form))
    if form.errors:
        return _edit(place, form), 422
    items = services.items_of(me().id, form.value, place)
    if _is_new(form.value.operation, "plan section") and not services.save_section(
        me().id, place, form.value.base, items
    ):
        return _merge(place, items), 409
    return saved(_saved(place))


def _is_new(operation: UUID, form: str) -> bool:
    """Whether the request was never applied; 409 when its id stands for something else. The address is part of it."""
    fields = [("path", request.path), *request.form.items(multi=True)]
    asked = claim(operation, owner_id=me().id, form=form, subject_id=me().id, fields=fields)
    if asked is Claim.CONFLICT:
        abort(409)
    return asked is Claim.NEW


def _saved(section: Section) -> str:
    return _place(section).replace("#", "#saved-")


def _merge(section: Section, mine: list[Item]) -> str:
    """Saved on another device meanwhile: both lists, nothing overwritten."""
    current = queries.newest(me().id, section.key)
    theirs: list[Item] = current.items if current else []
    known = queries.linkable(me().id)
    return page(
        "plan/merge.html",
        section=section,
        current=current,
        on_file=drafts.beside(theirs, mine, known),
        on_screen=drafts.beside(mine, theirs, known),
        mine=mine,
        both=services.together(theirs, mine),
        back=_place(section),
        field_of=field_of,
    )


@bp.get("/plan/<section>/versions")
@participant_only
def versions(section: str) -> ResponseReturnValue:
    place = _section(section)
    asked = parse(forms.Page, request.args)
    rows = queries.versions(me().id, place.key, asked.value.before if asked.value else 1)
    current = queries.newest(me().id, place.key)
    return page(
        "plan/versions.html",
        section=place,
        rows=rows[: queries.PAGE],
        more=len(rows) > queries.PAGE,
        current=current.number if current else 0,
        written=_written,
        back=_place(place),
    )


@bp.get("/plan/<section>/versions/<int:number>")
@participant_only
def version(section: str, number: int) -> ResponseReturnValue:
    return _version(_section(section), number)


def _version(section: Section, number: int, *, late: bool = False) -> str:
    row = queries.version(me().id, section.key, number)
    current = queries.newest(me().id, section.key)
    if row is None or current is None:
        stranger()
    return page(
        "plan/version.html",
        section=section,
        row=row,
        current=current,
        lines=drafts.compared(row.items, current.items, queries.linkable(me().id)),
        written=_written,
        late=late,
    )


def _written(row: Row[Any]) -> str:
    return drafts.written(row, me())


@bp.post("/plan/<section>/versions/<int:number>/restoration")
@participant_only
@commit_on_success
def restoration(section: str, number: int) -> ResponseReturnValue:
    place = _section(section)
    form = parse(forms.Restoration, request.form)
    row = queries.version(me().id, place.key, number)
    if row is None:
        stranger()
    if form.errors:
        return _version(place, number), 422
    if _is_new(form.value.operation, "plan restoration") and not services.save_section(
        me().id, place, form.value.base, row.items
    ):
        return _version(place, number, late=True), 409
    return saved(_saved(place))


@bp.post("/plan-reviews")
@participant_only
@commit_on_success
def review() -> ResponseReturnValue:
    form = parse(forms.Review, request.form)
    if form.errors:
        abort(422)
    if _is_new(form.value.operation, "plan review"):
        services.mark_reviewed(me().id, form.value.plan)
    return saved(url_for(PAGES[form.value.plan]))
