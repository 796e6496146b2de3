"""How much there is of a crop, in whatever unit its farmer counts; and what one such unit weighs."""

from dataclasses import dataclass
from typing import Any

from bot.kernel import crops, units
from bot.kernel.quantity import Quantity
from bot.selling import hearing
from bot.selling.asks import QuantityAsk, is_sentence, read_amount
from bot.selling.hearing import BARE
from bot.selling.measures import common_amounts, likely_grams, must_ask
from bot.selling.memory import Memory
from bot.selling.produce import amount_phrase, plainly
from bot.talk.asks import Ask, Asking, Code, Option, Unclear, Unsure, spelled
from bot.talk.event import Event, Said
from bot.talk.tap import read_count
from bot.text.phrase import Phrase

WEIGHED, UNWEIGHED = "weighed", "unweighed"
_OFFERED = 4  # units, or amounts, to tap
_LIGHTEST, _HEAVIEST = 50, 50_000_000  # grams one unit may weigh: a bunch, a truck


@dataclass(frozen=True, slots=True)
class Unweighed(Quantity):
    """An amount in a unit of which only the farmer knows what one weighs."""


class HarvestAsk(QuantityAsk):
    """How much of the crop chosen above; facts are a Memory.

    A bare number is kept as an amount without unit, which the row's check refuses: so the row is
    asked again, now for the unit, and "20", then "bags" is an answer.
    """

    def __init__(self) -> None:
        super().__init__(lambda so_far: so_far.measure, usual_amounts)

    def read(self, event: Event, asking: Asking) -> Quantity | Unclear | Unsure:
        if not isinstance(event, Said) or is_sentence(event, asking):
            return Unclear()
        return self._completed(event, asking) or self._read_amount(event, asking)

    def _completed(self, event: Said, asking: Asking) -> Quantity | None:
        """Take the unit of a number that was said before."""
        pending = _pending(asking)
        if pending is None:
            return None
        code = spelled(event, self.options(asking), asking.speaker)
        unit = hearing.hear_unit(event.text, asking.speaker, tuple(_units(asking.so_far)))
        if unit is not None:
            return Quantity(pending.milli, unit)
        return read_amount(code) if code else None

    def _read_amount(self, event: Said, asking: Asking) -> Quantity | Unclear | Unsure:
        crop = asking.so_far.crop
        found = hearing.hear_amounts(event.text, asking.speaker, crop)
        return self.pick(found or hearing.hear_amounts(event.text, asking.speaker))

    def options(self, asking: Asking) -> tuple[Option, ...]:
        pending = _pending(asking)
        if pending is None:
            return super().options(asking)
        offered = _units(asking.so_far)[:_OFFERED]
        return tuple(self.option(Quantity(pending.milli, unit)) for unit in offered)

    def decode(self, code: Code, asking: Asking) -> Quantity | None:
        amount = read_amount(code)
        if amount is None or amount.unit == BARE:
            return amount
        memory, crop = asking.so_far.facts, asking.so_far.crop or ""
        known = memory.grams(amount.unit, crop) is not None
        if known or not must_ask(amount.unit, memory.country, crop):
            return amount
        return Unweighed(amount.milli, amount.unit)

    def show(self, value: Quantity, asking: Asking) -> Phrase:
        if value.unit == BARE:
            return self.option(value).label
        return amount_phrase(Quantity(value.milli, value.unit), asking.so_far.measure.grams)

    def face(self, value: Quantity) -> str:
        return UNWEIGHED if isinstance(value, Unweighed) else WEIGHED

    def faces(self) -> tuple[str, ...]:
        return (WEIGHED, UNWEIGHED)

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return tuple(f"2000:{unit.id}" for unit in units.all_units() if unit.dimension != "area")


class WeightAsk(Ask[int]):
    """What one of the unit weighs, in grams: once, then it is remembered."""

    def read(self, event: Event, asking: Asking) -> int | Unclear | Unsure:
        if not isinstance(event, Said):
            return Unclear()
        found = hearing.hear_amounts(event.text, asking.speaker)
        kilos = tuple(
            Quantity(each.milli, "kg")
            for each in found
            if each.unit in {"kg", BARE} and _sane(each.milli)
        )
        if not kilos:
            return Unclear()
        return kilos[0].milli if len(kilos) == 1 else Unsure(tuple(map(_weight, kilos)))

    def options(self, asking: Asking) -> tuple[Option, ...]:
        flow = asking.so_far
        found = likely_grams(flow.measure.unit, flow.facts.country, flow.crop or "")
        return tuple(_weight(Quantity(grams, "kg")) for grams in found)

    def decode(self, code: Code, asking: Asking) -> int | None:
        grams = read_count(code)
        return grams if grams and _sane(grams) else None

    def show(self, value: int, asking: Asking) -> Phrase:
        return plainly(Quantity(value, "kg"))

    def samples(self, asking: Asking) -> tuple[Code, ...]:
        return ("50000",)


def usual_amounts(flow: Any) -> tuple[Quantity, ...]:
    """Offer the amount listed last of this crop, then common ones of the first two units."""
    memory: Memory = flow.facts
    last = memory.last(flow.crop or "")
    own = read_amount(last.said) if last else None
    first, *others = _units(flow)
    second = [common_amounts(unit, memory.country)[1] for unit in others[:1]]
    room = _OFFERED - len(second) - (own is not None)
    likely = [*([own] if own else ()), *common_amounts(first, memory.country)[:room], *second]
    return tuple(dict.fromkeys(likely))


def likely_crops(flow: Any) -> tuple[str, ...]:
    """List the farmer's own last crops, then those common in the country."""
    memory: Memory = flow.facts
    return tuple(dict.fromkeys((*memory.crops(), *crops.common(memory.country))))


def _units(flow: Any) -> list[str]:
    """Units the crop may be counted in, the farmer's own last one first."""
    memory: Memory = flow.facts
    last = memory.last(flow.crop or "")
    own = (last.unit,) if last else ()
    return list(dict.fromkeys((*own, *units.offered(memory.country, flow.crop or ""))))


def _pending(asking: Asking) -> Quantity | None:
    """Give the number said before without its unit."""
    amount = read_amount(asking.so_far.answers.get(asking.row, ""))
    return amount if amount is not None and amount.unit == BARE else None


def _weight(kilos: Quantity) -> Option:
    return Option(str(kilos.milli), plainly(kilos))


def _sane(grams: int) -> bool:
    return _LIGHTEST <= grams <= _HEAVIEST
