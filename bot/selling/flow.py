"""Selling in five questions: what, how much, at what price, from when, and a photo if one likes."""

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling.asks import (
    CropAsk,
    DayAsk,
    PriceAsk,
    rate_of,
    read_amount,
    write_amount,
    write_rate,
)
from bot.selling.board import Board, Quote
from bot.selling.harvest import UNWEIGHED, HarvestAsk, WeightAsk, likely_crops
from bot.selling.hearing import BARE, Heard, hear_offer
from bot.selling.measures import Measure, Rate, grams_of, in_whole_units, likely_grams
from bot.selling.memory import Memory, Past
from bot.selling.pricecheck import doubt_price, offer_prices, say_near
from bot.selling.produce import crop_phrase, unit_phrase
from bot.selling.rules import Offer, is_slip
from bot.talk.asks import Code, Media, Medium, Option
from bot.talk.flow import Doubt, Flow, Row, Verdict, optional, row
from bot.talk.message import Button
from bot.talk.speaker import Speaker
from bot.text.phrase import Phrase, Unit, say


def _check_amount(amount: Quantity, so_far: "Sell") -> Verdict:
    """Ask for a missing unit, refuse half a chicken, doubt a slip."""
    if amount.unit == BARE:
        return say("selling-which-unit", number=amount.to_decimal())
    if in_whole_units(amount.unit) and amount.milli % 1000:
        return say("selling-whole")
    last = so_far.facts.last(so_far.crop)
    usual = read_amount(last.said) if last else None
    if usual is None or usual.unit != amount.unit or not is_slip(amount, usual):
        return None
    plain = Quantity(amount.milli, amount.unit)
    return Doubt(say("selling-doubt-amount", amount=plain, usual=usual))


def _check_price(rate: Rate, so_far: "Sell") -> Verdict:
    return doubt_price(rate, so_far.facts, so_far.crop, so_far.measure)


def _check_weight(grams: int, so_far: "Sell") -> Verdict:
    """Doubt a weight no such bag is seen to have."""
    amount = so_far.quantity
    seen = likely_grams(amount.unit, so_far.facts.country, so_far.crop)
    if min(seen) // 2 <= grams <= max(seen) * 2:
        return None
    return Doubt(say("selling-doubt-weight", unit=Unit(amount.unit), kg=Quantity(grams, "kg")))


def _prices(so_far: "Sell") -> tuple[Option, ...]:
    return offer_prices(so_far.facts, so_far.crop, so_far.measure, so_far.speaker.currency)


def _measure(so_far: "Sell") -> Measure:
    return so_far.measure


def _currency(so_far: "Sell") -> str:
    return so_far.speaker.currency


class Sell(Flow[Memory], name="sell"):
    """A farmer puts produce on the market."""

    crop = row(CropAsk(likely_crops))
    quantity = row(HarvestAsk(), check=_check_amount)
    weight = optional(WeightAsk(), check=_check_weight, only_if=quantity.is_(UNWEIGHED))
    price = row(PriceAsk(_measure, _prices, _currency), check=_check_price)
    ready = row(DayAsk())
    media = optional(Media())

    @property
    def measure(self) -> Measure:
        """How the farmer counts this crop, with what one weighs where that is known."""
        amount: Quantity | None = self.quantity
        if amount is None or amount.unit == BARE:
            return Measure(BARE)
        said = self.value(type(self).weight) if self._asks_weight else None
        return Measure(amount.unit, said or self.facts.grams(amount.unit, self.crop or ""))

    @property
    def _asks_weight(self) -> bool:
        return type(self).weight.applies(self)

    def done(self) -> Offer:
        medium, asked = self.media, self._asks_weight
        return Offer(
            crop_id=self.crop,
            amount=Quantity(self.quantity.milli, self.quantity.unit),
            price=self.price.price,
            ready=self.ready,
            grams=self.measure.grams,
            bag_said=asked and self.weight is not None,
            photo=_file(medium, "photo"),
            voice=_file(medium, "voice"),
            is_far=_check_price(self.price, self) is not None,
        )

    def about(self, row: Row[object]) -> dict[str, object]:
        match row.name:
            case "quantity":
                return {"crop": crop_phrase(self.crop)}
            case "weight" | "price":
                return {"unit": unit_phrase(self.measure.unit)}
        return {}

    def notes(self, row: Row[object]) -> tuple[Phrase, ...]:
        if row.name != "price":
            return ()
        return say_near(self.facts, self.crop, self.measure, self.speaker.currency)

    def ways(self, row: Row[object]) -> tuple[Button, ...]:
        return self.facts.aside if row.name == "price" else ()

    def card(self) -> tuple[Phrase, ...]:
        total = self.price.price.times(self.quantity.milli)
        return (say("selling-total", total=total),)

    def picture(self) -> str | None:
        return _file(self.media, "photo")

    @classmethod
    def hear(cls, text: str, speaker: Speaker) -> dict[str, Code]:
        heard = hear_offer(text, speaker)
        return {} if heard is None else dict(_codes(heard, speaker))

    def hear_more(self, text: str) -> dict[str, Code]:
        """Hear what is said of the crop answered above: "20 kg at 100, ready tomorrow"."""
        heard = hear_offer(text, self.speaker, self.crop)
        if heard is None:
            return {}
        counted = self.measure if heard.crops == (self.crop,) and self.measure.unit else None
        return dict(_codes(heard, self.speaker, counted))

    @classmethod
    def examples(cls) -> tuple[Memory, ...]:
        past = (
            Past("tomato", "kg", 1000, Money(8000, "KES"), "20000:kg"),
            Past("tomato", "kg", 1000, Money(7500, "KES"), "10000:kg"),
            Past("tomato", "kg", 1000, Money(8500, "KES"), "10000:kg"),
        )
        sold = Quote("kg", "KES", 8_000_000, 7_000_000, 9_000_000, 12, 6)
        few = Quote("kg", "KES", 8_000_000, None, None, 4, 3)
        return (
            Memory("KE", past, past),
            Memory("KE", past, past, board=Board("KE-31", (sold,), 6)),
            Memory("KE", past, past, board=Board("KE-31", (few,), 3)),
        )


def _codes(
    heard: Heard, speaker: Speaker, counted: Measure | None = None
) -> list[tuple[str, Code]]:
    """Write what was heard as answers; a price without a known unit stays a question.

    `counted` is how the farmer counts what no new amount was told of.
    """
    found: list[tuple[str, Code]] = []
    if len(heard.crops) == 1:
        found.append(("crop", heard.crops[0]))
    if heard.quantity is not None:
        found.append(("quantity", write_amount(heard.quantity)))
    rate = _heard_rate(heard, speaker, counted)
    if rate is not None:
        found.append(("price", write_rate(rate)))
    if heard.ready is not None:
        found.append(("ready", heard.ready.isoformat()))
    return found


def _heard_rate(heard: Heard, speaker: Speaker, counted: Measure | None) -> Rate | None:
    if heard.quantity is not None:
        unit, crop = heard.quantity.unit, heard.crops[0] if heard.crops else ""
        counted = Measure(unit, grams_of(unit, speaker.country, crop))
    if heard.price is None or counted is None:
        return None
    return rate_of(heard.price, counted, speaker.country)


def _file(medium: Medium | None, kind: str) -> str | None:
    return medium.file if medium is not None and medium.kind == kind else None
