"""What is kept of learning, on both databases, found by index."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection
from sqlalchemy.sql import ClauseElement

from bot.learning import memory, store
from bot.learning.rules import ASKED, DONE, Learner, Progress
from bot.store import persons
from bot.store.engine import Database
from bot.talk.event import Sender
from tests.plans import plan_of


@pytest.fixture
def whose(database: Database, now: datetime) -> int:
    return database.run_now(lambda conn: persons.meet(conn, Sender(7, 7, "Amina"), now).id)


def _keep(changed: Progress, conn: Connection) -> None:
    store.keep(conn, changed)


def _meet(chat: int, now: datetime, conn: Connection) -> int:
    return persons.meet(conn, Sender(chat, chat, "P"), now).id


def test_progress_comes_back_as_it_was_kept(database: Database, whose: int, now: datetime) -> None:
    read = Progress(whose, "why", ASKED, "abc123", now, now, wording="question")
    card = memory.review(None, memory.GOOD, now)
    done = Progress(
        whose, "fake", DONE, "abc123", now, now, tries=1, first="b", right_at=now, card=card
    )
    for each in (read, done, done):
        database.run_now(partial(_keep, each))
    shelf = database.run_now(lambda conn: store.load_shelf(conn, whose))
    assert shelf == {"why": read, "fake": done}


def test_a_learner_comes_back_as_kept(database: Database, whose: int, now: datetime) -> None:
    learner = Learner(
        whose, now, (now, now + timedelta(days=1)), 1, 4, "2026-05-04", 2, ("fake",), True
    )
    for _ in range(2):
        database.run_now(lambda conn: store.keep_learner(conn, learner))
    assert database.run_now(lambda conn: store.load_learner(conn, whose)) == learner


def test_a_certificate_is_given_once(database: Database, whose: int, now: datetime) -> None:
    given = database.run_now(lambda conn: store.give_certificate(conn, whose, "start", now))
    again = database.run_now(lambda conn: store.give_certificate(conn, whose, "start", now))
    assert given is not None
    assert again is None
    found = database.run_now(lambda conn: store.find_certificate(conn, given.token))
    assert found == (given, "")
    assert database.run_now(lambda conn: store.load_certificates(conn, whose)) == [given]
    assert database.run_now(lambda conn: store.load_shown(conn, whose)) == []


def test_staff_counts_are_of_first_answers(database: Database, now: datetime) -> None:
    for at, first in enumerate(("a", "b", "b", None)):
        who = database.run_now(partial(_meet, 50 + at, now))
        kept = Progress(who, "why", DONE if first else ASKED, "x", now, now, first=first)
        database.run_now(partial(_keep, kept))
    (counted,) = database.run_now(store.count_lessons).values()
    assert (counted.started, counted.asked, counted.done) == (4, 1, 3)
    assert counted.picked == {"a": 1, "b": 2}


def test_whoever_is_forgotten_leaves_nothing(database: Database, whose: int, now: datetime) -> None:
    database.run_now(lambda conn: store.keep(conn, Progress(whose, "why", ASKED, "x", now, now)))
    database.run_now(lambda conn: store.keep_learner(conn, Learner(whose, now)))
    database.run_now(lambda conn: store.give_certificate(conn, whose, "start", now))
    database.run_now(lambda conn: store.forget(conn, whose))
    assert database.run_now(lambda conn: store.load_shelf(conn, whose)) == {}
    assert database.run_now(lambda conn: store.load_learner(conn, whose)) is None
    assert database.run_now(lambda conn: store.load_certificates(conn, whose)) == []


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (store._OF, "lesson_progress"),
        (store._LEARNER, "learner"),
        (store._HELD, "certificate"),
        (store.BY_TOKEN, "certificate"),
        (store.SHOWN, "certificate"),
        (store.COUNTS, "ix_lesson_progress_lesson"),
        (store.DRILLED, "ix_lesson_progress_"),
        (store.WAITING, "ix_orders_seller_id"),
        (store.WAITING_BUYER, "ix_orders_buyer_id"),
    ],
)
def test_everything_is_found_by_an_index(
    database: Database, statement: ClauseElement, index: str, now: datetime
) -> None:
    plan = plan_of(database, statement, token="x", since=now, of="fake")
    assert index in plan
    assert "Seq Scan" not in plan
    lines = plan.splitlines()
    assert not [line for line in lines if line.startswith("SCAN") and "INDEX" not in line]
