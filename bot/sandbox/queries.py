"""What waits for the bot's one answer: taps, inline queries, shipping and checkout."""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.refusals import QUERY_TOO_OLD, bad

LIFE = {"callback": 150, "inline": 30, "shipping": 10, "checkout": 10}
KEPT = 20_000


@dataclass
class Query:
    id: str
    kind: str
    phone: int
    expires: float
    answer: dict[str, Any] | None = None
    bell: Bell = field(default_factory=Bell)


class Queries:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._open: OrderedDict[str, Query] = OrderedDict()
        self._last: Query | None = None

    def open(self, kind: str, phone: int) -> Query:
        expires = self._now().timestamp() + LIFE[kind]
        query = Query(str(secrets.randbits(62) | 1 << 61), kind, phone, expires)
        self._open[query.id] = query
        if len(self._open) > KEPT:
            self._open.popitem(last=False)
        return query

    def answer(self, kind: str, query_id: str, answer: dict[str, Any]) -> Query:
        """Each query is answered once, within its life; otherwise refused."""
        query = self._open.get(query_id)
        if not query or query.kind != kind or query.expires < self._now().timestamp():
            raise bad(QUERY_TOO_OLD)
        del self._open[query_id]
        query.answer = answer
        query.bell.ring()
        self._last = query
        return query

    def answered(self, query_id: str) -> dict[str, Any] | None:
        """Give the last answer if it was to this query."""
        return self._last.answer if self._last and self._last.id == query_id else None
