"""A small living village, so that nobody meets an empty market while trying things out."""

from datetime import datetime, timedelta
from itertools import starmap

from sqlalchemy import Connection

from bot.app import utc_now
from bot.feature import Feature
from bot.points.rules import Point, Window
from bot.points.store import insert_point
from bot.settlement.arrival import move_in, put_up
from bot.settlement.bygones import WEEKS, Neighbour, trade
from bot.settlement.villagers import FIRST_CHAT, Villager, price_of, read_villagers
from bot.speakers import Speakers
from bot.store import persons
from bot.store.engine import Database

__all__ = ["Villager", "read_villagers", "settle"]

_SINCE = timedelta(weeks=WEEKS + 1)
_OPEN_ON = (1, 4)  # Tuesday and Friday
_HOURS = (9 * 60, 15 * 60)
_ROOM = 40  # orders that can be fetched at the point in a day


async def settle(database: Database, speakers: Speakers, features: tuple[Feature, ...]) -> int:
    """Bring the villagers in where nobody lives yet; gives how many came."""
    villagers = read_villagers(speakers.country)

    def build(conn: Connection) -> int:
        if persons.load_by_chat(conn, FIRST_CHAT) is not None:
            return 0
        _build(conn, villagers, speakers, features, utc_now())
        return len(villagers)

    return await database.run(build)


def _build(
    conn: Connection,
    villagers: tuple[Villager, ...],
    speakers: Speakers,
    features: tuple[Feature, ...],
    now: datetime,
) -> None:
    people = [move_in(conn, villager, speakers, now - _SINCE) for villager in villagers]
    neighbours = list(starmap(Neighbour, zip(villagers, people, strict=True)))
    trade(conn, neighbours, speakers, features, now)
    for each in neighbours:
        if each.villager.crop:
            price = price_of(each.villager.us_cents, speakers.currency)
            put_up(conn, each.person, each.villager, price, now)
    _open_point(conn, neighbours[0], speakers)


def _open_point(conn: Connection, keeper: Neighbour, speakers: Speakers) -> None:
    """Open a place to fetch orders, where the first of the villagers lives and looks after it."""
    home = keeper.villager.home
    windows = tuple(Window(weekday, *_HOURS, _ROOM) for weekday in _OPEN_ON)
    point = Point(
        id=0,
        name=home.latin,
        country=speakers.country,
        region=home.parent,
        place_id=home.id,
        zone=speakers.zone,
        lat_e6=round(home.latitude * 1_000_000),
        lon_e6=round(home.longitude * 1_000_000),
        keeper_id=keeper.person.id,
        windows=windows,
    )
    insert_point(conn, point)
