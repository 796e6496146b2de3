"""Which worker may send what: this one's hold on its lanes, and what others have let go."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import Connection

from bot.outbox.chats import clock
from bot.outbox.marks import Runs
from bot.store import holdings, senders
from bot.store.faults import StoreUnavailable
from bot.store.outbound import Key

log = structlog.get_logger()

T = TypeVar("T")

# How long a worker that is out of the database's sight counts as alive. It renews each second
# and stops sending after that time, so nobody sends beside it.
GONE_AFTER = 3.0
_LOOK = 1.0
# A turn has told what it queued long before that.
_STRAY_AFTER = 5.0


class Holding:
    """A worker holds its lanes for `lease` seconds, renewed in time; the others wait longer.

    `watched`: the database knows the workers by their connections, so that one which has none
    is found dead within seconds, not after the lease.
    """

    def __init__(
        self,
        database: Runs,
        holder: str,
        *,
        now: Callable[[], datetime],
        lease: float,
        watched: bool = False,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._database = database
        self._holder = holder
        self._now = now
        self._lease = lease
        self._watched = watched
        self._every = _LOOK if watched else lease / 3
        self._until = self._renewed = self._checked = 0.0
        self._strays: dict[Key, int] = {}

    @property
    def holds(self) -> bool:
        return clock() < self._until

    async def join(self) -> None:
        """Enter this worker; StoreUnavailable when the database is away."""

        def work(conn: Connection) -> int:
            now = self._now()
            self._doubt_unseen(conn, now)
            return senders.join(conn, self._holder, now, self._later(now))

        self.counts["resent_maybe"] += await self._hold(work)

    async def keep(self) -> bool:
        """Renew in time; False when the others gave this worker up: nothing is held any more."""
        if clock() <= self._renewed + self._every:
            return True
        kept, gone, left = await self._hold(self._renew)
        self.counts["resent_maybe"] += left
        if gone:
            log.warning("workers_gone", names=gone)
            self.counts["workers_gone"] += len(gone)
        return kept

    def _renew(self, conn: Connection) -> tuple[bool, list[str], int]:
        now = self._now()
        kept = senders.renew(conn, self._holder, self._later(now))
        self._doubt_unseen(conn, now)
        gone = senders.expire(conn, now)
        return kept, gone, senders.free_orphans(conn)

    def _doubt_unseen(self, conn: Connection, now: datetime) -> None:
        if self._watched:
            senders.doubt_unseen(conn, now + timedelta(seconds=GONE_AFTER))

    def doubt(self) -> None:
        """Renew at the next occasion: the database was away, and others may have given this up."""
        self._renewed = -self._lease

    async def free_strays(self, knows: Callable[[Key], bool]) -> None:
        """Free lanes this worker holds and does not know of, as after a commit in doubt."""
        if clock() < self._checked + _STRAY_AFTER:
            return
        self._checked = clock()
        held = await self._database.run(lambda conn: holdings.list_held(conn, self._holder))
        strays = {key: stamp for key, stamp in held.items() if not knows(key)}
        left = [(key, stamp) for key, stamp in strays.items() if self._strays.get(key) == stamp]
        self._strays = strays
        if left:
            log.warning("lanes_found", lanes=len(left))
            self.counts["found"] += len(left)
            await self._database.run(lambda conn: holdings.free(conn, self._holder, left))

    async def leave(self) -> None:
        """Give every lane back."""
        await self._database.run(lambda conn: senders.leave(conn, self._holder))

    async def _hold(self, work: Callable[[Connection], T]) -> T:
        begun = clock()
        try:
            result = await self._database.run(work)
        except StoreUnavailable:
            self.doubt()
            raise
        self._renewed = begun
        self._until = begun + (GONE_AFTER if self._watched else self._lease)
        return result

    def _later(self, now: datetime) -> datetime:
        # A little longer for the others than for this worker: clocks and commits take time.
        return now + timedelta(seconds=self._lease * 1.25)
