"""Joining, signing in and out, devices, password, preferences."""

from uuid import UUID

from flask import Blueprint, Response, abort, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.access import (
    HOME,
    Me,
    me,
    me_or_none,
    open_before_second_step,
    open_while_leaving,
    participant_only,
    public,
    signed_in,
)
from webapp.accounts import authenticator, confirming, forms, passwords, queries, resets, services
from webapp.accounts.browsers import own_path
from webapp.accounts.entering import YEAR, carried, if_too_many, lasting, let_in, limits, set_cookie, settings, visitor
from webapp.commits import commit_on_success
from webapp.enums import Focus, Role
from webapp.extensions import db
from webapp.forms import Parsed, blank, parse
from webapp.gate import LANGUAGE_COOKIE
from webapp.htmx import page, saved
from webapp.i18n import _
from webapp.moments import today
from webapp.sessions import LEFT, drop_cookie

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@public(reason="this is how people come in")
def sign_in() -> ResponseReturnValue:
    if person := me_or_none():
        return redirect(url_for(HOME[Role(person.role)]), 303)
    return page("accounts/sign_in.html", form=None, next="", expired=False, unsent="")


@bp.post("/sign-in")
@public(reason="this is how people come in")
def sign_in_create() -> ResponseReturnValue:
    form, path, unsent = parse(forms.SignIn, request.form), own_path(request.form.get("next", "")), carried()
    outcome = services.sign_in(form.value, visitor(), limits=limits()) if not form.errors else services.Refused()
    if isinstance(outcome, services.Admitted):
        return let_in(outcome, path, unsent)
    if_too_many(outcome)
    form.errors = {"username": _("The name and the password do not belong together. Check both, then try again.")}
    return page("accounts/sign_in.html", form=form, next=path, expired=False, unsent=unsent), 422


@bp.post("/sign-out")
@open_before_second_step
@open_while_leaving
@public(reason="whoever is signed out already, by another tap or tab, is where they wanted to be")
@commit_on_success
def sign_out() -> ResponseReturnValue:
    if person := me_or_none():
        services.end_device(person.id, person.role, person.device_id)
    response = make_response(redirect(url_for(".sign_in"), 303))
    drop_cookie(response)
    # "storage" takes the worker and the outbox too: the page asks for it when nothing in there waits to be sent.
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if request.form.get("wipe") == "1" else '"cache"'
    return response


@bp.after_app_request
def sign_out_who_left(response: Response) -> Response:
    """What a phone could not send when somebody signed out on it."""
    if LEFT not in request.cookies:
        return response
    if left := g.pop("left", None):
        with db.writing():
            services.end_device(left.id, left.role, left.device_id)
    response.delete_cookie(LEFT)
    signs_in = any(
        cookie.startswith(f"{settings().session_cookie}=") for cookie in response.headers.getlist("Set-Cookie")
    )
    if not signs_in:
        drop_cookie(response)
    return response


@bp.get("/join")
@public(reason="people without an account join with a code")
def join() -> ResponseReturnValue:
    return page("accounts/join.html", form=blank())


@bp.post("/join")
@public(reason="people without an account join with a code")
def join_create() -> ResponseReturnValue:
    form = parse(forms.Join, request.form)
    if not form.errors and (problem := passwords.problem_with(form.value.password, form.value.username)):
        form.errors["password"] = problem
    if form.errors:
        return page("accounts/join.html", form=form), 422
    outcome = services.join(form.value, visitor(), limits=limits())
    if isinstance(outcome, services.Admitted):
        return let_in(outcome, url_for("welcome.index") if outcome.role == Role.PARTICIPANT else "")
    if_too_many(outcome)
    form.errors[outcome.field] = _why_not(outcome.field)
    return page("accounts/join.html", form=form), 422


def _why_not(field: str) -> str:
    if field == "code":
        return _("We don’t know this code, or it was used already. Check each letter, or ask for a new one.")
    return _("Somebody has this name already. Please choose another.")


@bp.get("/reset")
@public(reason="people who lost their password use a code from staff")
def reset() -> ResponseReturnValue:
    return page("accounts/reset.html", form=blank())


@bp.post("/reset")
@public(reason="people who lost their password use a code from staff")
def reset_create() -> ResponseReturnValue:
    form = parse(forms.UseReset, request.form)
    if not form.errors and (problem := passwords.problem_with(form.value.password)):
        form.errors["password"] = problem
    if form.errors:
        return page("accounts/reset.html", form=form), 422
    outcome = services.use_reset(form.value, visitor(), limits=limits())
    if isinstance(outcome, services.Admitted):
        return let_in(outcome, "")
    if_too_many(outcome)
    form.errors["code"] = _("We don’t know this code, or it is older than a day. Ask the program for a new one.")
    return page("accounts/reset.html", form=form), 422


