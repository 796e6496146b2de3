"""PostgreSQL stopped and started again in mid-trade, in good order and not: nothing lost or doubled."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.crash import audit
from tests.crash.workers import Site, site
from tests.postgres import Postgres, server

SEED = 20260602
TRADES = 3.0  # seconds of trade between two restarts


@pytest.mark.slow
async def test_the_database_may_be_restarted_in_mid_trade(tmp_path: Path) -> None:
    with server() as postgres:
        async with site(postgres.url, tmp_path, SEED) as place:
            await live_through(place, postgres)
            repeats = place.check()
            assert list(audit.list_faults(place.logs())) == []
            assert repeats == place.found == 0
            assert len(place.market.books.ordered) > 10
            print(
                f"{len(place.market.books.ordered)} orders,"
                f" longest wait {max(me.longest for me in place.market.people):.1f} s"
            )


async def live_through(place: Site, postgres: Postgres) -> None:
    """Let people trade while the database goes and comes back."""
    for number in range(len(place.workers)):
        await place.start(number)
        await place.serving(number)
    day = asyncio.create_task(place.market.live())
    for how in ("fast", "immediate", "fast", "immediate"):
        await asyncio.sleep(TRADES)
        await asyncio.to_thread(postgres.stop, how)
        await asyncio.sleep(place.chance.uniform(0.0, 1.5))
        await asyncio.to_thread(postgres.start)
    await asyncio.sleep(TRADES)
    place.market.evening.set()
    await day
    await place.until_quiet()
    for worker in place.workers:
        assert await worker.kill(signal.SIGTERM) == 0
