"""What helps somebody who sets a price: what it was sold at near by, prices to tap, a kind doubt."""

from bot.selling.asks import price_option
from bot.selling.board import Quote
from bot.selling.measures import Measure, Rate
from bot.selling.memory import Asked, Memory
from bot.selling.produce import rate_phrase
from bot.selling.rules import is_slip
from bot.talk.asks import Option
from bot.talk.flow import Doubt, Verdict
from bot.text.phrase import Phrase, PlaceName, say


def doubt_price(rate: Rate, memory: Memory, crop_id: str, measure: Measure) -> Verdict:
    """Doubt a price far from what is usual near by, or for the farmer."""
    usual = memory.usual(crop_id, measure, rate.price.currency)
    if usual is None or not is_slip(rate.price, usual):
        return None
    meant = rate_phrase(rate.price, rate.unit)
    return Doubt(say("selling-doubt-price", price=meant, usual=rate_phrase(usual, rate.unit)))


def offer_prices(
    memory: Memory, crop_id: str, measure: Measure, currency: str
) -> tuple[Option, ...]:
    """Offer the farmer's last price, and the middle near by, saying which is which."""
    own = memory.own_price(crop_id, measure, currency)
    sold = memory.sold(measure, currency)
    asked = None if sold else memory.asked(crop_id, measure, currency)
    known = (
        (own, "selling-rate-last"),
        (sold.price if sold else None, "selling-rate-sold"),
        (asked.price if asked else None, "selling-rate-near"),
    )
    return tuple(price_option(Rate(price, measure.unit), key) for price, key in known if price)


def say_near(memory: Memory, crop_id: str, measure: Measure, currency: str) -> tuple[Phrase, ...]:
    """Say what one unit was sold at near by; where too few sold, what neighbours ask."""
    sold = memory.sold(measure, currency)
    if sold is not None and memory.board is not None:
        return (say_sold(sold, memory.board.area),)
    asked = memory.asked(crop_id, measure, currency)
    return (say_asked(asked, measure.unit),) if asked else ()


def say_sold(quote: Quote, area: str) -> Phrase:
    """Say what was sold in an area: the middle, and the ends where enough farmers sold."""
    middle = rate_phrase(quote.price, quote.unit)
    place, ends = PlaceName(area), quote.ends
    if ends is None:
        return say("selling-near-middle", quote.sales, place=place, middle=middle)
    low, high = ends
    return say("selling-near-sold", quote.sales, place=place, middle=middle, low=low, high=high)


def say_asked(asked: Asked, unit: str) -> Phrase:
    return say("selling-near-asked", asked.offers, middle=rate_phrase(asked.price, unit))
