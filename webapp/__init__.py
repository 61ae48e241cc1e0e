"""Foothold: a companion for people in an intensive outpatient program, hosted by their clinic."""

from importlib import import_module

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import access, assets, errors, gate, headers, i18n, sessions, templating
from webapp.config import Settings
from webapp.extensions import csrf, db
from webapp.learn import library as lessons

__version__ = "0.1.0"

FEATURES = (
    "accounts.routes",
    "accounts.second_step",
    "admin.discharge",
    "admin.groups",
    "admin.invites",
    "admin.lines",
    "admin.people",
    "admin.flags",
    "admin.reading",
    "admin.resource_files",
    "admin.resources",
    "admin.routes",
    "admin.teams",
    "appointments.calendar",
    "aftercare.discharge",
    "aftercare.routes",
    "appointments.routes",
    "checkins.routes",
    "checkins.signs",
    "consents.routes",
    "coverage.routes",
    "days.routes",
    "export.routes",
    "flags.routes",
    "groups.routes",
    "groups.weeks",
    "learn.lessons",
    "learn.routes",
    "leaving.routes",
    "log.routes",
    "meetings.routes",
    "outside.routes",
    "offline.routes",
    "outbox.routes",
    "people.routes",
    "plan.routes",
    "plan.suggestions",
    "pwa.routes",
    "reminders.routes",
    "resources.routes",
    "review.answering",
    "review.asking",
    "review.routes",
    "review.sheet",
    "setup.routes",
    "shared.routes",
    "sharing.routes",
    "skills.practices",
    "skills.routes",
    "team.routes",
    "today.routes",
    "today.welcome",
    "trail.routes",
    "triggers.if_thens",
    "triggers.routes",
    "urges.lapses",
    "urges.routes",
)
"""Modules that hold a blueprint."""

FORM_BYTES = 512 * 1024
"""The largest request: a note of 10,000 characters is 120 KB when every one is an emoji, percent-encoded."""


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve; refuses to start when an endpoint does not say who may call it."""
    settings = settings or Settings()
    app = Flask(__name__, static_folder=None)
    app.extensions["settings"] = settings
    app.config.update(
        MAX_CONTENT_LENGTH=FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        MAX_FORM_PARTS=400,
        SEC_FETCH_CSRF_TRUSTED_ORIGINS=[settings.public_url] if settings.public_url else [],
        COMPRESS_MIMETYPES=[
            "text/html",
            "image/svg+xml",
            "text/csv",
            "text/javascript",
            "application/json",
            "application/manifest+json",
        ],
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_ZSTD_LEVEL=3,
        COMPRESS_BR_LEVEL=2,
        COMPRESS_LEVEL=4,
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
    )
    db.init_app(
        app,
        settings.database_url or f"sqlite:///{settings.sqlite_path}",
        settings.database_key.get_secret_value(),
    )
    app.before_request(gate.guess_language)
    headers.init_app(app)
    csrf.init_app(app)
    sessions.init_app(app)
    gate.init_app(app)
    errors.init_app(app)
    i18n.install(app.jinja_env)
    templating.init_app(app)
    _register_blueprints(app)
    Compress(app)
    assets.init_app(app, settings.data)
    lessons.init_app(app, settings.data)
    templating.compile_for_languages(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask's manual does
    access.require_marks(app)
    return app


def _register_blueprints(app: Flask) -> None:
    for feature in FEATURES:
        app.register_blueprint(import_module(f"webapp.{feature}").bp)
