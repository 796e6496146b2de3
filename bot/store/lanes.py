"""Lanes: one piece of work at a time for a key, in order; different keys side by side."""

import asyncio
from collections import Counter, deque
from contextlib import suppress
from typing import Protocol

import structlog

from bot.store.faults import StoreUnavailable

_SOONEST, _LATEST = 0.1, 5.0

log = structlog.get_logger()


class Piece(Protocol):
    """Something that takes its place in a lane."""

    async def perform(self) -> bool:
        """Do it; True when it is over, False when it wants to be done once more."""

    def give_up(self) -> None:
        """Be told that the lane stops before it."""


class Lanes:
    """Keeps the pieces of each key in order; at most `width` are being done at once.

    `room` holds up whoever adds while more than `most` wait. While the database is unavailable a piece is tried again and again, 0.1 to 5 seconds apart.
    """

    def __init__(self, width: int, most: int) -> None:
        self.counts: Counter[str] = Counter()
        self._lanes: dict[int, deque[Piece]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._abreast = asyncio.Semaphore(width)
        self._most = most
        self._waiting = 0
        self._roomy = asyncio.Event()
        self._roomy.set()
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._stopped = asyncio.Event()

    def __contains__(self, key: int) -> bool:
        return key in self._lanes

    def __len__(self) -> int:
        return len(self._lanes)

    def add(self, key: int, piece: Piece) -> None:
        """Put the piece last in its lane; given up at once after `stop`."""
        if self._stopped.is_set():
            piece.give_up()
            return
        self._count(1)
        if key in self._lanes:
            self._lanes[key].append(piece)
        else:
            self._open(key, piece)

    async def room(self) -> None:
        """Wait until no more than `most` pieces wait."""
        await self._roomy.wait()

    async def idle(self) -> None:
        """Wait until every lane is empty."""
        await self._quiet.wait()

    async def stop(self, patience: float) -> None:
        """Let what is being done end, for so many seconds at most; give up the rest."""
        self._stopped.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience)
            for task in late:
                task.cancel()

    def _open(self, key: int, piece: Piece) -> None:
        self._quiet.clear()
        self._lanes[key] = deque([piece])
        task = asyncio.create_task(self._serve(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, key: int) -> None:
        lane = self._lanes[key]
        try:
            while lane and not self._stopped.is_set():
                async with self._abreast:
                    over = await self._attend(lane[0])
                if over:
                    lane.popleft()
                    self._count(-1)
        finally:
            self._count(-len(lane))
            for piece in lane:
                piece.give_up()
            del self._lanes[key]
            if not self._lanes:
                self._quiet.set()

    def _count(self, change: int) -> None:
        self._waiting += change
        if self._waiting <= self._most:
            self._roomy.set()
        else:
            self._roomy.clear()

    async def _attend(self, piece: Piece) -> bool:
        wait = _SOONEST
        while not self._stopped.is_set():
            try:
                return await piece.perform()
            except StoreUnavailable as error:
                log.warning("store_unavailable", reason=str(error), wait=wait)
            except Exception:
                # Never lose a piece to a fault of the machinery itself.
                log.exception("lane", wait=wait)
            self.counts["retried"] += 1
            await self._rest(wait)
            wait = min(wait * 2, _LATEST)
        return False

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), seconds)
