"""Updates by asking: a batch is kept before the next is asked for, which is what acknowledges it."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.outbox.delivery import Delivery, Refused, Sent, Wait
from bot.store.faults import StoreUnavailable

log = structlog.get_logger()

Take = Callable[[list[dict[str, Any]]], Awaitable[object]]
Ask = Callable[[int | None, int], Awaitable[Delivery]]

_WAIT = 50  # seconds; Telegram holds an empty answer back no longer than this
# Asked again with the same offset sooner than half a second, Telegram gives one update at a time.
_SAME_OFFSET_GAP = 0.55
_FIRST_BACKOFF, _LONGEST_BACKOFF = 0.6, 20.0
_CONFLICT_PAUSE = 5.0


class Poller:
    """Asks for updates and hands them on.

    `ask(offset, wait)` makes one getUpdates; `take(updates)` returns once they are durable.
    """

    def __init__(self, ask: Ask, take: Take, *, wait: int = _WAIT) -> None:
        self._ask = ask
        self._take = take
        self._wait = wait
        self._backoff = _FIRST_BACKOFF
        self._offset: int | None = None
        self.counts: Counter[str] = Counter()

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            asked = _clock()
            before = self._offset
            pause = await self._round()
            if self._offset == before:
                pause = max(pause, asked + _SAME_OFFSET_GAP - _clock())
            if pause > 0:
                await asyncio.sleep(pause)

    async def _round(self) -> float:
        """Ask once; gives the seconds to pause."""
        answer = await self._ask(self._offset, self._wait)
        match answer:
            case Sent(list() as updates):
                return await self._keep([each for each in updates if _is_update(each)], updates)
            case Wait(seconds):
                return seconds
            case Refused(_, 409):
                self.counts["conflict"] += 1
                log.error("polling_conflict", hint="another program polls with the same token")
                return _CONFLICT_PAUSE
        self.counts["failed"] += 1
        log.warning("polling_failed", reason=str(answer))
        return self._longer()

    async def _keep(self, updates: list[dict[str, Any]], came: list[Any]) -> float:
        self.counts["unusable"] += len(came) - len(updates)
        if not updates:
            self._backoff = _FIRST_BACKOFF
            return 0.0
        try:
            await self._take(updates)
        except StoreUnavailable:
            # Not kept, so not acknowledged: Telegram gives them again.
            self.counts["not_kept"] += 1
            return self._longer()
        self._offset = max(each["update_id"] for each in updates) + 1
        self._backoff = _FIRST_BACKOFF
        self.counts["updates"] += len(updates)
        return 0.0

    def _longer(self) -> float:
        pause, self._backoff = self._backoff, min(self._backoff * 2, _LONGEST_BACKOFF)
        return pause


def _is_update(value: Any) -> bool:
    return isinstance(value, dict) and type(value.get("update_id")) is int


def _clock() -> float:
    return asyncio.get_running_loop().time()
