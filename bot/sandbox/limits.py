"""Telegram's pace, when it is switched on: so many messages a second, in all and to one chat."""

from collections import deque
from math import ceil
from time import monotonic
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.refusals import too_many

COUNTED = ("send", "copy", "forward", "edit")
FREE = frozenset({"sendChatAction"})


class Window:
    """At most `limit` within any second; after a refusal nothing passes until it is over."""

    def __init__(self, limit: float) -> None:
        # A limit below one a second is one in a longer span.
        self._most = max(1, int(limit))
        self._span = self._most / limit
        self._passed: deque[float] = deque()
        self._until = 0.0

    def wait(self, now: float) -> int:
        """Whole seconds to wait; 0 when there is room."""
        while self._passed and self._passed[0] <= now - self._span:
            self._passed.popleft()
        if now >= self._until and len(self._passed) < self._most:
            return 0
        if now >= self._until:
            self._until = self._passed[0] + self._span
        return max(1, ceil(self._until - now))

    def count(self, now: float) -> None:
        self._passed.append(now)


class Limits:
    def __init__(self) -> None:
        self.per_second: float | None = None
        self.per_chat: float | None = None
        self._all: Window | None = None
        self._chats: dict[str, Window] = {}

    def set(self, per_second: float | None, per_chat: float | None) -> None:
        """Messages a second, in all and per chat; None or 0 switches one off."""
        self.per_second, self.per_chat = per_second or None, per_chat or None
        self._all = Window(self.per_second) if self.per_second else None
        self._chats = {}

    def shown(self) -> dict[str, Any]:
        return {"per_second": self.per_second, "per_chat_per_second": self.per_chat}

    def check(self, call: Call) -> None:
        """Raise 429 when this call is too soon."""
        windows = self._windows(call)
        if not windows:
            return
        now = monotonic()
        seconds = max(window.wait(now) for window in windows)
        if seconds:
            raise too_many(seconds)
        for window in windows:
            window.count(now)

    def _windows(self, call: Call) -> list[Window]:
        if not (self._all or self.per_chat):
            return []
        if call.method in FREE or not call.method.startswith(COUNTED):
            return []
        windows = [self._all] if self._all else []
        if self.per_chat:
            chat = str(call.args.get("chat_id"))
            windows.append(self._chats.setdefault(chat, Window(self.per_chat)))
        return windows
