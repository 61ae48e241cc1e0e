"""Static files: bundled, named by their content, compressed once, served by WhiteNoise with a year's cache."""

import gzip
import hashlib
import re
import shutil
import tempfile
from pathlib import Path
from wsgiref.headers import Headers

import brotli
from flask import Flask
from whitenoise import WhiteNoise

SOURCE = Path(__file__).parent / "static"
OUTBOX = "js/offline/outbox.js"
WORKER = "js/offline/worker.js"
BUNDLES = {"app.css": "css/*.css", "app.js": "js/*.js", "offline.js": "js/offline/*.js"}
ALONE = (
    "icons.svg",
    "scene.svg",
    "vendor/htmx-4.0.1.min.js",
    OUTBOX,
    WORKER,
    *(
        str(path.relative_to(SOURCE))
        for folder in ("icons", "css/alone", "js/alone", "screenshots")
        for path in sorted((SOURCE / folder).iterdir())
    ),
)
"""Files with an address of their own. The outbox is loaded by pages and by the worker, the worker by `/sw.js`."""
SMALL = "small"
"""The folder of small forms, beside the scripts."""
COMMENT = re.compile(rb"(?:^|(?<=[;{,)\]}] ))// .*$")
"""A comment that fills its line, or stands behind the code of one."""
CSS_COMMENT, BLANK, AROUND = re.compile(rb"/\*.*?\*/", re.DOTALL), re.compile(rb"\s+"), re.compile(rb" ?([{};]) ?")
"""A blank in front of a colon means something: `.plan :is(...)`."""
YEAR = 31_536_000
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'",
}


def _contents() -> dict[str, bytes]:
    files = {name: _read(SOURCE / name) for name in ALONE}
    for name, pattern in BUNDLES.items():
        paths = sorted(path for path in SOURCE.glob(pattern) if str(path.relative_to(SOURCE)) not in {OUTBOX, WORKER})
        files[name] = b"\n".join(_read(path) for path in paths)
    return files


def stamp(source: bytes) -> bytes:
    """The first line of a small form: of which source it was made."""
    return b"// " + hashlib.sha256(source).hexdigest().encode()


def _read(path: Path) -> bytes:
    """The file, style sheets and scripts without what only people read.

    Of a script the small form that `tools/minify.py` made, if there is one. No text in scripts goes over several lines.
    """
    content = path.read_bytes()
    if path.suffix == ".css":
        return AROUND.sub(rb"\1", BLANK.sub(b" ", CSS_COMMENT.sub(b"", content)))
    if path.suffix != ".js" or path.parent.name == "vendor":
        return content
    small = path.parent / SMALL / path.name
    first, _, rest = small.read_bytes().partition(b"\n") if small.exists() else (b"", b"", b"")
    if first == stamp(content):
        return rest.rstrip()
    lines = (COMMENT.sub(b"", line.strip()) for line in content.splitlines())
    return b"\n".join(line for line in lines if line)


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
            if path.suffix == ".png":
                continue
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

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # as Flask's manual does
        app.wsgi_app,
        root=folder,
        prefix="static/",
        max_age=YEAR,
        allow_all_origins=False,
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=add_headers,
        charset="utf-8",
    )
