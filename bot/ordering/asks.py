"""Kinds of question about an order: its code, a later day, a sum of money."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.kernel.money import Money
from bot.selling.asks import DEAREST, DayAsk
from bot.selling.hearing import hear_prices
from bot.selling.produce import plainly
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure
from bot.talk.event import Event, Said
from bot.talk.tap import read_count
from bot.text.digits import ascii_digits
from bot.text.phrase import Phrase, say

CODE = 4  # digits of a pick-up code


class CodeAsk(Ask[str]):
    """The four digits the buyer has on their phone, in any script."""

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        digits = ascii_digits(event.text).replace(" ", "") if isinstance(event, Said) else ""
        return self.decode(digits, asking) or Unclear()

    def decode(self, code: Code, asking: Asking) -> str | None:
        good = len(code) == CODE and code.isascii() and code.isdigit()
        return code if good else None

    def show(self, value: str, asking: Asking) -> Phrase:
        return say("talk-words", words=value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("4821",)


_LATER = {"tomorrow": 1, "days": 3, "week": 7}


class LaterAsk(DayAsk):
    """Which later day."""

    def options(self, asking: Asking) -> tuple[Option, ...]:
        today = asking.speaker.today
        return tuple(
            Option((today + timedelta(days=days)).isoformat(), say(asking.key(code)))
            for code, days in _LATER.items()
        )

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (self.options(asking)[0].code,)

    def roles(self) -> tuple[str, ...]:
        return tuple(_LATER)


class SumAsk(Ask[Money]):
    """A sum of money in `currency`."""

    keypad = True
    is_number = True

    def __init__(self, currency: Callable[[Any], str]) -> None:
        self.currency = currency

    def read(self, event: Event, asking: Asking) -> Money | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        wanted = self.currency(asking.so_far)
        found = hear_prices(event.text, asking.speaker, wanted)
        sums = [each.money for each in found if each.per_unit is None]
        sane = {each for each in sums if 0 < each.minor <= DEAREST and each.currency == wanted}
        return sane.pop() if len(sane) == 1 else Unclear()

    def encode(self, value: Money) -> Code:
        return f"{value.minor}:{value.currency}"

    def decode(self, code: Code, asking: Asking) -> Money | None:
        minor, _, currency = code.partition(":")
        sum_ = read_count(minor, DEAREST)
        return Money(sum_, currency) if sum_ and currency == self.currency(asking.so_far) else None

    def show(self, value: Money, asking: Asking) -> Phrase:
        return plainly(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (self.encode(Money(100, self.currency(asking.so_far))),)
