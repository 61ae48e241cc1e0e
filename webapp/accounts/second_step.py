"""Pages of the second step of signing in: the code at the door, setting an app up, codes on paper."""

import segno
from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.access import HOME, me, open_before_second_step, staff_only, stranger
from webapp.accounts import authenticator, forms, services
from webapp.accounts.browsers import own_path
from webapp.accounts.entering import carried, if_too_many, let_in, limits, onward, settings, visitor, with_cookies
from webapp.enums import Role
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page
from webapp.i18n import _
from webapp.sessions import has_second_factor

bp = Blueprint("second_step", __name__)


@bp.get("/second-step")
@open_before_second_step
@staff_only
def show() -> ResponseReturnValue:
    path = own_path(request.args.get("next", ""))
    if not me().is_halfway:
        return redirect(path or _home(), 303)
    if not has_second_factor(me().id):
        return redirect(url_for(".new", next=path), 303)
    return page("accounts/second_step.html", form=None, next=path, expired=False, unsent="")


@bp.post("/second-step")
@open_before_second_step
@staff_only
def create() -> ResponseReturnValue:
    """Commits by itself: a wrong code stays counted."""
    path, typed = own_path(request.form.get("next", "")), carried()
    form = parse(forms.SecondStep, request.form)
    if not me().is_halfway and not form.errors:
        return onward(me().id, path or _home(), typed)
    outcome: services.Admitted | services.Refused = services.Refused()
    if not form.errors:
        outcome = authenticator.passed(me(), form.value.code, visitor(), limits=limits())
    if isinstance(outcome, services.Admitted):
        return let_in(outcome, path, typed)
    if_too_many(outcome)
    form.errors = {"code": _("This code does not work. Wait for the next one in your app, then try again.")}
    return page("accounts/second_step.html", form=form, next=path, expired=False, unsent=typed), 422


@bp.get("/account/second-step")
@open_before_second_step
@staff_only
def new() -> ResponseReturnValue:
    path = own_path(request.args.get("next", ""))
    return _elsewhere(path) or _set_up_page(blank(), path)


@bp.post("/account/second-step")
@open_before_second_step
@staff_only
def set_up() -> ResponseReturnValue:
    path = own_path(request.form.get("next", ""))
    if elsewhere := _elsewhere(path):
        return elsewhere
    form = parse(forms.SecondStep, request.form)
    outcome: authenticator.SetUp | services.Refused = services.Refused()
    if not form.errors:
        outcome = authenticator.set_up(me(), _key(), form.value.code, visitor())
    if isinstance(outcome, authenticator.SetUp):
        answer = page(
            "accounts/recovery_codes.html",
            codes=outcome.codes,
            next=path or (_home() if me().is_halfway else url_for("accounts.account")),
        )
        return with_cookies(make_response(answer), outcome.admitted)
    form.errors = {"code": _("This is not the code of this key. Wait for the next one in your app, then try again.")}
    return _set_up_page(form, path), 422


@bp.post("/account/recovery-codes")
@staff_only
def renew() -> ResponseReturnValue:
    if not has_second_factor(me().id):
        stranger()
    if not me().confirmed:
        return redirect(url_for("accounts.confirm", next=url_for("accounts.account") + "#second-step"), 303)
    return page("accounts/recovery_codes.html", codes=authenticator.renew_codes(me()), next=url_for("accounts.account"))


def _elsewhere(path: str) -> ResponseReturnValue | None:
    """Whoever has an app gives its code first; whoever is in gives the password first."""
    if me().is_halfway:
        return redirect(url_for(".show", next=path), 303) if has_second_factor(me().id) else None
    return None if me().confirmed else redirect(url_for("accounts.confirm", next=url_for(".new", next=path)), 303)


def _set_up_page(form: Parsed[forms.SecondStep], path: str) -> str:
    key = _key()
    address = authenticator.address_of(key, me().username, settings().app_name)
    drawing = segno.make(address, micro=False, error="m").svg_inline(scale=5, omitsize=True)
    return page(
        "accounts/second_step_new.html",
        form=form,
        next=path,
        groups=[key[at : at + 4] for at in range(0, len(key), 4)],
        qr=Markup(drawing),  # noqa: S704 -- squares drawn here, from our own address
    )


def _key() -> str:
    return authenticator.key_for(visitor().session_token)


def _home() -> str:
    return url_for(HOME[Role(me().role)])
