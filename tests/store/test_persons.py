import asyncio
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot.store import persons
from bot.store.engine import Database, Stale
from bot.talk.event import Sender


def greet(database: Database, sender: Sender, now: datetime) -> Any:
    return database.run_now(lambda conn: persons.meet(conn, sender, now))


def test_somebody_new_is_made_and_known_again(database: Database, now: datetime) -> None:
    sender = Sender(chat=7, user=7, name="Amina", username="amina", language_hint="sw")
    first = greet(database, sender, now)
    assert (first.chat, first.user_id, first.username) == (7, 7, "amina")
    assert (first.language, first.called, first.roles, first.is_admin) == (None, None, (), False)
    assert (first.wake, first.rest) == (420, 1200)
    assert greet(database, sender, now + timedelta(minutes=4)) == first


async def test_somebody_who_writes_many_times_at_once_is_one_person(
    database: Database, now: datetime
) -> None:
    works = [lambda conn: persons.meet(conn, Sender(2**40, 2**40), now) for _ in range(16)]
    met = await asyncio.gather(*map(database.run, works))
    assert {each.id for each in met} == {met[0].id}


def test_somebody_known_costs_one_statement_for_five_minutes(
    database: Database, now: datetime, statements: Any
) -> None:
    sender = Sender(7, 7, username="amina")
    greet(database, sender, now)
    with statements(database) as sent:
        greet(database, sender, now + timedelta(minutes=4))
    assert sent.kinds == ["select person"]
    with statements(database) as sent:
        later = greet(database, sender, now + timedelta(minutes=5))
    assert sent.kinds == ["select person", "update person"]
    assert later.seen_at == now + timedelta(minutes=5)


def test_a_new_name_is_noted_at_once(database: Database, now: datetime) -> None:
    greet(database, Sender(7, 7, username="amina"), now)
    greet(database, Sender(7, 7, username="amina_k"), now)
    found = database.run_now(lambda conn: persons.load_by_chat(conn, 7))
    assert found is not None
    assert found.username == "amina_k"


def test_a_saved_person_is_read_back_whole(database: Database, now: datetime) -> None:
    before = greet(database, Sender(7, 7), now)
    changed = replace(
        before,
        called="आमिना",
        language="hi",
        country="IN",
        zone="Asia/Kolkata",
        wake=360,
        rest=1260,
        roles=("farmer", "admin"),
        gone_at=now,
        stopped_at=now,
    )
    saved = database.run_now(lambda conn: persons.save(conn, changed))
    assert saved == replace(changed, version=before.version + 1)
    assert database.run_now(lambda conn: persons.load(conn, before.id)) == saved
    assert saved.is_admin
    assert not saved.is_reachable


def test_a_person_changed_meanwhile_is_not_written_over(
    sqlite_database: Database, now: datetime
) -> None:
    before = greet(sqlite_database, Sender(7, 7), now)
    sqlite_database.run_now(lambda conn: persons.mark_gone(conn, 7, now))
    with pytest.raises(Stale):
        sqlite_database.run_now(lambda conn: persons.save(conn, before))


def test_leaving_and_coming_back_are_news_once(database: Database, now: datetime) -> None:
    greet(database, Sender(7, 7), now)

    def work(conn: Connection) -> list[bool]:
        return [
            persons.mark_gone(conn, 7, now),
            persons.mark_gone(conn, 7, now),
            persons.came_back(conn, 7),
            persons.came_back(conn, 7),
            persons.mark_gone(conn, 8, now),
        ]

    assert database.run_now(work) == [True, False, True, False, False]


def test_an_hour_of_no_day_is_refused(database: Database, now: datetime) -> None:
    person = greet(database, Sender(7, 7), now)
    with pytest.raises(IntegrityError):
        database.run_now(lambda conn: persons.save(conn, replace(person, wake=1440)))


def test_nobody_is_found_where_nobody_is(database: Database) -> None:
    assert database.run_now(lambda conn: persons.load(conn, 1)) is None
    assert database.run_now(lambda conn: persons.load_by_chat(conn, 1)) is None


async def test_a_person_met_is_held_until_the_turn_ends(
    postgres_database: Database, now: datetime
) -> None:
    greet(postgres_database, Sender(7, 7), now)
    both = threading.Barrier(2)
    alone: list[bool] = []

    def turn(conn: Connection) -> None:
        persons.meet(conn, Sender(7, 7), now)
        try:
            both.wait(0.3)
        except threading.BrokenBarrierError:
            alone.append(True)

    await asyncio.gather(postgres_database.run(turn), postgres_database.run(turn))
    assert alone == [True, True]
