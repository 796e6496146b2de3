"""A kind of question about money: so much in all, nothing included."""

from collections.abc import Callable
from typing import Any

from bot.kernel.money import Money
from bot.selling import hearing
from bot.selling.asks import DEAREST
from bot.selling.produce import plainly
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure
from bot.talk.event import Event, Said
from bot.talk.tap import read_count
from bot.text.phrase import Phrase


class MoneyAsk(Ask[Money]):
    """An amount of money in `currency`; a price of one unit is no such amount."""

    keypad = True
    is_number = True

    def __init__(self, currency: Callable[[Any], str]) -> None:
        self.currency = currency

    def read(self, event: Event, asking: Asking) -> Money | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        currency = self.currency(asking.so_far)
        found = hearing.hear_prices(event.text, asking.speaker, currency)
        sums = tuple(each.money for each in found if not each.per_unit and not each.per_quantity)
        fit = tuple(dict.fromkeys(money for money in sums if self._fits(money, currency)))
        if not fit:
            return Unclear()
        return fit[0] if len(fit) == 1 else Unsure(tuple(map(self._option, fit)))

    def _fits(self, money: Money, currency: str) -> bool:
        return money.currency == currency and 0 <= money.minor <= DEAREST

    def _option(self, money: Money) -> Option:
        return Option(self.encode(money), plainly(money))

    def encode(self, value: Money) -> Code:
        return f"{value.minor}:{value.currency}"

    def decode(self, code: Code, asking: Asking) -> Money | None:
        minor, _, currency = code.partition(":")
        much = read_count(minor, DEAREST)
        known = much is not None and currency == self.currency(asking.so_far)
        return Money(much, currency) if known and much is not None else None

    def show(self, value: Money, asking: Asking) -> Phrase:
        return plainly(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (f"200000:{self.currency(asking.so_far)}",)
