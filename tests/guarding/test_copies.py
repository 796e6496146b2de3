"""Near copies are found by their bands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guarding import copies

LOTTERY = "Congratulations! Your number won 500,000 in the harvest draw. Send 1,500 to 0700 000 111 to claim it."


@pytest.mark.parametrize(
    "other",
    [
        LOTTERY.replace("500,000", "750,000").replace("0700 000 111", "0799 123 456"),
        LOTTERY.upper(),
        LOTTERY.replace("Your", "your").replace("!", ""),
    ],
)
def test_changed_figures_and_signs_leave_a_near_copy(other: str) -> None:
    assert copies.is_copy(LOTTERY, other)
    assert set(copies.bands(LOTTERY)) & set(copies.bands(other))


def test_another_message_is_no_copy() -> None:
    other = "The truck comes on Friday at eight, please have the crates at the gate, thank you."
    assert not copies.is_copy(LOTTERY, other)
    assert copies.nearest(LOTTERY, [(1, other)]) is None


def test_the_nearest_is_chosen() -> None:
    assert copies.nearest(LOTTERY, [(1, LOTTERY[:-20]), (2, LOTTERY)]) == 2


def test_a_text_too_short_to_tell_has_no_bands() -> None:
    assert copies.bands("ok thanks") == ()


@given(st.text(max_size=300))
def test_bands_are_always_the_same(text: str) -> None:
    assert copies.bands(text) == copies.bands(text)
    assert len(copies.bands(text)) in {0, copies.BANDS}
