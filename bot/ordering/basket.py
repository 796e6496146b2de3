"""What a buyer asks for, before it is an order: every figure and name copied once, for good."""

from dataclasses import replace
from datetime import datetime

from bot.ordering.offer import Offer
from bot.ordering.order import Order
from bot.ordering.pickup import Pickup
from bot.ordering.schedule import deadline_from, first_slot
from bot.people.store import Profile
from bot.store.persons import Person


def fill_basket(
    offer: Offer,
    milli: int,
    buyer: Person,
    seller: Person,
    at_home: Profile | None,
    key: str,
    now: datetime,
    slot_at: datetime | None = None,
    pickup: Pickup | None = None,
) -> Order:
    """Copy what is ordered, from whom and where; `key` makes the same yes the same order."""
    listed = offer.listing
    slot = slot_at or first_slot(listed.ready, now, seller.zone)
    if pickup is not None:
        slot = pickup.slot.ends_at
    order = Order(
        key=key,
        buyer_id=buyer.id,
        seller_id=listed.seller_id,
        listing_id=listed.id,
        crop_id=listed.crop_id,
        unit=listed.unit,
        unit_grams=listed.unit_grams,
        ordered=milli,
        price_minor=listed.price_minor,
        currency=listed.currency,
        total=offer.total(milli).minor,
        buyer_name=buyer.called or "",
        seller_name=seller.called or "",
        place_id=listed.place_id,
        village=at_home.village if at_home else None,
        lat_e6=listed.lat_e6,
        lon_e6=listed.lon_e6,
        slot_at=slot,
        deadline_at=min(deadline_from(now, seller.zone), slot),
        placed_at=now,
        moved_at=now,
    )
    return order if pickup is None else replace(order, **pickup.terms)
