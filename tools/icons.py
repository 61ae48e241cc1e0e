"""Draw the PNG icons of the home screen from `webapp/static/icons/*.svg`, with Chromium: `python -m tools.icons`.

Run it when a drawing changed, and keep what it writes. A maskable icon and the one for iOS have no round corners of
their own: the phone cuts them.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.support.browser import chromium

FOLDER = Path(__file__).parents[1] / "webapp" / "static" / "icons"
SIZES = (
    ("192", 192, True),
    ("512", 512, True),
    ("maskable-192", 192, False),
    ("maskable-512", 512, False),
    ("apple", 180, False),
)


def draw(page: Page, svg: str, path: Path, size: int) -> None:
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{svg}")
    page.screenshot(path=path, omit_background=True)


def main() -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        for source in sorted(FOLDER.glob("*.svg")):
            svg = source.read_text()
            for name, size, is_round in SIZES:
                drawing = svg if is_round else re.sub(r' rx="112"', "", svg, count=1)
                draw(page, drawing, FOLDER / f"{source.stem}-{name}.png", size)
        browser.close()


if __name__ == "__main__":
    main()
