"""What is due becomes a turn, and what recurs is done by one worker at its time."""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Connection

from bot.inbox import Inbox
from bot.store import dues, leases
from bot.store.dues import DueRow
from bot.store.engine import Database, StoreUnavailable
from bot.store.traces import trace_of

DueTurn = Callable[[Connection, DueRow, datetime], Any]

_PAGE = 500
_TICK = 1  # seconds between two looks: what comes due is told within two
# So few at once that a person's update never waits long behind a morning's reminders.
_ABREAST = 32
_TRIES = 5
_AGAIN_AFTER = timedelta(minutes=5)
_DAILY_LEASE = timedelta(hours=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that recurs, each so often or daily at a time of day in UTC.

    Of several workers one does it, unless `everywhere`.
    """

    name: str
    run: Callable[[], Awaitable[None]]
    when: timedelta | time
    everywhere: bool = False

    @property
    def lease(self) -> timedelta:
        """How long a worker keeps others from doing it too."""
        return _DAILY_LEASE if isinstance(self.when, time) else self.when * 0.9


class Clock:
    """Looks every second for what is due and gives it to its person's lane as a turn.

    `due_turn` runs inside the transaction and claims the row first (`dues.claim`), so that a
    moment comes once. A turn that fails is tried again five minutes later, five times in all.
    """

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        due_turn: DueTurn,
        *,
        now: Callable[[], datetime],
        chores: Sequence[Chore] = (),
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._database = database
        self._inbox = inbox
        self._due_turn = due_turn
        self._now = now
        self._holder = secrets.token_hex(8)
        self._room = asyncio.Semaphore(_ABREAST)
        self._ticking = False
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        # It would write a line for each tick.
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        # A second tick finds the first still busy and leaves at once.
        self._add(self.tick, IntervalTrigger(seconds=_TICK, timezone=UTC), abreast=2)
        for chore in chores:
            self._add(self._doing(chore), _trigger(chore.when))

    def start(self) -> None:
        """Begin to tick on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; what was not begun stays due."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Let everything that is due now have its turn."""
        if self._ticking:
            return
        self._ticking = True
        try:
            await self._let_come_due()
        except StoreUnavailable as error:
            self._note_away(error)
        finally:
            self._ticking = False

    async def do(self, chore: Chore) -> bool:
        """Do the chore unless another worker has it; False when it was left or failed."""
        try:
            if not chore.everywhere and not await self._database.run(self._leasing(chore)):
                return False
            await chore.run()
        except StoreUnavailable as error:
            self._note_away(error)
            return False
        except Exception:
            self.counts[f"{chore.name} failed"] += 1
            log.exception("chore", name=chore.name)
            return False
        self.counts[chore.name] += 1
        return True

    def _note_away(self, error: StoreUnavailable) -> None:
        self.counts["unavailable"] += 1
        log.warning("store_unavailable", reason=str(error))

    async def _let_come_due(self) -> None:
        seen: set[tuple[int, datetime]] = set()
        while True:
            now = self._now()
            rows = await self._database.read(_reading(now))
            fresh = {(row.id, row.due_at) for row in rows} - seen
            await self._drop([row.id for row in rows if row.is_late(now)], now)
            due = [row for row in rows if not row.is_late(now)]
            await asyncio.gather(*map(self._fire, due), return_exceptions=True)
            # What stays due after its turn waits for the next tick.
            if len(rows) < _PAGE or not fresh:
                return
            seen |= fresh

    async def _drop(self, ids: list[int], now: datetime) -> None:
        if ids:
            await self._database.run(lambda conn: dues.drop(conn, ids, now))
            self.counts["dropped"] += len(ids)

    async def _fire(self, row: DueRow) -> None:
        async with self._room:
            try:
                await self._inbox.submit(row.chat, self._turn_of(row))
                self.counts["fired"] += 1
            except Exception as error:  # noqa: BLE001  whatever a turn raises, the others go on
                await self._fail(row, error)

    def _turn_of(self, row: DueRow) -> Callable[[Connection], Any]:
        return lambda conn: self._due_turn(conn, row, self._now())

    async def _fail(self, row: DueRow, error: Exception) -> None:
        log.error("due_failed", kind=row.kind, due=row.id, tries=row.tries + 1, exc_info=error)
        if row.tries + 1 < _TRIES:
            self.counts["postponed"] += 1
            until = self._now() + _AGAIN_AFTER
            await self._database.run(lambda conn: dues.postpone(conn, row.id, until))
        else:
            self.counts["aside"] += 1
            trace = trace_of(error)
            await self._database.run(lambda conn: dues.set_aside(conn, row.id, trace))

    def _leasing(self, chore: Chore) -> Callable[[Connection], bool]:
        seconds = chore.lease.total_seconds()
        return lambda conn: leases.take(conn, chore.name, self._holder, self._now(), seconds)

    def _doing(self, chore: Chore) -> Callable[[], Awaitable[bool]]:
        async def done() -> bool:
            return await self.do(chore)

        return done

    def _add(self, job: Callable[[], Awaitable[Any]], trigger: Any, abreast: int = 1) -> None:
        self._scheduler.add_job(
            job, trigger, max_instances=abreast, coalesce=True, misfire_grace_time=None
        )


def _reading(now: datetime) -> Callable[[Connection], list[DueRow]]:
    return lambda conn: dues.take_due(conn, now, _PAGE)


def _trigger(when: timedelta | time) -> Any:
    if isinstance(when, time):
        return CronTrigger(hour=when.hour, minute=when.minute, second=when.second, timezone=UTC)
    return IntervalTrigger(seconds=max(1, round(when.total_seconds())), timezone=UTC)
