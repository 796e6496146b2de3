"""A standing order in words: how much, on which days, how often, until when."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.kernel.day import zone_of
from bot.kernel.quantity import Quantity
from bot.ordering.answers import EXAMPLE
from bot.ordering.offer import Offer
from bot.ordering.order import Order
from bot.selling.asks import MOST, QuantityAsk
from bot.selling.measures import Measure, in_whole_units
from bot.selling.produce import crop_phrase, rate_phrase
from bot.shopping.asks import UntilAsk, WeekdaysAsk
from bot.shopping.repeats import EVERY, Repeat, first_day
from bot.talk.asks import Choice
from bot.talk.flow import Flow, Row, Verdict, row
from bot.text.phrase import Phrase, say

OFTEN = tuple(f"weeks-{weeks}" for weeks in EVERY)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a standing order starts from: an order, what its farmer sells of it now, their zone."""

    order: Order
    offer: Offer | None
    zone: str | None

    @property
    def weekday(self) -> int:
        """The weekday on which the order is picked up."""
        return self.order.slot.astimezone(zone_of(self.zone)).weekday()

    @property
    def price_minor(self) -> int:
        """The price now, else the one of the order: the most that is agreed to."""
        return self.offer.listing.price_minor if self.offer else self.order.price.minor


@dataclass(frozen=True, slots=True)
class Agreed:
    """A finished standing order: what is to come, on which weekdays, every so many weeks."""

    ground: Ground
    milli: int
    days: tuple[int, ...]
    every: int
    first_on: date
    until: date | None

    def found(self, person_id: int, now: datetime) -> Repeat:
        """Make the standing order this comes to."""
        order = self.ground.order
        return Repeat(
            person_id=person_id,
            seller_id=order.seller_id,
            listing_id=order.listing_id,
            crop_id=order.crop_id,
            unit=order.unit,
            milli=self.milli,
            price_minor=self.ground.price_minor,
            currency=order.currency,
            days=self.days,
            every=self.every,
            first_on=self.first_on,
            next_on=self.first_on,
            until=self.until,
            created_at=now,
        )


def _measure(so_far: "Standing") -> Measure:
    return Measure(so_far.facts.order.unit, so_far.facts.order.unit_grams)


def _amounts(so_far: "Standing") -> tuple[Quantity, ...]:
    order = so_far.facts.order
    return (order.quantity(order.ordered), order.quantity(2 * order.ordered))


def _check_amount(amount: Quantity, so_far: "Standing") -> Verdict:
    """Judge by the farmer's portions; how much there will be, nobody knows yet."""
    facts = so_far.facts
    if in_whole_units(amount.unit) and amount.milli % 1000:
        return say("buying-whole")
    if facts.offer is None:
        return None
    portions, listed = replace(facts.offer.portions, free=MOST + 1), facts.offer.listing
    if not portions.is_enough(amount.milli):
        return say("buying-least", least=listed.amount(portions.first))
    if not portions.is_whole(amount.milli):
        return say("buying-step", step=listed.amount(portions.step))
    return None


def _likely_day(so_far: "Standing") -> int:
    return so_far.facts.weekday


def _check_until(until: date | str, so_far: "Standing") -> Verdict:
    before_first = isinstance(until, date) and until < so_far.first_on
    return say("standing-too-soon", day=so_far.first_on) if before_first else None


class Standing(Flow[Ground], name="standing"):
    """A buyer has an order come back."""

    amount = row(QuantityAsk(_measure, _amounts), check=_check_amount)
    days = row(WeekdaysAsk(_likely_day))
    often = row(Choice(*OFTEN, columns=1))
    until = row(UntilAsk(), check=_check_until)

    @property
    def first_on(self) -> date:
        """The first pick-up: after the one of an order that is still open."""
        facts = self.facts
        ordered = facts.order.slot.astimezone(zone_of(facts.zone)).date()
        today = self.speaker.now.astimezone(zone_of(facts.zone)).date()
        after = max(today, ordered) if facts.order.is_open else today
        return first_day(self.days, after, self.speaker.now, facts.zone)

    def done(self) -> Agreed:
        until = self.until if isinstance(self.until, date) else None
        every = EVERY[OFTEN.index(self.often)]
        return Agreed(self.facts, self.amount.milli, self.days, every, self.first_on, until)

    def about(self, row: Row[Any]) -> dict[str, object]:
        return {"crop": crop_phrase(self.facts.order.crop_id)}

    def card(self) -> tuple[Phrase, ...]:
        order, facts = self.facts.order, self.facts
        price = replace(order.price, minor=facts.price_minor)
        return (
            say("standing-first", day=self.first_on),
            say("standing-at-most", rate=rate_phrase(price, order.unit)),
        )

    @classmethod
    def examples(cls) -> tuple[Ground, ...]:
        return (Ground(EXAMPLE, None, "Africa/Nairobi"),)
