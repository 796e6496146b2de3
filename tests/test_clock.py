import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, time, timedelta
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.clock import Chore, Clock
from bot.inbox import Inbox
from bot.store import dues
from bot.store.dues import DueRow
from bot.store.engine import Database, open_database
from tests.databases import shut
from tests.somebody import meet


class Hands:
    """A clock that is moved by hand, and what came due by it."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.now = now
        self.told: list[str] = []
        self.wrong: set[str] = set()
        self.database = database
        self.inbox = Inbox(database, _no_turn, clock=lambda: self.now)
        self.clock = Clock(database, self.inbox, self.due_turn, now=lambda: self.now)

    def due_turn(self, conn: Connection, row: DueRow, now: datetime) -> str | None:
        claimed = dues.claim(conn, row.id, now)
        if claimed is None:
            return None
        if claimed.ref in self.wrong:
            raise LookupError(claimed.ref)
        self.told.append(claimed.ref)
        return claimed.ref

    async def plan(self, ref: str, at: datetime, chat: int = 7, **more: Any) -> None:
        await self.database.run(
            lambda conn: dues.plan(conn, "reminder", ref, meet(conn, chat, self.now).id, at, **more)
        )

    async def move(self, **by: float) -> list[str]:
        self.told.clear()
        self.now += timedelta(**by)
        await self.clock.tick()
        return list(self.told)


def _no_turn(conn: Connection, update: dict[str, Any], now: datetime) -> None:
    raise AssertionError(update)


@pytest.fixture
async def hands(database: Database, now: datetime) -> AsyncIterator[Hands]:
    made = Hands(database, now)
    yield made
    await made.inbox.stop()


async def test_what_is_due_comes_once_and_not_before(hands: Hands) -> None:
    await hands.plan("tomatoes", hands.now + timedelta(minutes=10))
    assert await hands.move(minutes=9, seconds=59) == []
    assert await hands.move(seconds=1) == ["tomatoes"]
    assert await hands.move(minutes=1) == []


async def test_a_moved_due_comes_at_its_new_moment_only(hands: Hands) -> None:
    await hands.plan("a", hands.now + timedelta(minutes=1))
    await hands.plan("a", hands.now + timedelta(minutes=5))
    assert await hands.move(minutes=2) == []
    assert await hands.move(minutes=3) == ["a"]


async def test_a_due_moved_while_it_waits_for_its_turn_does_not_come(hands: Hands) -> None:
    await hands.plan("a", hands.now)
    rows = await hands.database.run(lambda conn: dues.take_due(conn, hands.now))
    await hands.plan("a", hands.now + timedelta(hours=1))
    await hands.database.run(lambda conn: hands.due_turn(conn, rows[0], hands.now))
    assert hands.told == []


async def test_a_cancelled_due_does_not_come_for_one_person_or_for_all(hands: Hands) -> None:
    for chat in (7, 8, 9):
        await hands.plan(f"seed {chat}", hands.now, chat)
        await hands.plan("shared", hands.now, chat)
    whose = await hands.database.run(lambda conn: meet(conn, 8, hands.now).id)
    await hands.database.run(lambda conn: dues.cancel(conn, "reminder", "shared", whose))
    await hands.database.run(lambda conn: dues.cancel(conn, "reminder", "seed 7"))
    assert sorted(await hands.move(seconds=1)) == ["seed 8", "seed 9", "shared", "shared"]


async def test_what_is_too_late_is_dropped_and_the_rest_is_told_late(hands: Hands) -> None:
    at = hands.now + timedelta(minutes=1)
    await hands.plan("stale", at, drop_after=at + timedelta(hours=1))
    await hands.plan("patient", at)
    assert await hands.move(hours=3) == ["patient"]
    assert hands.clock.counts["dropped"] == 1
    assert await hands.move(hours=3) == []


async def test_more_than_a_page_comes_due_in_one_tick_in_each_persons_order(hands: Hands) -> None:
    def fill(conn: Connection) -> None:
        people = [meet(conn, chat, hands.now).id for chat in range(10, 20)]
        for n in range(1203):
            dues.plan(conn, "k", f"{n:04}", people[n % 10], hands.now)

    await hands.database.run(fill)
    told = await hands.move(seconds=1)
    assert sorted(told) == [f"{n:04}" for n in range(1203)]
    for person in range(10):
        mine = [ref for ref in told if int(ref) % 10 == person]
        assert mine == sorted(mine)


async def test_a_failing_due_is_tried_five_times_five_minutes_apart_then_set_aside(
    hands: Hands,
) -> None:
    hands.wrong.add("bad")
    await hands.plan("bad", hands.now)
    await hands.plan("good", hands.now, 8)
    assert await hands.move() == ["good"]
    for spent in range(1, 5):
        assert hands.clock.counts["postponed"] == spent
        await hands.move(minutes=4, seconds=59)
        assert hands.clock.counts["postponed"] == spent
        await hands.move(seconds=1)
    assert hands.clock.counts["aside"] == 1
    aside = await hands.database.run(dues.aside)
    assert [row.ref for row in aside] == ["bad"]
    assert "LookupError" in (aside[0].error or "")
    hands.wrong.clear()
    assert await hands.move(hours=9) == []
    assert await hands.database.run(dues.retry_aside) == 1
    assert await hands.move(seconds=1) == ["bad"]


async def test_a_turn_that_forgets_to_claim_does_not_keep_the_clock_busy_for_ever(
    hands: Hands,
) -> None:
    hands.clock._due_turn = lambda conn, row, now: None
    await hands.plan("a", hands.now)
    await asyncio.wait_for(hands.clock.tick(), 5)
    assert hands.clock.counts["fired"] == 1


async def test_two_workers_tell_a_due_once(postgres_url: str, now: datetime) -> None:
    workers = [Hands(open_database(postgres_url), now) for _ in range(2)]
    for n in range(40):
        await workers[0].plan(f"{n:02}", now, 100 + n % 7)
    await asyncio.gather(*(each.clock.tick() for each in workers))
    assert sorted(workers[0].told + workers[1].told) == [f"{n:02}" for n in range(40)]
    for each in workers:
        each.database.close()


async def test_a_database_out_of_reach_leaves_everything_due(hands: Hands) -> None:
    await hands.plan("a", hands.now)
    with shut(hands.database):
        ticking = asyncio.ensure_future(hands.clock.tick())
        while not (hands.inbox.counts["retried"] or hands.clock.counts["unavailable"]):
            await asyncio.sleep(0.01)
    await asyncio.wait_for(ticking, 20)
    await hands.clock.tick()
    assert hands.told == ["a"]


async def test_a_chore_waits_for_its_next_time_while_the_database_is_away(hands: Hands) -> None:
    async def ask() -> None:
        await hands.database.run(lambda conn: conn.execute(text("SELECT 1")).first())

    chore = Chore("ask", ask, timedelta(seconds=1), everywhere=True)
    with shut(hands.database):
        assert await hands.clock.do(chore) is False
    assert (hands.clock.counts["unavailable"], hands.clock.counts["ask failed"]) == (1, 0)
    assert await hands.clock.do(chore) is True


async def test_the_running_clock_is_at_most_two_seconds_late(database: Database) -> None:
    late: list[float] = []
    came = asyncio.Event()

    def due_turn(conn: Connection, row: DueRow, now: datetime) -> None:
        claimed = dues.claim(conn, row.id, now)
        assert claimed is not None
        late.append((now - claimed.due_at).total_seconds())
        if len(late) == 3:
            loop.call_soon_threadsafe(came.set)

    loop = asyncio.get_running_loop()
    begun = datetime.now(UTC)
    inbox = Inbox(database, _no_turn, clock=lambda: datetime.now(UTC))
    clock = Clock(database, inbox, due_turn, now=lambda: datetime.now(UTC))

    def fill(conn: Connection) -> None:
        for n in range(3):
            at = begun + timedelta(seconds=0.7 * n)
            dues.plan(conn, "k", str(n), meet(conn, n + 1, begun).id, at)

    await database.run(fill)
    clock.start()
    await asyncio.wait_for(came.wait(), 20)
    clock.stop()
    await inbox.stop()
    assert all(0 <= each <= 2 for each in late)


async def test_a_chore_is_done_by_one_worker_and_again_when_its_time_comes(
    database: Database, now: datetime
) -> None:
    done: list[str] = []
    moment = now

    def worker(name: str) -> tuple[Clock, Chore]:
        async def run() -> None:
            done.append(name)

        inbox = Inbox(database, _no_turn, clock=lambda: moment)
        clock = Clock(database, inbox, lambda *_: None, now=lambda: moment)
        return clock, Chore("prune", run, timedelta(hours=1))

    (first, one), (second, two) = worker("first"), worker("second")
    assert await first.do(one) is True
    assert await second.do(two) is False
    moment += timedelta(hours=1)
    assert await second.do(two) is True
    assert done == ["first", "second"]


async def test_a_chore_that_fails_is_counted_and_the_clock_goes_on(hands: Hands) -> None:
    async def fail() -> None:
        raise OSError("disk")

    assert await hands.clock.do(Chore("backup", fail, time(3, 30))) is False
    assert hands.clock.counts["backup failed"] == 1


async def test_chores_run_at_their_interval(database: Database) -> None:
    ran = asyncio.Event()

    async def run() -> None:
        ran.set()

    inbox = Inbox(database, _no_turn, clock=lambda: datetime.now(UTC))
    chores = [
        Chore("often", run, timedelta(seconds=1), everywhere=True),
        Chore("daily", run, time(3, 30)),
    ]
    clock = Clock(database, inbox, lambda *_: None, now=lambda: datetime.now(UTC), chores=chores)
    begun = monotonic()
    clock.start()
    await asyncio.wait_for(ran.wait(), 10)
    clock.stop()
    assert clock.counts["daily"] == 0
    assert monotonic() - begun >= 0.5


async def test_an_idle_tick_leaves_the_writer_alone(
    sqlite_database: Database, now: datetime, statements: Callable[..., Any]
) -> None:
    hands = Hands(sqlite_database, now)
    with statements(sqlite_database) as sent:
        await hands.clock.tick()
    assert sent == []
