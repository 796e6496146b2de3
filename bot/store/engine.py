"""The database as the rest of the house sees it: give it a work, await its durable commit."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url

from bot.store import postgres, sqlite
from bot.store.faults import Stale, StoreUnavailable
from bot.store.threads import GroupWriter, Job, Pool

__all__ = ["Database", "Stale", "StoreUnavailable", "open_database"]

T = TypeVar("T")
Work = Callable[[Connection], T]

_ALIVE = text("SELECT 1")


class Database:
    """Runs works in transactions, each on a thread that owns its connection.

    A work is a plain function of a connection. It may be run more than once before it is
    kept (a companion in its group failed, two works clashed), so it changes nothing else.
    """

    def __init__(
        self, url: str, writing: Engine, reading: Engine, *, readers: int, threads: int
    ) -> None:
        self.url = url
        self.dialect = writing.dialect.name
        self.writing = writing
        self._writer = (
            GroupWriter(writing) if self.dialect == "sqlite" else Pool(writing, threads, "store")
        )
        self._reader = Pool(reading, readers, "store-reader")

    def run(self, work: Work[T]) -> Awaitable[T]:
        """Do the work; resolves once its commit is durable.

        Raises what the work raised, or StoreUnavailable. Cancelling the wait does not undo it.
        """
        return _give(self._writer, work)

    def read(self, work: Work[T]) -> Awaitable[T]:
        """Do a work that only reads, beside the writer, on one unchanging view."""
        return _give(self._reader, work)

    def run_now(self, work: Work[T]) -> T:
        """Do the work and wait for it: for the command line, never on an event loop."""
        future: Future[T] = Future()
        self._writer.give(Job(work, future))
        return future.result()

    async def healthy(self) -> bool:
        """Tell whether the database takes work."""
        try:
            await self.run(lambda conn: conn.execute(_ALIVE).scalar())
        except StoreUnavailable:
            return False
        return True

    def close(self) -> None:
        """Finish what was given and let go of every connection."""
        self._writer.close()
        self._reader.close()


def open_database(url: str, *, readers: int = 1, threads: int = 8, name: str = "") -> Database:
    """Open `sqlite:///path` or `postgresql://...`.

    `threads` is the writers of PostgreSQL, and `name` what it knows all connections by.
    """
    if make_url(url).get_backend_name() == "sqlite":
        writing, reading = sqlite.open_writer(url), sqlite.open_reader(url)
    else:
        writing = postgres.open_pool(url, threads, name=name)
        reading = postgres.open_pool(url, readers, read_only=True, name=name)
    return Database(url, writing, reading, readers=readers, threads=threads)


def _give(crew: GroupWriter | Pool, work: Work[T]) -> Awaitable[T]:
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()
    crew.give(Job(work, future, loop))
    return future
