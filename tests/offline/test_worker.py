"""The worker and the manifest as they are served."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from webapp.assets import SMALL, SOURCE, stamp
from webapp.config import Settings
from webapp.enums import Language
from webapp.offline import worker

LARGEST = 15 * 1024


def settings_of(script: str) -> dict[str, object]:
    found = re.search(r"const SETTINGS = (.*);", script)
    assert found
    return dict(json.loads(found[1]))


def test_it_is_served_at_the_root_and_asked_for_anew(cast: Cast) -> None:
    answer = cast.as_("nobody").get("/sw.js")
    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_it_is_the_same_for_everybody(cast: Cast) -> None:
    texts = {cast.as_(name).get("/sw.js").text for name in ("nobody", "maya", "jordan", "dana", "alex")}
    assert len(texts) == 1


def test_what_it_loads_first_is_there(cast: Cast) -> None:
    client = cast.as_("nobody", lint=False)
    script = client.get("/sw.js").text
    known = settings_of(script)
    imported = re.findall(r'"(/static/[^"]+)"', script.split("importScripts")[1])
    assert len(imported) == 2
    loaded = [*known["shell"], *known["open"], *imported]
    for path in loaded:
        with client.get(path) as answer:
            assert answer.status_code == 200, path
    assert known["languages"] == [code.value for code in Language]


def test_it_has_all_that_pages_load(cast: Cast) -> None:
    """Scripts, style and icons of a page, so that a page that is kept looks like itself."""
    client = cast.as_("maya")
    shell = settings_of(client.get("/sw.js").text)["shell"]
    used = re.findall(r'(?:src|href)="(/static/[^"#]+)', client.get("/").text + client.get("/plan").text)
    assert {path for path in used if path not in shell and "apple" not in path} == set()


def test_another_file_makes_another_version(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        before = worker.worker_script()
        assert worker.worker_script() == before
        changed = app.extensions["assets"] | {"app.css": "/static/x/app.0123456789.css"}
        monkeypatch.setitem(app.extensions, "assets", changed)
        assert settings_of(worker.worker_script())["version"] != settings_of(before)["version"]


def test_the_kill_switch_leaves_what_waits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.extensions["settings"], "offline", False)
    with app.app_context():
        script = worker.worker_script()
    assert "caches.delete" in script and "unregister" in script
    assert "indexedDB" not in script


def test_worker_and_scripts_are_small(cast: Cast) -> None:
    """All that is needed offline, compressed as it is sent: the worker, the outbox, and the scripts of pages."""
    client = cast.as_("nobody", lint=False)
    urls = cast.app.extensions["assets"]
    sizes = {}
    for path in ("/sw.js", urls["js/offline/worker.js"], urls["js/offline/outbox.js"], urls["offline.js"]):
        with client.get(path, headers={"Accept-Encoding": "br"}) as answer:
            assert answer.headers["Content-Encoding"] == "br", path
            sizes[path] = len(answer.data)
    assert sum(sizes.values()) < LARGEST, sizes


def test_the_manifest_tells_nothing(cast: Cast) -> None:
    known = cast.as_("nobody").get("/manifest.webmanifest").json
    assert (known["id"], known["start_url"], known["scope"], known["display"]) == ("/", "/", "/", "standalone")
    assert known["name"] == known["short_name"] == "Foothold"
    assert {(icon["purpose"], icon["sizes"]) for icon in known["icons"]} == {
        (purpose, size) for purpose in ("any", "maskable") for size in ("192x192", "512x512")
    }
    about = json.dumps({name: known[name] for name in known.keys() - {"shortcuts"}}).lower()
    words = (
        "recover",
        "addict",
        "urge",
        "health",
        "therap",
        "treat",
        "clinic",
        "mental",
        "sober",
        "craving",
        "medical",
    )
    assert [word for word in words if word in about] == []


def test_its_files_are_there_and_as_large_as_it_says(cast: Cast) -> None:
    client = cast.as_("nobody", lint=False)
    known = client.get("/manifest.webmanifest").json
    for image in [*known["icons"], *known["screenshots"]]:
        with client.get(image["src"]) as answer:
            data = answer.data
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        assert f"{width}x{height}" == image["sizes"], image["src"]


def test_its_shortcuts_lead_where_they_say(cast: Cast) -> None:
    client = cast.as_("maya")
    shortcuts = client.get("/manifest.webmanifest").json["shortcuts"]
    assert [one["name"] for one in shortcuts] == ["I have an urge", "Help now", "Check in", "My plan"]
    for one in shortcuts:
        assert client.get(one["url"]).status_code == 200


def test_it_speaks_the_persons_language(cast: Cast) -> None:
    known = cast.as_("nobody").get("/manifest.webmanifest", headers={"Accept-Language": "es"}).json
    assert known["lang"] == "es"
    assert known["shortcuts"][1]["name"] == "Ayuda ya"


def test_a_program_chooses_name_and_icon(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = app.extensions["settings"]
    for name, value in {"app_name": "Notes", "app_icon": "notes", "app_shortcuts": False}.items():
        monkeypatch.setattr(settings, name, value)
    with app.app_context():
        known = worker.manifest()
    assert (known["name"], known["short_name"], known["shortcuts"], known["screenshots"]) == ("Notes", "Notes", [], [])
    assert all("/icons/notes-" in icon["src"] for icon in known["icons"])


def test_each_icon_has_all_its_sizes() -> None:
    names = {path.stem for path in (SOURCE / "icons").glob("*.svg")}
    assert names == set(Settings.model_fields["app_icon"].annotation.__args__)  # type: ignore[union-attr]  # a Literal
    for name in names:
        for size in ("192", "512", "maskable-192", "maskable-512", "apple"):
            assert (SOURCE / "icons" / f"{name}-{size}.png").stat().st_size > 500


def test_a_setting_that_is_none_of_the_icons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="app_icon"):
        Settings(data=tmp_path, app_icon="rocket")  # type: ignore[arg-type]  # what is tried


def test_our_scripts_can_be_made_lean() -> None:
    """Lines are trimmed and comment lines left out: nothing may go over several lines but code."""
    for path in sorted(path for path in (SOURCE / "js").rglob("*.js") if path.parent.name != SMALL):
        text = path.read_text()
        assert [line for line in text.splitlines() if line.strip().startswith(("/*", "* "))] == [], path
        odd = [line for line in text.splitlines() if not line.strip().startswith("//") and line.count("`") % 2]
        assert odd == [], path


def test_the_small_forms_are_of_todays_scripts() -> None:
    stale = [
        path.name
        for path in sorted((SOURCE / "js" / "offline").glob("*.js"))
        if not (path.parent / SMALL / path.name).exists()
        or not (path.parent / SMALL / path.name).read_bytes().startswith(stamp(path.read_bytes()) + b"\n")
    ]
    if stale:
        pytest.fail(f"run `python -m tools.minify`: {stale} changed", pytrace=False)
