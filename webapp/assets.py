"""Static files: bundled, named by their content, compressed once, served by WhiteNoise with a year's cache."""

import gzip
import hashlib
import shutil
import tempfile
from pathlib import Path
from wsgiref.headers import Headers

import brotli
from flask import Flask
from whitenoise import WhiteNoise

SOURCE = Path(__file__).parent / "static"
BUNDLES = {"app.css": "css/*.css", "app.js": "js/*.js"}
ALONE = ("icons.svg", "scene.svg", "app-icon.svg", "vendor/htmx-4.0.1.min.js")
YEAR = 31_536_000
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'",
}


def _contents() -> dict[str, bytes]:
    files = {name: (SOURCE / name).read_bytes() for name in ALONE}
    for name, pattern in BUNDLES.items():
        files[name] = b"\n".join(path.read_bytes() for path in sorted(SOURCE.glob(pattern)))
    return files


def _hashed(name: str, content: bytes) -> str:
    path = Path(name)
    return f"{path.with_suffix('')}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"


def build(folder: Path) -> dict[str, str]:
    """Write the files under `folder` and answer name -> URL. What is already there is left alone."""
    files = _contents()
    names = {name: _hashed(name, content) for name, content in files.items()}
    digest = hashlib.sha256(" ".join(sorted(names.values())).encode()).hexdigest()[:16]
    target = folder / digest
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder, prefix="."))
        for name, content in files.items():
            path = draft / names[name]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
            path.with_name(path.name + ".br").write_bytes(brotli.compress(content))
        _settle(draft, target)
    return {name: f"{digest}/{hashed}" for name, hashed in names.items()}


def _settle(draft: Path, target: Path) -> None:
    """Another process may have built the same files at the same moment: then its folder stands."""
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)


def init_app(app: Flask, data: Path) -> None:
    """Serve the files at `/static/` and give templates `asset(name)`."""
    folder = data / "assets"
    urls = {name: f"/static/{path}" for name, path in build(folder).items()}
    app.jinja_env.globals["asset"] = urls.__getitem__
    app.extensions["assets"] = urls

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        for name, value in HEADERS.items():
            headers[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=folder,
        prefix="static/",
        max_age=YEAR,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=add_headers,
        charset="utf-8",
    )
