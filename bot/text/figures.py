"""Numbers and money as a country writes them, in the language read."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import babel
import babel.localedata
from babel.numbers import NumberPattern, parse_pattern

from bot.kernel import money
from bot.kernel.money import Money
from bot.text.digits import native_digits

_NBSP = "\u00a0"
_MARKS = str.maketrans("", "", "\u200e\u200f")


@dataclass(frozen=True)
class Figures:
    """Writes numbers by one Babel locale; `digits` are a script's own ten, or none."""

    babel: babel.Locale
    signs: Mapping[str, str]
    digits: str = ""

    def number(self, value: int | Decimal) -> str:
        """Write a number grouped, with up to three decimals."""
        return self._written(value, _pattern(self.babel, 0, 3))

    def money(self, value: Money) -> str:
        """Write an amount with the sign people use; a whole amount goes without its zeros."""
        amount = value.to_decimal()
        places = 0 if amount == int(amount) else money.digits(value.currency)
        before, after = _around(self.babel, self.sign(value.currency))
        figure = self._written(abs(amount), _pattern(self.babel, places, places))
        return f"{'-' if value.minor < 0 else ''}{before}{figure}{after}"

    def _written(self, value: int | Decimal, pattern: NumberPattern) -> str:
        system = "default" if self.digits else "latn"
        plain = pattern.apply(value, self.babel, numbering_system=system)
        return native_digits(plain, self.digits).translate(_MARKS)

    def sign(self, currency: str) -> str:
        """Give the sign people write for a currency."""
        symbol = self.babel.currency_symbols.get(currency, currency)
        return self.signs.get(currency) or symbol.translate(_MARKS)


@cache
def babel_locale(language: str, country: str, usual: tuple[str, ...]) -> babel.Locale:
    """Give Babel's locale for the language in the country, else in the first usual one it knows.

    A language Babel has never heard of writes its numbers as English does.
    """
    names = (*(f"{language}_{place}" for place in (country, *usual) if place), language, "en")
    return babel.Locale.parse(next(filter(babel.localedata.exists, names)))


@cache
def _pattern(locale: babel.Locale, fewest: int, most: int) -> NumberPattern:
    whole = locale.decimal_formats[None].pattern.split(".")[0]
    decimals = "0" * fewest + "#" * (most - fewest)
    return parse_pattern(f"{whole}.{decimals}" if decimals else whole)


@cache
def _around(locale: babel.Locale, sign: str) -> tuple[str, str]:
    """Give what stands before and after an amount: a word keeps off the number, a sign need not."""
    pattern = locale.currency_formats["standard"]
    before, after = pattern.prefix[0].translate(_MARKS), pattern.suffix[0].translate(_MARKS)
    gap = _NBSP if before == "¤" and sign[-1:].isalpha() else ""
    return before.replace("¤", sign) + gap, after.replace("¤", sign)
