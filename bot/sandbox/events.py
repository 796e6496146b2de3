"""What happened, numbered, for whoever watches: the last ten thousand events and a bell."""

from collections import deque
from typing import Any

from bot.sandbox.bell import Bell

KEPT = 10_000


class Events:
    def __init__(self) -> None:
        self.seq = 0
        self.bell = Bell()
        self._events: deque[dict[str, Any]] = deque(maxlen=KEPT)

    def tell(self, kind: str, phone: int, **facts: Any) -> int:
        """Add an event and return its number."""
        self.seq += 1
        self._events.append({"seq": self.seq, "kind": kind, "phone": phone, **facts})
        self.bell.ring()
        return self.seq

    def since(self, seq: int) -> list[dict[str, Any]]:
        found = []
        for event in reversed(self._events):
            if event["seq"] <= seq:
                break
            found.append(event)
        return found[::-1]

    def clear(self) -> None:
        """Forgets the events; numbers go on, so that watchers keep their place."""
        self._events.clear()
