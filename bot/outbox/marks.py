"""What became of the messages, gathered and written in groups, never in a send's way."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

import structlog
from sqlalchemy import Connection

from bot.outbox.lanes import Lane, Lanes
from bot.store import holdings as store
from bot.store import senders
from bot.store.faults import StoreUnavailable
from bot.store.holdings import Page
from bot.store.outbound import Key

log = structlog.get_logger()

T = TypeVar("T")

BULK = "bulk"
# Marks are gathered for so many seconds: one transaction for many.
_GATHER = 0.008
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


class Runs(Protocol):
    """The part of `store.engine.Database` the outbox needs."""

    def run(self, work: Callable[[Connection], T]) -> Awaitable[T]: ...


@dataclass(frozen=True, slots=True)
class Hooks:
    """What others want done in the transaction that marks a message.

    `gone(conn, chat, now)`: the chat cannot be reached any more. `landed(conn, marked, now)`: what
    became of messages with a mark: mark, outcome and reason.
    """

    gone: Callable[[Connection, int, datetime], object] = lambda *_: None
    landed: Callable[[Connection, Sequence["Landed"], datetime], object] = lambda *_: None


class Landed(NamedTuple):
    """What became of a message with a mark: sent, gone, dead, expired, unchanged or vanished.

    `reason` is what the other side said where it did not take it.
    """

    mark: str
    outcome: str
    reason: str = ""


class Rest(NamedTuple):
    """A lane at rest as it stood; `known` is None when the database knows more."""

    key: Key
    life: int
    known: int | None


class Parted(NamedTuple):
    """A bulk lane given back, free again after so many seconds if it is not empty."""

    key: Key
    known: int
    seconds: float


@dataclass(slots=True)
class Account:
    """One group of marks."""

    done: list[int] = field(default_factory=list)
    dead: list[tuple[int, str]] = field(default_factory=list)
    gone: dict[int, str] = field(default_factory=dict)
    landed: list[Landed] = field(default_factory=list)
    parted: list[Parted] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    waits: dict[int, float] = field(default_factory=dict)
    halt: float = 0.0

    def __len__(self) -> int:
        return len(self.done) + len(self.dead)

    @property
    def empty(self) -> bool:
        return not (self.done or self.dead or self.gone or self.parted or self.rests or self.waits)


class Settled(NamedTuple):
    """What writing a group found.

    `left` gives the newer stamps of lanes that were not empty after all, `pages` what waits in
    those that were asked for.
    """

    dropped: int
    left: dict[Key, int]
    pages: dict[Key, Page]


def settle(conn: Connection, account: Account, holder: str, now: datetime, hooks: Hooks) -> Settled:
    """Write one group of marks."""
    store.finish(conn, account.done)
    store.bury(conn, account.dead)
    dropped = sum(_drop(conn, *lost, now, hooks) for lost in sorted(account.gone.items()))
    if account.halt:
        senders.halt(conn, BULK, now + timedelta(seconds=account.halt))
    store.delay(
        conn,
        holder,
        [(chat, now + timedelta(seconds=each)) for chat, each in account.waits.items()],
    )
    left = _part(conn, account, holder, now)
    asked = [rest.key for rest in account.rests if rest.known is None]
    pages = [store.load_page(conn, holder, key) for key in asked]
    if account.landed:
        hooks.landed(conn, account.landed, now)
    return Settled(dropped, left, {page.key: page for page in pages if page is not None})


def _drop(conn: Connection, chat: int, reason: str, now: datetime, hooks: Hooks) -> int:
    hooks.gone(conn, chat, now)
    marks = store.list_marks(conn, chat)
    if marks:
        hooks.landed(conn, [Landed(mark, "gone", reason) for mark in marks], now)
    return store.drop_chat(conn, chat)


def _part(conn: Connection, account: Account, holder: str, now: datetime) -> dict[Key, int]:
    parted = account.parted
    store.close(conn, holder, [(each.key, each.known) for each in parted])
    store.put_off(
        conn, holder, [(each.key, now + timedelta(seconds=each.seconds)) for each in parted]
    )
    known = [(rest.key, rest.known) for rest in account.rests if rest.known is not None]
    return store.close(conn, holder, known)


class Marks:
    """Takes marks from the senders and sees to it that they are written.

    `found(page)` is told of rows that turned up in a lane thought empty.
    """

    def __init__(
        self,
        *,
        database: Runs,
        lanes: Lanes,
        holder: str,
        now: Callable[[], datetime],
        hooks: Hooks,
        found: Callable[[Page], None],
    ) -> None:
        self._database = database
        self._lanes = lanes
        self._holder = holder
        self._now = now
        self._hooks = hooks
        self._found = found
        self._news = asyncio.Event()
        self._writing = 0
        self.account = Account()
        self.counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self.account) + self._writing

    @property
    def quiet(self) -> bool:
        return not self._writing and self.account.empty and not self._lanes.unsettled

    def ring(self) -> None:
        """Tell that there is something to write."""
        self._news.set()

    async def write_forever(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(_GATHER)
            self._news.clear()
            await self.write()

    async def write(self) -> None:
        """Write what has been gathered; keeps trying while the database is away."""
        account, self.account = self.account, Account()
        account.rests = [
            Rest(lane.key, lane.life, None if lane.unread else lane.known)
            for lane in self._lanes.rested()
        ]
        if account.empty:
            return
        self._writing = max(1, len(account))
        self._absorb(account, await self._insist(account))
        self._writing = 0

    async def _insist(self, account: Account) -> Settled:
        pause = _FIRST_PAUSE
        while True:
            try:
                return await self._database.run(
                    lambda conn: settle(conn, account, self._holder, self._now(), self._hooks)
                )
            except StoreUnavailable:
                self.counts["mark_again"] += 1
            except Exception:
                # A hook that fails must not make every message of the group go twice.
                log.exception("marks could not be written")
                self.counts["hooks_failed"] += 1
                account.gone.clear()
                account.landed.clear()
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _absorb(self, account: Account, settled: Settled) -> None:
        self.counts["dropped"] += settled.dropped
        for rest in account.rests:
            lane = self._lanes.lane(rest.key)
            if lane is not None and lane.life == rest.life:
                self._conclude(lane, settled)
        if self._lanes.unsettled:
            self.ring()

    def _conclude(self, lane: Lane, settled: Settled) -> None:
        page, left = settled.pages.get(lane.key), settled.left.get(lane.key)
        if page is not None:
            self._found(page)
        elif left is not None:
            # Mostly the news is on its way from a turn of our own; if not, it is read next time.
            self._lanes.hear(lane, left)
        elif lane.resting:
            self._lanes.close(lane.key)
