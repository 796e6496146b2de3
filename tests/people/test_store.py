"""Profiles, waiting links and calls, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot.kernel.topics import NEWS
from bot.people import store
from bot.people.store import Profile
from bot.store import consents, persons
from bot.store.engine import Database
from bot.store.persons import Person
from tests.somebody import meet


def _profile(person: Person, now: datetime) -> Profile:
    return Profile(person.id, "sell", "KE-31", "KE-31-gilgil", -500_000, 36_300_000, now, now)


def test_a_profile_comes_back_as_it_went(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> tuple[Profile | None, Profile | None, Profile]:
        somebody = meet(conn, 7, now)
        before = store.load_profile(conn, somebody.id)
        kept = replace(_profile(somebody, now), village="Karunga", pay_to="+254712345678")
        store.save_profile(conn, _profile(somebody, now))
        store.save_profile(conn, kept)
        return before, store.load_profile(conn, somebody.id), kept

    before, loaded, kept = database.run_now(work)
    assert before is None
    assert loaded == kept


@pytest.mark.parametrize("wrong", [{"wants": "steal"}, {"hour": "night"}, {"notices": "none"}])
def test_a_profile_with_a_strange_value_is_refused(
    sqlite_database: Database, now: datetime, wrong: dict[str, Any]
) -> None:
    def work(conn: Connection) -> None:
        strange = replace(_profile(meet(conn, 7, now), now), **wrong)
        store.save_profile(conn, strange)

    with pytest.raises(IntegrityError):
        sqlite_database.run_now(work)


def test_the_last_link_waits_and_is_taken_once(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> list[str | None]:
        somebody = meet(conn, 7, now)
        store.keep_link(conn, somebody.id, "l_1", now)
        store.keep_link(conn, somebody.id, "l_2", now)
        return [store.take_link(conn, somebody.id), store.take_link(conn, somebody.id)]

    assert database.run_now(work) == ["l_2", None]


def test_a_call_is_answered_once(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> tuple[datetime | None, list[bool], datetime | None, str | None]:
        asker, boss = meet(conn, 7, now), meet(conn, 8, now)
        call = store.add_call(conn, asker.id, "order.3", now)
        waiting = store.last_open_call(conn, asker.id)
        answers = [store.answer_call(conn, call, boss.id, words, now) for words in ("a", "b")]
        found = store.load_call(conn, call)
        assert found is not None
        return waiting, answers, store.last_open_call(conn, asker.id), found.words

    assert database.run_now(work) == (now, [True, False], None, "a")


def test_staff_are_found_by_their_telegram_ids(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> tuple[list[int], list[Person]]:
        for chat in (7, 8, 9):
            meet(conn, chat, now)
        found = store.load_staff(conn, {7, 9, 99})
        return sorted(one.user_id for one in found), store.load_staff(conn, set())

    assert database.run_now(work) == ([7, 9], [])


def test_erasing_frees_the_chat_and_keeps_an_empty_row(database: Database, now: datetime) -> None:
    later = now + timedelta(days=1)

    def work(conn: Connection) -> tuple[Person | None, int, int, object]:
        somebody = persons.save(conn, replace(meet(conn, 7, now), called="Amina", language="en"))
        store.save_profile(conn, _profile(somebody, now))
        store.keep_link(conn, somebody.id, "l_1", now)
        call = store.add_call(conn, somebody.id, "", now)
        store.erase(conn, somebody, later)
        gone = store.load_call(conn, call)
        assert gone is None
        return (
            persons.load(conn, somebody.id),
            somebody.id,
            meet(conn, 7, later).id,
            store.load_profile(conn, somebody.id),
        )

    left, before, after, profile = database.run_now(work)
    assert left is not None
    assert before != after
    assert profile is None
    assert (left.called, left.language, left.roles, left.is_reachable) == (None, None, (), False)


def test_an_export_holds_every_table_of_people(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> object:
        somebody = meet(conn, 7, now)
        store.save_profile(conn, _profile(somebody, now))
        store.add_call(conn, somebody.id, "order.3", now)
        consents.silence(conn, somebody.id, NEWS, now)
        return {name: bool(held) for name, held in store.export(conn, somebody.id).items()}

    assert database.run_now(work) == {
        "person": True,
        "profile": True,
        "silenced": True,
        "waiting_link": False,
        "talks": False,
        "reminders": False,
        "calls_for_a_person": True,
    }
