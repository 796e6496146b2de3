"""A promise becomes an ordinary order: stock is found or brought, and what it leaves is taken back."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, bindparam, select

from bot.feature import Turn
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering import moves
from bot.ordering.basket import fill_basket
from bot.ordering.news import Move
from bot.ordering.offer import Offer
from bot.ordering.order import NO_SHOW, Order
from bot.ordering.rules import Refused
from bot.ordering.schedule import slot_on
from bot.people.store import Profile, load_profile
from bot.selling import stock
from bot.selling.offers import OPEN, Listing
from bot.selling.rules import Offer as NewOffer
from bot.selling.rules import Where, open_listing
from bot.selling.store import listing, read_listing
from bot.selling.store import load as load_listing
from bot.store.faults import Stale
from bot.store.persons import Person
from bot.store.schema import Instant
from bot.wanting import store
from bot.wanting.pledge import Pledged
from bot.wanting.want import Bid, Want

_KEY = "want"
_AFTER = timedelta(days=3)  # a listing made for an ad stays so long after the day

_OWN = (
    select(listing)
    .where(
        listing.c.seller_id == bindparam("who"),
        listing.c.crop_id == bindparam("crop"),
        listing.c.unit == bindparam("counted"),
        listing.c.state == OPEN,
        listing.c.expires_at > bindparam("now", type_=Instant),
    )
    .order_by((listing.c.on_hand - listing.c.held).desc(), listing.c.id)
    .limit(1)
)


def load_own(conn: Connection, want: Want, farmer_id: int, turn: Turn) -> Listing | None:
    """Give what a farmer has on the market of what is wanted, the listing with most of it free."""
    keys = {"who": farmer_id, "crop": want.crop_id, "counted": want.unit, "now": turn.now}
    row = conn.execute(_OWN, keys).mappings().first()
    return None if row is None else read_listing(row)


def place(turn: Turn, want: Want, bid: Bid, terms: Pledged, command: str) -> Order | Refused:
    """Place the order a promise comes to: "take" by its buyer, "pledge" by its farmer.

    Stale where somebody bought from the same listing meanwhile: the turn is then run again.
    """
    buyer, farmer = turn.other(want.buyer_id), turn.other(bid.farmer_id)
    profile = load_profile(turn.conn, farmer.id)
    listed, added = _stock(turn, want, farmer, profile, terms)
    key = f"{_KEY}.{want.id}.{bid.id}.{bid.version}"
    slot = slot_on(terms.day, farmer.zone)
    bare = fill_basket(Offer(listed, ""), terms.milli, buyer, farmer, profile, key, turn.now, slot)
    price = Money(terms.price_minor, want.currency)
    basket = replace(
        bare,
        price_minor=price.minor,
        total=price.times(terms.milli).minor,
        pool_id=want.id if want.pooled else None,
        deadline_at=None,
    )
    placed = moves.move(turn, basket, command)
    if isinstance(placed, Refused):
        if placed.reason == "sold-out":
            raise Stale(f"listing {listed.id}")
        return placed
    store.link(turn.conn, placed.id, want.id, added)
    return placed


def _stock(
    turn: Turn, want: Want, farmer: Person, profile: Profile | None, terms: Pledged
) -> tuple[Listing, int]:
    """Find the farmer's own listing, topped up to what is promised, or make one of just that."""
    own = load_own(turn.conn, want, farmer.id, turn)
    if own is None:
        return _publish(turn, want, farmer, profile, terms), terms.milli
    lacking = max(0, terms.milli - own.free)
    if not lacking:
        return own, 0
    more = stock.restock(turn.conn, own.id, lacking, turn.now, actor_id=farmer.id)
    assert more is not None  # rows of this table are never deleted
    return more, lacking


def _publish(
    turn: Turn, want: Want, farmer: Person, profile: Profile | None, terms: Pledged
) -> Listing:
    amount = Quantity(terms.milli, want.unit)
    price = Money(terms.price_minor, want.currency)
    offer = NewOffer(want.crop_id, amount, price, terms.day, want.unit_grams)
    where = Where(farmer.country or want.country)
    if profile is not None:
        spot = (profile.region, profile.place_id, profile.lat_e6, profile.lon_e6)
        where = Where(where.country, *spot)
    new = open_listing(offer, farmer.id, where, farmer.zone or "UTC", turn.now)
    last = slot_on(want.day, farmer.zone) + _AFTER
    return stock.publish(turn.conn, replace(new, expires_at=max(new.expires_at, last)), turn.now)


def is_ours(order: Order) -> bool:
    """Whether an order came of an ad: its key tells, without a look into the database."""
    return order.key.startswith(f"{_KEY}.")


def want_of(order: Order) -> int:
    """Give the ad an order came of; 0 for any other order."""
    return int(order.key.split(".")[1]) if is_ours(order) else 0


def take_back(turn: Turn, move: Move) -> None:
    """Take off the market what was brought to it for an order that left it over.

    After a buyer who did not come the farmer is asked what became of it, so it stays.
    """
    freed = _freed(move.before, move.after)
    if freed <= 0 or move.after.state == NO_SHOW:
        return
    added = store.load_added(turn.conn, move.after.id)
    gone = min(freed, added)
    if not gone:
        return
    seller = move.after.seller_id
    if stock.withdraw(turn.conn, move.after.listing_id, gone, turn.now, actor_id=seller):
        store.use_added(turn.conn, move.after.id, added - gone)


def top_up(turn: Turn, move: Move) -> None:
    """Bring to the market what the scales say beyond the promise, where nothing else is free for it.

    What is weighed is there; of a promise to an ad nothing more was ever listed.
    """
    before, after = move.before, move.after
    if after.handed_at is None or before.handed_at is not None or after.given <= before.held:
        return
    listed = load_listing(turn.conn, before.listing_id)
    lacking = after.given - before.held - (listed.free if listed else 0)
    if lacking > 0:
        stock.restock(turn.conn, before.listing_id, lacking, turn.now, actor_id=before.seller_id)


def _freed(before: Order, after: Order) -> int:
    """Give what an order no longer holds and did not hand over; what is gone has left by itself."""
    if after.is_gone:
        return 0
    handed = before.handed_at is None and after.handed_at is not None
    return before.held - after.held - (after.given if handed else 0)
