"""What ticked signs suggest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.checkins.levels import ORDER, Advice, advice, furthest
from webapp.enums import SignLevel

levels = st.lists(st.sampled_from(SignLevel))


@given(levels)
def test_the_furthest_is_one_of_them_and_none_is_further(ticked: list[SignLevel]) -> None:
    found = furthest(ticked)
    assert found in ticked or (not ticked and found is SignLevel.STEADY)
    assert all(ORDER.index(level) <= ORDER.index(found) for level in ticked)


@given(levels, levels)
def test_more_signs_never_bring_it_nearer(ticked: list[SignLevel], more: list[SignLevel]) -> None:
    assert ORDER.index(furthest(ticked + more)) >= ORDER.index(furthest(ticked))


@pytest.mark.parametrize(
    ("ticked", "level", "drifting", "expected"),
    [
        (0, SignLevel.STEADY, 0, Advice.NOTHING_TICKED),
        (2, SignLevel.STEADY, 0, Advice.STEADY),
        (1, SignLevel.DRIFTING, 1, Advice.NOTICED),
        (2, SignLevel.DRIFTING, 2, Advice.NOTICED),
        (3, SignLevel.DRIFTING, 3, Advice.TALK),
        (1, SignLevel.DRIFTING, 3, Advice.TALK),
        (1, SignLevel.CLOSE, 0, Advice.TALK),
        (5, SignLevel.IN_IT, 3, Advice.IN_IT),
        (0, SignLevel.STEADY, 3, Advice.NOTHING_TICKED),
    ],
)
def test_what_it_suggests(ticked: int, level: SignLevel, drifting: int, expected: Advice) -> None:
    assert advice(ticked, level, drifting) is expected
