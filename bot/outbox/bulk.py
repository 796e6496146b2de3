"""Bulk: taken from the database a little at a time, each with its moment in the shared pace."""

import asyncio
import math
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.outbox.chats import BULK_GAP, Chats, clock
from bot.outbox.lanes import Lanes
from bot.outbox.line import Line
from bot.outbox.marks import BULK, Runs
from bot.store import holdings as store
from bot.store import senders
from bot.store.holdings import Page
from bot.store.outbound import CLASSES, FIRST_BULK, Key

# Seconds of bulk taken at a time, and how many seconds of it may be out at once.
SPAN = 0.5
_MOST_OUT = 2.0
_MOST_GAPS = 5_000


class Bulk:
    """Feeds bulk to the chats at the line's pace."""

    def __init__(
        self,
        *,
        database: Runs,
        lanes: Lanes,
        line: Line,
        chats: Chats,
        holder: str,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._lanes = lanes
        self._line = line
        self._chats = chats
        self._holder = holder
        self._now = now
        self._timers: dict[Key, asyncio.TimerHandle] = {}
        self._taken_until = 0.0
        self._next_at = 0.0

    def __len__(self) -> int:
        return len(self._chats.bulk_out)

    async def feed(self) -> bool:
        """Take the next rows when there is room for them; True when there may be more."""
        self._forget_gaps()
        room = self._room()
        if room <= 0:
            return bool(self)
        step = 1.0 / self._line.bulk_pace
        pages, start = await self._database.run(lambda conn: self._claim(conn, room, step))
        begin = clock() + (start - self._now()).total_seconds()
        for place, page in enumerate(pages):
            self._plan(page, begin + place * step)
        self._taken_until = begin + len(pages) * step
        return len(pages) == room

    def clear(self) -> None:
        """Forget what was taken and not yet begun."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self._chats.bulk_out.clear()

    def _forget_gaps(self) -> None:
        gaps = self._chats.bulk_at
        if len(gaps) > _MOST_GAPS:
            self._chats.bulk_at = {chat: at for chat, at in gaps.items() if at > clock()}

    def _room(self) -> int:
        if self._line.down or self._taken_until > clock() + SPAN:
            return 0
        pace = self._line.bulk_pace
        return min(math.ceil(pace * SPAN), math.ceil(pace * _MOST_OUT) - len(self))

    def _claim(self, conn: Connection, room: int, step: float) -> tuple[list[Page], datetime]:
        now = self._now()
        pages = store.claim(conn, self._holder, range(FIRST_BULK, CLASSES), room, now)
        if not pages:
            return [], now
        store.close(conn, self._holder, [(page.key, page.stamp) for page in pages if not page.rows])
        pages = [page for page in pages if page.rows]
        return pages, senders.reserve(conn, BULK, now, len(pages) * step)

    def _plan(self, page: Page, at: float) -> None:
        self._chats.bulk_out.add(page.key)
        self._set_timer(page, at, self._line_up)

    def _line_up(self, page: Page) -> None:
        """Give the page its moment: never before its turn, and late ones do not catch up."""
        if page.key not in self._chats.bulk_out:
            return
        after_last = self._chats.bulk_at.get(page.key.chat, 0.0)
        if after_last > clock():
            self._set_timer(page, after_last, self._line_up)
            return
        at = max(clock(), self._next_at)
        self._next_at = at + 1.0 / self._line.bulk_pace
        if at > clock():
            self._set_timer(page, at, self._begin)
        else:
            self._begin(page)

    def _begin(self, page: Page) -> None:
        self._timers.pop(page.key, None)
        if not self._may_begin(page.key.chat):
            self._set_timer(page, clock() + 1.0 / self._line.pace, self._line_up)
            return
        if page.key in self._chats.bulk_out and self._lanes.load(page):
            # Counted now, not when it leaves: what a busy moment held up must not leave at once.
            self._line.sent(clock(), bulk=True)
            self._chats.bulk_at[page.key.chat] = clock() + BULK_GAP
            self._chats.serve(page.key.chat)

    def _may_begin(self, chat: int) -> bool:
        """Whether it leaves at once: what had to wait together would leave together."""
        now, line = clock(), self._line
        is_free = self._chats.may_send() and not line.down and line.ready_at(chat) <= now
        return is_free and not line.is_full(now)

    def _set_timer(self, page: Page, at: float, step: Callable[[Page], None]) -> None:
        loop = asyncio.get_running_loop()
        self._timers[page.key] = loop.call_at(at, step, page)
