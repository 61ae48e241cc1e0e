"""Joining, signing in and out, devices, password, preferences."""

from uuid import UUID

from flask import Blueprint, abort, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from webapp.access import HOME, LANGUAGE_COOKIE, Me, me, me_or_none, participant_only, public, signed_in
from webapp.accounts import confirming, forms, passwords, queries, services
from webapp.accounts.browsers import describe, neighbourhood
from webapp.commits import commit_on_success
from webapp.config import Settings
from webapp.enums import Focus, Role
from webapp.forms import Parsed, blank, parse
from webapp.htmx import page, saved
from webapp.i18n import _, language

bp = Blueprint("accounts", __name__)
YEAR = 31_536_000
LONGEST_PATH = 500


@bp.get("/sign-in")
@public(reason="this is how people come in")
def sign_in() -> ResponseReturnValue:
    if person := me_or_none():
        return redirect(url_for(HOME[Role(person.role)]), 303)
    return page("accounts/sign_in.html", form=None, next="", expired=False)


@bp.post("/sign-in")
@public(reason="this is how people come in")
def sign_in_create() -> ResponseReturnValue:
    form = parse(forms.SignIn, request.form)
    outcome = services.sign_in(form.value, _visitor(), limits=_limits()) if not form.errors else services.Refused()
    if isinstance(outcome, services.Admitted):
        return _let_in(outcome, _own_path(request.form.get("next", "")))
    _if_too_many(outcome)
    form.errors = {"username": _("The name and the password do not belong together. Check both, then try again.")}
    return page("accounts/sign_in.html", form=form, next=_own_path(request.form.get("next", "")), expired=False), 422


@bp.post("/sign-out")
@signed_in
@commit_on_success
def sign_out() -> ResponseReturnValue:
    services.end_device(me().id, me().role, me().device_id)
    response = make_response(redirect(url_for(".sign_in"), 303))
    response.delete_cookie(_settings().session_cookie, secure=_settings().https, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
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
    outcome = services.join(form.value, _visitor(), limits=_limits())
    if isinstance(outcome, services.Admitted):
        return _let_in(outcome, url_for("welcome.index") if outcome.role == Role.PARTICIPANT else "")
    _if_too_many(outcome)
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
    outcome = services.use_reset(form.value, _visitor(), limits=_limits())
    if isinstance(outcome, services.Admitted):
        return _let_in(outcome, "")
    _if_too_many(outcome)
    form.errors["code"] = _("We don’t know this code, or it is older than a day. Ask the program for a new one.")
    return page("accounts/reset.html", form=form), 422


@bp.post("/language")
@public(reason="people choose a language before they sign in")
def choose_language() -> ResponseReturnValue:
    form = parse(forms.ChooseLanguage, request.form)
    if form.errors:
        abort(422)
    response = make_response(redirect(_own_path(request.form.get("next", "")) or url_for(".sign_in"), 303))
    settings = _settings()
    response.set_cookie(
        LANGUAGE_COOKIE, form.value.language, max_age=YEAR, secure=settings.https, httponly=True, samesite="Lax"
    )
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
    return page("accounts/account.html", form=typed, devices=queries.devices(person.id), zones=forms.US_ZONES)


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
        if refused := confirming.confirm(person.id, person.role, person.device_id, given, limits=_limits()):
            _if_too_many(refused)
            form.errors["current"] = _("This is not your password of today.")
    if not form.errors and (problem := passwords.problem_with(form.value.password, person.username, person.name)):
        form.errors["password"] = problem
    if form.errors:
        return page("accounts/password.html", form=form), 422
    stored = passwords.hash_password(form.value.password)
    services.change_password(person.id, person.role, stored, keep=person.device_id, end_others=form.value.end_others)
    return saved(url_for(".account"))


@bp.get("/confirm")
@signed_in
def confirm() -> ResponseReturnValue:
    return page("accounts/confirm.html", form=blank(), next=_own_path(request.args.get("next", "")))


@bp.post("/confirm")
@signed_in
def confirm_create() -> ResponseReturnValue:
    """The password again, for what is hard to take back; then on to the page that asked for it."""
    person, path = me(), _own_path(request.form.get("next", ""))
    form = parse(forms.Confirm, request.form)
    if form.errors:
        return page("accounts/confirm.html", form=form, next=path), 422
    refused = confirming.confirm(person.id, person.role, person.device_id, form.value.password, limits=_limits())
    if refused is None:
        return redirect(path or url_for(HOME[Role(person.role)]), 303)
    _if_too_many(refused)
    form.errors["password"] = _("This is not your password of today.")
    return page("accounts/confirm.html", form=form, next=path), 422


@bp.post("/devices/<uuid:device_id>/end")
@signed_in
@commit_on_success
def device_end(device_id: UUID) -> ResponseReturnValue:
    if not services.end_device(me().id, me().role, device_id):
        abort(404)
    return saved(url_for(".account") + "#devices")


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _limits() -> bool:
    return _settings().program_limits


def _visitor() -> services.Visitor:
    settings = _settings()
    return services.Visitor(
        address=neighbourhood(request.remote_addr or ""),
        label=describe(request.user_agent.string),
        known_token=request.cookies.get(settings.device_cookie, ""),
        session_token=request.cookies.get(settings.session_cookie, ""),
    )


def _if_too_many(outcome: services.Refused) -> None:
    if outcome.wait:
        raise TooManyRequests(retry_after=int(outcome.wait.total_seconds()) + 1)


def _let_in(admitted: services.Admitted, path: str) -> Response:
    response = make_response(redirect(path or url_for(HOME[Role(admitted.role)]), 303))
    settings = _settings()
    lasting = YEAR if admitted.role == Role.PARTICIPANT else None
    for name, value, age in (
        (settings.session_cookie, admitted.session_token, lasting),
        (settings.device_cookie, admitted.known_token, YEAR),
    ):
        response.set_cookie(name, value, max_age=age, secure=settings.https, httponly=True, samesite="Lax", path="/")
    response.set_cookie(
        LANGUAGE_COOKIE, language.get(), max_age=YEAR, secure=settings.https, httponly=True, samesite="Lax"
    )
    return response


def _own_path(wanted: str) -> str:
    """A path of this app to go on to, or ''. Never another site's address."""
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_path and wanted.isprintable() and " " not in wanted else ""
