import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from bot.inbox import Inbox
from bot.store import inbound
from bot.store.engine import Database, StoreUnavailable, open_database
from tests.databases import shut
from tests.diary import apologise, make_inbox, read_diary, said, write


@pytest.fixture
def committed() -> list[str]:
    return []


@pytest.fixture
async def inbox(database: Database, committed: list[str]) -> Any:
    made = make_inbox(database, on_committed=committed.append)
    yield made
    await made.stop()


async def test_an_update_has_its_turn_and_its_outcome_is_told(
    inbox: Inbox, committed: list[str], database: Database
) -> None:
    await inbox.take([said(1, 7, "maize")])
    await inbox.idle()
    assert await database.run(read_diary) == [(7, "maize")]
    assert committed == ["wrote 1"]
    assert await database.run(_bodies) == [None]


def _bodies(conn: Connection) -> list[Any]:
    return list(conn.execute(select(inbound.inbox.c.body)).scalars())


async def test_five_deliveries_at_once_are_one_turn(inbox: Inbox, database: Database) -> None:
    await asyncio.gather(*(inbox.take([said(1, 7), said(1, 7)]) for _ in range(5)))
    await inbox.idle()
    assert await database.run(read_diary) == [(7, "hello")]
    assert inbox.counts["stored"] == 1
    assert inbox.counts["repeated"] == 9


async def test_an_update_done_meanwhile_has_no_second_turn(sqlite_database: Database) -> None:
    box = make_inbox(sqlite_database)
    await box.take([said(1, 7)])
    done = sqlite_database.run(lambda conn: inbound.finish(conn, 1))
    await box.idle()
    assert await done is True
    assert await sqlite_database.run(read_diary) == []
    assert box.counts["skipped"] == 1


async def test_two_workers_that_both_hold_an_update_take_one_turn(
    postgres_url: str,
) -> None:
    workers = [open_database(postgres_url) for _ in range(2)]
    boxes = [make_inbox(worker) for worker in workers]
    await workers[0].run(lambda conn: inbound.store(conn, [_row(n, 7) for n in range(30)]))
    await asyncio.gather(*(box.resume() for box in boxes))
    await asyncio.gather(*(box.idle() for box in boxes))
    assert await workers[0].run(read_diary) == [(7, str(n)) for n in range(30)]
    assert sum(box.counts["turns"] for box in boxes) == 30
    for worker in workers:
        worker.close()


async def test_a_worker_takes_an_older_update_left_by_another_first(
    postgres_database: Database,
) -> None:
    box = make_inbox(postgres_database)
    await postgres_database.run(lambda conn: inbound.store(conn, [_row(1, 7), _row(2, 7)]))
    await box.take([said(3, 7, "3")])
    await box.idle()
    assert await postgres_database.run(read_diary) == [(7, "1"), (7, "2"), (7, "3")]


async def test_each_persons_updates_keep_their_order_while_people_go_side_by_side(
    inbox: Inbox, database: Database
) -> None:
    updates = [said(n, n % 17, str(n)) for n in range(510)]
    for at in range(0, 510, 34):
        await inbox.take(updates[at : at + 34])
    await inbox.idle()
    written = await database.run(read_diary)
    for who in range(17):
        assert [int(words) for each, words in written if each == who] == list(range(who, 510, 17))
    assert len(written) == 510
    assert inbox.busy == 0


async def test_people_are_served_in_parallel_but_one_person_never(
    postgres_database: Database,
) -> None:
    both = threading.Barrier(2, timeout=10)
    inside: list[int] = []

    def meet(conn: Connection, update: dict[str, Any], now: datetime) -> None:
        who = update["message"]["from"]["id"]
        assert who not in inside
        inside.append(who)
        both.wait()
        inside.remove(who)

    box = make_inbox(postgres_database, turn=meet)
    await box.take([said(1, 7), said(2, 7), said(3, 8), said(4, 8)])
    await box.idle()
    assert box.counts["turns"] == 4
    assert box.counts["aside"] == 0


async def test_poison_is_set_aside_with_an_apology_and_the_others_go_on(
    inbox: Inbox, database: Database, committed: list[str]
) -> None:
    await inbox.take([said(1, 7, "a"), said(2, 7, "poison"), said(3, 7, "b"), said(4, 8, "c")])
    await inbox.idle()
    written = await database.run(read_diary)
    assert [words for who, words in written if who == 7] == ["a", "sorry", "b"]
    assert (8, "c") in written
    aside = await database.run(inbound.aside)
    assert [(row.update_id, row.body["message"]["text"]) for row in aside] == [(2, "poison")]
    assert "cannot read" in (aside[0].error or "")
    assert "sorry" in committed


