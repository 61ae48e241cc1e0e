"""The whole hypermedia vocabulary. A GET answers a page; a POST answers a fragment to htmx and a redirect otherwise."""

from typing import Any

from flask import Response, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from webapp.access import Me, me_or_none
from webapp.i18n import language
from webapp.phone import is_outbox
from webapp.templating import template


def is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def context(values: dict[str, Any]) -> dict[str, Any]:
    return context_for(me_or_none(), values)


def context_for(person: Me | None, values: dict[str, Any]) -> dict[str, Any]:
    """What every template may use: `me` (None when signed out), `language`; for the scripts of a participant's phone
    `account_tag` ('' for others) and `made_at`, when the page was asked for, in Unix milliseconds.
    """
    return {
        "me": person,
        "language": language.get(),
        "account_tag": person.account_tag if person and not person.is_staff else "",
        "made_at": int(g.get("began", 0) * 1000),
        **values,
    }


def page(name: str, /, **values: Any) -> str:
    """A whole page; or, with the template of a part, a fragment."""
    return template(name).render(context(values))


def page_or_fragment(whole: str, part: str, /, **values: Any) -> str:
    """The answer to a POST that stays on its page: the part, a template that the page includes, to htmx; the page to a
    plain form.
    """
    return page(part if is_htmx() else whole, **values)


def saved(location: str) -> BaseResponse:
    """The change is made: see it at `location`. A script is told to go there, a plain form is redirected."""
    if is_htmx() or is_outbox():
        return Response(status=204, headers={"HX-Redirect": location})
    return redirect(location, 303)
