"""Money: whole minor units of one currency."""

from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

# ISO 4217 gives two decimals to every currency but these.
_NO_MINOR = frozenset(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
_MILLI = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))


def digits(currency: str) -> int:
    """Decimals of the currency's minor unit by ISO 4217: KES 2, UGX 0, TND 3."""
    if currency in _NO_MINOR:
        return 0
    return 3 if currency in _MILLI else 2


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount; two of different currencies refuse (ValueError) to be added or compared."""

    minor: int
    currency: str

    @classmethod
    def from_decimal(cls, amount: Decimal, currency: str) -> "Money":
        """Read major units; ValueError when the currency has no such small coin."""
        return cls(_whole(amount, digits(currency)), currency)

    def to_decimal(self) -> Decimal:
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def times(self, milli: int) -> "Money":
        """Price of one unit for thousandths of a unit, rounded half up (away from zero)."""
        product = self.minor * milli
        size = (2 * abs(product) + 1000) // 2000
        return Money(size if product >= 0 else -size, self.currency)

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} is not {other.currency}")


def _whole(amount: Decimal, places: int) -> int:
    """Shift by places and refuse a rest."""
    if not amount.is_finite():
        raise ValueError(f"{amount} is no amount")
    numerator, denominator = amount.as_integer_ratio()
    scale: int = 10**places
    value, rest = divmod(numerator * scale, denominator)
    if rest:
        raise ValueError(f"{amount} has more than {places} decimals")
    return value
