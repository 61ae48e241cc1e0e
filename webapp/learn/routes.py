"""Learn: the tracks, looking for a module, how far one is."""

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only, stranger
from webapp.commits import commit_on_success
from webapp.forms import blank, parse
from webapp.htmx import page, saved
from webapp.learn import forms, presenters, services
from webapp.learn.library import library, module_numbered
from webapp.learn.search import search as look_for

bp = Blueprint("learn", __name__)


@bp.get("/learn")
@participant_only
def index() -> ResponseReturnValue:
    return page("learn/index.html", view=presenters.present(me(), library()), form=blank())


@bp.post("/learn/searches")
@participant_only
@commit_on_success
def search() -> ResponseReturnValue:
    """What somebody looks for is in no address."""
    form = parse(forms.Search, request.form)
    found = [] if form.errors else look_for(library(), form.value.words)
    return page("learn/search.html", form=form, found=found), 422 if form.errors else 200


@bp.get("/learn/tracks/<int:number>")
@participant_only
def track(number: int) -> ResponseReturnValue:
    view = presenters.present_track(me(), library(), number) or stranger()
    return page("learn/track.html", view=view)


@bp.post("/learn/<int:number>/progress")
@participant_only
@commit_on_success
def progress(number: int) -> ResponseReturnValue:
    """Sent by the page now and then, of a reader who scrolls; the same twice changes nothing."""
    module = module_numbered(number)
    form = parse(forms.Reached, request.form)
    if form.errors:
        abort(422)
    services.reach(me().id, module, form.value.part, presenters.card(module).parts)
    return Response(status=204, mimetype="text/plain")


@bp.post("/learn/<int:number>/completion")
@participant_only
@commit_on_success
def completion(number: int) -> ResponseReturnValue:
    module = module_numbered(number)
    services.finish(me().id, module, presenters.card(module).parts)
    return saved(url_for("lessons.show", number=number) + "#finished")