async def test_poison_is_set_aside_even_when_the_apology_fails(database: Database) -> None:
    box = make_inbox(database, apologise=write)
    await box.take([said(1, 7, "poison"), said(2, 7)])
    await box.idle()
    assert len(await database.run(inbound.aside)) == 1
    assert await database.run(read_diary) == [(7, "hello")]


async def test_what_was_set_aside_can_be_given_its_turn_again(
    inbox: Inbox, database: Database
) -> None:
    await inbox.take([said(1, 7, "poison")])
    await inbox.idle()
    inbox.turn = apologise
    assert await inbox.retry_aside(1) is True
    assert await inbox.retry_aside(1) is False
    await inbox.idle()
    assert await database.run(inbound.aside) == []
    assert inbox.counts["turns"] == 1


async def test_a_database_out_of_reach_loses_nothing_and_sets_nothing_aside(
    inbox: Inbox, database: Database
) -> None:
    await inbox.take([said(n, n % 3, str(n)) for n in range(9)])
    with shut(database), pytest.raises(StoreUnavailable):
        await inbox.take([said(9, 0, "9")])
    await inbox.take([said(9, 0, "9")])
    await asyncio.wait_for(inbox.idle(), 20)
    written = await database.run(read_diary)
    assert sorted(int(words) for _, words in written) == list(range(10))
    for who in range(3):
        assert [int(words) for each, words in written if each == who] == list(range(who, 10, 3))
    assert await database.run(inbound.aside) == []


async def test_a_turn_met_by_a_database_out_of_reach_is_tried_until_it_is_back(
    inbox: Inbox, database: Database
) -> None:
    with shut(database):
        told = inbox.submit(7, lambda conn: write(conn, said(1, 7), datetime.now(UTC)))
        while inbox.counts["retried"] < 2:
            await asyncio.sleep(0.01)
    assert await asyncio.wait_for(told, 20) == "wrote 1"
    assert await database.run(read_diary) == [(7, "hello")]


async def test_a_restart_resumes_in_order_what_was_kept_but_not_done(
    database_url: str,
) -> None:
    first = open_database(database_url)
    box = make_inbox(first)
    await box.stop()
    await box.take([said(n, n % 5, str(n)) for n in range(1, 1501)])
    assert await first.run(read_diary) == []
    first.close()

    second = open_database(database_url)
    box = make_inbox(second)
    await box.resume()
    await box.take([said(1501, 1, "1501")])
    await box.idle()
    written = await second.run(read_diary)
    for who in range(5):
        mine = [int(words) for each, words in written if each == who]
        assert mine == sorted(mine)
    assert len(written) == 1501
    second.close()


async def test_a_sweep_takes_over_what_a_dead_worker_left(inbox: Inbox, database: Database) -> None:
    await database.run(lambda conn: inbound.store(conn, [_row(1, 7)]))
    await inbox.sweep(timedelta(hours=1))
    await inbox.idle()
    assert await database.run(read_diary) == []
    await inbox.sweep(timedelta(0))
    await inbox.idle()
    assert await database.run(read_diary) == [(7, "1")]


async def test_a_submitted_work_takes_its_place_among_the_turns(
    inbox: Inbox, database: Database, committed: list[str]
) -> None:
    await inbox.take([said(1, 7, "before")])
    told = inbox.submit(7, lambda conn: write(conn, said(0, 7, "due"), datetime.now(UTC)))
    await inbox.take([said(2, 7, "after")])
    assert await told == "wrote 0"
    await inbox.idle()
    assert [words for _, words in await database.run(read_diary)] == ["before", "due", "after"]
    assert committed == ["wrote 1", "wrote 0", "wrote 2"]


async def test_a_submitted_work_that_fails_tells_its_owner_only(inbox: Inbox) -> None:
    def fail(_conn: Connection) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await inbox.submit(7, fail)
    await inbox.take([said(1, 7)])
    await inbox.idle()
    assert inbox.counts["turns"] == 1


