"""A request that a phone repeats is applied once; an id that stands for something else is a conflict."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast
from webapp import entries
from webapp.extensions import db
from webapp.models import Urge, uuid7
from webapp.moments import moment
from webapp.operations import Claim, claim, claim_new, fingerprint

SUBJECT = UUID(int=1)
FIELDS = [("strength", "7"), ("note", "words")]


def asked(
    cast: Cast,
    operation: UUID,
    *,
    owner: str = "maya",
    form: str = "urge",
    subject: UUID = SUBJECT,
    fields: list[tuple[str, str]] = FIELDS,
) -> Claim:
    with cast.app.app_context(), db.writing():
        return claim(operation, owner_id=cast[owner], form=form, subject_id=subject, fields=fields)


def test_new_then_repeat(cast: Cast) -> None:
    operation = uuid7()
    assert [asked(cast, operation) for _ in range(3)] == [Claim.NEW, Claim.REPEAT, Claim.REPEAT]


def test_the_order_of_fields_does_not_matter(cast: Cast) -> None:
    operation = uuid7()
    asked(cast, operation)
    assert asked(cast, operation, fields=FIELDS[::-1]) is Claim.REPEAT


@pytest.mark.parametrize(
    "other",
    [
        {"owner": "jordan"},
        {"form": "lapse"},
        {"subject": UUID(int=2)},
        {"fields": [("strength", "8"), ("note", "words")]},
        {"fields": [("strength", "7")]},
        {"fields": [*FIELDS, ("note", "words")]},
        {"fields": [("strength", "7"), ("note", "words\0")]},
    ],
    ids=str,
)
def test_anything_else_is_a_conflict(cast: Cast, other: dict[str, Any]) -> None:
    operation = uuid7()
    asked(cast, operation)
    assert asked(cast, operation, **other) is Claim.CONFLICT
    assert asked(cast, operation) is Claim.REPEAT, "and the first one stands"


def test_a_refused_request_leaves_the_operation_free(cast: Cast) -> None:
    operation = uuid7()
    with cast.app.app_context(), pytest.raises(ValueError, match="refused"), db.writing():
        claim(operation, owner_id=cast["maya"], form="urge", subject_id=UUID(int=1), fields=FIELDS)
        raise ValueError("refused")
    assert asked(cast, operation) is Claim.NEW


def test_an_id_of_ones_own_that_is_in_use_makes_nothing_new(cast: Cast) -> None:
    def asks(owner: str, operation: UUID, strength: str) -> Claim:
        with cast.app.app_context(), db.writing():
            fields = [("strength", strength)]
            return claim_new(Urge, row, operation, owner_id=cast[owner], form="urge", fields=fields)

    row, first = uuid7(), uuid7()
    assert asks("maya", first, "4") is Claim.NEW
    assert asks("maya", first, "4") is Claim.REPEAT
    assert asks("maya", first, "5") is Claim.CONFLICT, "there is no such row"
    with cast.app.app_context(), db.writing() as session:
        session.add(Urge(id=row, owner_id=cast["maya"], strength=4, **entries.when(moment("America/New_York"))))
    assert asks("maya", first, "4") is Claim.REPEAT
    assert asks("maya", first, "5") is Claim.CHANGED
    assert asks("maya", uuid7(), "5") is Claim.CHANGED
    assert asks("jordan", uuid7(), "4") is Claim.CONFLICT
    assert asks("jordan", first, "4") is Claim.CONFLICT


def test_values_cannot_be_shifted_between_fields() -> None:
    one = fingerprint("f", UUID(int=1), [("a", "1=b"), ("c", "")])
    other = fingerprint("f", UUID(int=1), [("a", "1"), ("b", "c")])
    assert one != other
    assert fingerprint("f", UUID(int=1), [("a", "x"), ("operation", "1")]) == fingerprint(
        "f", UUID(int=1), [("a", "x"), ("operation", "2")]
    )


def test_fifty_at_once_are_one_row(cast: Cast) -> None:
    sent = {"id": str(uuid7()), "operation": str(uuid7()), "strength": "7"}

    def post(_n: int) -> tuple[int, str | None]:
        answer = cast.as_("maya", lint=False).post("/urges", data=sent)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(16) as pool:
        answers = set(pool.map(post, range(50)))
    assert answers == {(303, f"/urges/{sent['id']}")}
    with cast.app.app_context():
        for table in ("urge", "operation"):
            assert db.session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 1
        assert (
            db.session.connection().exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'logged'").scalar() == 1
        )


def test_fifty_at_once_with_other_strengths_are_one_row(cast: Cast) -> None:
    row = str(uuid7())

    def post(n: int) -> int:
        sent = {"id": row, "operation": str(uuid7()), "strength": str(n % 11)}
        return cast.as_("maya", lint=False).post("/urges", data=sent).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(post, range(50)))
    with cast.app.app_context():
        (kept,) = db.session.connection().exec_driver_sql("SELECT strength FROM urge").scalars()
    agree = [n for n in range(50) if n % 11 == kept]
    assert statuses == [303] * len(agree) + [409] * (50 - len(agree)), "what asks for what stands is a success"
