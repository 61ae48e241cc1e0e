"""A real server in a process group of its own, to be killed; and what can be asked of it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlencode

from webapp import create_app, schema
from webapp.config import Settings

ROOT = Path(__file__).parent.parent.parent
FOOTHOLD = [sys.executable, "-c", "from webapp.cli import main; main()", "serve", "--port"]
FAULTY = [
    *(sys.executable, "-m", "granian", "tests.durability.faulty_wsgi:app", "--interface", "wsgi", "--no-ws"),
    *("--blocking-threads", "3", "--log-level", "critical", "--host", "127.0.0.1", "--port"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """Foothold on SQLite in `data`. With `fault` it is a broken twin, to show that the harness notices."""

    def __init__(self, data: Path, *, fault: str = "") -> None:
        self.data, self.fault, self.port = data, fault, free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None

    @property
    def settings(self) -> Settings:
        return Settings(data=self.data, database_url="", program_limits=False)

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("FOOTHOLD_")}
        environment |= {"FOOTHOLD_DATA": str(self.data), "FOOTHOLD_FAULT": self.fault}
        command = [*(FAULTY if self.fault else FOOTHOLD), str(self.port)]
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not come up: {command}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            try:
                connection.request("GET", "/healthz")
                with connection.getresponse() as answer:
                    return answer.status == 200
            except (OSError, http.client.HTTPException):
                return False

    def kill(self) -> None:
        """SIGKILL to every process of the server at once."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, how)
            self._process.wait(30)
            deadline = time.monotonic() + 30
            while _is_alive(self._process.pid) and time.monotonic() < deadline:
                time.sleep(0.005)
            self._process = None


def _is_alive(group: int) -> bool:
    """Whether a process of the group runs: a worker may outlive its parent by some milliseconds, and hold locks.

    So may a thread of it, for which the process itself is a zombie already.
    """
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and (state != "Z" or len(list(stat.with_name("task").iterdir())) > 1):
                return True
    return False


class Phone:
    """One connection of one person who is signed in."""

    def __init__(self, port: int, token: str) -> None:
        self._port, self._token = port, token
        self._connection: http.client.HTTPConnection | None = None

    def post(self, path: str, form: dict[str, str]) -> int:
        """The status of the answer; OSError or HTTPException when there was none."""
        self._connection = self._connection or http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        headers = {"Cookie": f"fh={self._token}", "Sec-Fetch-Site": "same-origin"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request("POST", path, urlencode(form), headers)
            with self._connection.getresponse() as answer:
                answer.read()
                return answer.status
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise

    def hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def prepare(settings: Settings) -> dict[str, str]:
    """An empty database with the cast in it. Answers with each participant's session token."""
    from tests.cast import enter

    app = create_app(settings)
    engine = app.extensions["foothold_engine"]
    schema.upgrade(engine)
    enter(app, "")
    engine.dispose()
    return {name: f"token-of-{name}" for name in ("maya", "jordan")}
