"""A listing's new price: what it is sold at near by is told, and a slip is doubted."""

from dataclasses import dataclass
from typing import Any

from bot.selling.asks import PriceAsk
from bot.selling.board import Board, Quote
from bot.selling.changes import EXAMPLE
from bot.selling.measures import Measure, Rate
from bot.selling.memory import Memory
from bot.selling.offers import Listing
from bot.selling.pricecheck import doubt_price, offer_prices, say_near
from bot.selling.produce import crop_phrase, rate_phrase, unit_phrase
from bot.selling.rules import Reprice, is_slip
from bot.talk.asks import Option
from bot.talk.flow import Doubt, Flow, Row, Verdict, row
from bot.talk.message import Button
from bot.text.phrase import Phrase, say


@dataclass(frozen=True, slots=True)
class Repriced:
    """A listing, and what its farmer and the neighbourhood know of prices."""

    listing: Listing
    memory: Memory

    @property
    def measure(self) -> Measure:
        return Measure(self.listing.unit, self.listing.unit_grams)


def _measure(so_far: "NewPrice") -> Measure:
    return so_far.facts.measure


def _currency(so_far: "NewPrice") -> str:
    return so_far.facts.listing.currency


def _prices(so_far: "NewPrice") -> tuple[Option, ...]:
    """Offer the price near by; the farmer's own last one is the one to change."""
    facts = so_far.facts
    others = Memory(facts.memory.country, near=facts.memory.near, board=facts.memory.board)
    return offer_prices(others, facts.listing.crop_id, facts.measure, facts.listing.currency)


def _check_price(rate: Rate, so_far: "NewPrice") -> Verdict:
    """Doubt a price far from what is usual near by, else from what it was."""
    facts = so_far.facts
    listing = facts.listing
    if facts.memory.sold(facts.measure, listing.currency) is not None:
        return doubt_price(rate, facts.memory, listing.crop_id, facts.measure)
    usual = listing.price
    if usual.currency != rate.price.currency or not is_slip(rate.price, usual):
        return None
    meant, was = rate_phrase(rate.price, rate.unit), rate_phrase(usual, rate.unit)
    return Doubt(say("selling-doubt-price", price=meant, usual=was))


class NewPrice(Flow[Repriced], name="reprice", sums_up=False):
    """The farmer names another price."""

    price = row(PriceAsk(_measure, _prices, _currency), check=_check_price)

    def done(self) -> Reprice:
        return Reprice(self.facts.listing.id, self.price.price)

    def about(self, row: Row[Any]) -> dict[str, object]:
        listing = self.facts.listing
        return {"crop": crop_phrase(listing.crop_id), "unit": unit_phrase(listing.unit)}

    def notes(self, row: Row[Any]) -> tuple[Phrase, ...]:
        facts, listing = self.facts, self.facts.listing
        return say_near(facts.memory, listing.crop_id, facts.measure, listing.currency)

    def ways(self, row: Row[Any]) -> tuple[Button, ...]:
        return self.facts.memory.aside

    @classmethod
    def examples(cls) -> tuple[Repriced, ...]:
        sold = Quote("kg", "KES", 8_000_000, 7_000_000, 9_000_000, 12, 6)
        board = Board("KE-31", (sold,), 6)
        return (Repriced(EXAMPLE, Memory("KE")), Repriced(EXAMPLE, Memory("KE", board=board)))
