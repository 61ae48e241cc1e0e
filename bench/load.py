"""Servers to load, and the load: wrk where it is installed, threads of our own otherwise."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

CONNECTIONS = 4
ROOT = Path(__file__).parent.parent
SERVE = [sys.executable, "-c", "from webapp.cli import main; main()", "serve", "--port"]
GRANIAN = [
    *(sys.executable, "-m", "granian", "bench.apps:app", "--interface", "wsgi", "--no-ws", "--workers", "1"),
    *("--blocking-threads", "3", "--log-level", "error", "--host", "127.0.0.1", "--port"),
]
"""As webapp/serving.py starts it."""

LUA = """
local headers = {{ ["Cookie"] = "fh={token}", ["Sec-Fetch-Site"] = "same-origin", ["Accept-Encoding"] = "br",
                  ["Accept-Language"] = "en", ["Content-Type"] = "application/x-www-form-urlencoded" }}
local saves, counter = {saves}, 0
function init() math.randomseed({seed}) end
local function id()
  counter = counter + 1
  return string.format("%08x-%04x-7%03x-8%03x-%06x%06x", os.time(), counter % 65536, math.random(0, 4095),
    math.random(0, 4095), math.random(0, 16777215), math.random(0, 16777215))
end
function request()
  if not saves then return wrk.format("GET", "{path}", headers) end
  local body = "id=" .. id() .. "&operation=" .. id() .. "&strength=" .. (counter % 8)
  return wrk.format("POST", "{path}", headers, body)
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(95), e.status + e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Window:
    """What one window showed."""

    rate: float
    """Requests a second."""
    p50: float
    """Milliseconds."""
    p95: float


@dataclass
class Target:
    """One page of one server."""

    name: str
    server: "Server"
    path: str = "/"
    token: str = ""
    saves: bool = False
    windows: list[Window] = field(default_factory=list)

    def measure(self, seconds: float) -> None:
        self.windows.append((_wrk if shutil.which("wrk") else _threads)(self, seconds))
        self._let_finish()

    def _let_finish(self) -> None:
        """The load leaves without waiting for its last answers: the server works on them when the next is measured."""
        for _ in range(0 if self.saves else CONNECTIONS):
            self._ask()

    def warm_up(self) -> None:
        """Sends a few requests. A redirect is no page: it would be measured as a fast one."""
        if self._ask() != 200 and not self.saves:
            raise RuntimeError(f"{self.name}: this is not the page")
        self.measure(0.5)
        self.windows.clear()

    def _ask(self) -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)) as connection:
            connection.request("GET", self.path, headers=_headers(self))
            return connection.getresponse().status

    def median(self, of: Callable[[Window], float]) -> float:
        values = sorted(of(window) for window in self.windows)
        return values[len(values) // 2]


class Server:
    def __init__(self, command: list[str], **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOOTHOLD_")}
        self._process = subprocess.Popen(
            [*_pinned(0), *command, str(self.port)], cwd=ROOT, env=inherited | environment,
            start_new_session=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{self._process.args} did not come up")

    def stop(self) -> None:
        if self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(30)


def _pinned(core: int) -> list[str]:
    """The server on one core, the load on the other."""
    return ["taskset", "-c", str(core)] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []


def _wrk(target: Target, seconds: float) -> Window:
    script = LUA.format(
        token=target.token, path=target.path, saves=str(target.saves).lower(), seed=time.time_ns() % 2**31
    )
    with NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        # wrk counts whole seconds only: shorter windows are ended by us.
        command = [
            *_pinned(1),
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{max(round(seconds), 1)}s",
            "--timeout",
            "10s",
            "-s",
            file.name,
        ]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{target.server.port}"], capture_output=True, text=True, check=True
        )
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT"))
    requests, duration, p50, p95, errors = map(int, line.split()[1:])
    if errors:
        raise RuntimeError(f"{target.name}: {errors} of {requests} requests failed")
    return Window(requests / duration * 1e6, p50 / 1000, p95 / 1000)


def _threads(target: Target, seconds: float) -> Window:
    """Slower than wrk, so that fast pages look slower than they are; the ratios of slow ones hold."""
    taken: list[float] = []
    ends = time.perf_counter() + seconds
    users = [threading.Thread(target=_user, args=(target, ends, taken)) for _ in range(CONNECTIONS)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    taken.sort()
    return Window(len(taken) / seconds, taken[len(taken) // 2] * 1000, taken[len(taken) * 95 // 100] * 1000)


def _headers(target: Target) -> dict[str, str]:
    return {
        "Cookie": f"fh={target.token}",
        "Sec-Fetch-Site": "same-origin",
        "Accept-Encoding": "br",
        "Accept-Language": "en",
    }


def _user(target: Target, ends: float, taken: list[float]) -> None:
    headers = _headers(target)
    if target.saves:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(http.client.HTTPConnection("127.0.0.1", target.server.port, timeout=10)) as connection:
        while (started := time.perf_counter()) < ends:
            body = f"id={uuid4()}&operation={uuid4()}&strength=5" if target.saves else None
            connection.request("POST" if target.saves else "GET", target.path, body, headers)
            with connection.getresponse() as answer:
                answer.read()
                if answer.status >= 400:
                    raise RuntimeError(f"{target.name}: {answer.status}")
            taken.append(time.perf_counter() - started)
