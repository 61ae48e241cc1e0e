"""Pictures of the sign-in page for the install sheet of phones: `python -m tools.screenshots ADDRESS`.

They tell no more than the icon does. Run it when the look of that page changed, and keep what it writes.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support.browser import chromium

FOLDER = Path(__file__).parents[1] / "webapp" / "static" / "screenshots"
FORMS = {"narrow": (390, 844, 2), "wide": (1280, 800, 1)}


def main(address: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name, (width, height, scale) in FORMS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
            page.goto(f"{address}/sign-in")
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
