"""An installation without a program, and the code of its console."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import SQLModel, select

from tests.support.client import PageClient
from webapp.content.clinical import CRISIS_LINES
from webapp.extensions import db
from webapp.setup.routes import REMEMBERED
from webapp.setup.services import ensure_setup_code, forget_setup_code

PRIMARY = [slug for slug, line in CRISIS_LINES.items() if line.primary]


@pytest.fixture
def fresh(app: Flask) -> Iterator[Flask]:
    """No program, and the app does not remember one."""
    known = app.extensions.pop(REMEMBERED, False)
    yield app
    app.extensions[REMEMBERED] = known
    forget_setup_code(data_of(app))


def data_of(app: Flask) -> Path:
    folder: Path = app.extensions["settings"].data
    return folder


@pytest.fixture
def visitor(fresh: Flask) -> PageClient:
    return PageClient(fresh)


@pytest.fixture
def code(fresh: Flask) -> str:
    return ensure_setup_code(data_of(fresh))


@pytest.fixture
def sent(code: str) -> dict[str, Any]:
    """A form that is fine."""
    return {
        "code": code,
        "program": "Riverside IOP",
        "time_zone": "America/Denver",
        "phone": "(202) 555-0111",
        "phone_hours": "weekdays 8 to 6",
        "phone_hours_es": "de lunes a viernes de 8 a 6",
        "reading_days": ["1", "2", "3", "4", "5"],
        "reading_by": "17:00",
        "lines": [*PRIMARY, "safespot"],
        "harm_reduction": "true",
        "name": "Ana Ruiz",
        "username": "Ana",
        "password": "lantern-orbit-mustard-58",
    }


@pytest.fixture
def stored(fresh: Flask) -> Callable[[type[SQLModel]], list[Any]]:
    def read(model: type[Any]) -> list[Any]:
        with fresh.app_context():
            return list(db.session.execute(select(model).order_by(model.id)).scalars())

    return read
