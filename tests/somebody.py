"""People for tests of what needs somebody."""

from datetime import datetime

from sqlalchemy import Connection

from bot.store import persons
from bot.store.persons import Person
from bot.talk.event import Sender


def meet(conn: Connection, chat: int, now: datetime) -> Person:
    """Have somebody in the database."""
    return persons.meet(conn, Sender(chat, chat), now)
