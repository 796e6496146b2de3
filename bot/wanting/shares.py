"""Who brings how much of a large order, and who bears how much of a cost: exact to the last coin."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import gcd

FIRST, EQUAL, PRICE = "first", "equal", "price"
RULES = (FIRST, EQUAL, PRICE)
_WHOLE = 1000  # thousandths of one unit


@dataclass(frozen=True, slots=True)
class Promise:
    """What one farmer would bring: thousandths of the unit, at so many minor units each, since when.

    `key` tells promises apart and settles what is equal in everything else.
    """

    key: int
    milli: int
    price_minor: int
    at: datetime


def share(promises: Iterable[Promise], target: int, rule: str) -> Mapping[int, int]:
    """Allot a target among promises by a rule; gives each key's share, nothing where there is none.

    The shares add up to the target, or to all that is promised where that is less. Nobody brings
    more than promised. Shares come in whole units where the target and all promises do. The
    order in which the promises are given changes nothing.
    """
    known = sorted(promises, key=_ORDERS[rule])
    step = gcd(_WHOLE, target, *(each.milli for each in known))
    steps = [each.milli // step for each in known]
    taken = _level(steps, target // step) if rule == EQUAL else _in_turn(steps, target // step)
    return {each.key: many * step for each, many in zip(known, taken, strict=True) if many}


_ORDERS: Mapping[str, Callable[[Promise], tuple[object, ...]]] = {
    FIRST: lambda each: (each.at, each.key),
    # From the smallest promise up, each takes an equal part of what is left, or all it has.
    EQUAL: lambda each: (each.milli, each.key),
    PRICE: lambda each: (each.price_minor, each.at, each.key),
}


def _in_turn(promised: Sequence[int], target: int) -> list[int]:
    taken = []
    for many in promised:
        taken.append(min(many, target))
        target -= taken[-1]
    return taken


def _level(promised: Sequence[int], target: int) -> list[int]:
    taken = []
    for at, many in enumerate(promised):
        taken.append(min(many, target // (len(promised) - at), target))
        target -= taken[-1]
    return taken


def split(cost: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a cost by weight so that the parts add up to it: the largest remainders get the coins."""
    whole = sum(weights)
    if not whole:
        return (0,) * len(weights)
    parts = [cost * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda at: (-(cost * weights[at] % whole), at))
    for at in by_rest[: cost - sum(parts)]:
        parts[at] += 1
    return tuple(parts)
