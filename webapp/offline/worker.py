"""The service worker and the manifest, as this installation serves them."""

import hashlib
import json
from typing import Any

from flask import current_app

from webapp.assets import OUTBOX, WORKER
from webapp.config import Settings
from webapp.enums import Language
from webapp.i18n import _, language

OPEN = ("/offline", "/help", "/locked")
"""Pages that are the same for everybody, kept in each language. The first stands in for what was not kept, the last for
everything while the app is locked."""
ENTRIES = ("urges", "lapses", "check-ins", "practices", "warning-signs", "learn", "log", "skills")
"""Beginnings of addresses at which entries are saved: they change Today and the log, and no other page that is kept."""
SHELL = (
    "app.css",
    "app.js",
    "offline.js",
    OUTBOX,
    *(f"js/alone/{name}.js" for name in ("kept", "learn", "player", "resources")),
    "vendor/htmx-4.0.1.min.js",
    "icons.svg",
    "scene.svg",
)
LIGHT, LAKE = "#f2f3ef", "#17565f"
NAME = Settings.model_fields["app_name"].default

KILL = """// This installation keeps no pages on phones. What waits to be sent is not touched.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
})()));
"""
"""The worker that takes the place of every other when `FOOTHOLD_OFFLINE=0`."""


def worker_script() -> str:
    """`/sw.js`. It differs whenever a file of the app does, so that browsers see that there is a new one."""
    if not settings().offline:
        return KILL
    urls: dict[str, str] = current_app.extensions["assets"]
    known = {
        "version": hashlib.sha256("\n".join(sorted(urls.values())).encode()).hexdigest()[:12],
        "shell": [urls[name] for name in (*SHELL, f"icons/{settings().app_icon}.svg")],
        "open": OPEN,
        "languages": [code.value for code in Language],
        "entries": ENTRIES,
    }
    return f'"use strict";\nconst SETTINGS = {json.dumps(known)};\nimportScripts("{urls[OUTBOX]}", "{urls[WORKER]}");\n'


def manifest() -> dict[str, Any]:
    """What stands on the home screen: the program's own name and picture, and nothing that tells what it is for."""
    chosen = settings()
    return {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": chosen.app_name,
        "short_name": chosen.app_name,
        "lang": language.get(),
        "dir": "ltr",
        "display": "standalone",
        "orientation": "any",
        "background_color": LIGHT,
        "theme_color": LAKE,
        "categories": ["utilities"],
        "icons": _icons(chosen.app_icon),
        "screenshots": _screenshots() if chosen.app_name == NAME else [],
        "shortcuts": _shortcuts() if chosen.app_shortcuts else [],
    }


def _icons(name: str) -> list[dict[str, str]]:
    urls: dict[str, str] = current_app.extensions["assets"]
    return [
        {
            "src": urls[f"icons/{name}-{prefix}{size}.png"],
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for purpose, prefix in (("any", ""), ("maskable", "maskable-"))
        for size in (192, 512)
    ]


def _screenshots() -> list[dict[str, str]]:
    """The sign-in page, as everybody sees it; the pictures carry our own name."""
    urls: dict[str, str] = current_app.extensions["assets"]
    return [
        {"src": urls[f"screenshots/{form}.png"], "sizes": sizes, "type": "image/png", "form_factor": form}
        for form, sizes in (("narrow", "780x1688"), ("wide", "1280x800"))
    ]


def _shortcuts() -> list[dict[str, Any]]:
    places = (
        (_("I have an urge"), "/urges/new"),
        (_("Help now"), "/help"),
        (_("Check in"), "/check-ins/new"),
        (_("My plan"), "/plan"),
    )
    return [{"name": name, "url": url} for name, url in places]


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
