"""A request that is answered early is read to its end: a browser that is still sending would not see the answer."""

from io import BytesIO

import pytest

from tests.cast import Cast
from webapp.headers import MOST_TAKEN_IN

FORM = "application/x-www-form-urlencoded"


def left(cast: Cast, member: str, path: str, size: int, **headers: str) -> tuple[int, int]:
    """The status, and how many bytes of the body nobody read."""
    body = b"note=" + b"x" * size
    stream = BytesIO(body + b"POST /the/next/request")
    answer = cast.as_(member).post(
        path,
        input_stream=stream,
        content_type=FORM,
        headers=headers,
        environ_overrides={"CONTENT_LENGTH": str(len(body))},
    )
    return answer.status_code, len(body) - stream.tell()


@pytest.mark.parametrize("size", [10, 200_000, 600_000])
@pytest.mark.parametrize(
    ("member", "path", "headers", "status"),
    [
        ("nobody", "/urges", {}, 401),
        ("dana", "/urges", {}, 403),
        ("maya", "/urges", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("maya", "/no/such/page", {}, 404),
        ("maya", "/log", {}, 405),
    ],
)
def test_it_is_read_to_its_end(
    cast: Cast, member: str, path: str, headers: dict[str, str], status: int, size: int
) -> None:
    assert left(cast, member, path, size, **headers) == (status, 0)


@pytest.mark.parametrize(("size", "status"), [(200_000, 422), (600_000, 413)])
def test_so_is_a_form_that_is_read_or_too_long(cast: Cast, size: int, status: int) -> None:
    assert left(cast, "maya", "/urges", size) == (status, 0)


def test_there_is_an_end_to_it(cast: Cast) -> None:
    status, rest = left(cast, "nobody", "/urges", MOST_TAKEN_IN + 1)
    assert (status, rest > 0) == (401, True)
