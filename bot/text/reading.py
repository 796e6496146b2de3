"""What reading a farmer's words gives: a value, a choice to ask about, or nothing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.kernel.units import Factor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NotRead:
    """Not understood in full, so not taken at all: ask again."""


@dataclass(frozen=True, slots=True)
class Unsure(Generic[T]):
    """Two or more meanings, likeliest first: ask which."""

    options: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """about: said as an estimate ("around 30")."""

    value: Decimal
    about: bool = False


@dataclass(frozen=True, slots=True)
class NoUnit:
    """A quantity said without its unit: ask the unit."""

    value: Decimal
    about: bool = False


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value beside the words it came from and the weight factor of its unit, if it has one."""

    value: T
    said: str
    factor: Factor | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """Money for one per_unit, or for all of per_quantity ("500 for 10 kg"), or for what was asked."""

    money: Money
    per_unit: str | None = None
    per_quantity: Quantity | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One crop beyond doubt."""

    crop_id: str


@dataclass(frozen=True, slots=True)
class Several(Generic[T]):
    """Up to three crops, or days, that the words may mean: ask with pictures."""

    options: tuple[T, ...]


Intent = Literal["sell", "buy"]
