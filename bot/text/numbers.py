"""Numbers as people type them: figures of any script, marks, halves and words."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.kernel.tables import rows

_LONGEST = 12  # digits; nothing sold on a farm needs more


@dataclass(frozen=True, slots=True)
class Marks:
    """How a country writes numbers: its grouping mark; the other one is for decimals."""

    group: str


def marks(language: str, country: str) -> Marks:
    return Marks("." if country in _decimal_commas().get(language, ()) else ",")


@cache
def _decimal_commas() -> dict[str, frozenset[str]]:
    return {row["language"]: frozenset(row["countries"].split()) for row in rows("decimal_comma")}


def figures(text: str, usual: Marks) -> tuple[Decimal, ...]:
    """Give every meaning of figures with marks, likeliest first; none if they are no number.

    Both marks: the last is the decimal one. One mark: decimal, unless three digits follow it,
    which may be thousands too. The same mark again and again groups.
    """
    digits = [char for char in text if char.isdigit()]
    if len(digits) > _LONGEST or (text[0] == "0" and text[1:3].isdigit()):
        return ()  # 0712... is a telephone
    used = [char for char in text if not char.isdigit()]
    if not used:
        return (Decimal(text),)
    if "'" in used and len(set(used)) > 1:  # 1'200.000 counts millions in much of Latin America
        even = text.replace("'", used[-1])
        return tuple(dict.fromkeys((*_grouped(even, used[-1]), *_decimal(text, used[-1]))))
    if "٫" in used or len(set(used)) > 1:
        return _decimal(text, used[-1])
    return _one_kind(text, used, usual)


def _one_kind(text: str, used: list[str], usual: Marks) -> tuple[Decimal, ...]:
    mark = used[0]
    if len(used) > 1 or mark in " '٬":
        return _grouped(text, mark)
    head, tail = text.split(mark)
    decimal = _decimal(text, mark)
    if len(tail) != 3 or not head or head == "0" or len(head) > 3:
        return decimal
    grouped = _grouped(text, mark)
    return (*grouped, *decimal) if mark == usual.group else (*decimal, *grouped)


def _decimal(text: str, mark: str) -> tuple[Decimal, ...]:
    if text.count(mark) != 1:
        return ()
    head, tail = text.split(mark)
    others = {char for char in head if not char.isdigit()}
    whole = _grouped(head, others.pop()) if len(others) == 1 else (Decimal(head or 0),)
    return tuple(Decimal(f"{value}.{tail}") for value in whole) if not others else ()


def _grouped(text: str, mark: str) -> tuple[Decimal, ...]:
    """Thousands, or lakhs as in 1,50,000."""
    first, *middle, last = text.split(mark)
    sizes = {len(part) for part in middle}
    fits = len(last) == 3 and 0 < len(first) <= 3 and sizes <= {3}
    lakh = len(last) == 3 and 0 < len(first) <= 2 and sizes == {2}
    return (Decimal(text.replace(mark, "")),) if fits or lakh else ()


def fraction(text: str) -> Decimal | None:
    """1/2, 3/4, 1/8: what a decimal holds within thousandths; 15/3 is a date."""
    over, under = map(int, text.split("/"))
    if not 0 < over < under or under not in {2, 4, 5, 8, 10}:
        return None
    return Decimal(over) / Decimal(under)