@bp.post("/language")
@public(reason="people choose a language before they sign in")
def choose_language() -> ResponseReturnValue:
    form = parse(forms.ChooseLanguage, request.form)
    if form.errors:
        abort(422)
    response = make_response(redirect(own_path(request.form.get("next", "")) or url_for(".sign_in"), 303))
    set_cookie(response, LANGUAGE_COOKIE, form.value.language, YEAR)
    return response


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    return _account_page(me())


def _account_page(person: Me, form: Parsed[forms.Preferences] | None = None) -> str:
    typed = form or blank(
        name=person.name,
        language=person.language,
        theme=person.theme,
        text_size=person.text_size,
        time_zone=person.time_zone,
    )
    return page(
        "accounts/account.html",
        form=typed,
        devices=[(row, today(person.time_zone, row.last_seen_at)) for row in queries.devices(person.id, person.role)],
        resets=resets.days(person.id, person.time_zone),
        zones=forms.US_ZONES,
        second_step=authenticator.state(person.id) if person.is_staff else None,
    )


@bp.post("/account")
@signed_in
@commit_on_success
def account_update() -> ResponseReturnValue:
    form = parse(forms.Preferences, request.form)
    if form.errors:
        return _account_page(me(), form), 422
    services.set_preferences(me().id, form.value)
    return saved(url_for(".account"))


@bp.get("/account/focuses")
@participant_only
def focuses() -> ResponseReturnValue:
    return page("accounts/focuses.html", chosen=queries.focuses(me().id), every=list(Focus))


@bp.post("/account/focuses")
@participant_only
@commit_on_success
def focuses_update() -> ResponseReturnValue:
    form = parse(forms.Focuses, request.form)
    if form.errors:
        return page("accounts/focuses.html", chosen=queries.focuses(me().id), every=list(Focus)), 422
    services.choose_focuses(me().id, form.value.focus)
    return saved(url_for(".account"))


@bp.get("/account/password")
@signed_in
def password() -> ResponseReturnValue:
    return page("accounts/password.html", form=blank())


@bp.post("/account/password")
@signed_in
def password_update() -> ResponseReturnValue:
    person = me()
    form = parse(forms.ChangePassword, request.form)
    if not form.errors:
        given = form.value.current
        if refused := confirming.confirm(person.id, person.role, person.device_id, given, limits=limits()):
            if_too_many(refused)
            form.errors["current"] = _("This is not your password of today.")
    if not form.errors and (problem := passwords.problem_with(form.value.password, person.username, person.name)):
        form.errors["password"] = problem
    if form.errors:
        return page("accounts/password.html", form=form), 422
    stored, others = passwords.hash_password(form.value.password), form.value.end_others
    token = services.change_password(person.id, person.role, stored, keep=person.device_id, end_others=others)
    response = saved(url_for(".account"))
    set_cookie(response, settings().session_cookie, token, lasting(person.role))
    return response


@bp.get("/account/reset-notice")
@signed_in
def reset_notice() -> ResponseReturnValue:
    """On the way in: the password was set with a code from staff. Nothing to tell: straight on."""
    path = own_path(request.args.get("next", "")) or url_for(HOME[Role(me().role)])
    if not resets.is_unread(me().id):
        return redirect(path, 303)
    days = resets.days(me().id, me().time_zone)
    removed = resets.second_step_removed(me().id, me().time_zone)
    return page("accounts/reset_notice.html", days=days, removed=removed, phone=resets.phone(), next=path)


@bp.post("/account/reset-notice/dismissal")
@signed_in
@commit_on_success
def reset_notice_dismissal() -> ResponseReturnValue:
    resets.note_read(me().id)
    return saved(own_path(request.form.get("next", "")) or url_for(HOME[Role(me().role)]))


@bp.get("/confirm")
@open_while_leaving
@signed_in
def confirm() -> ResponseReturnValue:
    return page("accounts/confirm.html", form=blank(), next=own_path(request.args.get("next", "")))


@bp.post("/confirm")
@open_while_leaving
@signed_in
def confirm_create() -> ResponseReturnValue:
    """The password again, for what is hard to take back; then on to the page that asked for it."""
    person, path = me(), own_path(request.form.get("next", ""))
    form = parse(forms.Confirm, request.form)
    if form.errors:
        return page("accounts/confirm.html", form=form, next=path), 422
    refused = confirming.confirm(person.id, person.role, person.device_id, form.value.password, limits=limits())
    if refused is None:
        return redirect(path or url_for(HOME[Role(person.role)]), 303)
    if_too_many(refused)
    form.errors["password"] = _("This is not your password of today.")
    return page("accounts/confirm.html", form=form, next=path), 422


@bp.post("/devices/<uuid:device_id>/end")
@signed_in
@commit_on_success
def device_end(device_id: UUID) -> ResponseReturnValue:
    if not services.end_device(me().id, me().role, device_id):
        abort(404)
    return saved(url_for(".account") + "#devices")