async def test_stopping_ends_the_turn_in_flight_and_keeps_the_rest_waiting(
    database: Database,
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def slow(conn: Connection, update: dict[str, Any], now: datetime) -> None:
        begun.set()
        gate.wait(10)

    box = make_inbox(database, turn=slow)
    await box.take([said(1, 7), said(2, 7)])
    left = box.submit(7, read_diary)
    await asyncio.to_thread(begun.wait, 10)
    stopping = asyncio.ensure_future(box.stop())
    await asyncio.sleep(0)
    gate.set()
    await stopping
    assert await database.run(inbound.count_waiting) == 1
    with pytest.raises(asyncio.CancelledError):
        await left


async def test_updates_that_no_text_can_hold_are_mended_and_kept(
    inbox: Inbox, database: Database
) -> None:
    deep: dict[str, Any] = {}
    for _ in range(2000):
        deep = {"deeper": deep}
    odd = [
        said(1, 7, "half \ud83d char"),
        said(2, 7, "nul \x00 inside"),
        said(3, 7) | {"deep": deep},
        said(4, 7) | {"huge": 2**80},
        {"update_id": 5},
        {"update_id": -1},
        {"update_id": "6"},
        {"update_id": 2**70},
        {"message": {}},
    ]
    inbox.turn = lambda _conn, update, _now: None
    await inbox.take([*odd, said(9, 2**70)])
    await inbox.idle()
    assert inbox.counts["turns"] == 6


async def test_done_updates_are_pruned_when_old_and_waiting_ones_never(
    inbox: Inbox, database: Database
) -> None:
    await inbox.take([said(1, 7), said(2, 7, "poison")])
    await inbox.idle()
    await inbox.prune(timedelta(hours=1))
    assert len(await database.run(_bodies)) == 2
    await inbox.prune(timedelta(seconds=-1))
    assert len(await database.run(_bodies)) == 1


async def test_a_turn_costs_two_statements_of_the_inbox(
    sqlite_database: Database, statements: Callable[..., Any]
) -> None:
    box = make_inbox(sqlite_database)
    with statements(sqlite_database) as sent:
        await box.take([said(1, 7)])
        await box.idle()
    assert sent.kinds == ["insert inbox", "update inbox", "insert diary"]


async def test_a_turn_on_postgres_costs_a_lock_and_a_look_more(
    postgres_database: Database, statements: Callable[..., Any]
) -> None:
    box = make_inbox(postgres_database)
    with statements(postgres_database) as sent:
        await box.take([said(1, 7)])
        await box.idle()
    assert sent.kinds == ["insert inbox", "select", "select inbox", "update inbox", "insert diary"]


async def test_who_brings_updates_is_held_up_while_too_many_wait(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.inbox._ROOM", 5)
    begun, gate = threading.Event(), threading.Event()

    def slow(conn: Connection, update: dict[str, Any], now: datetime) -> None:
        begun.set()
        gate.wait(10)

    box = make_inbox(database, turn=slow)
    await box.take([said(n, 7) for n in range(5)])
    taking = asyncio.ensure_future(box.take([said(n, 7) for n in range(5, 9)]))
    await asyncio.to_thread(begun.wait, 10)
    while box.counts["stored"] < 9:
        await asyncio.sleep(0)
    assert not taking.done()
    gate.set()
    await taking
    assert box.counts["turns"] >= 4
    await box.idle()
    assert box.counts["turns"] == 9


@pytest.mark.slow
@pytest.mark.parametrize("patience", [20, 300])
async def test_a_bot_killed_at_any_moment_has_one_effect_of_each_update_it_kept(
    database_url: str, patience: int
) -> None:
    words = [sys.executable, "-m", "tests.diary", database_url, "3000", "7"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as bot:
        assert bot.stdout is not None
        told = 0
        while told < patience:
            told = int(bot.stdout.readline())
        bot.kill()
        told = max([told, *(int(line) for line in bot.stdout if line.endswith("\n"))])

    database = open_database(database_url)
    box = make_inbox(database)
    await box.resume()
    await box.take([said(number, number % 7, str(number)) for number in range(told + 10)])
    await box.idle()
    written = await database.run(read_diary)
    database.close()
    assert box.counts["turns"] > 0
    assert told < 3000
    for who in range(7):
        mine = [int(words) for each, words in written if each == who]
        assert mine[: len(range(who, told, 7))] == list(range(who, told, 7))
        assert len(mine) == len(set(mine))


def _row(number: int, who: int) -> inbound.InboxRow:
    return inbound.InboxRow(number, who, datetime.now(UTC), said(number, who, str(number)))
