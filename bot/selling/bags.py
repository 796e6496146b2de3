"""What a farmer's own bag weighs, said once; and all that is recalled while they list."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Text,
    UniqueConstraint,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.money import Money
from bot.people.store import profile
from bot.selling import sales
from bot.selling.board import DISTRICT, FEWEST, LATELY, REGION, Board, Sold, make_board
from bot.selling.memory import Memory, Past
from bot.selling.sales import sale
from bot.selling.store import IS_OPEN, listing
from bot.store.schema import Id, Instant, table

bag_weight = table(
    "bag_weight",
    Column("id", Id, primary_key=True),
    Column("person_id", Id, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("unit", Text, nullable=False),
    Column("crop_id", Text, nullable=False),
    Column("grams", BigInteger, nullable=False),
    Column("said_at", Instant, nullable=False),
    UniqueConstraint("person_id", "unit", "crop_id"),
    CheckConstraint("grams > 0", name="grams"),
)

_REMEMBER = insert(bag_weight)
_REMEMBER = _REMEMBER.on_conflict_do_update(
    index_elements=["person_id", "unit", "crop_id"],
    set_={"grams": _REMEMBER.excluded.grams, "said_at": _REMEMBER.excluded.said_at},
)
_ME = bindparam("me", type_=Id)
# What all parts of the one statement have; the last columns are those of a `Sold`, in its order.
_SOLD = tuple(each.name for each in fields(Sold))
_NAMES = ("id", "crop_id", "grams", "said", *_SOLD)
_COUNTS = frozenset(("id", "grams", "price", "rate", "seller_id"))
# PostgreSQL wants to know of what type a column is that a part leaves empty.
_NOTHING = {False: cast(null(), Text), True: cast(null(), BigInteger)}


def _row(what: str, **known: Any) -> list[Any]:
    """Give the columns of a part, empty where it has none."""
    told = (known.get(name, _NOTHING[name in _COUNTS]).label(name) for name in _NAMES)
    return [literal(what).label("what"), *told]


def _home(column: str) -> Any:
    return select(profile.c[column]).where(profile.c.person_id == _ME).scalar_subquery()


def _offered(what: str) -> list[Any]:
    columns = {name: listing.c[name] for name in ("id", "crop_id", "said", "unit", "currency")}
    return _row(what, **columns, grams=listing.c.unit_grams, price=listing.c.price_minor)


_SALE = {"id": sale.c.order_id, "crop_id": sale.c.crop_id, "grams": sale.c.unit_grams}
_SALE |= {name: sale.c[name] for name in _SOLD}
_SALES = (
    sales.latest(area, _home(area), *_row(area, **_SALE)).subquery() for area in (DISTRICT, REGION)
)
_MINE = (
    select(*_offered("mine"))
    .where(listing.c.seller_id == _ME)
    .order_by(listing.c.id.desc())
    .limit(30)
    .subquery()
)
_NEAR = (
    select(*_offered("near"))
    .where(
        IS_OPEN,
        listing.c.country == bindparam("country"),
        listing.c.crop_id == bindparam("crop"),
        listing.c.region == _home("region"),
        listing.c.seller_id != _ME,
    )
    .order_by(listing.c.touched_at.desc(), listing.c.id.desc())
    .limit(30)
    .subquery()
)
_BAGS = select(
    *_row("bag", **{name: bag_weight.c[name] for name in ("id", "crop_id", "unit", "grams")})
).where(bag_weight.c.person_id == _ME)
# One statement, since it is read again at every answer of the talk that lists.
_RECALL = union_all(*map(select, _SALES), select(_MINE), select(_NEAR), _BAGS)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who recalls, where and when."""

    person_id: int
    country: str
    currency: str
    now: datetime


def remember(
    conn: Connection, person_id: int, unit: str, crop_id: str, grams: int, now: datetime
) -> None:
    """Keep what one of a farmer's units of a crop weighs; said again, it changes."""
    row = {"person_id": person_id, "unit": unit, "crop_id": crop_id}
    conn.execute(_REMEMBER, row | {"grams": grams, "said_at": now})


def recall(conn: Connection, whom: Asker, crop_id: str = "", *, fewest: int = FEWEST) -> Memory:
    """Give what is known of a farmer's own offers and bags, and of prices for a crop near by.

    What was sold is told where `fewest` farmers sold it.
    """
    keys = {
        "me": whom.person_id,
        "country": whom.country,
        "crop": crop_id,
        "since": whom.now - LATELY,
    }
    parts: defaultdict[str, list[Any]] = defaultdict(list)
    for row in conn.execute(_RECALL, keys).all():
        parts[row.what].append(row)
    return Memory(
        whom.country,
        mine=_past(parts["mine"]),
        near=_past(parts["near"]),
        bags={(row.unit, row.crop_id): row.grams for row in parts["bag"]},
        board=_board(parts, whom.currency, fewest),
    )


def _past(rows: list[Any]) -> tuple[Past, ...]:
    newest = sorted(rows, key=attrgetter("id"), reverse=True)
    return tuple(
        Past(row.crop_id, row.unit, row.grams, Money(row.price, row.currency), row.said)
        for row in newest
    )


def _board(parts: Mapping[str, list[Any]], currency: str, fewest: int) -> Board | None:
    """Make the board of the smallest area that may be told: the district, else the region.

    Where neither may, the region's says how many have sold; None where nobody has.
    """
    board = None
    inner: dict[str, tuple[str, ...]] = {DISTRICT: (), REGION: (DISTRICT,)}
    for area, smaller in inner.items():
        sold = [Sold(*row[-len(_SOLD) :]) for row in parts.get(area, ())]
        if sold:
            board = make_board(getattr(sold[0], area), sold, currency, fewest, *smaller)
        if board is not None and board.quotes:
            return board
    return board
