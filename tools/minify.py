"""Make the scripts of `webapp/static/js/offline/` small, with terser: `python -m tools.minify`. Needs npm.

Run it when one of them changed, and keep what it writes. Until then the changed script is sent as it is written.
"""

import subprocess
from pathlib import Path

from webapp.assets import SMALL, stamp

ROOT = Path(__file__).parents[1]
TOOL = ROOT / ".tools" / "terser"
"""A folder of its own: npm takes away what it did not put there."""
FOLDER = ROOT / "webapp" / "static" / "js" / "offline"
TERSER = "5.51.2"


def terser(path: Path) -> bytes:
    """The script with short names; what other scripts call keeps its own."""
    command = [TOOL / "node_modules/.bin/terser", path, "--compress", "passes=3,unsafe", "--mangle", "--ecma", "2020"]
    if path.stem == "worker":
        command.append("--toplevel")
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 -- our own files


def main() -> None:
    install = [
        "npm",
        "install",
        "--silent",
        "--prefix",
        TOOL,
        "--ignore-scripts",
        "--no-save",
        f"terser@{TERSER}",
    ]
    subprocess.run(install, check=True)  # noqa: S603 -- a pinned version
    (FOLDER / SMALL).mkdir(exist_ok=True)
    for path in sorted(FOLDER.glob("*.js")):
        (FOLDER / SMALL / path.name).write_bytes(stamp(path.read_bytes()) + b"\n" + terser(path).strip() + b"\n")


if __name__ == "__main__":
    main()
