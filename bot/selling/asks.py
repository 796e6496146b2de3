"""Kinds of question about produce: which crop, how much, at what price, from which day."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from bot.kernel import crops, units
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling import hearing
from bot.selling.hearing import BARE
from bot.selling.measures import Measure, Rate, convert, grams_of, rate_for
from bot.selling.produce import crop_phrase, plainly, rate_phrase, unit_phrase
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure, spelled
from bot.talk.event import Event, Said
from bot.talk.tap import read_count
from bot.text.folding import fold, read_index
from bot.text.phrase import Phrase, say
from bot.text.reading import Price

MOST = 1_000_000 * 1000  # thousandths of a unit: more is a slip of the finger
DEAREST = 10**12  # minor units one may cost: most of the dearest still adds up in 64 bits
FURTHEST = timedelta(days=366)


def is_sentence(event: Said, asking: Asking) -> bool:
    """Whether the words answer more than one question, so that the whole flow should hear them."""
    if _is_one_word(event.text):
        return False
    return len(asking.so_far.hear(event.text, asking.speaker)) > 1


class CropAsk(Ask[str]):
    """Which crop: a picture list, or its name in any language. `source` lists the likeliest."""

    def __init__(self, source: Callable[[Any], tuple[str, ...]]) -> None:
        self.source = source

    def read(self, event: Event, asking: Asking) -> str | Unclear | Unsure:
        if not isinstance(event, Said) or is_sentence(event, asking):
            return Unclear()
        found = _named(event.text, asking) if read_index(event.text) is None else ()
        if found:
            return found[0] if len(found) == 1 else Unsure(tuple(map(_crop_option, found)))
        return spelled(event, self.options(asking), asking.speaker) or Unclear()

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(map(_crop_option, self.source(asking.so_far)))

    def decode(self, code: Code, asking: Asking) -> str | None:
        return code if crops.known(code) else None

    def show(self, value: str, asking: Asking) -> Phrase:
        return crop_phrase(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return self.source(asking.so_far)[:1]


class QuantityAsk(Ask[Quantity]):
    """How much, in one given unit: `measure` names it, `amounts` are offered to tap.

    What is typed in another unit is counted in this one where that loses nothing.
    """

    is_number = True

    def __init__(
        self, measure: Callable[[Any], Measure], amounts: Callable[[Any], tuple[Quantity, ...]]
    ) -> None:
        self.measure = measure
        self.amounts = amounts

    def read(self, event: Event, asking: Asking) -> Quantity | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        wanted = self.measure(asking.so_far)
        found = hearing.hear_amounts(event.text, asking.speaker)
        fit = tuple(amount for each in found if (amount := _counted_in(wanted, each, asking)))
        if found and not fit:
            return Unclear(say("selling-other-unit", unit=unit_phrase(wanted.unit)))
        return self.pick(fit)

    def pick(self, found: tuple[Quantity, ...]) -> Quantity | Unclear | Unsure:
        """Take the one meaning, or ask which; nothing is none, and there is an end to most."""
        sane = tuple(dict.fromkeys(each for each in found if 0 < each.milli <= MOST))
        if found and not sane:
            return Unclear(say("selling-too-much" if found[0].milli > 0 else "selling-nothing"))
        if not sane:
            return Unclear()
        return sane[0] if len(sane) == 1 else Unsure(tuple(map(self.option, sane)))

    def option(self, amount: Quantity) -> Option:
        said = amount if amount.unit != BARE else amount.to_decimal()
        return Option(self.encode(amount), plainly(said))

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return tuple(map(self.option, dict.fromkeys(self.amounts(asking.so_far))))

    def encode(self, value: Quantity) -> Code:
        return write_amount(value)

    def decode(self, code: Code, asking: Asking) -> Quantity | None:
        amount = read_amount(code)
        if amount is None or amount.unit != self.measure(asking.so_far).unit:
            return None
        return amount

    def show(self, value: Quantity, asking: Asking) -> Phrase:
        return plainly(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (write_amount(Quantity(1000, self.measure(asking.so_far).unit)),)


ANY = "any"


class PortionAsk(QuantityAsk):
    """An amount that bounds what may be ordered, or none: any amount will do, which is zero."""

    def read(self, event: Event, asking: Asking) -> Quantity | Unclear | Unsure:
        anything = (_any_option(asking),)
        if spelled(event, anything, asking.speaker, by_place=False) == ANY:
            return self._nothing(asking)
        return super().read(event, asking)

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return (_any_option(asking), *super().options(asking))

    def encode(self, value: Quantity) -> Code:
        return super().encode(value) if value else ANY

    def decode(self, code: Code, asking: Asking) -> Quantity | None:
        return self._nothing(asking) if code == ANY else super().decode(code, asking)

    def show(self, value: Quantity, asking: Asking) -> Phrase:
        return super().show(value, asking) if value else say(asking.key(ANY))

    def roles(self) -> tuple[str, ...]:
        return (ANY,)

    def _nothing(self, asking: Asking) -> Quantity:
        return Quantity(0, self.measure(asking.so_far).unit)


class PriceAsk(Ask[Rate]):
    """The price of one unit; a bare number is in `currency`, per `measure`'s unit.

    `prices` are offered to tap. A price for another amount ("500 for 10 kg") is worked out where
    it comes to whole coins.
    """

    keypad = True
    is_number = True

    def __init__(
        self,
        measure: Callable[[Any], Measure],
        prices: Callable[[Any], tuple[Option, ...]],
        currency: Callable[[Any], str],
    ) -> None:
        self.measure = measure
        self.prices = prices
        self.currency = currency

    def read(self, event: Event, asking: Asking) -> Rate | Unclear | Unsure:
        if not isinstance(event, Said) or is_sentence(event, asking):
            return Unclear()
        currency, wanted = self.currency(asking.so_far), self.measure(asking.so_far)
        found = hearing.hear_prices(event.text, asking.speaker, currency)
        told = (rate_of(each, wanted, asking.speaker.country) for each in found)
        rates = tuple(rate for rate in told if rate and rate.price.minor <= DEAREST)
        if not rates:
            return self._not_read(event, asking, found)
        return rates[0] if len(rates) == 1 else Unsure(tuple(map(price_option, rates)))

    def _not_read(self, event: Said, asking: Asking, found: tuple[Price, ...]) -> Unclear:
        """Tell what price is asked for, where one was said that comes to no whole coins."""
        if not found and not hearing.is_number(event.text, asking.speaker):
            return Unclear()
        unit = self.measure(asking.so_far).unit
        return Unclear(say("selling-other-price", unit=unit_phrase(unit)))

    def options(self, asking: Asking) -> tuple[Option, ...]:
        return self.prices(asking.so_far)

    def encode(self, value: Rate) -> Code:
        return write_rate(value)

    def decode(self, code: Code, asking: Asking) -> Rate | None:
        minor, _, rest = code.partition(":")
        currency, _, unit = rest.partition(":")
        wanted = (self.currency(asking.so_far), self.measure(asking.so_far).unit)
        cost = read_count(minor, DEAREST)
        return Rate(Money(cost, currency), unit) if cost and (currency, unit) == wanted else None

    def show(self, value: Rate, asking: Asking) -> Phrase:
        return rate_phrase(value.price, value.unit)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        unit = self.measure(asking.so_far).unit
        return (self.encode(Rate(Money(100, self.currency(asking.so_far)), unit)),)


class DayAsk(Ask[date]):
    """From which day; a day that is over means today."""

    codes = ("today", "tomorrow", "days", "week")
    ahead = (0, 1, 3, 7)

    def read(self, event: Event, asking: Asking) -> date | Unclear | Unsure:
        offered = self.options(asking)
        code = spelled(event, offered, asking.speaker)
        if code is not None:
            return date.fromisoformat(code)
        if not isinstance(event, Said):
            return Unclear()
        today = asking.speaker.today
        found = hearing.hear_days(event.text, asking.speaker)
        near = tuple(max(day, today) for day in found if day <= today + FURTHEST)
        if found and not near:
            return Unclear(say("selling-too-late"))
        if not near:
            return Unclear()
        return near[0] if len(near) == 1 else Unsure(tuple(map(_day_option, near)))

    def options(self, asking: Asking) -> tuple[Option, ...]:
        today = asking.speaker.today
        return tuple(
            Option((today + timedelta(days=days)).isoformat(), say(asking.key(code)))
            for code, days in zip(self.codes, self.ahead, strict=True)
        )

    def decode(self, code: Code, asking: Asking) -> date | None:
        try:
            return date.fromisoformat(code)
        except ValueError:
            return None

    def show(self, value: date, asking: Asking) -> Phrase:
        return plainly(value)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return (asking.speaker.today.isoformat(),)

    def roles(self) -> tuple[str, ...]:
        return self.codes


def write_amount(amount: Quantity) -> Code:
    """Write an amount as a code: `20000:kg`."""
    return f"{amount.milli}:{amount.unit}"


def read_amount(code: Code) -> Quantity | None:
    """Read an amount's code; its unit may be missing, but must be known."""
    milli, _, unit = code.partition(":")
    much = read_count(milli, MOST)
    return Quantity(much, unit) if much and (unit == BARE or units.known(unit)) else None


