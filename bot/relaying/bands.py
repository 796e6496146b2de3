"""Keys of what letters say, kept for a day, by which the same words to many people are found."""

from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    bindparam,
    delete,
    insert,
    select,
)

from bot.guarding import copies
from bot.relaying.store import relay_message
from bot.store.schema import Id, Instant, table

DAY = timedelta(hours=24)
MANY = 5  # people who got the same; more tell nothing new
_LOOKED_AT = 24  # letters compared in full
_CLEARED = 64  # letters after which what is older than a day goes

letter_band = table(
    "letter_band",
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("letter_id", Id, ForeignKey("relay_message.id"), primary_key=True, autoincrement=False),
    Column("to_id", Id, ForeignKey("person.id"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
)
Index("ix_letter_band_at", letter_band.c.at)
Index("ix_letter_band_letter_id", letter_band.c.letter_id)

TABLES = (letter_band,)

ALIKE = (
    select(letter_band.c.to_id, relay_message.c.words)
    .join(relay_message, relay_message.c.id == letter_band.c.letter_id)
    .where(
        letter_band.c.band.in_([bindparam(f"band{at}") for at in range(copies.BANDS)]),
        letter_band.c.at > bindparam("since", type_=Instant),
        letter_band.c.to_id != bindparam("reader", type_=Id),
    )
    .distinct()
    .limit(bindparam("most", type_=Integer))
)
OLD = delete(letter_band).where(letter_band.c.at <= bindparam("since", type_=Instant))
_NEW = insert(letter_band)
_FORGET = delete(letter_band).where(
    letter_band.c.letter_id.in_(
        select(relay_message.c.id).where(relay_message.c.from_id == bindparam("whom"))
    )
)


def count_alike(conn: Connection, words: str, reader: int, now: datetime) -> int:
    """Count the others who got nearly the same today, from anybody, up to `MANY`."""
    bands = copies.bands(words)
    if not bands:
        return 0
    keys = {f"band{at}": band for at, band in enumerate(bands)}
    more = {"since": now - DAY, "reader": reader, "most": _LOOKED_AT}
    people: set[int] = set()
    for to_id, other in conn.execute(ALIKE, keys | more):
        if to_id not in people and copies.is_copy(words, other):
            people.add(to_id)
        if len(people) == MANY:
            break
    return len(people)


def keep(conn: Connection, letter_id: int, to_id: int, words: str, now: datetime) -> None:
    """Keep the keys of a letter; now and then those older than a day go."""
    rows = [
        {"band": band, "letter_id": letter_id, "to_id": to_id, "at": now}
        for band in dict.fromkeys(copies.bands(words))
    ]
    if rows:
        conn.execute(_NEW, rows)
    if letter_id % _CLEARED == 0:
        conn.execute(OLD, {"since": now - DAY})


def forget(conn: Connection, person_id: int) -> None:
    """Let go the keys of what somebody wrote."""
    conn.execute(_FORGET, {"whom": person_id})
