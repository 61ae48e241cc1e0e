"""The library of this installation, loaded when the app starts."""

import logging
from pathlib import Path

from flask import Flask, current_app

from webapp.access import stranger
from webapp.content.lessons.library import Library, Module, load_library

log = logging.getLogger("foothold")
NAME = "foothold_library"
FAMILY_TRACK = "for-families"
"""For people close to a participant; a family link can open it too."""


def init_app(app: Flask, data: Path) -> None:
    """Read all modules; what is at fault is left out, and the log says so."""
    library = app.extensions[NAME] = load_library(data)
    for fault in library.faults:
        log.warning("content", extra={"where": f"{fault.path}:{fault.line}", "kind": fault.what})


def library() -> Library:
    found: Library = current_app.extensions[NAME]
    return found


def module_numbered(number: int) -> Module:
    """404 for one that is not there, is hidden, or is not in the reader's language."""
    return library().get(number) or stranger()
