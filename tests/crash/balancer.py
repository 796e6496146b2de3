"""A balancer on loopback: each request goes to one of the workers by chance, to another if it fails."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from random import Random

import aiohttp
from aiohttp import web

_WITHIN = aiohttp.ClientTimeout(total=10)


class Balancer:
    """Knows the workers by their ports; what none of them takes is answered 502."""

    def __init__(
        self, ports: Sequence[int], chance: Random, session: aiohttp.ClientSession
    ) -> None:
        self.taken = dict.fromkeys(ports, 0)
        self.failed = 0
        self.url = ""
        self._chance = chance
        self._session = session

    async def forward(self, request: web.Request) -> web.Response:
        body = await request.read()
        for port in self._chance.sample(list(self.taken), len(self.taken)):
            try:
                return await self._ask(port, request, body)
            except (aiohttp.ClientError, TimeoutError):
                self.failed += 1
        return web.Response(status=502)

    async def _ask(self, port: int, request: web.Request, body: bytes) -> web.Response:
        # As a balancer does it that opens a connection for each request.
        headers = {name: value for name, value in request.headers.items() if name != "Host"}
        url = f"http://127.0.0.1:{port}{request.path}"
        async with self._session.post(url, data=body, headers=headers) as answer:
            told = await answer.read()
            if answer.status == 200:
                self.taken[port] += 1
            return web.Response(status=answer.status, body=told)


@asynccontextmanager
async def balancing(ports: Sequence[int], chance: Random) -> AsyncIterator[Balancer]:
    """Serve a balancer before workers that may come and go."""
    pool = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=pool, timeout=_WITHIN) as session:
        made = Balancer(ports, chance, session)
        app = web.Application()
        app.router.add_post("/{path:.*}", made.forward)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield made
        finally:
            await runner.cleanup()


def find_ports(many: int) -> list[int]:
    """Find ports that are free."""
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(many)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports
