"""Farmers with something to sell, and the shortest ways to have it listed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection

import bot.store.engine  # noqa: F401  teaches SQLite the column types
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.people.store import Profile, save_profile
from bot.selling import FEATURE, stock, store
from bot.selling.offers import Listing
from bot.selling.rules import Offer
from bot.store import persons
from tests.village import MORNING, Person, Village

ZONES = {"KE": "Africa/Nairobi", "CN": "Asia/Shanghai", "UG": "Africa/Kampala"}
REGIONS = {"KE": "KE-31", "CN": "CN-SD", "UG": "UG-C"}


def village() -> Village:
    return Village([FEATURE], bot_name="farmgate_bot")


def farmer(
    place: Village, name: str = "Amina", language: str = "en", country: str = "KE"
) -> Person:
    """Bring in somebody who joined to sell."""
    person = place.person(name, language)
    person.says("hello")
    with place.engine.begin() as conn:
        row = persons.load_by_chat(conn, person.chat)
        assert row is not None
        joined = replace(row, called=name, language=language, country=country)
        persons.save(conn, replace(joined, zone=ZONES[country], roles=("farmer",)))
        save_profile(conn, profile(row.id, country, place.now))
    return person


def profile(person_id: int, country: str, now: datetime) -> Profile:
    region = REGIONS[country]
    return Profile(person_id, "sell", region, f"{region}-town", 1_000_000, 36_000_000, now, now)


def sells(
    person: Person, crop: str = "tomato", amount: str = "20 kg", price: str = "80"
) -> Listing:
    """Have somebody list produce by typing; gives the listing."""
    for answer in ("/sell", crop, amount, price, "today", "skip", "yes"):
        person.says(answer)
    return listings(person)[0]


def listings(person: Person) -> list[Listing]:
    """Read somebody's listings, newest first."""
    with person.village.engine.begin() as conn:
        row = persons.load_by_chat(conn, person.chat)
        assert row is not None
        return store.load_mine(conn, row.id, most=100)


def now_of(person: Person, listing: Listing) -> Listing:
    """Read a listing as it is now, taken away or not."""
    found = inside(person.village, lambda conn: store.load(conn, listing.id))
    assert isinstance(found, Listing)
    return found


def inside(place: Village, work: Any) -> Any:
    """Do a piece of work in a transaction of the village's database."""
    with place.engine.begin() as conn:
        return work(conn)


def offer(**changes: Any) -> Offer:
    base = Offer(
        crop_id="tomato",
        amount=Quantity(20_000, "kg"),
        price=Money(8000, "KES"),
        ready=date(2026, 6, 1),
        grams=1000,
    )
    return replace(base, **changes)


def listing(**changes: Any) -> Listing:
    """A listing nobody has touched."""
    base = Listing(
        id=7,
        seller_id=1,
        crop_id="tomato",
        unit="kg",
        unit_grams=1000,
        price_minor=8000,
        currency="KES",
        on_hand=20_000,
        ready_from="2026-06-01",
        country="KE",
        created_at=MORNING,
        touched_at=MORNING,
        expires_at=datetime(2026, 6, 8, 15, tzinfo=UTC),
    )
    return replace(base, **changes)


def hold(
    conn: Connection, listing_id: int, milli: int, now: datetime, order_id: int = 1
) -> Listing | None:
    """Have an order of somebody hold stock."""
    return stock.hold(conn, listing_id, milli, now, order_id=order_id, actor_id=1)
