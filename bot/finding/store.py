"""What is kept of searching: how each person looks just now, and searches that go on by themselves.

A kept search has a row for each large cell of the map it covers, so that an offer that comes meets
only the searches it can fit; while one has news to tell its rows are awake and not met again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    Text,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from bot.finding.rules import ANY_CROP, ANYWHERE, Day, Kept, Seeking, cells_of
from bot.ordering.filters import Spot, read_filters, write_filters
from bot.people.store import profile
from bot.selling.offers import Listing
from bot.store.persons import person
from bot.store.schema import Id, Instant, Json, table

seeking = table(
    "seeking",
    Column("person_id", Id, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("filters", Json, nullable=False),
    Column("marks", Json, nullable=False),
    Column("page", Integer, nullable=False),
    Column("lat_e6", Integer),
    Column("lon_e6", Integer),
    Column("place_id", Text),
)

saved_search = table(
    "saved_search",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id"), nullable=False),
    Column("filters", Json, nullable=False),
    Column("country", Text, nullable=False),
    Column("lat_e6", Integer),
    Column("lon_e6", Integer),
    Column("place_id", Text),
    Column("since", Instant, nullable=False),
    Column("told", Json, nullable=False),
    Column("is_awake", Integer, nullable=False),
    CheckConstraint("is_awake IN (0, 1)", name="is_awake"),
)
Index("ix_saved_search_person_id", saved_search.c.person_id, saved_search.c.id)

search_cell = table(
    "search_cell",
    Column(
        "search_id",
        Id,
        ForeignKey("saved_search.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("cell3", BigInteger, primary_key=True, autoincrement=False),
    Column("country", Text, nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("is_awake", Integer, nullable=False),
    CheckConstraint("is_awake IN (0, 1)", name="is_awake"),
)
_ASLEEP = search_cell.c.is_awake == literal_column("0")
Index(
    "ix_search_cell_asleep",
    search_cell.c.country,
    search_cell.c.crop_id,
    search_cell.c.cell3,
    search_cell.c.search_id,
    sqlite_where=_ASLEEP,
    postgresql_where=_ASLEEP,
)

TABLES = (seeking, saved_search, search_cell)

# -- how somebody looks just now

_ME = bindparam("me", type_=Id)
_KEPT_COUNT = select(func.count()).where(saved_search.c.person_id == person.c.id).scalar_subquery()
_SEEKING = (
    select(
        profile.c.lat_e6.label("home_lat"),
        profile.c.lon_e6.label("home_lon"),
        profile.c.place_id.label("home_place"),
        seeking.c.filters,
        seeking.c.marks,
        seeking.c.page,
        seeking.c.lat_e6,
        seeking.c.lon_e6,
        seeking.c.place_id,
        _KEPT_COUNT.label("kept"),
    )
    .select_from(person)
    .outerjoin(profile, profile.c.person_id == person.c.id)
    .outerjoin(seeking, seeking.c.person_id == person.c.id)
    .where(person.c.id == _ME)
)
_SEEK = insert(seeking)
_SEEK = _SEEK.on_conflict_do_update(
    index_elements=["person_id"],
    set_={each.name: _SEEK.excluded[each.name] for each in seeking.c if not each.primary_key},
)


def load_seeking(conn: Connection, person_id: int, country: str) -> Seeking:
    """Give how somebody looked last; from home and for anything where they never did."""
    row = conn.execute(_SEEKING, {"me": person_id}).mappings().one()
    home = Spot(person_id, country, row["home_lat"], row["home_lon"], row["home_place"])
    away = Spot(person_id, country, row["lat_e6"], row["lon_e6"], row["place_id"])
    return Seeking(
        filters=read_filters(row["filters"] or {}),
        spot=home if away.lat_e6 is None else away,
        home=home,
        marks=tuple((away, rank, tie) for away, rank, tie in row["marks"] or ()),
        page=row["page"] or 0,
        kept=row["kept"],
    )


def save_seeking(conn: Connection, now: Seeking) -> None:
    """Remember how somebody looks."""
    spot = now.spot if now.is_away else None
    conn.execute(
        _SEEK,
        {
            "person_id": now.home.person_id,
            "filters": write_filters(now.filters),
            "marks": now.marks,
            "page": now.page,
            "lat_e6": spot and spot.lat_e6,
            "lon_e6": spot and spot.lon_e6,
            "place_id": spot and spot.place_id,
        },
    )


# -- searches that go on by themselves

_KEEP = insert(saved_search).returning(saved_search.c.id)
_KEEP_CELLS = insert(search_cell)
_OWN = saved_search.c.person_id == _ME
_MINE = select(saved_search).where(_OWN).order_by(saved_search.c.id)
_ONE = select(saved_search).where(_OWN, saved_search.c.id == bindparam("key"))
_STOP = (
    delete(saved_search)
    .where(_OWN, saved_search.c.id == bindparam("key"))
    .returning(saved_search.c.id)
)
_STOP_CELLS = delete(search_cell).where(search_cell.c.search_id == bindparam("key"))


def load_kept(conn: Connection, person_id: int) -> tuple[Kept, ...]:
    """Give somebody's searches, the oldest first."""
    return tuple(map(_read, conn.execute(_MINE, {"me": person_id}).mappings()))


