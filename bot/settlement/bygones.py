"""What was traded before anybody looked: weeks of sales, so that prices and names mean something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, product

from sqlalchemy import Connection, bindparam, delete

from bot.feature import Feature, Turn
from bot.kernel.money import Money
from bot.ordering import moves
from bot.ordering.basket import fill_basket
from bot.ordering.conditions import Given
from bot.ordering.offer import Offer
from bot.ordering.order import BUYER, SELLER, Order
from bot.people.store import load_profile
from bot.settlement.arrival import put_up
from bot.settlement.villagers import Villager, price_of
from bot.speakers import Speakers
from bot.store import dues
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.speaker import Speaker

WEEKS = 8
CROPS = ("tomato", "maize", "onion")
SELLERS = 3  # of each crop, in every week: fewer and no price may be told
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
# How a price goes up and down over the weeks, in hundredths of today's.
_COURSE = (84, 88, 95, 97, 104, 108, 103, 100)
_SPREAD = (94, 100, 107)  # and from one farmer to the next
# What happened to each order, by whom, how many hours after it came to mind.
_STEPS = (
    ("place", BUYER, 1),
    ("accept", SELLER, 2),
    ("ready", SELLER, 20),
    ("receive", BUYER, 26),
    ("money", SELLER, 26),
    ("approve", BUYER, 27),
)
_FORGET = delete(dues.due).where(dues.due.c.person_id == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A villager with the row of people they are."""

    villager: Villager
    person: Person


@dataclass(frozen=True, slots=True)
class Trade:
    """One sale of some weeks ago."""

    seller: Neighbour
    buyer: Neighbour
    goods: Villager
    price: Money
    milli: int
    at: datetime


def trade(
    conn: Connection,
    neighbours: Sequence[Neighbour],
    speakers: Speakers,
    features: tuple[Feature, ...],
    now: datetime,
) -> None:
    """Let the neighbours have traded for some weeks, by the market's own rules."""
    for sale in list_trades(neighbours, speakers.currency, now):
        _carry_out(conn, sale, speakers, features)
    # Nobody is reminded of what is long past.
    for each in neighbours:
        conn.execute(_FORGET, {"whose": each.person.id})


def list_trades(neighbours: Sequence[Neighbour], currency: str, now: datetime) -> Iterator[Trade]:
    """List what was traded, the oldest first."""
    goods = {each.villager.crop: each.villager for each in neighbours if each.villager.crop}
    farmers = [each for each in neighbours if each.villager.crop]
    buyers = [each for each in neighbours if not each.villager.crop]
    for week, crop in product(range(WEEKS), CROPS):
        sellers = islice(_around(farmers, CROPS.index(crop)), SELLERS)
        for at, seller in enumerate(sellers):
            price = price_of(goods[crop].us_cents, currency)
            share = _COURSE[week] * _SPREAD[at]
            yield Trade(
                seller=seller,
                buyer=buyers[(week + at) % len(buyers)],
                goods=goods[crop],
                price=Money(max(1, price.minor * share // 10_000), currency),
                milli=(10 + 5 * at) * 1000,
                at=now - (WEEKS - week) * 7 * _DAY + at * _DAY,
            )


def _around(farmers: Sequence[Neighbour], first: int) -> Iterator[Neighbour]:
    return iter((*farmers[first:], *farmers[:first]))


def _carry_out(
    conn: Connection, sale: Trade, speakers: Speakers, features: tuple[Feature, ...]
) -> None:
    """Let one order run from its place in the market to the money."""
    seller, buyer, at = sale.seller.person, sale.buyer.person, sale.at
    goods = replace(sale.goods, home=sale.seller.villager.home)
    listed = put_up(conn, seller, goods, sale.price, at, sale.milli)
    order = fill_basket(
        Offer(listed, seller.called or ""),
        sale.milli,
        buyer,
        seller,
        load_profile(conn, seller.id),
        f"village.{listed.id}",
        at,
    )
    people = {BUYER: buyer, SELLER: seller}
    for command, role, hours in _STEPS:
        turn = _open(conn, people[role], at + hours * _HOUR, speakers, features)
        moved = moves.move(turn, order, command, Given(milli=sale.milli))
        assert isinstance(moved, Order), (command, moved)
        order = moved


def _open(
    conn: Connection,
    person: Person,
    now: datetime,
    speakers: Speakers,
    features: tuple[Feature, ...],
) -> Turn:
    def speaker_of(whom: Person) -> Speaker:
        return speakers.speaker(whom, None, now)

    # What is said in it is said to nobody: it is long past.
    speaker = speakers.speaker(person, None, now)
    event = Due("bygone", "", now)
    return Turn(conn, now, person, event, speaker, speaker_of, features=features)
