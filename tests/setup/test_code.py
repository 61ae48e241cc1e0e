"""The one-time code of the console."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

from tests.setup.conftest import data_of
from tests.support.client import PageClient
from webapp.models import Program
from webapp.setup.services import FILE, ensure_setup_code, forget_setup_code, is_setup_code

Stored = Callable[[type[Any]], list[Any]]


def test_only_a_hash_is_kept_where_nobody_else_can_read(tmp_path: Path) -> None:
    code = ensure_setup_code(tmp_path)
    file = tmp_path / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert code not in file.read_text()
    assert code.replace("-", "") not in file.read_text()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_it_is_read_as_people_type_it(tmp_path: Path) -> None:
    code = ensure_setup_code(tmp_path)
    assert is_setup_code(tmp_path, code)
    assert is_setup_code(tmp_path, f" {code.lower().replace('-', ' ')} ")
    assert not is_setup_code(tmp_path, "00000-00000")
    assert not is_setup_code(tmp_path, "")


def test_each_start_makes_a_new_one(tmp_path: Path) -> None:
    first = ensure_setup_code(tmp_path)
    second = ensure_setup_code(tmp_path)
    assert not is_setup_code(tmp_path, first)
    assert is_setup_code(tmp_path, second)


def test_no_code_without_a_file(tmp_path: Path) -> None:
    code = ensure_setup_code(tmp_path)
    forget_setup_code(tmp_path)
    forget_setup_code(tmp_path)
    assert not is_setup_code(tmp_path, code)


def test_a_wrong_code_is_refused_and_counted(visitor: PageClient, sent: dict[str, Any], stored: Stored) -> None:
    answers = [visitor.post("/setup", data=sent | {"code": "00000-00000"}) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [422] * 20 + [429]
    assert "This is not the code on the console." in answers[0].text
    assert "Riverside IOP" in answers[0].text
    assert visitor.post("/setup", data=sent).status_code == 429
    assert stored(Program) == []


def test_a_code_works_once(fresh: Flask, visitor: PageClient, sent: dict[str, Any]) -> None:
    visitor.post("/setup", data=sent)
    assert not is_setup_code(data_of(fresh), sent["code"])
