"""The data of buttons is read as if anybody had sent it, for anybody may."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.talk.tap import read_count, read_id, read_tap

LARGEST = 2**63 - 1


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "+1", " 1", "1.0", "²", "٣", "1_0", str(2**63), "9" * 40]
)
def test_what_no_row_can_have_is_no_id(text: str) -> None:
    assert read_id(text) is None


@given(number=some.integers(1, LARGEST))
def test_an_id_is_read_as_it_was_written(number: int) -> None:
    assert read_id(str(number)) == number


def test_a_count_may_be_nothing_but_no_more_than_the_most() -> None:
    assert [read_count(text, 9) for text in ("0", "9", "10", "x")] == [0, 9, None, None]


@given(data=some.text(max_size=64))
def test_any_data_is_read_or_is_no_tap(data: str) -> None:
    tap = read_tap(data)
    assert tap is None or 0 <= tap.draft <= LARGEST
