"""Serves a sandbox on a real port, within whatever event loop is running."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from bot.sandbox.app import build
from bot.sandbox.world import Sandbox, read_clock

HOST = "127.0.0.1"
PORT = 8080
BACKLOG = 2048
GRACE_SECONDS = 3


class _Uvicorn(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals belong to the program around."""
        yield


class Server:
    """A sandbox being served: its address, and its end."""

    def __init__(self, box: Sandbox, server: _Uvicorn, listener: socket.socket) -> None:
        self.box = box
        self.host, self.port = listener.getsockname()[:2]
        self._server = server
        self._task = asyncio.create_task(server.serve(sockets=[listener]))

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def start(self) -> None:
        while not self._server.started:
            if self._task.done():
                await self._task
                raise OSError("the sandbox did not start")
            await asyncio.sleep(0.005)

    async def wait(self) -> None:
        """Until it is stopped."""
        await asyncio.shield(self._task)

    async def stop(self) -> None:
        self.box.close()
        self._server.should_exit = True
        await self._task


async def serve(
    host: str = HOST,
    port: int = PORT,
    *,
    token: str | None = None,
    box: Sandbox | None = None,
    now: Callable[[], datetime] = read_clock,
) -> Server:
    """Start serving and return at once; port 0 takes a free one. OSError if the port is taken."""
    box = box or Sandbox(token, now)
    listener = _listen(host, port)
    config = uvicorn.Config(
        build(box=box),
        http=_protocol(box),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = Server(box, _Uvicorn(config), listener)
    await server.start()
    return server


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves the delay of small packets on: 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as problem:
        listener.close()
        raise OSError(problem.errno, f"port {port} on {host}: {problem.strerror}") from problem
    return listener


def _protocol(box: Sandbox) -> type[asyncio.Protocol]:
    """Make the server's HTTP protocol, which also tells the sandbox which connection is whose."""

    class Protocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
        def connection_made(self, transport: asyncio.Transport) -> None:
            self._peer = transport.get_extra_info("peername")[:2]
            box.connections[self._peer] = transport
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            box.connections.pop(self._peer, None)
            super().connection_lost(exc)

    return Protocol
