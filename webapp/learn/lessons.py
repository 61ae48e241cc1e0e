"""A module: read it, do its exercise, take something on from it, check what stuck."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only
from webapp.commits import commit_on_success
from webapp.content.lessons.library import Module
from webapp.forms import Parsed, parse
from webapp.htmx import is_htmx, page, page_or_fragment, saved
from webapp.i18n import _
from webapp.learn import additions, forms, lesson_presenters, queries, services
from webapp.learn.library import library, module_numbered
from webapp.operations import Claim, claim

bp = Blueprint("lessons", __name__)


@bp.get("/learn/<int:number>")
@participant_only
def show(number: int) -> ResponseReturnValue:
    return page("learn/show.html", **_values(module_numbered(number)))


def _values(module: Module, form: Parsed[Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "view": lesson_presenters.present(me(), library(), module, form),
        "form": form,
        "just_saved": False,
        "check_problem": "",
    } | more


@bp.post("/learn/<int:number>/answers")
@participant_only
@commit_on_success
def answers(number: int) -> ResponseReturnValue:
    """Saved as it is written, on top of the version that the page was made with."""
    module = module_numbered(number)
    exercise = module.meta.exercise
    form = parse(forms.answers_form(exercise), request.form)
    if form.errors:
        whole_form = {"HX-Retarget": "#exercise", "HX-Reswap": "outerHTML"}
        return page_or_fragment("learn/show.html", "learn/_exercise.html", **_values(module, form)), 422, whole_form
    mine = forms.stored(exercise, form.value)
    if _is_new(form.value.operation, "exercise") and not services.keep_answers(
        me().id, module, mine, form.value.version, shared=form.value.shared
    ):
        return _stale(module, mine, form.value.shared)
    return _answer(module, "learn/_after.html", "#exercise", just_saved=True)


def _stale(module: Module, mine: dict[str, Any], shared: bool) -> ResponseReturnValue:
    """Answered on another device meanwhile: both, nothing overwritten."""
    answer = queries.answer_to(me().id, module.slug)
    if answer is None:
        abort(409)
    rows = lesson_presenters.differences(module, answer, mine, shared)
    values = {"module": module, "answer": answer, "rows": rows, "sent": request.form}
    return page_or_fragment("learn/merge.html", "learn/_merge.html", **values), 409


def _answer(module: Module, part: str, place: str, **more: Any) -> ResponseReturnValue:
    """To htmx the part that changed; a plain form goes on to the page."""
    if is_htmx():
        return page(part, **_values(module, **more))
    return saved(url_for(".show", number=module.number) + place)


@bp.post("/learn/<int:number>/additions")
@participant_only
@commit_on_success
def add(number: int) -> ResponseReturnValue:
    """One tap: what the exercise says goes into triggers, skills, signs, if-then plans or the plan."""
    module = module_numbered(number)
    form = parse(forms.Addition, request.form)
    answer = queries.answer_to(me().id, module.slug)
    offered = [*additions.additions(module, answer.answers if answer else {}), additions.for_today(module)]
    wanted = next((one for one in offered if not form.errors and one.key == form.value.key), None)
    if wanted is None:
        abort(422)
    if _is_new(form.value.operation, "addition"):
        additions.add(me().id, wanted, services.progress_in(me().id, module))
    return _after_adding(module, wanted.key)


@bp.post("/learn/<int:number>/removals")
@participant_only
@commit_on_success
def remove(number: int) -> ResponseReturnValue:
    """Undo of an addition."""
    module = module_numbered(number)
    form = parse(forms.Addition, request.form)
    if form.errors:
        abort(422)
    if _is_new(form.value.operation, "removal"):
        additions.take_back(me().id, form.value.key, services.progress_in(me().id, module))
    return _after_adding(module, form.value.key)


def _after_adding(module: Module, key: str) -> ResponseReturnValue:
    if key == additions.TODAY:
        return _answer(module, "learn/_today.html", "#try-today")
    return _answer(module, "learn/_after.html", "#after-exercise")


@bp.post("/learn/<int:number>/check")
@participant_only
@commit_on_success
def check(number: int) -> ResponseReturnValue:
    module = module_numbered(number)
    form = parse(forms.Checked, request.form)
    if form.errors or not any(place is not None for place in form.value.places):
        problem = _("Choose an answer first. None of them counts against you.")
        values = _values(module, check_problem=problem)
        return page_or_fragment("learn/show.html", "learn/_check.html", **values), 422
    if _is_new(form.value.operation, "check"):
        services.check(me().id, module, form.value.places)
    return _answer(module, "learn/_check.html", "#check")


def _is_new(operation: UUID, form: str) -> bool:
    """Whether the request was never applied; 409 when its id stands for something else. The address is part of it."""
    fields = [("path", request.path), *request.form.items(multi=True)]
    asked = claim(operation, owner_id=me().id, form=form, subject_id=me().id, fields=fields)
    if asked is Claim.CONFLICT:
        abort(409)
    return asked is Claim.NEW
