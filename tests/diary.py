"""A smallest feature: whoever speaks is written into a diary. Also a bot process to be killed."""

import asyncio
import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, select

from bot.inbox import Inbox
from bot.store.engine import Database, open_database

tables = MetaData()
diary = Table(
    "diary",
    tables,
    Column("id", Integer, primary_key=True),
    Column("who", Integer, nullable=False),
    Column("words", Text, nullable=False),
)


def said(number: int, who: int, words: str = "hello") -> dict[str, Any]:
    """Give an update in which somebody says something."""
    message = {"from": {"id": who}, "chat": {"id": who}, "text": words}
    return {"update_id": number, "message": message}


def write(conn: Connection, update: dict[str, Any], now: datetime) -> str:
    """Take the turn: write it down, unless it is poison."""
    message = update["message"]
    if message["text"] == "poison":
        raise ValueError("cannot read \x00 this \ud83d")
    conn.execute(insert(diary), {"who": message["from"]["id"], "words": message["text"]})
    return f"wrote {update['update_id']}"


def apologise(conn: Connection, update: dict[str, Any], now: datetime) -> str:
    """Write down that we are sorry."""
    conn.execute(insert(diary), {"who": update["message"]["from"]["id"], "words": "sorry"})
    return "sorry"


def read_diary(conn: Connection) -> list[tuple[int, str]]:
    """Give who wrote what, in the order of writing."""
    rows = conn.execute(select(diary.c.who, diary.c.words).order_by(diary.c.id))
    return [(row.who, row.words) for row in rows]


def make_inbox(database: Database, **more: Any) -> Inbox:
    """Build an inbox whose turns write the diary."""
    database.run_now(tables.create_all)
    known = {"turn": write, "apologise": apologise, "clock": lambda: datetime.now(UTC)}
    return Inbox(database, **known | more)


async def _live(url: str, count: int, people: int) -> None:
    """Take updates as fast as they can be kept, telling of each batch that is."""
    database = open_database(url)
    inbox = make_inbox(database)
    for at in range(0, count, 10):
        batch = range(at, min(at + 10, count))
        await inbox.take([said(number, number % people, str(number)) for number in batch])
        print(at + len(batch), flush=True)
    await inbox.idle()


if __name__ == "__main__":
    asyncio.run(_live(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
