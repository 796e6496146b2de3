"""A basket against the market as it is: what of it can be ordered, and what changed meanwhile."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.kernel.money import Money
from bot.ordering.offer import Offer
from bot.ordering.pickup import FARM
from bot.ordering.schedule import first_slot
from bot.text.phrase import Phrase, say

MOST = 20  # lines in a basket
TOGETHER = 2  # days by which one pick-up may wait for another of the same farmer

# Why a line cannot be ordered as it stands.
GONE, PORTIONS, MONEY = "gone", "portions", "money"
REASONS = (GONE, PORTIONS, MONEY)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a basket as it was put in: how much of which listing, at the price then seen."""

    id: int
    listing_id: int
    milli: int
    price_minor: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands now: `amount` is what would be ordered, nothing where `why` says so."""

    item: Item
    offer: Offer
    zone: str | None
    amount: int
    why: str | None = None

    @property
    def total(self) -> Money:
        return self.offer.total(self.amount)

    @property
    def is_less(self) -> bool:
        """Whether there is not so much left as was put in."""
        return 0 < self.amount < self.item.milli

    @property
    def is_repriced(self) -> bool:
        return self.item.price_minor != self.offer.listing.price_minor

    @property
    def seen(self) -> Money:
        """The price when it was put in."""
        return Money(self.item.price_minor, self.offer.listing.currency)


@dataclass(frozen=True, slots=True)
class Basket:
    """Everything somebody is about to order, in the order in which it was put in."""

    lines: tuple[Line, ...] = ()

    @property
    def ready(self) -> tuple[Line, ...]:
        """What can be ordered, farmer by farmer."""
        found = [line for line in self.lines if line.amount]
        sellers = [line.offer.listing.seller_id for line in found]
        return tuple(sorted(found, key=lambda line: sellers.index(line.offer.listing.seller_id)))

    @property
    def stuck(self) -> tuple[Line, ...]:
        """What cannot be ordered as it stands."""
        return tuple(line for line in self.lines if not line.amount)

    @property
    def total(self) -> Money | None:
        return sum_of(self.ready)

    @property
    def ready_on(self) -> date:
        """The first day on which everything that can be ordered is ready."""
        return max(line.offer.listing.ready for line in self.ready)

    def mark(self, where: str = FARM) -> str:
        """Name all that would be ordered at which price, and where to: a yes is to what was read."""
        told = ";".join(
            f"{line.item.id},{line.item.added_at.isoformat()},{line.amount},{line.offer.code}"
            for line in self.ready
        )
        return hashlib.sha256(f"{where};{told}".encode()).hexdigest()[:16]

    def find(self, listing_id: int) -> Line | None:
        return next((line for line in self.lines if line.item.listing_id == listing_id), None)

    def by_farmer(self) -> Iterator[tuple[Line, ...]]:
        """Give what can be ordered, a farmer at a time."""
        ready = self.ready
        for seller in dict.fromkeys(line.offer.listing.seller_id for line in ready):
            yield tuple(line for line in ready if line.offer.listing.seller_id == seller)


def sum_of(lines: Sequence[Line]) -> Money | None:
    """Add up lines of one currency; None where there are none."""
    if not lines:
        return None
    return Money(sum(line.total.minor for line in lines), lines[0].offer.listing.currency)


def fill(found: Iterable[tuple[Item, Offer, str | None]], me: int, now: datetime) -> Basket:
    """Judge what was put in by the market as it is; money of one currency only."""
    rows = list(found)
    currency = rows[0][1].listing.currency if rows else ""
    return Basket(tuple(_judge(*row, currency, me, now) for row in rows))


def _judge(
    item: Item, offer: Offer, zone: str | None, currency: str, me: int, now: datetime
) -> Line:
    listed, portions = offer.listing, offer.portions
    if not offer.is_for_sale(now) or listed.seller_id == me:
        return Line(item, offer, zone, 0, GONE)
    if listed.currency != currency:
        return Line(item, offer, zone, 0, MONEY)
    milli = min(item.milli, listed.free)
    good = portions.is_enough(milli) and portions.is_whole(milli) and bool(offer.total(milli))
    return Line(item, offer, zone, milli) if good else Line(item, offer, zone, 0, PORTIONS)


def refuse_adding(offer: Offer, basket: Basket, me: int) -> Phrase | None:
    """Say why an offer cannot be put in: one's own, of another currency, or no room is left."""
    listed = offer.listing
    if listed.seller_id == me:
        return say("buy-own")
    others = [line for line in basket.lines if line.item.listing_id != listed.id]
    if others and others[0].offer.listing.currency != listed.currency:
        return say("basket-other-money")
    return say("basket-full", most=MOST) if len(others) >= MOST else None


def pick_up(lines: Sequence[Line], now: datetime) -> dict[int, datetime]:
    """Say by when each line of one farmer is picked up, by its listing.

    One way serves all, where none of it has to wait longer than TOGETHER for the rest.
    """
    slots = {
        line.offer.listing.id: first_slot(line.offer.listing.ready, now, line.zone)
        for line in lines
    }
    last = max(slots.values())
    return {id_: last if (last - slot).days <= TOGETHER else slot for id_, slot in slots.items()}
