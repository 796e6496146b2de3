"""What a farmer's own bag weighs, said once; and all that is recalled while they list."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Text,
    UniqueConstraint,
    bindparam,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert

from bot.kernel.money import Money
from bot.people.store import profile
from bot.selling.memory import Memory, Past
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
_COLUMNS = (
    listing.c.id,
    listing.c.crop_id,
    listing.c.unit,
    listing.c.unit_grams.label("grams"),
    listing.c.price_minor,
    listing.c.currency,
    listing.c.said,
)
_MINE = (
    select(literal("mine").label("what"), *_COLUMNS)
    .where(listing.c.seller_id == _ME)
    .order_by(listing.c.id.desc())
    .limit(30)
    .subquery()
)
_NEAR = (
    select(literal("near").label("what"), *_COLUMNS)
    .where(
        IS_OPEN,
        listing.c.country == bindparam("country"),
        listing.c.crop_id == bindparam("crop"),
        listing.c.region
        == select(profile.c.region).where(profile.c.person_id == _ME).scalar_subquery(),
        listing.c.seller_id != _ME,
    )
    .order_by(listing.c.touched_at.desc(), listing.c.id.desc())
    .limit(30)
    .subquery()
)
_BAGS = select(
    literal("bag").label("what"),
    bag_weight.c.id,
    bag_weight.c.crop_id,
    bag_weight.c.unit,
    bag_weight.c.grams,
    null().label("price_minor"),
    null().label("currency"),
    null().label("said"),
).where(bag_weight.c.person_id == _ME)
# One statement, since it is read again at every answer of the talk that lists.
_RECALL = union_all(_BAGS, select(_MINE), select(_NEAR))


def remember(
    conn: Connection, person_id: int, unit: str, crop_id: str, grams: int, now: datetime
) -> None:
    """Keep what one of a farmer's units of a crop weighs; said again, it changes."""
    row = {"person_id": person_id, "unit": unit, "crop_id": crop_id}
    conn.execute(_REMEMBER, row | {"grams": grams, "said_at": now})


def recall(conn: Connection, person_id: int, country: str, crop_id: str = "") -> Memory:
    """Give what is known of a farmer's own offers and bags, and of prices for a crop near by."""
    rows = conn.execute(_RECALL, {"me": person_id, "country": country, "crop": crop_id}).all()
    ordered = sorted(rows, key=lambda row: row.id, reverse=True)
    mine, near = (
        tuple(
            Past(row.crop_id, row.unit, row.grams, Money(row.price_minor, row.currency), row.said)
            for row in ordered
            if row.what == what
        )
        for what in ("mine", "near")
    )
    bags = {(row.unit, row.crop_id): row.grams for row in rows if row.what == "bag"}
    return Memory(country, mine, near, bags)
