"""What somebody takes along who leaves, and what is erased of them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from bot.feature import Turn
from bot.lecturing import booking, handouts, seats
from bot.text.phrase import Phrase


def export(conn: Connection, person_id: int) -> Mapping[str, Any]:
    """Give the lectures somebody booked, came to and asked at."""
    return {
        "lecture_seats": seats.export(conn, person_id),
        "lecture_questions": handouts.export_questions(conn, person_id),
    }


def erase(turn: Turn) -> Phrase | None:
    """Erase it; a seat goes to the next one who waits."""
    for seat in seats.load_seats_of(turn.conn, turn.person.id):
        booking.erase(turn, seat.lecture_id)
    handouts.forget_questions(turn.conn, turn.person.id)
    return None
