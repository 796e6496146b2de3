from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete
from sqlalchemy.exc import IntegrityError

from bot.store import drafts, persons
from bot.store.drafts import DraftRow
from bot.store.engine import Database, Stale
from tests.somebody import meet


@pytest.fixture
def whose(database: Database, now: datetime) -> int:
    return database.run_now(lambda conn: meet(conn, 7, now)).id


def test_a_draft_is_read_back_whole(database: Database, now: datetime, whose: int) -> None:
    new = DraftRow(whose, "sell", now, now, answers={"crop": "tomato", "note": "मीठा"})

    def work(conn: Connection) -> Any:
        made = drafts.save(conn, new)
        return drafts.save(conn, replace(made, editing="crop", unclear=2))

    saved = database.run_now(work)
    assert saved.id > 0
    assert saved.version == 2
    assert database.run_now(lambda conn: drafts.load(conn, saved.id)) == saved
    assert database.run_now(lambda conn: drafts.load_active(conn, whose)) == saved
    assert database.run_now(lambda conn: drafts.load_flow(conn, whose, "sell")) == saved


def test_a_new_draft_takes_the_place_of_an_old_one_of_its_flow(
    database: Database, now: datetime, whose: int
) -> None:
    def work(conn: Connection) -> Any:
        old = drafts.save(conn, DraftRow(whose, "sell", now, now, answers={"crop": "maize"}))
        drafts.park_active(conn, whose)
        new = drafts.save(conn, DraftRow(whose, "sell", now, now))
        return old, new, drafts.load(conn, old.id), drafts.load_parked(conn, whose)

    old, new, found, parked = database.run_now(work)
    assert new.id != old.id
    assert found is None
    assert parked == []


def test_parked_drafts_are_listed_the_last_touched_first(
    database: Database, now: datetime, whose: int
) -> None:
    def work(conn: Connection) -> Any:
        for minute, flow in enumerate(("sell", "buy", "check")):
            touched = now + timedelta(minutes=minute)
            drafts.save(conn, DraftRow(whose, flow, now, touched))
            drafts.park_active(conn, whose)
        return [each.flow for each in drafts.load_parked(conn, whose)]

    assert database.run_now(work) == ["check", "buy", "sell"]
    assert database.run_now(lambda conn: drafts.load_active(conn, whose)) is None
    assert database.run_now(lambda conn: drafts.park_active(conn, whose)) is None


def test_nobody_is_in_two_conversations_at_once(
    database: Database, now: datetime, whose: int
) -> None:
    def work(conn: Connection) -> Any:
        drafts.save(conn, DraftRow(whose, "sell", now, now))
        drafts.save(conn, DraftRow(whose, "buy", now, now))

    with pytest.raises(IntegrityError):
        database.run_now(work)


def test_a_deleted_draft_is_not_written_again(sqlite_database: Database, now: datetime) -> None:
    def work(conn: Connection) -> Any:
        made = drafts.save(conn, DraftRow(meet(conn, 7, now).id, "sell", now, now))
        drafts.delete(conn, made.id)
        drafts.save(conn, made)

    with pytest.raises(Stale):
        sqlite_database.run_now(work)


def test_a_forgotten_persons_drafts_go_with_them(
    database: Database, now: datetime, whose: int
) -> None:
    def work(conn: Connection) -> Any:
        made = drafts.save(conn, DraftRow(whose, "sell", now, now))
        conn.execute(delete(persons.person).where(persons.person.c.id == whose))
        return drafts.load(conn, made.id)

    assert database.run_now(work) is None
