"""A market with lectures: farmers around Naivasha, staff who announce, a hall to meet in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from bot import lecturing, ordering, people, selling
from bot.lecturing import attendance, seats, store
from bot.lecturing.rules import BOOKED, Lecture, Seat
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.village import Person, Village

LANGUAGES = {"en": "English", "hi": "हिन्दी", "ar": "العربية"}
# Wednesday 14:00 in Nairobi; the village begins on Monday at 9:00.
WEDNESDAY = datetime(2026, 6, 3, 11, 0, tzinfo=UTC)
EXAMPLE = Lecture(
    id=0,
    topic="Storing maize dry",
    starts_at=WEDNESDAY,
    minutes=60,
    zone="Africa/Nairobi",
    country="KE",
    place_id="KE-31-naivasha",
    spot="Karai school",
    lat_e6=-717_000,
    lon_e6=36_430_000,
    seats=5,
    code="0417",
)


def broken_laws(conn: Connection) -> list[str]:
    """Name the lectures whose seats do not add up, or that keep somebody waiting beside a free seat."""
    faults = []
    counts = (
        select(func.count())
        .where(seats.seat.c.lecture_id == store.lecture.c.id, seats.seat.c.state == BOOKED)
        .scalar_subquery()
    )
    for row in conn.execute(select(store.lecture, counts.label("booked"))).mappings():
        waiting = attendance.load_tally(conn, row["id"]).waiting
        if row["booked"] != row["taken"]:
            faults.append(f"{row['id']}: {row['taken']} counted, {row['booked']} booked")
        if waiting and (row["seats"] is None or row["taken"] < row["seats"]):
            faults.append(f"{row['id']}: {waiting} wait beside a free seat")
    return faults


class Hall(Market):
    """A market whose people listen, too."""

    def __init__(self, **speaking: Any) -> None:
        self.village = Village(
            [
                people.build(frozenset({ADMIN_CHAT}), LANGUAGES),
                selling.FEATURE,
                ordering.FEATURE,
                lecturing.build(LANGUAGES),
            ],
            **speaking,
        )

    def holds(self, **what: Any) -> Lecture:
        """Put up a lecture that nobody was told of."""
        with self.village.engine.begin() as conn:
            return store.add(conn, replace(EXAMPLE, **what))

    def lecture(self, lecture_id: int = 1) -> Lecture:
        with self.village.engine.begin() as conn:
            found = store.load(conn, lecture_id)
            assert found is not None
            return found

    def seat(self, who: Person, lecture_id: int = 1) -> Seat | None:
        known = self.id_of(who)
        with self.village.engine.begin() as conn:
            return seats.load_seat(conn, lecture_id, known)

    def books(self, *who: Person, lecture_id: int = 1) -> None:
        for each in who:
            each.taps(data=f"lecture.book.{lecture_id}")

    def is_sound(self) -> bool:
        with self.village.engine.begin() as conn:
            return not broken_laws(conn)
