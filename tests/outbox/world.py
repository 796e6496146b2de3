"""A world without network and without waiting: time jumps to the next thing that happens."""

import asyncio
import random
import selectors
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine, event, func, select
from sqlalchemy.pool import StaticPool

from bot.outbox import Delivery, Gone, Hooks, Outbox, Refused, Sent, Unreachable, Wait, queue
from bot.store import senders
from bot.store.engine import StoreUnavailable
from bot.store.outbound import WAITS, Send, Upload, lane, outbox

T = TypeVar("T")
EPOCH = datetime(2026, 5, 4, tzinfo=UTC)


class _Jump(selectors.SelectSelector):
    """Instead of waiting, moves the loop's clock."""

    moment = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        found = super().select(0)
        if not found:
            assert timeout is not None, "everybody waits for something that never comes"
            self.moment += max(timeout, 0.0)
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jump = _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        return self._jump.moment


def moment() -> float:
    return asyncio.get_running_loop().time()


def now() -> datetime:
    return EPOCH + timedelta(seconds=moment())


class Store:
    """SQLite in memory; a commit takes a while, and its news as well."""

    def __init__(self, seed: int = 0) -> None:
        self.engine = create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        event.listen(self.engine, "connect", lambda raw, _: _own_transactions(raw))
        event.listen(self.engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
        for table in (outbox, lane, senders.sender, senders.rate):
            table.create(self.engine)
        self.random = random.Random(seed)
        self.away = False

    async def run(self, work: Callable[[Connection], T]) -> T:
        await asyncio.sleep(self.random.choice((0.0, 0.001, 0.004)))
        if self.away:
            raise StoreUnavailable("away")
        with self.engine.begin() as conn:
            result = work(conn)
        await asyncio.sleep(self.random.choice((0.0, 0.0, 0.002)))
        return result

    def count(self, what: Any, *where: Any) -> int:
        with self.engine.connect() as conn:
            return int(
                conn.execute(select(func.count()).select_from(what).where(*where)).scalar_one()
            )

    @property
    def waiting(self) -> int:
        return self.count(outbox, WAITS)

    @property
    def lanes(self) -> int:
        return self.count(lane)

    def close(self) -> None:
        self.engine.dispose()


def _own_transactions(raw: Any) -> None:
    raw.isolation_level = None


@dataclass
class Phones:
    """The other side: what arrived, when, and what each chat does to a call."""

    latency: float = 0.05
    down: bool = False
    blocked: set[int] = field(default_factory=set)
    floods: dict[int, float] = field(default_factory=dict)
    scripts: dict[str, list[Delivery]] = field(default_factory=lambda: defaultdict(list))
    came: list[tuple[float, int, str]] = field(default_factory=list)
    calls: list[tuple[float, int, str]] = field(default_factory=list)
    flying: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    crowded: bool = False
    told: list[tuple[float, str, float]] = field(default_factory=list)

    async def call(self, method: str, body: dict[str, Any], files: tuple[Upload, ...]) -> Delivery:
        chat, text = body["chat_id"], body.get("text", method)
        self.calls.append((moment(), chat, f"{method} {text}"))
        self.flying[chat] += 1
        self.crowded = self.crowded or self.flying[chat] > 1
        try:
            return await self._answer(chat, text)
        finally:
            self.flying[chat] -= 1

    async def _answer(self, chat: int, text: str) -> Delivery:
        if self.down:
            await asyncio.sleep(self.latency)
            return Unreachable("down")
        if self.scripts[text]:
            return self.scripts[text].pop(0)
        if chat in self.blocked:
            return Gone("403 blocked")
        if chat in self.floods:
            seconds = self.floods.pop(chat)
            self.told.append((moment(), text, seconds))
            return Wait(seconds)
        # The message is there now; the answer still has to travel.
        self.came.append((moment(), chat, text))
        await asyncio.sleep(self.latency)
        return Sent({"message_id": len(self.came)})

    def texts(self, chat: int | None = None) -> list[str]:
        return [text for _, whose, text in self.came if chat in (None, whose)]


def note(chat: int, text: str, cls: int = 0, **more: Any) -> Send:
    return Send(chat, cls, "sendMessage", {"chat_id": chat, "text": text}, **more)


@dataclass
class World:
    """A database, phones, and as many workers as wanted."""

    store: Store = field(default_factory=Store)
    phones: Phones = field(default_factory=Phones)
    gone: list[int] = field(default_factory=list)

    def worker(self, holder: str = "worker", **more: Any) -> Outbox:
        more.setdefault("hooks", Hooks(gone=lambda _, chat, __: self.gone.append(chat)))
        return Outbox(self.store, self.phones.call, now=now, holder=holder, **more)

    async def say(self, worker: Outbox, *sends: Send) -> None:
        """Run a turn that says this."""
        worker.wake(await self.store.run(lambda conn: queue(conn, sends, now(), worker.holder)))


def play(story: Callable[[World], Coroutine[Any, Any, T]], seed: int = 0) -> T:
    """Tell a story in a fresh world, in no time."""
    world = World(Store(seed))
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        try:
            return runner.run(story(world))
        finally:
            world.store.close()


async def until(done: Callable[[], bool], within: float = 3600.0, step: float = 0.01) -> None:
    """Let time pass until something is so."""
    end = moment() + within
    while not done():
        assert moment() < end, "it never came to pass"
        await asyncio.sleep(step)


Story = Callable[[World], Awaitable[Any]]
__all__ = ["Refused", "World", "moment", "note", "play", "until"]
