"""Two workers on PostgreSQL, killed in turn: nothing lost, nothing doubled, each chat in order."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.crash import audit
from tests.crash.workers import Site, site

KILLS = 30
SEED = 20260601


@pytest.mark.slow
async def test_two_workers_killed_in_turn_lose_and_double_nothing(
    bare_postgres_url: str, tmp_path: Path
) -> None:
    async with site(bare_postgres_url, tmp_path, SEED) as place:
        await live_through(place)
        repeats = place.check()
        assert list(audit.list_faults(place.logs())) == []
        assert min(place.balancer.taken.values()) > len(place.market.books.ordered)
        assert len(place.market.books.ordered) > KILLS // 3
        print(
            f"{KILLS} kills, {sum(me.acts for me in place.market.people)} acts,"
            f" {len(place.market.books.listed)} listings, {len(place.market.books.ordered)} orders,"
            f" {repeats} messages twice of {place.found} doubtful,"
            f" {place.balancer.failed} requests failed over,"
            f" longest wait {max(me.longest for me in place.market.people):.1f} s"
        )


async def live_through(place: Site) -> None:
    """Let people go about their day while one worker after the other dies; then let both live."""
    day = asyncio.create_task(place.market.live())
    for number in range(len(place.workers)):
        await place.start(number)
        await place.serving(number)
    for kill in range(KILLS):
        which = kill % len(place.workers)
        await until_it_strikes(place, which)
        await place.workers[which].kill()
        # For a while the other is alone.
        await asyncio.sleep(place.chance.uniform(0.0, 0.5))
        await place.start(which)
        if day.done():
            day.result()
    place.market.evening.set()
    await day
    await place.until_quiet()
    for worker in place.workers:
        assert await worker.kill(signal.SIGTERM) == 0


async def until_it_strikes(place: Site, which: int) -> None:
    """Wait until the other serves, then for a moment: one in four anywhere, the birth included."""
    await place.serving(1 - which)
    if place.chance.random() < 0.25:
        await asyncio.sleep(place.chance.uniform(0.0, 0.3))
    else:
        await place.serving(which)
        await asyncio.sleep(place.chance.uniform(0.0, 0.6))
