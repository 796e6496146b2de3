"""Serving chats: each has at most one call in flight, the most urgent row first."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from bot.outbox.delivery import (
    Call,
    Delivery,
    Gone,
    Refused,
    Sent,
    Unchanged,
    Unreachable,
    Vanished,
    Wait,
)
from bot.outbox.lanes import Lanes
from bot.outbox.line import Line
from bot.outbox.marks import Landed, Marks, Parted
from bot.store.outbound import FIRST_BULK, Key, Row

log = structlog.get_logger()

_MOST_UNMARKED = 5_000
_LOOK_AGAIN = 0.1
# What Telegram counts as messages; answers to taps are none.
_COUNTED = ("send", "edit", "copy", "forward")
# The least time between two messages of bulk to one chat (Telegram: about one a second).
BULK_GAP = 1.0


def clock() -> float:
    """Give the loop's own seconds."""
    return asyncio.get_running_loop().time()


class Chats:
    """The sends going on; `may_send` says whether this worker still holds its lanes."""

    def __init__(
        self,
        *,
        call: Call,
        lanes: Lanes,
        line: Line,
        marks: Marks,
        now: Callable[[], datetime],
        may_send: Callable[[], bool],
    ) -> None:
        self._call = call
        self._lanes = lanes
        self._line = line
        self._marks = marks
        self._now = now
        self.may_send = may_send
        self._probe = asyncio.Lock()
        self._served: dict[int, asyncio.Task[None]] = {}
        self._flying: set[int] = set()
        self._closed = False
        self.bulk_out: set[Key] = set()
        self.bulk_at: dict[int, float] = {}
        self.counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._served)

    def serve(self, chat: int) -> None:
        """See to it that what waits for the chat is sent."""
        if chat not in self._served and not self._closed:
            self._served[chat] = asyncio.create_task(self._serve(chat))

    async def close(self, within: float) -> None:
        """Begin nothing more; wait for what is in flight, so many seconds at most."""
        self._closed = True
        flying = [self._served[chat] for chat in self._flying]
        await end([task for chat, task in self._served.items() if chat not in self._flying])
        if flying:
            await asyncio.wait(flying, timeout=within)
        await self.abort()

    async def abort(self) -> None:
        """Let go of everything, in flight or not."""
        self._closed = True
        await end(list(self._served.values()))

    async def _serve(self, chat: int) -> None:
        try:
            while self._lanes.waits(chat) and not self._closed:
                await self._pass(chat)
        except Exception:
            log.exception("serving a chat failed")
        finally:
            del self._served[chat]

    async def _pass(self, chat: int) -> None:
        while (pause := self._pause(chat)) > 0:  # noqa: ASYNC110 - the pause is told anew
            await asyncio.sleep(pause)
        if not self._line.down:
            await self._send_next(chat)
            return
        # While the line is down one chat at a time tries it, in turn.
        async with self._probe:
            if self._line.down:
                await asyncio.sleep(self._line.probe_pause())
                await self._send_next(chat)

    def _pause(self, chat: int) -> float:
        if not self.may_send() or len(self._marks) > _MOST_UNMARKED:
            return _LOOK_AGAIN
        return self._line.ready_at(chat) - clock()

    async def _send_next(self, chat: int) -> None:
        row = self._lanes.head(chat)
        if row is None:
            return
        expires = row.send.expires_at
        if expires is not None and expires <= self._now():
            self._finish(row, "expired")
            return
        if row.send.cls < FIRST_BULK and row.send.method.startswith(_COUNTED):
            self._line.sent(clock(), bulk=False)
        self._flying.add(chat)
        try:
            delivery = await self._deliver(row)
        finally:
            self._flying.discard(chat)
        self._conclude(row, delivery)

    async def _deliver(self, row: Row) -> Delivery:
        send = row.send
        delivery = await self._guarded(send.method, send.body, row)
        if isinstance(delivery, Vanished) and send.fallback is not None:
            self.counts["vanished"] += 1
            anew = {name: value for name, value in send.body.items() if name != "message_id"}
            delivery = await self._guarded(send.fallback, anew, row)
        return delivery

    async def _guarded(self, method: str, body: dict[str, Any], row: Row) -> Delivery:
        try:
            return await self._call(method, body, row.send.files)
        except Exception as error:
            # A bug in the call must cost this one message, not the chat's whole lane.
            log.exception("a call failed", row=row.id)
            return Refused(type(error).__name__)

    def _conclude(self, row: Row, delivery: Delivery) -> None:
        chat = row.send.chat
        match delivery:
            case Unreachable():
                self.counts["retried"] += 1
                self._again(row, self._line.failed(chat, clock()))
            case Wait(seconds):
                self.counts["told_to_wait"] += 1
                self._line.told_to_wait(chat, seconds, clock())
                self._remember_wait(row, seconds)
                self._again(row, seconds)
            case _:
                self._line.worked(chat)
                self._mark(row, delivery)

    def _mark(self, row: Row, delivery: Delivery) -> None:
        match delivery:
            case Sent():
                self._finish(row, "sent")
            case Gone(reason):
                self._lose(row, reason)
            case Refused(reason):
                log.error("refused", row=row.id, method=row.send.method, reason=reason)
                self._marks.account.dead.append((row.id, reason))
                self._tell(row, "dead", reason)
                self._land(row, "dead", BULK_GAP)
            case _:
                self._finish(row, "unchanged" if isinstance(delivery, Unchanged) else "vanished")

    def _again(self, row: Row, seconds: float) -> None:
        if row.send.cls < FIRST_BULK:
            self._lanes.back(row)
            return
        self._land(row, "put_off", max(seconds, BULK_GAP))

    def _remember_wait(self, row: Row, seconds: float) -> None:
        self._marks.account.waits[row.send.chat] = seconds
        self._marks.ring()
        # Bulk keeps its distance in every chat: told to wait, it was too fast for the bot.
        if row.send.cls >= FIRST_BULK:
            self._marks.account.halt = max(self._marks.account.halt, seconds)

    def _lose(self, row: Row, reason: str) -> None:
        chat = row.send.chat
        self._marks.account.gone[chat] = reason
        self._finish(row, "gone", reason)
        self._lanes.forget(chat)
        self.bulk_out = {key for key in self.bulk_out if key.chat != chat}

    def _finish(self, row: Row, outcome: str, reason: str = "") -> None:
        self._marks.account.done.append(row.id)
        self._tell(row, outcome, reason)
        self._land(row, outcome, BULK_GAP)

    def _tell(self, row: Row, outcome: str, reason: str = "") -> None:
        if row.send.mark is not None:
            self._marks.account.landed.append(Landed(row.send.mark, outcome, reason))

    def _land(self, row: Row, outcome: str, gap: float) -> None:
        self.counts[outcome] += 1
        if row.send.cls >= FIRST_BULK:
            self._part(row, gap)
        else:
            self._lanes.landed(row)
        self._marks.ring()

    def _part(self, row: Row, gap: float) -> None:
        self.bulk_at[row.send.chat] = clock() + BULK_GAP
        lane = self._lanes.lane(row.key)
        if lane is not None:
            self._marks.account.parted.append(Parted(row.key, lane.known, gap))
            self._lanes.close(row.key)
        self.bulk_out.discard(row.key)


async def end(tasks: list[asyncio.Task[None]]) -> None:
    """Cancel tasks and see them end."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
