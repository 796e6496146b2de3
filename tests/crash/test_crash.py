"""kill -9, hundreds of times, at any moment: no message lost, no effect doubled, all stock exact."""

import asyncio
import signal
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.serving import Server, serve
from bot.store import migration
from tests.crash import audit
from tests.crash.market import Market
from tests.crash.mortal import Mortal, mortal

TOKEN = "100:crash"
KILLS = 100
SEED = 20260501


@pytest.mark.slow
async def test_nothing_is_lost_or_doubled_by_hundreds_of_kills(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'farmgate.db'}"
    migration.migrate(url)
    audit.keep_copies(url)
    server = await serve(port=0, token=TOKEN)
    first = server.box.updates.take_id() + 1
    market = Market(server.box, SEED)
    facts = {"token": TOKEN, "api_url": server.url, "database_url": url, "port": "0"}
    try:
        async with mortal(server, tmp_path, **facts, log="warning", var=str(tmp_path)) as bot:
            await live_through(bot, server, market, url)
    finally:
        await server.stop()

    audit.check_turns(url, first, server.box.updates.take_id())
    audit.check_sent(url)
    audit.check_stock(url, market.books)
    audit.check_orders(url, market.books)
    repeats = audit.count_repeats(url, bot.lives)
    assert repeats <= bot.found
    assert list(audit.list_faults((tmp_path / "log.txt").read_text())) == []
    assert len(bot.lives) == KILLS + 1
    assert len(market.books.ordered) > KILLS // 10
    print(
        f"{KILLS} kills, {sum(me.acts for me in market.people)} acts,"
        f" {len(market.books.listed)} listings, {len(market.books.ordered)} orders,"
        f" {repeats} messages twice of {bot.found} doubtful,"
        f" longest wait {max(me.longest for me in market.people):.1f} s"
    )


async def live_through(bot: Mortal, server: Server, market: Market, url: str) -> None:
    """Let people go about their day while the bot dies and dies; then let it live."""
    day = asyncio.create_task(market.live())
    chance = Random(SEED)
    for _ in range(KILLS):
        await bot.start()
        await until_it_strikes(bot, chance)
        await bot.end()
        if day.done():
            day.result()
    market.evening.set()
    await bot.start()
    await day
    await until_quiet(server, url)
    assert await bot.end(signal.SIGTERM) == 0


async def until_it_strikes(bot: Mortal, chance: Random) -> None:
    """Wait for a moment: one in four anywhere, its birth included, the others while it serves."""
    if chance.random() < 0.25:
        await asyncio.sleep(chance.uniform(0.02, 0.6))
    else:
        await bot.serving()
        await asyncio.sleep(chance.uniform(0.0, 0.5))


async def until_quiet(server: Server, url: str) -> None:
    """Wait until every update had its turn and every message was sent and marked."""
    async with asyncio.timeout(20):
        while server.box.updates.pending or audit.read(
            url,
            "SELECT 1 FROM inbox WHERE state = 0 UNION SELECT 1 FROM outbox UNION SELECT 1 FROM lane",
        ):
            await asyncio.sleep(0.05)
