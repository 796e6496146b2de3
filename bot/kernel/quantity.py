"""Quantity: whole thousandths of one unit."""

from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True)
class Quantity:
    """So much of a unit; two of different units refuse (ValueError) to be added or compared."""

    milli: int
    unit: str

    @classmethod
    def from_decimal(cls, amount: Decimal, unit: str) -> "Quantity":
        """Read whole units; ValueError below a thousandth."""
        if not amount.is_finite():
            raise ValueError(f"{amount} is no quantity")
        numerator, denominator = amount.as_integer_ratio()
        milli, rest = divmod(numerator * 1000, denominator)
        if rest:
            raise ValueError(f"{amount} has more than 3 decimals")
        return cls(milli, unit)

    def to_decimal(self) -> Decimal:
        """Whole units, without idle zeros: 2.5, 20."""
        whole, rest = divmod(self.milli, 1000)
        return Decimal(self.milli).scaleb(-3).normalize() if rest else Decimal(whole)

    def __add__(self, other: "Quantity") -> "Quantity":
        self._same(other)
        return Quantity(self.milli + other.milli, self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        self._same(other)
        return Quantity(self.milli - other.milli, self.unit)

    def __lt__(self, other: "Quantity") -> bool:
        self._same(other)
        return self.milli < other.milli

    def __bool__(self) -> bool:
        return self.milli != 0

    def _same(self, other: "Quantity") -> None:
        if self.unit != other.unit:
            raise ValueError(f"{self.unit} is not {other.unit}")
