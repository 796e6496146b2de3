"""The outbox as the rest of the house sees it: start it, wake it, ask what it counted."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from typing import Any, TypeVar

import structlog

from bot.outbox.bulk import SPAN, Bulk
from bot.outbox.chats import Chats, clock, end
from bot.outbox.delivery import Call
from bot.outbox.holding import Holding
from bot.outbox.lanes import Lanes
from bot.outbox.line import Line
from bot.outbox.marks import Hooks, Marks, Runs
from bot.store import holdings as store
from bot.store.faults import StoreUnavailable
from bot.store.holdings import Page
from bot.store.outbound import FIRST_BULK, Key, Queued

log = structlog.get_logger()

T = TypeVar("T")

_TICK = 1.0
_AT_ONCE = 500


class Outbox:
    """Sends what turns have queued.

    `call` makes one call and gives its outcome as a value. `holder` names this worker among
    those that share the database: one that starts under a dead one's name takes its lanes at
    once, the others after `lease` seconds. `pace` is bulk messages a second over all workers;
    replies, orders and warnings are not held to it. `watched` is for a database that knows the
    workers by their connections: a dead one is found within seconds, and `buried()` is called.
    """

    def __init__(
        self,
        database: Runs,
        call: Call,
        *,
        now: Callable[[], datetime],
        holder: str = "worker",
        pace: float = 28.0,
        lease: float = 30.0,
        hooks: Hooks | None = None,
        most_rows: int = 20_000,
        watched: bool = False,
        buried: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        self.holder = holder
        self._database = database
        self._now = now
        self._buried = buried
        self._holding = Holding(database, holder, now=now, lease=lease, watched=watched)
        self._line = Line(pace)
        self._lanes = Lanes(most_rows)
        self._marks = Marks(
            database=database,
            lanes=self._lanes,
            holder=holder,
            now=now,
            hooks=hooks or Hooks(),
            found=self._load,
        )
        self._chats = Chats(
            call=call,
            lanes=self._lanes,
            line=self._line,
            marks=self._marks,
            now=now,
            may_send=lambda: self._holding.holds,
        )
        self._bulk = Bulk(
            database=database,
            lanes=self._lanes,
            line=self._line,
            chats=self._chats,
            holder=holder,
            now=now,
        )
        self._stir = asyncio.Event()
        self._loops: list[asyncio.Task[None]] = []
        self._burial: asyncio.Task[None] | None = None
        self._own: Counter[str] = Counter()

    @property
    def counts(self) -> Counter[str]:
        """How often what happened since the start.

        sent, unchanged, vanished, expired, gone, dropped, dead, retried, told_to_wait, put_off;
        `resent_maybe` is rows a dead worker held, which it may have sent without marking them;
        `found` is lanes whose rows a commit in doubt had hidden from this worker.
        """
        return self._own + self._holding.counts + self._chats.counts + self._marks.counts

    @property
    def waiting(self) -> int:
        """How many rows stand in memory."""
        return self._lanes.rows

    def wake(self, queued: Iterable[Queued]) -> None:
        """Begin to send what a turn queued; call it once the turn has committed."""
        for each in queued:
            if each.key.cls >= FIRST_BULK:
                self._stir.set()
            elif each.ours and self._lanes.take(each):
                self._chats.serve(each.key.chat)
        if self._lanes.unsettled:
            self._marks.ring()

    async def start(self) -> None:
        """Enter this worker and begin; StoreUnavailable when the database is away."""
        await self._holding.join()
        self._loops = [
            asyncio.create_task(self._marks.write_forever(), name="outbox-marks"),
            asyncio.create_task(self._tend_forever(), name="outbox-tend"),
        ]

    async def stop(self, within: float = 10.0) -> None:
        """Let what is in flight land, mark it, and give every lane back."""
        await end(self._loops[1:])
        self._bulk.clear()
        await self._chats.close(within)
        try:
            async with asyncio.timeout(within):
                while not self._marks.quiet:
                    self._marks.ring()
                    await asyncio.sleep(0.01)
                await self._holding.leave()
        except (StoreUnavailable, TimeoutError):
            log.warning("the outbox stopped before its last marks were written")
        await end(self._loops)

    async def kill(self) -> None:
        """Fall over as a killed process would: nothing more is sent or marked."""
        self._bulk.clear()
        await end(self._loops)
        await self._chats.abort()

    async def idle(self) -> None:
        """Wait until nothing this worker holds is left to send or to mark."""
        while self._lanes or self._chats or self._bulk or not self._marks.quiet:  # noqa: ASYNC110 - four things
            await asyncio.sleep(0.01)

    def _load(self, page: Page) -> None:
        if self._lanes.load(page):
            self._chats.serve(page.key.chat)

    # --- holding lanes: others take them when this worker has not been heard of for the lease

    async def _keep(self) -> None:
        before = self._holding.counts["workers_gone"]
        kept = await self._holding.keep()
        if self._buried is not None and self._holding.counts["workers_gone"] > before:
            self._burial = asyncio.create_task(self._try(self._buried()))
        if kept:
            return
        log.error("this worker was given up by the others")
        self._own["given_up"] += 1
        self._lanes.clear()
        self._bulk.clear()
        await self._holding.join()

    def _knows(self, key: Key) -> bool:
        return self._lanes.lane(key) is not None or key in self._chats.bulk_out

    # --- what does not come from a turn of this worker

    async def _tend_forever(self) -> None:
        while True:
            await self._try(self._keep())
            await self._try(self._holding.free_strays(self._knows))
            self._line.tick(clock())
            more = await self._try(self._take_free()) or await self._try(self._bulk.feed())
            await self._doze(SPAN / 2 if more else _TICK)

    async def _take_free(self) -> bool:
        if self._lanes.full:
            return False
        classes = range(FIRST_BULK)
        pages = await self._database.run(
            lambda conn: store.claim(conn, self.holder, classes, _AT_ONCE, self._now())
        )
        for page in pages:
            self._load(page)
        self._marks.ring()
        return len(pages) == _AT_ONCE

    async def _try(self, step: Coroutine[Any, Any, T]) -> T | None:
        try:
            return await step
        except StoreUnavailable:
            self._own["database_away"] += 1
            self._holding.doubt()
        except Exception:
            log.exception("tending the outbox failed")
        return None

    async def _doze(self, seconds: float) -> None:
        self._stir.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._stir.wait()
        except TimeoutError:
            return
