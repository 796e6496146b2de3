"""A Bot API server that costs next to nothing: it hands out updates and sees the replies."""

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import orjson

TOKEN = "1:bench"
FIRST = 1_000_000  # the first update's id
_BATCH = 100
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_OFFSET = re.compile(rb'offset"?[:=] *(\d+)')
_CHAT = re.compile(rb'chat_id"?[:=] *"?(\d+)')
_ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_SEEN = frozenset((b"sendMessage", b"editMessageText"))


@dataclass
class Api:
    """One bot's server; `delay` is the seconds each answer takes."""

    delay: float = 0.0
    updates: list[bytes] = field(default_factory=list)
    chats: list[int] = field(default_factory=list)
    handed: list[float] = field(default_factory=list)
    seen: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    calls: int = 0
    address: str = ""
    serving: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: int = 0
    _waiting: "tuple[Connection, int] | None" = None
    _wanted: int = -1
    _enough: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, chat: int, body: dict[str, Any]) -> None:
        """Let an update arrive; a poll that waits is answered with it."""
        self.updates.append(orjson.dumps({"update_id": FIRST + len(self.updates), **body}))
        self.chats.append(chat)
        if self._waiting is not None:
            (connection, offset), self._waiting = self._waiting, None
            self.poll(connection, offset)

    async def replies(self, count: int, within: float = 60.0) -> None:
        """Wait until so many messages have been seen."""
        self._wanted = count
        self._enough.clear()
        if sum(map(len, self.seen.values())) < count:
            async with asyncio.timeout(within):
                await self._enough.wait()

    def forget(self) -> None:
        """Begin anew with the same bot."""
        self.seen.clear()

    def poll(self, connection: "Connection", offset: int) -> None:
        at = max(0, offset - FIRST)
        batch = self.updates[at : at + _BATCH]
        if not batch:
            self._waiting = (connection, offset)
            return
        self._after(self._hand_out, connection, at, batch)

    def answer(self, connection: "Connection", method: bytes, body: bytes) -> None:
        self.calls += 1
        if method == b"getUpdates":
            self.serving.set()
            offset = _OFFSET.search(body)
            self.poll(connection, int(offset.group(1)) if offset else 0)
        elif method in _SEEN:
            self._see(connection, body)
        else:
            result = _ME if method == b"getMe" else True
            self._after(connection.reply, orjson.dumps({"ok": True, "result": result}))

    def _hand_out(self, connection: "Connection", at: int, batch: Sequence[bytes]) -> None:
        now = time.perf_counter()
        self.handed.extend([now] * (at + len(batch) - len(self.handed)))
        connection.reply(b'{"ok":true,"result":[' + b",".join(batch) + b"]}")

    def _see(self, connection: "Connection", body: bytes) -> None:
        found = _CHAT.search(body)
        assert found is not None
        self.seen[int(found.group(1))].append(time.perf_counter())
        self._numbers += 1
        self._after(
            connection.reply,
            b'{"ok":true,"result":{"message_id":%d,"date":1767225600,"text":"x",'
            b'"chat":{"id":%b,"type":"private","first_name":"x"}}}'
            % (self._numbers, found.group(1)),
        )
        if self._numbers >= self._wanted >= 0:
            self._enough.set()

    def _after(self, step: Any, *facts: Any) -> None:
        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, step, *facts)
        else:
            step(*facts)

    # --- figures

    def rate(self) -> float:
        """Turns a second, from the first update handed out to the last reply seen."""
        last = max(times[-1] for times in self.seen.values())
        return len(self.updates) / (last - self.handed[0])

    def latencies(self, replies: Sequence[int]) -> list[float]:
        """Seconds from each update handed out to its last reply.

        `replies` is how many messages each of a chat's updates in turn is answered with.
        """
        ends = list(accumulate(replies))
        turns: dict[int, int] = defaultdict(int)
        found = []
        for chat, handed in zip(self.chats, self.handed, strict=True):
            turn = turns[chat]
            turns[chat] += 1
            rounds, place = divmod(turn, len(ends))
            found.append(self.seen[chat][rounds * ends[-1] + ends[place] - 1] - handed)
        return found


class Connection(asyncio.Protocol):
    """One kept-alive connection: requests in, answers out."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._buffer = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length.group(1)) if length else 0)
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            method = head.split(b" ", 2)[1].partition(b"?")[0].rpartition(b"/")[2]
            self._api.answer(self, method, body)

    def reply(self, payload: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(_HEAD % len(payload) + payload)


@asynccontextmanager
async def serving(delay: float = 0.0, api: Api | None = None) -> AsyncIterator[Api]:
    """Serve on a free port of loopback."""
    api = api or Api(delay)
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(api), "127.0.0.1", 0, backlog=2048
    )
    api.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield api
    finally:
        server.close()
