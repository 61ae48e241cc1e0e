"""Where Chromium is on this machine, and how long to wait for it."""

import os
import shutil

PATIENCE = 45_000
"""Milliseconds. A busy machine is slow, and a test that passes waits for nothing."""
MISSING = "Chromium is needed for the browser tests: apt-get install chromium (or set CHROMIUM to its path)"


def chromium() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if not found:
        raise RuntimeError(MISSING)
    return found
