"""A small living village, so that nobody meets an empty market while trying things out."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from sqlalchemy import Connection

from bot.app import utc_now
from bot.kernel import countries, places
from bot.kernel.money import Money, digits
from bot.kernel.places import Place
from bot.people.rules import roles_of
from bot.people.store import Profile, save_profile
from bot.selling import stock
from bot.selling.offers import Listing
from bot.selling.store import insert_listing
from bot.speakers import Speakers
from bot.store import persons
from bot.store.engine import Database
from bot.store.persons import Person
from bot.talk.event import Sender

TABLE = Path(countries.__file__).with_name("tables") / "village.csv"
FIRST_CHAT = 9_101  # chats of the villagers; the phones on the page have other numbers
FRESH = timedelta(days=7)

# Roughly one US dollar, so that the villagers' prices look like prices where they live.
_PER_DOLLAR = {
    "KES": 130, "UGX": 3700, "TZS": 2600, "ETB": 125, "NGN": 1550, "GHS": 15, "INR": 84,
    "BDT": 120, "CNY": 7, "MXN": 18, "COP": 4000, "PEN": 4, "GTQ": 8, "EGP": 48, "MAD": 10,
    "IDR": 15700, "BRL": 6, "XOF": 600, "UZS": 12700, "RUB": 95,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Villager:
    """Somebody who lives here already; a buyer has no crop."""

    chat: int
    name: str
    language: str
    wants: str
    home: Place
    crop: str
    unit: str
    milli: int
    us_cents: int


async def settle(database: Database, speakers: Speakers) -> int:
    """Bring the villagers in where nobody lives yet; gives how many came."""
    villagers = read_villagers(speakers.country)

    def move_in(conn: Connection) -> int:
        if persons.load_by_chat(conn, FIRST_CHAT) is not None:
            return 0
        for villager in villagers:
            _move_in(conn, villager, speakers, utc_now())
        return len(villagers)

    return await database.run(move_in)


def read_villagers(country: str) -> tuple[Villager, ...]:
    """Read the villagers and give them homes near one another in the country."""
    homes = _homes(country)
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_villager(at, row, homes) for at, row in enumerate(rows))


def _villager(at: int, row: dict[str, str], homes: Sequence[Place]) -> Villager:
    return Villager(
        chat=FIRST_CHAT + at,
        name=row["name"],
        language=row["language"],
        wants=row["wants"],
        home=homes[int(row["home"])],
        crop=row["crop"],
        unit=row["unit"],
        milli=int(row["amount"] or 0) * 1000,
        us_cents=int(row["us_cents"] or 0),
    )


def _homes(country: str) -> list[Place]:
    """Give the three districts nearest to one of the country's own, so that all are neighbours."""
    regions = [r for r in places.regions(country) if len(places.districts(country, r.id)) >= 3]
    region = next((r for r in regions if r.id == "KE-31"), regions[0])
    districts = places.districts(country, region.id)
    middle = places.nearest(country, region.latitude, region.longitude) or districts[0]
    return sorted(districts, key=lambda each: places.distance_km(each, middle))[:3]


def _move_in(conn: Connection, villager: Villager, speakers: Speakers, now: datetime) -> None:
    person = persons.meet(conn, Sender(villager.chat, villager.chat, villager.name), now)
    person = persons.save(conn, _joined(person, villager, speakers))
    save_profile(conn, _profile(person, villager, now))
    if villager.crop:
        _list(conn, person, villager, speakers, now)


def _joined(person: Person, villager: Villager, speakers: Speakers) -> Person:
    known = villager.language in speakers.catalogs.languages
    return replace(
        person,
        called=villager.name,
        language=villager.language if known else speakers.language,
        country=speakers.country,
        zone=speakers.zone,
        roles=roles_of(villager.wants),
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


def _list(
    conn: Connection, person: Person, villager: Villager, speakers: Speakers, now: datetime
) -> None:
    price = _price(villager.us_cents, speakers.currency)
    home = villager.home
    listing = Listing(
        seller_id=person.id,
        crop_id=villager.crop,
        unit=villager.unit,
        price_minor=price.minor,
        currency=price.currency,
        on_hand=0,
        ready_from=now.date().isoformat(),
        country=speakers.country,
        created_at=now,
        touched_at=now,
        expires_at=now + FRESH,
        region=home.parent,
        place_id=home.id,
        lat_e6=round(home.latitude * 1_000_000),
        lon_e6=round(home.longitude * 1_000_000),
    )
    listed = insert_listing(conn, listing)
    stock.restock(conn, listed.id, villager.milli, now, actor_id=person.id)


def _price(us_cents: int, currency: str) -> Money:
    """Give a round local price for so many US cents."""
    dollars = Decimal(us_cents) / 100 * _PER_DOLLAR.get(currency, 1)
    whole = dollars.quantize(Decimal(1), ROUND_HALF_UP) if dollars >= 5 else dollars
    step = Decimal(1).scaleb(-digits(currency))
    return Money.from_decimal(max(whole.quantize(step), step), currency)
