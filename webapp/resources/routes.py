"""The directory: all of it on one page, a search, one entry, favorites."""

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import me, participant_only, stranger
from webapp.commits import commit_on_success
from webapp.forms import blank, parse
from webapp.htmx import page, saved
from webapp.resources import directory, forms, presenters, services
from webapp.resources.directory import Entry
from webapp.resources.vcards import vcard

bp = Blueprint("resources", __name__)


def _entry(key: str) -> Entry:
    return directory.visible_entry(key, me().time_zone) or stranger()


@bp.get("/resources")
@participant_only
def index() -> ResponseReturnValue:
    return page("resources/index.html", view=presenters.whole(me()), form=blank(), filters=presenters.filters())


@bp.post("/resources/searches")
@participant_only
@commit_on_success
def search() -> ResponseReturnValue:
    """What somebody looks for is in no address."""
    form = parse(forms.Search, request.form)
    found = [] if form.errors else presenters.chosen(me(), form.value)
    answer = page("resources/search.html", form=form, found=found, filters=presenters.filters())
    return answer, 422 if form.errors else 200


@bp.get("/resources/paper")
@participant_only
def paper() -> ResponseReturnValue:
    return page("resources/paper.html", view=presenters.whole(me()))


@bp.get("/resources/<resource>")
@participant_only
def show(resource: str) -> ResponseReturnValue:
    return page("resources/show.html", view=presenters.entry_page(me(), _entry(resource)))


@bp.get("/resources/<resource>/contact.vcf")
@participant_only
def contact(resource: str) -> ResponseReturnValue:
    entry = _entry(resource)
    disposition = {"Content-Disposition": f'attachment; filename="{entry.key}.vcf"'}
    return Response(vcard(entry), mimetype="text/vcard", headers=disposition)


@bp.post("/resources/favorites")
@participant_only
@commit_on_success
def favorite() -> ResponseReturnValue:
    form = parse(forms.Favorite, request.form)
    entry = stranger() if form.errors else _entry(form.value.resource)
    change = services.keep if form.value.kept else services.drop
    change(me().id, entry.key)
    return saved(url_for(".show", resource=entry.key))
