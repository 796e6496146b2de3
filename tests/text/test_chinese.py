import re
from decimal import Decimal

import pytest

from bot.text.chinese import numeral


@pytest.mark.parametrize(
    ("text", "value", "taken"),
    [
        ("十", "10", 1),
        ("十二", "12", 2),
        ("二十", "20", 2),
        ("廿五", "25", 2),
        ("一百零五", "105", 4),
        ("一百五", "150", 3),
        ("一千二", "1200", 3),
        ("一千零二", "1002", 4),
        ("三万五", "35000", 3),
        ("3万", "30000", 2),
        ("1.5千", "1500", 2),
        ("1万2", "12000", 3),
        ("三千五百万", "35000000", 5),
        ("一亿零五万", "100050000", 5),
        ("三点一四", "3.14", 4),
        ("四分之三", "0.75", 4),
        ("一半", "0.5", 2),
        ("五〇", "50", 2),
        ("伍拾", "50", 2),
        ("一百二一", "120", 3),
        ("三四十", "3", 1),
    ],
)
def test_numerals_follow_their_grammar(text: str, value: str, taken: int) -> None:
    assert numeral(re.findall(r"[\d.]+|.", text)) == (Decimal(value), taken)


@pytest.mark.parametrize("text", ["百", "万", "点五", "三分之一"])
def test_what_is_no_numeral_is_not_made_one(text: str) -> None:
    found = numeral(list(text))
    assert found is None or found[1] < len(text)
