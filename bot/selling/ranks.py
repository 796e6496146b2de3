"""Prices as whole numbers that sort right: a kilo with a kilo, a piece with a piece.

What weighs is ranked by its price a kilo, in thousandths of a minor unit, rounded down: exact
against any price in whole minor units. What has no weight is ranked after it, by the price of its
own unit and apart from every other unit: a piece is never cheaper than a kilo.
"""

from zlib import crc32

_ROOM = 2**52  # ranks of one unit; DEAREST an item or 4 million millions a kilo fit in
_GROUPS = 2**11 - 1
_FINE = 1000  # parts of a minor unit


def rank_price(minor: int, unit: str, grams: int | None) -> int:
    """Rank the price of one unit that weighs so many grams, if known."""
    per = minor * _FINE * 1000 // grams if grams else minor * _FINE
    return first_rank(unit, weighs=bool(grams)) + min(per, _ROOM - 1)


def first_rank(unit: str, *, weighs: bool) -> int:
    """Give the rank of what costs nothing: of all that weighs, or of one unit without a weight."""
    return 0 if weighs else (crc32(unit.encode()) % _GROUPS + 1) * _ROOM


def last_rank(minor: int, unit: str, *, weighs: bool) -> int:
    """Give the highest rank of what costs at most so much a kilo, or a unit without a weight."""
    return first_rank(unit, weighs=weighs) + min(minor * _FINE, _ROOM - 1)


def is_ranked_by(rank: int, unit: str, *, weighs: bool) -> bool:
    """Whether a rank is one of what weighs, or of a unit without a weight."""
    return rank - rank % _ROOM == first_rank(unit, weighs=weighs)


def price_at(rank: int) -> int:
    """Give the least whole minor units, a kilo or a unit, that a rank costs at most."""
    return -(-(rank % _ROOM) // _FINE)
