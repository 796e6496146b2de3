"""The log of method calls: bounded, cheap to write, filtered when read."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.call import Call

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    seq: int
    at: datetime
    method: str
    params: dict[str, Any]
    error_code: int | None

    def shown(self) -> dict[str, Any]:
        entry = {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "method": self.method,
            "params": self.params,
            "ok": self.error_code is None,
        }
        return entry if self.error_code is None else {**entry, "error_code": self.error_code}


class Calls:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self.seq = 0

    def log(self, call: Call, error_code: int | None = None) -> None:
        self.seq += 1
        # Never the files themselves: twenty thousand calls would hold gigabytes.
        params = call.shown() if call.files else call.args
        self._entries.append(Entry(self.seq, self._now(), call.method, params, error_code))

    def find(self, method: str = "", chat_id: str = "", since: int = 0) -> list[dict[str, Any]]:
        wanted = method.lower()
        return [
            entry.shown()
            for entry in self._entries
            if entry.seq > since
            and (not wanted or entry.method.lower() == wanted)
            and (not chat_id or str(entry.params.get("chat_id")) == chat_id)
        ]

    def clear(self) -> None:
        self._entries.clear()