def load_one(conn: Connection, person_id: int, search_id: int) -> Kept | None:
    """Give one of somebody's own searches."""
    row = conn.execute(_ONE, {"me": person_id, "key": search_id}).mappings().first()
    return None if row is None else _read(row)


def keep(conn: Connection, now: Seeking, at: datetime) -> int:
    """Let a search go on by itself; gives its id."""
    filters, spot = now.filters, now.spot
    row = {
        "person_id": spot.person_id,
        "filters": write_filters(filters),
        "country": spot.country,
        "lat_e6": spot.lat_e6,
        "lon_e6": spot.lon_e6,
        "place_id": spot.place_id,
        "since": at,
        "told": [],
        "is_awake": 0,
    }
    number = int(conn.execute(_KEEP, row).scalar_one())
    cell = {
        "search_id": number,
        "country": spot.country,
        "crop_id": filters.crop or ANY_CROP,
        "is_awake": 0,
    }
    conn.execute(_KEEP_CELLS, [cell | {"cell3": each} for each in cells_of(filters, spot)])
    return number


def stop(conn: Connection, person_id: int, search_id: int) -> bool:
    """End one of somebody's own searches; False where it has ended already."""
    if load_one(conn, person_id, search_id) is None:
        return False
    conn.execute(_STOP_CELLS, {"key": search_id})
    conn.execute(_STOP, {"me": person_id, "key": search_id})
    return True


# -- what an offer that comes meets


@dataclass(frozen=True, slots=True)
class Sleeper:
    """A search that may have news, and its owner's day."""

    kept: Kept
    day: Day


def _asleep(crop: Any, cell: Any) -> Any:
    return (
        select(search_cell.c.search_id)
        .where(
            _ASLEEP,
            search_cell.c.country == bindparam("country"),
            search_cell.c.crop_id == crop,
            search_cell.c.cell3 == cell,
            search_cell.c.search_id > bindparam("after", type_=Id),
        )
        .order_by(search_cell.c.search_id)
        .limit(bindparam("most", type_=Integer))
        .subquery()
    )


_CROP, _CELL = bindparam("crop", type_=Text), bindparam("cell", type_=BigInteger)
_ANY: Any = literal_column("''")
_ALL_OVER: Any = literal_column(str(ANYWHERE))
_MET = union_all(
    *(
        select(_asleep(crop, cell))
        for crop, cell in ((_CROP, _CELL), (_CROP, _ALL_OVER), (_ANY, _CELL), (_ANY, _ALL_OVER))
    )
).subquery()
_FIRST_MET = (
    select(_MET.c.search_id)
    .order_by(_MET.c.search_id)
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
_SLEEPERS = (
    select(saved_search, person.c.zone, person.c.wake, person.c.rest, profile.c.hour)
    .join(_FIRST_MET, _FIRST_MET.c.search_id == saved_search.c.id)
    .join(person, person.c.id == saved_search.c.person_id)
    .join(profile, profile.c.person_id == person.c.id)
    .order_by(saved_search.c.id)
)
_IDS: Any = bindparam("ids", expanding=True)
_WAKE = update(saved_search).where(saved_search.c.id.in_(_IDS)).values(is_awake=1)
_WAKE_CELLS = update(search_cell).where(search_cell.c.search_id.in_(_IDS)).values(is_awake=1)
_AWAKE = _MINE.where(saved_search.c.is_awake == literal_column("1"))
_TELL = (
    update(saved_search)
    .where(saved_search.c.id == bindparam("key"))
    .values(since=bindparam("at"), told=bindparam("codes", type_=Json), is_awake=0)
)
_SLEEP_CELLS = update(search_cell).where(search_cell.c.search_id == bindparam("key"))
_SLEEP_CELLS = _SLEEP_CELLS.values(is_awake=0)


def load_sleepers(
    conn: Connection, listing: Listing, *, after: int = 0, most: int = 100
) -> list[Sleeper]:
    """Give searches an offer may fit, from behind one of them, those with news already left out."""
    keys = {
        "country": listing.country,
        "crop": listing.crop_id,
        "cell": listing.cell3 or ANYWHERE,
        "after": after,
        "most": most,
    }
    return [
        Sleeper(_read(row), Day(row["zone"], row["wake"], row["rest"], row["hour"]))
        for row in conn.execute(_SLEEPERS, keys).mappings()
    ]


def wake(conn: Connection, ids: Sequence[int]) -> None:
    """Note that searches have news to tell."""
    if ids:
        conn.execute(_WAKE, {"ids": ids})
        conn.execute(_WAKE_CELLS, {"ids": ids})


def load_awake(conn: Connection, person_id: int) -> tuple[Kept, ...]:
    """Give somebody's searches that have news to tell."""
    return tuple(map(_read, conn.execute(_AWAKE, {"me": person_id}).mappings()))


def save_told(conn: Connection, told: Iterable[Kept]) -> None:
    """Let searches that have told their news wait for more."""
    for each in told:
        conn.execute(_TELL, {"key": each.id, "at": each.since, "codes": each.told})
        conn.execute(_SLEEP_CELLS, {"key": each.id})


def _read(row: Any) -> Kept:
    spot = Spot(row["person_id"], row["country"], row["lat_e6"], row["lon_e6"], row["place_id"])
    filters = read_filters(row["filters"])
    return Kept(row["id"], row["person_id"], filters, spot, row["since"], tuple(row["told"]))
