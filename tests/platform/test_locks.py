"""What is installed to serve the app is what its tests ran with."""

import re
from pathlib import Path

REQUIREMENTS = Path(__file__).parents[2] / "requirements"


def pinned(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)(?:\[.*?\])?==([^ ;]+)", (REQUIREMENTS / name).read_text(), re.MULTILINE))


def test_the_app_is_tested_with_what_it_is_served_with() -> None:
    app, dev = pinned("app.txt"), pinned("dev.txt")
    assert len(app) > 20
    assert {name: (version, dev.get(name)) for name, version in app.items() if dev.get(name) != version} == {}


def test_no_lock_names_a_registry() -> None:
    assert not any("://" in (REQUIREMENTS / name).read_text() for name in ("app.txt", "dev.txt"))
