"""Invites in both databases: counted exactly, found by indexes, erased without a trace."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, text

from bot.inviting import store
from bot.inviting.rules import LISTED, SOLD
from bot.store.engine import Database
from tests.inviting.hamlet import bring
from tests.plans import plan_of
from tests.somebody import meet


def test_an_invite_is_made_once(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> bool:
        me = meet(conn, 1, now).id
        own = store.load_or_make(conn, me, "KE-31", now)
        assert store.load_by_code(conn, own.code) == own
        return store.load_or_make(conn, me, "KE-47", now) == own

    assert database.run_now(work)


def test_each_step_is_counted_once(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> tuple[int, int, int]:
        me = meet(conn, 1, now).id
        bring(conn, me, 3, now)
        first = meet(conn, me * 1000, now).id
        assert store.reach(conn, first, LISTED, now) == me
        assert store.reach(conn, first, LISTED, now) is None
        assert store.reach(conn, first, SOLD, now) == me
        assert store.join(conn, first, "KE-31", now) is None
        own = store.load_of(conn, me)
        assert own is not None
        return own.joined, own.listed, own.sold

    assert database.run_now(work) == (3, 1, 1)


def test_nobody_gets_anywhere_before_they_joined(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> None:
        me, peter = meet(conn, 1, now).id, meet(conn, 2, now).id
        own = store.load_or_make(conn, me, None, now)
        store.follow(conn, peter, own, now)
        assert store.reach(conn, peter, SOLD, now) is None
        other = store.load_or_make(conn, meet(conn, 3, now).id, None, now)
        store.follow(conn, peter, other, now)
        assert store.join(conn, peter, "KE-31", now) == me

    database.run_now(work)


def test_staff_see_who_brings_most_by_region(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> None:
        people = [meet(conn, chat, now).id for chat in (1, 2, 3, 4)]
        for at, (who, region) in enumerate(
            zip(people, ("KE-31", "KE-47", "KE-31", "KE-31"), strict=True)
        ):
            bring(conn, who, at, now, region)
        found = store.load_bringers(conn, None, 0, 9)
        assert [(one.person_id, one.joined) for one, _ in found] == [
            (people[3], 3),
            (people[2], 2),
            (people[1], 1),
        ]
        (second,) = store.load_bringers(conn, "KE-31", 1, 9)
        assert second[0].person_id == people[2]
        regions = store.load_regions(conn, 9)
        assert [(x.region, x.people, x.joined) for x in regions] == [
            ("KE-31", 2, 5),
            ("KE-47", 1, 1),
        ]

    database.run_now(work)


def test_what_is_held_names_no_others_and_can_be_erased(database: Database, now: datetime) -> None:
    def work(conn: Connection) -> None:
        me = meet(conn, 1, now).id
        bring(conn, me, 2, now)
        held = store.export(conn, me)
        assert len(held["brought"]) == 2
        assert "person_id" not in held["brought"][0]
        store.forget(conn, me)
        assert store.export(conn, me) == {"invite": None, "came_by": None, "brought": []}

    database.run_now(work)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("_ALL", "ix_invite_joined"),
        ("_IN_REGION", "ix_invite_region"),
        ("_NAMES", "ix_newcomer_by_id"),
        ("_BY_CODE", "uq_invite_code"),
    ],
)
def test_lists_are_read_by_an_index(
    database: Database, now: datetime, statement: str, index: str
) -> None:
    def work(conn: Connection) -> None:
        for chat in range(1, 300):
            bring(conn, meet(conn, chat, now).id, 1, now, f"region {chat % 30}")
        conn.execute(text("ANALYZE"))

    database.run_now(work)
    plan = plan_of(database, getattr(store, statement), me=1, home="KE-31", which="x", skip=0)
    assert index in plan or ("sqlite_autoindex" in plan and index.startswith("uq"))
