"""Updates in: each kept once, then given its turn, in order for each person."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import structlog
from sqlalchemy import BigInteger, Connection, bindparam, func, select
from sqlalchemy.exc import StatementError

from bot.store import arrivals, inbound
from bot.store.engine import Database, StoreUnavailable
from bot.store.inbound import InboxRow
from bot.store.lanes import Lanes
from bot.store.traces import trace_of

T = TypeVar("T")
Update = dict[str, Any]
Turn = Callable[[Connection, Update, datetime], Any]

_WIDTH = 256
_ROOM = 4000
_PAGE = 1000
_LOCK = select(func.pg_advisory_xact_lock(bindparam("whose", type_=BigInteger)))

log = structlog.get_logger()


class Inbox:
    """Keeps updates and gives them their turns: one at a time for a key, keys side by side.

    A turn's mark as done is written in the turn's own transaction, so an update delivered
    many times, to many workers, or again after a crash has one effect.

    `turn` runs inside the transaction and may run again; what it gives goes to
    `on_committed` after the commit. When it raises, the update is set aside and
    `apologise` has its say in the same transaction.
    """

    def __init__(
        self,
        database: Database,
        turn: Turn,
        *,
        clock: Callable[[], datetime],
        apologise: Turn | None = None,
        on_committed: Callable[[Any], None] | None = None,
        width: int = _WIDTH,
    ) -> None:
        self.database = database
        self.turn = turn
        self.apologise = apologise
        self.clock = clock
        self._on_committed = on_committed
        self._lanes = Lanes(width, _ROOM)

    @property
    def counts(self) -> Counter[str]:
        """How many updates: stored, repeated, turns, skipped, aside; and attempts retried."""
        return self._lanes.counts

    @property
    def busy(self) -> int:
        """How many keys have something waiting or in flight."""
        return len(self._lanes)

    async def take(self, updates: Sequence[Update]) -> None:
        """Keep the updates; returns when that is durable and not too many wait for their turn.

        Raises StoreUnavailable when nothing could be kept: have them delivered again.
        """
        now = self.clock()
        rows = [row for each in updates if (row := arrivals.row_of(each, now)) is not None]
        if rows:
            self._enlist(*await self._keep(rows))
            await self._lanes.room()

    def submit(self, key: int, work: Callable[[Connection], T]) -> Awaitable[T]:
        """Do a work in the lane of a key, like a turn; resolves after its commit."""
        errand = Errand(self, key, work, asyncio.get_running_loop().create_future())
        self._lanes.add(key, errand)
        return errand.future

    async def resume(self) -> None:
        """Give their turns to all that waits, as after a restart; call before the first take."""
        await self._enlist_waiting(lambda _key: True, self.clock())

    async def sweep(self, older_than: timedelta) -> None:
        """Take over what has waited that long, as when another worker died."""
        await self._enlist_waiting(lambda key: key not in self._lanes, self.clock() - older_than)

    async def retry_aside(self, update_id: int) -> bool:
        """Give an update that was set aside its turn again; False when it is not aside."""
        again = await self.database.run(lambda conn: inbound.retry_aside(conn, update_id))
        if again is not None:
            self._lanes.add(again[1], Post(self, *again))
        return again is not None

    async def prune(self, keep: timedelta) -> None:
        """Delete what was done longer ago than that, little by little beside the turns."""
        before = self.clock() - keep
        while await self.database.run(lambda conn: inbound.prune(conn, before, _PAGE)) == _PAGE:
            pass

    async def idle(self) -> None:
        """Wait until nothing waits for its turn."""
        await self._lanes.idle()

    async def stop(self, patience: float = 10.0) -> None:
        """End the turns in flight within so many seconds; the rest waits in the database."""
        await self._lanes.stop(patience)

    def done(self, outcome: Any) -> None:
        """Tell what a committed turn gave."""
        if self._on_committed is None or outcome is None:
            return
        try:
            self._on_committed(outcome)
        except Exception:
            log.exception("on_committed")

    def lock(self, conn: Connection, key: int) -> None:
        """Keep other workers from this key until the transaction ends."""
        if self.database.dialect != "sqlite":
            conn.execute(_LOCK, {"whose": key})

    async def _keep(self, rows: list[InboxRow]) -> tuple[list[InboxRow], list[int]]:
        try:
            return rows, await self.database.run(lambda conn: inbound.store(conn, rows))
        except StatementError:
            mended = [arrivals.mend(row) for row in rows]
        return mended, await self.database.run(lambda conn: inbound.store(conn, mended))

    def _enlist(self, rows: list[InboxRow], new: list[int]) -> None:
        fresh = set(new)
        self.counts["stored"] += len(fresh)
        self.counts["repeated"] += len(rows) - len(fresh)
        for row in rows:
            if row.update_id in fresh:
                fresh.discard(row.update_id)
                self._lanes.add(row.person_key, Post(self, row.update_id, row.person_key, row))

    async def _enlist_waiting(self, wanted: Callable[[int], bool], before: datetime) -> None:
        page = await self._page(before, -1)
        while page:
            for update_id, key in page:
                if wanted(key):
                    self._lanes.add(key, Post(self, update_id, key))
            await self._lanes.room()
            page = await self._page(before, page[-1][0])

    async def _page(self, before: datetime, after: int) -> list[tuple[int, int]]:
        return await self.database.run(lambda conn: inbound.waiting(conn, before, after, _PAGE))


@dataclass(slots=True)
class Post:
    """An update waiting for its turn; with its row unless it waited since before the start."""

    inbox: Inbox
    update_id: int
    key: int
    row: InboxRow | None = None

    async def perform(self) -> bool:
        attempt = Attempt(self)
        try:
            outcome = await self.inbox.database.run(attempt.run)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  whatever a turn raises, the others go on
            outcome = await attempt.set_aside(error)
        self.inbox.counts[attempt.result] += 1
        self.inbox.done(outcome)
        # The turn may have been that of an older update which another worker left behind.
        return attempt.found is None or attempt.found.update_id >= self.update_id

    def give_up(self) -> None:
        """Leave it waiting in the database."""


class Attempt:
    """One try at a turn: which update it found, and what came of it."""

    def __init__(self, post: Post) -> None:
        self.found: InboxRow | None = None
        self.result = "skipped"
        self._inbox = post.inbox
        self._post = post
        self._now = post.inbox.clock()

    def run(self, conn: Connection) -> Any:
        """Find, mark, take the turn: all inside one transaction, which may be run again."""
        self.found = self._find(conn)
        if self.found is None or not inbound.finish(conn, self.found.update_id):
            self.result = "skipped"
            return None
        self.result = "turns"
        return self._inbox.turn(conn, self.found.body, self._now)

    async def set_aside(self, error: Exception) -> Any:
        """Keep the update with its traceback and apologise, in a transaction of their own."""
        if self.found is None:
            raise error
        self.result = "aside"
        log.error("update_set_aside", update_id=self.found.update_id, exc_info=error)
        trace = trace_of(error)
        try:
            return await self._inbox.database.run(lambda conn: self._give_up(conn, trace, True))
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("apology", update_id=self.found.update_id)
        return await self._inbox.database.run(lambda conn: self._give_up(conn, trace, False))

    def _find(self, conn: Connection) -> InboxRow | None:
        if self._inbox.database.dialect != "sqlite":
            # Other workers may hold older updates of this key: the oldest comes first.
            self._inbox.lock(conn, self._post.key)
            return inbound.oldest_waiting(conn, self._post.key)
        return self._post.row or inbound.load_waiting(conn, self._post.update_id)

    def _give_up(self, conn: Connection, trace: str, sorry: bool) -> Any:
        assert self.found is not None
        if not inbound.set_aside(conn, self.found.update_id, trace):
            return None
        if not sorry or self._inbox.apologise is None:
            return None
        return self._inbox.apologise(conn, self.found.body, self._now)


@dataclass(slots=True)
class Errand(Generic[T]):
    """A work of somebody else's that takes its place among a key's turns."""

    inbox: Inbox
    key: int
    work: Callable[[Connection], T]
    future: asyncio.Future[T]

    async def perform(self) -> bool:
        try:
            outcome = await self.inbox.database.run(self._run)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001  it goes to who asked for the work
            if not self.future.done():
                self.future.set_exception(error)
            return True
        if not self.future.done():
            self.future.set_result(outcome)
        self.inbox.done(outcome)
        return True

    def give_up(self) -> None:
        self.future.cancel()

    def _run(self, conn: Connection) -> T:
        self.inbox.lock(conn, self.key)
        return self.work(conn)
