"""Before each request: in which language, who asks, and whether the endpoint's mark lets them in."""

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import Me, Policy, halfway, me_or_none, policy_of, stranger
from webapp.guests import guest_or_none
from webapp.i18n import choose, language
from webapp.phone import refuse_for_others

LANGUAGE_COOKIE = "fh-language"


def init_app(app: Flask) -> None:
    app.before_request(_gate)


def guess_language() -> None:
    """For whatever is said before it is known who asks: the language chosen on this browser, or the one it asks for."""
    language.set(choose(request.headers.get("Accept-Language", ""), request.cookies.get(LANGUAGE_COOKIE)))


def _gate() -> ResponseReturnValue | None:
    if "\0" in request.path:  # which PostgreSQL takes in no text
        abort(404)
    endpoint = request.endpoint
    policy = policy_of(current_app, endpoint) if endpoint else None
    if endpoint and policy is None:
        abort(403)
    if policy and policy.by_link:
        _let_guest_in()
        return None
    is_open = policy is None or policy.is_public
    person = _whoever_asks(policy) if request.cookies or not is_open else None
    if is_open or policy is None:
        return None
    if person is None:
        abort(401)
    refuse_for_others(person.account_tag)
    if person.role not in policy.roles:
        abort(403)
    if person.leaves_at is not None and not policy.while_leaving:
        return _to_the_way_out()
    return None


def _whoever_asks(policy: Policy | None) -> Me | None:
    person, waiting = me_or_none(), halfway()
    if waiting is not None and policy is not None and policy.before_second_step:
        person = g.me = waiting
    if known := person or waiting:
        language.set(known.language)
    return person


def _to_the_way_out() -> ResponseReturnValue:
    """Whoever asked to be deleted can stay or leave. What a phone still has to send is not taken."""
    if request.method != "GET":
        abort(403)
    return redirect(url_for("leaving.index"), 303)


def _let_guest_in() -> None:
    visitor = guest_or_none()
    if visitor is None:
        stranger()
    language.set(visitor.language)
