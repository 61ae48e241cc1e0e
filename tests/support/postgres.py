"""A PostgreSQL server of the tests' own: a fresh cluster on a free port, stopped by its process id."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "PostgreSQL 15 or newer is needed for the tests: apt-get install postgresql"


def _program(name: str) -> str:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if not found:
        raise RuntimeError(MISSING)
    return found


def _as_server(*command: str) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a database on a running server; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="foothold-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    port = _free_port()
    data = str(folder / "data")
    subprocess.run(
        _as_server(_program("initdb"), "-D", data, "-A", "trust", "-U", user, "-E", "UTF8", "--no-sync"),
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c max_connections=60 -c lock_timeout=60s"
    )
    subprocess.run(
        _as_server(_program("pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"),
        check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    try:
        yield f"postgresql://{user}@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            _as_server(_program("pg_ctl"), "-D", data, "-m", "immediate", "stop"),
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        shutil.rmtree(folder, ignore_errors=True)
