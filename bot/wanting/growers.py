"""Who grows what and where: the farmers worth asking, bounded however many there are."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import cos, hypot, radians
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Text,
    bindparam,
    delete,
    exists,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.cells import FINE, KM_OF_DEGREE, cell_at, cells_within
from bot.people.rules import ALL
from bot.people.store import profile
from bot.selling.offers import Listing
from bot.store.persons import Person, person, read_person
from bot.store.schema import Id, Instant, table
from bot.wanting.rules import ASKS_A_DAY
from bot.wanting.store import want_bid
from bot.wanting.want import Want

IN_A_CELL = 40  # of the farmers in one cell of the map, those who listed last are looked at
_E6 = 1_000_000
_CELLS = 24  # the nearest cells of a large circle

# Who has ever listed a crop, and where they did last.
grower = table(
    "grower",
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("cell4", BigInteger, nullable=False),
    Column("lat_e6", Integer, nullable=False),
    Column("lon_e6", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    PrimaryKeyConstraint("person_id", "crop_id"),
)
Index("ix_grower_near", grower.c.crop_id, grower.c.cell4, grower.c.last_at)

# Who does not want to be asked for a crop.
want_mute = table(
    "want_mute",
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("crop_id", Text, nullable=False),
    PrimaryKeyConstraint("person_id", "crop_id"),
)

TABLES = (grower, want_mute)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A farmer worth asking, and how far away."""

    person: Person
    km: int


_SEEN = insert(grower)
_SEEN = _SEEN.on_conflict_do_update(
    index_elements=["person_id", "crop_id"],
    set_={name: _SEEN.excluded[name] for name in ("cell4", "lat_e6", "lon_e6", "last_at")},
)
_MUTE = insert(want_mute).on_conflict_do_nothing()
_ME: Any = bindparam("who")
_UNMUTE = delete(want_mute).where(
    want_mute.c.person_id == _ME, want_mute.c.crop_id == bindparam("crop")
)
_MUTED = select(want_mute.c.crop_id).where(want_mute.c.person_id == _ME)
_FORGET = (
    delete(grower).where(grower.c.person_id == _ME),
    delete(want_mute).where(want_mute.c.person_id == _ME),
)
_ASKED_LATELY = (
    select(func.count())
    .select_from(want_bid)
    .where(
        want_bid.c.farmer_id == grower.c.person_id,
        want_bid.c.asked_at > bindparam("since", type_=Instant),
    )
    .scalar_subquery()
)
_ASKED_BEFORE = exists().where(
    want_bid.c.want_id == bindparam("which"), want_bid.c.farmer_id == grower.c.person_id
)
_IS_MUTED = exists().where(
    want_mute.c.person_id == grower.c.person_id, want_mute.c.crop_id == grower.c.crop_id
)
_LATELY_OF = (
    select(func.count())
    .select_from(want_bid)
    .where(want_bid.c.farmer_id == _ME, want_bid.c.asked_at > bindparam("since", type_=Instant))
)


def remember(conn: Connection, listed: Listing, now: datetime) -> None:
    """Note that somebody grows what they list, where a point is known."""
    if listed.lat_e6 is None or listed.lon_e6 is None:
        return
    row = {
        "person_id": listed.seller_id,
        "crop_id": listed.crop_id,
        "cell4": cell_at(listed.lat_e6, listed.lon_e6, FINE),
        "lat_e6": listed.lat_e6,
        "lon_e6": listed.lon_e6,
        "last_at": now,
    }
    conn.execute(_SEEN, row)


def mute(conn: Connection, person_id: int, crop_id: str) -> None:
    """Ask somebody no more for a crop."""
    conn.execute(_MUTE, {"person_id": person_id, "crop_id": crop_id})


def unmute(conn: Connection, person_id: int, crop_id: str) -> None:
    conn.execute(_UNMUTE, {"who": person_id, "crop": crop_id})


def is_muted(conn: Connection, person_id: int, crop_id: str) -> bool:
    return crop_id in conn.execute(_MUTED, {"who": person_id}).scalars().all()


def was_asked_enough(conn: Connection, person_id: int, since: datetime) -> bool:
    """Whether somebody has had as many questions as one may get."""
    found = conn.execute(_LATELY_OF, {"who": person_id, "since": since}).scalar_one()
    return int(found) >= ASKS_A_DAY


def forget(conn: Connection, person_id: int) -> None:
    for statement in _FORGET:
        conn.execute(statement, {"who": person_id})


def load_neighbours(conn: Connection, wanted: Want, since: datetime, most: int) -> list[Neighbour]:
    """Give the nearest farmers who grow what is wanted and may be asked, not asked so far."""
    cells = cells_within(wanted.lat_e6, wanted.lon_e6, wanted.radius_km, FINE)[:_CELLS]
    keys: dict[str, Any] = {f"cell{at}": cell for at, cell in enumerate(cells)}
    keys |= {"crop": wanted.crop_id, "which": wanted.id, "since": since, "who": wanted.buyer_id}
    rows = conn.execute(_near(len(cells)), keys).mappings()
    found = [Neighbour(read_person(row), far(wanted, row["lat_e6"], row["lon_e6"])) for row in rows]
    near = [each for each in found if each.km <= wanted.radius_km]
    return sorted(near, key=lambda each: (each.km, each.person.id))[:most]


@lru_cache(maxsize=_CELLS + 1)
def _near(cells: int) -> Any:
    """Build the statement that looks into so many cells, a bounded part of each."""
    return union_all(*(select(_in_cell(f"cell{at}").subquery()) for at in range(cells)))


def _in_cell(cell: str) -> Any:
    return (
        select(person, grower.c.lat_e6, grower.c.lon_e6)
        .join(person, person.c.id == grower.c.person_id)
        .join(profile, profile.c.person_id == person.c.id)
        .where(
            grower.c.crop_id == bindparam("crop"),
            grower.c.cell4 == bindparam(cell),
            grower.c.person_id != _ME,
            person.c.gone_at.is_(None),
            person.c.stopped_at.is_(None),
            profile.c.notices == ALL,
            ~_IS_MUTED,
            ~_ASKED_BEFORE,
            _ASKED_LATELY < ASKS_A_DAY,
        )
        .order_by(grower.c.last_at.desc())
        .limit(IN_A_CELL)
    )


def far(wanted: Want, lat_e6: int, lon_e6: int) -> int:
    """Give how far a point is from where it is wanted, in whole kilometres from one up."""
    north = (wanted.lat_e6 - lat_e6) / _E6
    # Across the date line the short way round counts.
    east = ((wanted.lon_e6 - lon_e6) / _E6 + 180) % 360 - 180
    shrink = cos(radians((wanted.lat_e6 + lat_e6) / (2 * _E6)))
    return max(1, round(hypot(north, east * shrink) * KM_OF_DEGREE))
