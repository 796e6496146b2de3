"""Clips on both databases."""

from datetime import datetime, timedelta

from bot.store.engine import Database
from bot.voices import store
from bot.voices.store import MADE, RECORDED, Clip


def made(now: datetime, print_: str = "p", file: str = "made") -> Clip:
    return Clip("en", print_, file, MADE, None, now)


def recorded(now: datetime, print_: str = "p", file: str = "own") -> Clip:
    return Clip("en", print_, file, RECORDED, "What?", now)


async def test_a_clip_is_found_by_language_and_print(database: Database, now: datetime) -> None:
    await database.run(lambda conn: store.keep_made(conn, made(now)))
    assert await database.run(lambda conn: store.find(conn, "en", ["x", "p"])) == made(now)
    assert await database.run(lambda conn: store.find(conn, "sw", ["p"])) is None
    assert await database.run(lambda conn: store.find(conn, "en", [])) is None


async def test_a_person_is_heard_before_a_machine_and_the_whole_before_a_part(
    database: Database, now: datetime
) -> None:
    part, whole = recorded(now, "part", "a"), recorded(now, "whole", "b")
    await database.run(lambda conn: store.record(conn, part))
    await database.run(lambda conn: store.record(conn, whole))
    await database.run(lambda conn: store.keep_made(conn, made(now, "made")))
    found = await database.run(lambda conn: store.find(conn, "en", ["made", "whole", "part"]))
    assert found == whole


async def test_what_a_person_recorded_meanwhile_stays(database: Database, now: datetime) -> None:
    await database.run(lambda conn: store.keep_made(conn, made(now)))
    await database.run(lambda conn: store.record(conn, recorded(now)))
    await database.run(lambda conn: store.keep_made(conn, made(now, file="late")))
    assert await database.run(lambda conn: store.find(conn, "en", ["p"])) == recorded(now)
    assert not await database.run(lambda conn: store.drop(conn, "en", "p", MADE))
    assert await database.run(store.load_recorded) == {("en", "p")}
    assert await database.run(lambda conn: store.drop(conn, "en", "p", RECORDED))
    assert await database.run(store.load_recorded) == frozenset()


async def test_only_old_clips_of_the_machine_are_forgotten(
    database: Database, now: datetime
) -> None:
    old = now - timedelta(days=100)
    await database.run(lambda conn: store.record(conn, recorded(old, "own")))
    await database.run(lambda conn: store.keep_made(conn, made(old, "old")))
    await database.run(lambda conn: store.keep_made(conn, made(now, "new")))
    await database.run(lambda conn: store.prune(conn, now - timedelta(days=90)))

    def there(print_: str) -> object:
        return database.run_now(lambda conn: store.find(conn, "en", [print_]))

    assert [there(each) is not None for each in ("own", "old", "new")] == [True, False, True]
