"""The updates a bot has not taken yet: kept in order, confirmed by offset, forgotten when old."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from time import monotonic
from typing import Any

import orjson

from bot.sandbox.bell import Bell
from bot.sandbox.refusals import HOOK_ACTIVE, TWO_POLLERS, conflict

LIFETIME = 24 * 3600
SHORT_LIFETIME = 150
LONGEST_POLL = 50
SHORT_LIVED = frozenset({"callback_query", "shipping_query", "pre_checkout_query"})
# Telegram leaves these out unless they are asked for by name.
OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FUTURE = 10


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    lane: tuple[str, int]
    expires: float
    body: bytes


def frame(updates: Iterable[Update]) -> bytes:
    return b'{"ok":true,"result":[' + b",".join(one.body for one in updates) + b"]}"


class Updates:
    """Waiting updates in order; a hook may take them over from the long poll."""

    def __init__(self, now: Callable[[], datetime], first_id: int) -> None:
        self._now = now
        self._next_id = first_id
        self.waiting: deque[Update] = deque()
        self.allowed: frozenset[str] | None = None
        self.hook: Callable[[Update], None] | None = None
        self.in_hook = 0
        self.came = Bell()
        self.went = Bell()
        self._ended = False
        self._poller: object | None = None
        self._last_offset: int | None = None
        self._last_start = 0.0

    def seconds(self) -> float:
        return self._now().timestamp()

    @property
    def pending(self) -> int:
        return len(self.waiting) + self.in_hook

    def allow(self, kinds: Any) -> None:
        """Set the kinds asked for: an empty list is the default, None changes nothing."""
        if isinstance(kinds, list):
            self.allowed = frozenset(str(kind) for kind in kinds) or None

    def wants(self, kind: str) -> bool:
        return kind not in OPT_IN if self.allowed is None else kind in self.allowed

    def push(self, kind: str, content: dict[str, Any], chat_id: int) -> int | None:
        """Add an update of `kind` and return its id, or None when the bot did not ask for it."""
        if not self.wants(kind):
            return None
        update_id = self.take_id()
        self.add(update_id, kind, {"update_id": update_id, kind: content}, chat_id)
        return update_id

    def take_id(self) -> int:
        update_id = self._next_id
        self._next_id += 1
        return update_id

    def add(self, update_id: int, kind: str, whole: dict[str, Any], chat_id: int) -> None:
        """Add an update exactly as given, whatever its id."""
        self._next_id = max(self._next_id, update_id + 1)
        life = SHORT_LIFETIME if kind in SHORT_LIVED else LIFETIME
        lane = ("callback" if kind == "callback_query" else "message", chat_id)
        expires = self.seconds() + life
        self._place(Update(update_id, kind, lane, expires, orjson.dumps(whole)))

    def _place(self, update: Update) -> None:
        if self.hook:
            self.in_hook += 1
            self.hook(update)
            return
        self.waiting.append(update)
        self.came.ring()

    def hand_over(self, hook: Callable[[Update], None]) -> None:
        """From now on updates go to `hook`; it calls `delivered` for each one that is done."""
        self.hook = hook
        self._poller = None
        self.came.ring()
        waiting, self.waiting = self.waiting, deque()
        for update in waiting:
            self._place(update)

    def take_back(self, left: Iterable[Update]) -> None:
        """End the hook; what it had not delivered waits for the long poll again."""
        self.hook = None
        self.in_hook = 0
        self.waiting.extend(sorted(left, key=lambda update: update.id))
        self.came.ring()

    def delivered(self) -> None:
        self.in_hook = max(0, self.in_hook - 1)
        self.went.ring()

    def drop(self) -> None:
        self.waiting.clear()
        self.went.ring()

    def end(self) -> None:
        """Send a waiting poller away with nothing."""
        self._ended = True
        self.came.ring()

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Update]:
        """One getUpdates; a second one at the same time ends the first with 409."""
        if self.hook:
            raise conflict(HOOK_ACTIVE)
        limit, seconds = self._throttle(offset, limit, min(seconds, LONGEST_POLL))
        self._confirm(offset)
        found = self._first(offset, limit)
        if found or not seconds:
            return found
        return await self._wait(offset, limit, seconds)

    def _throttle(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """Asking again with the same offset at once is slowed down as Telegram does it."""
        now = monotonic()
        again = offset == self._last_offset
        gap = now - self._last_start
        self._last_offset, self._last_start = offset, now
        if again and gap < 3 and seconds < 3:
            seconds = 3
        return (1 if again and gap < 0.5 else limit), seconds

    async def _wait(self, offset: int, limit: int, seconds: int) -> list[Update]:
        me = self._poller = object()
        self.came.ring()
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            await self.came.wait(left)
            if self.hook:
                raise conflict("Conflict: terminated by setWebhook request")
            if self._poller is not me:
                raise conflict(TWO_POLLERS)
            found = self._first(offset, limit)
            if found or self._ended:
                break
        else:
            found = []
        if self._poller is me:
            self._poller = None
        return found

    def _confirm(self, offset: int) -> None:
        """Forgets what came before `offset`; a negative one keeps that many of the last."""
        if offset == 0 or offset > self._next_id + FUTURE:
            return
        before = len(self.waiting)
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        else:
            while self.waiting and self.waiting[0].id < offset:
                self.waiting.popleft()
        if len(self.waiting) < before:
            self.went.ring()

    def _first(self, offset: int, limit: int) -> list[Update]:
        now = self.seconds()
        while self.waiting and self.waiting[0].expires < now:
            self.waiting.popleft()
        found = list(islice(self.waiting, limit))
        return [update for update in found if update.expires >= now]
