"""The Nu HTML checker, run once over many pages."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

JAR = Path(__file__).parents[2] / ".tools/node_modules/vnu-jar/build/dist/vnu.jar"
MISSING = "The Nu HTML checker is needed: npm install --prefix .tools --ignore-scripts --no-save vnu-jar@26.9.27"
NO_JAVA = "Java is needed for the Nu HTML checker: apt-get install default-jre-headless"


def problems_in(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What is wrong with each page's HTML; `pages` are texts by name."""
    java = shutil.which("java")
    if not java:
        raise RuntimeError(NO_JAVA)
    if not JAR.exists():
        raise RuntimeError(MISSING)
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[f"file:{path}"] = name
    files = map(str, sorted(folder.glob("*.html")))
    command = [java, "-jar", str(JAR), "--stdout", "--exit-zero-always", "--format", "json", *files]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return [said(message, names) for message in json.loads(ran.stdout)["messages"] if message["type"] == "error"]


def said(message: Mapping[str, str], names: Mapping[str, str]) -> str:
    where = message.get("url", "")
    return f"{names.get(where, where)}: {message['message']} {message.get('extract', '')!r}"
