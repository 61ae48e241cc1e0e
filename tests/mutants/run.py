"""Run the named tests of each loosened check: `python -m tests.mutants.run [name ...]` prints a line of JSON for each.

Each runs in a fork of one process that has imported everything but the app, so that it takes a second or two.
"""

import contextlib
import importlib
import json
import os
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

import pytest

from tests.mutants.checks import CHECKS
from tests.mutants.checks.check import Check

HEAVY = (
    "alembic.autogenerate",
    "argon2",
    "babel.messages.extract",
    "babel.dates",
    "bs4",
    "flask",
    "flask_compress",
    "flask_login",
    "flask_sec_fetch_csrf",
    "phonenumbers",
    "psycopg",
    "pydantic_settings",
    "segno",
    "sqlalchemy.orm",
    "sqlcipher3.dbapi2",
    "sqlmodel",
    "whitenoise",
    "yaml",
    "zoneinfo",
    "zxcvbn",
)
AT_ONCE = os.cpu_count() or 1
BROKEN = 99


def start(name: str, check: Check, log: Path) -> int:
    """Fork a run of the tests; its process id."""
    child = os.fork()
    if child:
        return child
    code = BROKEN
    try:
        os.environ |= {"FOOTHOLD_MUTANT": name, "FOOTHOLD_TEST_DATABASES": "sqlite"}
        with log.open("w") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        for module in [module for module in sys.modules if module.split(".")[0] == "tests"]:
            del sys.modules[module]
        code = pytest.main(["-q", "-x", "-p", "no:cacheprovider", "--tb=line", f"--basetemp={log}.data", *check.tests])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def verdict(name: str, status: int, log: Path) -> dict[str, object]:
    code = os.waitstatus_to_exitcode(status)
    text = log.read_text()
    failed = [line.removeprefix("FAILED ").split(" - ")[0] for line in text.splitlines() if line.startswith("FAILED ")]
    return {
        "name": name,
        "caught": code == pytest.ExitCode.TESTS_FAILED and bool(failed),
        "by": failed,
        "log": "" if failed else text[-3000:],
    }


def main(names: list[str]) -> int:
    for module in HEAVY:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(module)
    waiting = {name: CHECKS[name] for name in names or CHECKS}
    running: dict[int, tuple[str, Path]] = {}
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < AT_ONCE:
                name, check = waiting.popitem()
                log = Path(folder) / name.replace(" ", "-").replace("/", "-")
                running[start(name, check, log)] = (name, log)
            child, status = os.wait()
            result = verdict(*[running[child][0], status, running.pop(child)[1]])
            survived += not result["caught"]
            print(json.dumps(result), flush=True)  # noqa: T201 -- what the command is for
    return 1 if survived else 0


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main(sys.argv[1:]))
