"""A pool of kept-alive connections to one HTTP server, for calls that are frequent and alike.

A general HTTP client spends several times what the answer itself costs, at every message sent.
"""

import asyncio
import socket
import ssl
from collections import deque
from typing import Any
from urllib.parse import quote, urlsplit

from aiohappyeyeballs import start_connection

from bot.telegram.connection import Answer, Connection, Unanswered

KEEP = 50.0  # seconds an idle connection is kept; then whoever is between may have forgotten it
_CONNECT = 10.0  # seconds
_REMEMBER = 10.0  # seconds a name's addresses are kept
_NEXT_ADDRESS = 0.25  # seconds until the next address is tried beside one that does not answer


class Pool:
    """Connections to the server at an address such as `https://api.telegram.org`.

    `width` is how many may be open at once; `tls` replaces the system's own trust.
    """

    def __init__(
        self,
        address: str,
        *,
        width: int = 512,
        keep: float = KEEP,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        parts = urlsplit(address)
        self._host, is_secret = parts.hostname or "", parts.scheme == "https"
        self._port = parts.port or (443 if is_secret else 80)
        self._tls = (tls or ssl.create_default_context()) if is_secret else None
        self._base = parts.path.rstrip("/")
        self._name = parts.netloc.rpartition("@")[2]
        self._keep = keep
        self._room = asyncio.Semaphore(width)
        self._heads: dict[str, bytes] = {}
        self._idle: deque[Connection] = deque()
        self._addresses: list[Any] = []
        self._found_at = 0.0
        self._finding = asyncio.Lock()
        self._closed = False

    async def post(self, path: str, body: bytes, within: float) -> Answer:
        """Post JSON; OSError or TimeoutError when no whole answer came in so many seconds.

        A kept connection that ends without a word is replaced once: mostly it was closed for
        being idle just as it was taken up. So the server may see the call twice.
        """
        request = self._head(path) % len(body) + body
        async with asyncio.timeout(within), self._room:
            kept = self._take()
            if kept is not None:
                try:
                    return await self._exchange(kept, request)
                except Unanswered:
                    pass
            return await self._exchange(await self._connect(), request)

    def close(self) -> None:
        """Close what is idle, and whatever comes back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    def _head(self, path: str) -> bytes:
        head = self._heads.get(path)
        if head is None:
            target = quote(self._base + path, safe="/:%")
            lines = (
                f"POST {target.replace('%', '%%')} HTTP/1.1",
                f"Host: {self._name}",
                "User-Agent: farmgate",
                "Accept: application/json",
                "Content-Type: application/json",
                "Content-Length: %d",
                "\r\n",
            )
            head = self._heads[path] = "\r\n".join(lines).encode("ascii")
        return head

    async def _exchange(self, connection: Connection, request: bytes) -> Answer:
        answer = await connection.ask(request)
        if connection.reusable and not self._closed:
            self._put(connection)
        else:
            connection.close()
        return answer

    def _take(self) -> Connection | None:
        """Give the connection used last, so that those not needed grow old."""
        while self._idle:
            connection = self._idle.pop()
            if connection.reusable and not self._is_old(connection):
                return connection
            connection.close()
        return None

    def _put(self, connection: Connection) -> None:
        while self._idle and self._is_old(self._idle[0]):
            self._idle.popleft().close()
        connection.idle_since = _clock()
        self._idle.append(connection)

    def _is_old(self, connection: Connection) -> bool:
        return connection.idle_since < _clock() - self._keep

    async def _connect(self) -> Connection:
        async with asyncio.timeout(_CONNECT):
            sock = await start_connection(await self._resolve(), happy_eyeballs_delay=_NEXT_ADDRESS)
            _, connection = await asyncio.get_running_loop().create_connection(
                Connection,
                sock=sock,
                ssl=self._tls,
                server_hostname=self._host if self._tls else None,
            )
        return connection

    async def _resolve(self) -> list[Any]:
        """Look up the server's addresses, once for all who wait for them."""
        async with self._finding:
            if not self._addresses or self._found_at < _clock() - _REMEMBER:
                self._addresses = await asyncio.get_running_loop().getaddrinfo(
                    self._host, self._port, type=socket.SOCK_STREAM
                )
                self._found_at = _clock()
        return self._addresses


def _clock() -> float:
    return asyncio.get_running_loop().time()
