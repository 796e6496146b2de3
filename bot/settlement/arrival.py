"""How villagers come: they join, and put up what they sell."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.kernel.money import Money
from bot.people.rules import roles_of
from bot.people.store import Profile, save_profile
from bot.selling import stock
from bot.selling.offers import Listing
from bot.settlement.villagers import Villager
from bot.speakers import Speakers
from bot.store import persons
from bot.store.persons import Person
from bot.talk.event import Sender

FRESH = timedelta(days=7)
LAST_MINUTE = 24 * 60 - 1
GRAMS = {"kg": 1000}  # what one of the villagers' units weighs, where everybody knows it


def move_in(conn: Connection, villager: Villager, speakers: Speakers, since: datetime) -> Person:
    """Bring a villager in, who joined some time ago."""
    person = persons.meet(conn, Sender(villager.chat, villager.chat, villager.name), since)
    person = persons.save(conn, _joined(person, villager, speakers))
    save_profile(conn, _profile(person, villager, since))
    return person


def _joined(person: Person, villager: Villager, speakers: Speakers) -> Person:
    known = villager.language in speakers.catalogs.languages
    return replace(
        person,
        called=villager.name,
        language=villager.language if known else speakers.language,
        country=speakers.country,
        zone=speakers.zone,
        roles=roles_of(villager.wants),
        # Whoever tries things out at night is answered too.
        wake=0,
        rest=LAST_MINUTE,
    )


def _profile(person: Person, villager: Villager, now: datetime) -> Profile:
    home = villager.home
    return Profile(
        person_id=person.id,
        wants=villager.wants,
        region=home.parent,
        place_id=home.id,
        lat_e6=round(home.latitude * 1_000_000),
        lon_e6=round(home.longitude * 1_000_000),
        consent_at=now,
        joined_at=now,
        source="village",
    )


def put_up(
    conn: Connection,
    person: Person,
    villager: Villager,
    price: Money,
    now: datetime,
    milli: int | None = None,
) -> Listing:
    """Put on the market what a villager sells, all of it or so much."""
    home = villager.home
    listing = Listing(
        seller_id=person.id,
        crop_id=villager.crop,
        unit=villager.unit,
        unit_grams=GRAMS.get(villager.unit),
        price_minor=price.minor,
        currency=price.currency,
        on_hand=milli or villager.milli,
        ready_from=now.date().isoformat(),
        country=person.country or "",
        created_at=now,
        touched_at=now,
        expires_at=now + FRESH,
        region=home.parent,
        place_id=home.id,
        lat_e6=round(home.latitude * 1_000_000),
        lon_e6=round(home.longitude * 1_000_000),
    )
    return stock.publish(conn, listing, now)
