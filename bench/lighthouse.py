"""What Lighthouse says of the main pages on its slow phone: 1.6 Mbit/s, 150 ms, a processor 4 times slower."""

import json
import os
import shutil
import statistics
import subprocess
from pathlib import Path

CLI = Path(__file__).parents[1] / ".tools/lighthouse/node_modules/lighthouse/cli/index.js"
PAGES = {
    "sign-in": "/sign-in",
    "Today": "/",
    "Log": "/log",
    "urge form": "/urges/new",
    "module": "/learn/5",
}
CATEGORIES = ("performance", "accessibility", "best-practices")
RUNS = 3
ATTEMPTS = 3
"""A trace that began too late is an error of Lighthouse, which then says 'please run again'."""


def scores(port: int, token: str, folder: Path) -> dict[str, dict[str, float]]:
    """Page -> category -> median score of 0 to 100."""
    found = {}
    for name, path in PAGES.items():
        runs = [_run(f"http://127.0.0.1:{port}{path}", "" if name == "sign-in" else token, folder) for _ in range(RUNS)]
        found[name] = {category: statistics.median(run[category] for run in runs) for category in CATEGORIES}
    return found


def _run(url: str, token: str, folder: Path) -> dict[str, float]:
    report = folder / "lighthouse.json"
    command = ["node", str(CLI), url, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"]
    if token:
        command.append("--extra-headers=" + json.dumps({"Cookie": f"fh={token}"}))
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    for attempt in range(ATTEMPTS):
        if not subprocess.run(command, check=attempt == ATTEMPTS - 1, env=environment).returncode:
            break
    categories = json.loads(report.read_text())["categories"]
    return {category: categories[category]["score"] * 100 for category in CATEGORIES}
