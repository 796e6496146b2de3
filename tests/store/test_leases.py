import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.store import leases
from bot.store.engine import Database


async def test_one_holder_at_a_time_has_a_lease(database: Database, now: datetime) -> None:
    takers = [f"worker {n}" for n in range(8)]

    def taking(who: str) -> Callable[[Connection], bool]:
        return lambda conn: leases.take(conn, "x", who, now, 60)

    had = await asyncio.gather(*(database.run(taking(who)) for who in takers))
    assert sum(had) == 1


def test_a_lease_is_kept_by_its_holder_and_falls_to_another_when_it_ends(
    database: Database, now: datetime
) -> None:
    def take(holder: str, seconds: int) -> bool:
        at = now + timedelta(seconds=seconds)
        return database.run_now(lambda conn: leases.take(conn, "x", holder, at, 60))

    assert take("a", 0)
    assert take("a", 50)
    assert not take("b", 60)
    assert not take("b", 109)
    assert take("b", 110)
    assert not take("a", 111)
    epoch = database.run_now(lambda conn: conn.execute(select(leases.lease.c.epoch)).scalar())
    assert epoch == 2
