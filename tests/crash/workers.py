"""Two workers on one PostgreSQL behind one webhook, and what happens to them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.sandbox.serving import Server, serve
from bot.sandbox.world import Sandbox
from bot.store import migration
from tests.crash import audit
from tests.crash.balancer import Balancer, balancing, find_ports
from tests.crash.market import Market
from tests.crash.mortal import Calls, Mortal, mortal
from tests.databases import load_tables

TOKEN = "100:workers"
_PATIENCE = 30.0


@dataclass
class Site:
    """All there is: Telegram, people, a database, a balancer and the workers behind it."""

    url: str
    folder: Path
    server: Server
    market: Market
    balancer: Balancer
    workers: list[Mortal]
    ports: list[int]
    first: int
    chance: Random

    async def start(self, which: int) -> None:
        await self.workers[which].start()

    async def serving(self, which: int) -> None:
        """Wait until a worker listens."""
        async with asyncio.timeout(_PATIENCE):
            while not await _listens(self.ports[which]):
                await asyncio.sleep(0.02)

    @property
    def calls(self) -> Calls:
        """Every call that any of the workers made, in order."""
        return self.server.box.calls.find()

    @property
    def found(self) -> int:
        return sum(worker.found for worker in self.workers)

    async def until_quiet(self, within: float = 60.0) -> None:
        """Wait until every update had its turn and every message was sent and marked."""
        waits = (
            "SELECT 'update' FROM inbox WHERE state = 0 UNION SELECT 'row' FROM outbox"
            " UNION SELECT 'lane' FROM lane"
        )
        try:
            async with asyncio.timeout(within):
                while self.server.box.updates.pending or audit.read(self.url, waits):
                    await asyncio.sleep(0.1)
        except TimeoutError:
            left = audit.read(self.url, waits), audit.read(self.url, "SELECT * FROM lane")
            raise AssertionError(f"never quiet: {self.server.box.hook.info()} {left}") from None

    def check(self) -> int:
        """Prove that nothing was lost or doubled; gives how many messages went twice."""
        audit.check_turns(self.url, self.first, self.server.box.updates.take_id())
        audit.check_sent(self.url)
        audit.check_stock(self.url, self.market.books)
        audit.check_orders(self.url, self.market.books)
        # Another worker may begin a lane anew at any time after the death of the one before.
        repeats = audit.count_repeats(self.url, [[call] for call in self.calls])
        assert repeats <= self.found
        return repeats

    def logs(self) -> str:
        return "".join(path.read_text() for path in sorted(self.folder.glob("*/log.txt")))


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


@asynccontextmanager
async def site(url: str, folder: Path, seed: int, workers: int = 2) -> AsyncIterator[Site]:
    """Put everything together on an empty PostgreSQL database; no worker runs yet."""
    load_tables()
    await asyncio.to_thread(migration.migrate, url)
    audit.keep_copies(url)
    chance = Random(seed)
    ports = find_ports(workers)
    async with AsyncExitStack() as stack:
        server = await serve(port=0, box=Sandbox(TOKEN, retry_delay=0.2))
        stack.push_async_callback(server.stop)
        first = server.box.updates.take_id() + 1
        market = Market(server.box, seed)
        balancer = await stack.enter_async_context(balancing(ports, chance))
        mortals = [
            await stack.enter_async_context(
                mortal(
                    server,
                    _made(folder / str(number)),
                    token=TOKEN,
                    api_url=server.url,
                    database_url=url,
                    port=str(port),
                    webhook_url=balancer.url,
                    webhook_secret="balanced",
                    log="warning",
                    var=str(folder),
                )
            )
            for number, port in enumerate(ports)
        ]
        yield Site(url, folder, server, market, balancer, mortals, ports, first, chance)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
