"""The same urge, many times at the same moment: one row, and every sender is told that it is saved."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.cast import Cast
from webapp.extensions import db
from webapp.models import uuid7

SENDERS = 50


def counted(cast: Cast, table: str) -> int:
    with cast.app.app_context():
        return db.session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0


def send_together(cast: Cast, forms: list[dict[str, object]]) -> list[int]:
    gate = Barrier(len(forms), timeout=60)

    def send(form: dict[str, object]) -> int:
        client = cast.as_("maya", lint=False)
        gate.wait()
        return client.post("/urges", data=form).status_code

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))


def test_one_form_from_fifty_senders_is_one_row(cast: Cast) -> None:
    form = {"id": uuid7(), "operation": uuid7(), "strength": 6}
    assert send_together(cast, [form] * SENDERS) == [303] * SENDERS
    assert [counted(cast, table) for table in ("urge", "operation", "audit")] == [1, 1, 1]


def test_fifty_forms_from_fifty_senders_are_fifty_rows(cast: Cast) -> None:
    forms = [{"id": uuid7(), "operation": uuid7(), "strength": n % 11} for n in range(SENDERS)]
    assert send_together(cast, forms) == [303] * SENDERS
    assert [counted(cast, table) for table in ("urge", "operation", "audit")] == [SENDERS] * 3