def write_rate(rate: Rate) -> Code:
    """Write the price of one unit as a code: `8000:KES:kg`."""
    return f"{rate.price.minor}:{rate.price.currency}:{rate.unit}"


def price_option(rate: Rate, key: str = "selling-rate") -> Option:
    """Offer a price to tap; the text `key` says where it comes from."""
    return Option(write_rate(rate), say(key, price=rate.price, unit=unit_phrase(rate.unit)))


def rate_of(price: Price, wanted: Measure, country: str) -> Rate | None:
    """Give the price of one wanted unit that a said price comes to."""
    per = price.per_quantity or Quantity(1000, price.per_unit or wanted.unit)
    has = wanted if per.unit == wanted.unit else _table_measure(per.unit, country)
    return rate_for(price.money, per, has, wanted) if price.money.minor > 0 else None


def _counted_in(wanted: Measure, amount: Quantity, asking: Asking) -> Quantity | None:
    if amount.unit == BARE:
        return Quantity(amount.milli, wanted.unit)
    return convert(amount, _table_measure(amount.unit, asking.speaker.country), wanted)


def _table_measure(unit: str, country: str) -> Measure:
    return Measure(unit, grams_of(unit, country, ""))


def _named(text: str, asking: Asking) -> tuple[str, ...]:
    """Give the crops a name may mean; just one where it is the very word of its button."""
    found = hearing.hear_crops(text, asking.speaker)
    labels = {crop_id: asking.speaker.label(crop_phrase(crop_id)) for crop_id in found}
    exact = tuple(crop_id for crop_id, label in labels.items() if fold(label) == fold(text))
    return exact if len(exact) == 1 else found


def _is_one_word(text: str) -> bool:
    """Whether the words are one name or one number; scripts without spaces are not told by this."""
    return text.isascii() and (text.isalpha() or text.isdigit())


@cache
def _crop_option(crop_id: str) -> Option:
    """Offer a crop: the whole list is made at every question, of which a page shows six."""
    return Option(crop_id, crop_phrase(crop_id))


def _any_option(asking: Asking) -> Option:
    return Option(ANY, say(asking.key(ANY)))


def _day_option(day: date) -> Option:
    return Option(day.isoformat(), plainly(day))
