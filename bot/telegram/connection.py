"""One kept-alive HTTP/1.1 connection: a request out, its whole answer back, one at a time."""

import asyncio
from typing import NamedTuple, cast

import httptools


class Answer(NamedTuple):
    """What came back: the status and the body."""

    status: int
    body: bytes


class Unanswered(ConnectionError):
    """The connection ended before a single byte of the answer."""


class CutShort(ConnectionError):
    """The connection ended in the middle of the answer."""


class Garbled(ConnectionError):
    """What came back is no HTTP."""


class Connection(asyncio.Protocol):
    """The near end of a connection; `idle_since` is the loop's time of its last answer."""

    def __init__(self) -> None:
        self.idle_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[Answer] | None = None
        self._keeps = False
        self._clear()

    @property
    def reusable(self) -> bool:
        """Whether another request can go over it."""
        is_open = self._transport is not None and not self._transport.is_closing()
        return is_open and self._keeps and self._answer is None

    async def ask(self, request: bytes) -> Answer:
        """Send a request and wait for its answer; a ConnectionError when none comes whole.

        Given up half way, the connection ends: its answer would be taken for the next one's.
        """
        assert self._transport is not None
        self._clear()
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        try:
            return await self._answer
        except BaseException:
            self.close()
            raise
        finally:
            self._answer = None

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _clear(self) -> None:
        self._body: list[bytes] = []
        self._touched = self._headed = self._measured = False

    # --- what the event loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._touched = True
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail(Garbled())
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._headed and not self._measured and exc is None:
            self._finish()  # a body without a length is whole when the connection ends
        elif self._touched:
            self._fail(CutShort())
        else:
            self._fail(Unanswered())

    # --- what the parser tells

    def on_message_begin(self) -> None:
        if self._answer is None or self._answer.done():
            raise ValueError("nobody asked")

    def on_header(self, name: bytes, _: bytes) -> None:
        if name.lower() in {b"content-length", b"transfer-encoding"}:
            self._measured = True

    def on_headers_complete(self) -> None:
        self._headed = True

    def on_body(self, part: bytes) -> None:
        self._body.append(part)

    def on_message_complete(self) -> None:
        if self._parser.get_status_code() < 200:
            self._clear()  # only news on the way to the answer
            self._touched = True
            return
        self._keeps = self._parser.should_keep_alive()
        self._finish()

    def _finish(self) -> None:
        if self._answer is not None and not self._answer.done():
            status = self._parser.get_status_code()
            self._answer.set_result(Answer(status, b"".join(self._body)))

    def _fail(self, why: ConnectionError) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(why)
