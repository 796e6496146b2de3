"""What is kept of lessons staff wrote, and what learners did since, on both databases."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.learning import edited, effect, store
from bot.learning.editions import DRAFT, PAST, PUBLISHED, Edition
from bot.learning.effect import Fared
from bot.learning.rules import DONE, Progress
from bot.store import persons
from bot.store.engine import Database
from bot.talk.event import Sender
from tests.ordering.stalls import put_up
from tests.plans import plan_of

CONTENT = {"title": "Dry it", "options": {"a": "Yes", "b": "No"}}


def _draft(at: datetime, language: str = "en", lesson: str = "why") -> Edition:
    return Edition(0, lesson, language, 0, CONTENT, "photo", None, DRAFT, 7, at)


def _publish(draft: Edition, at: datetime, conn: Connection) -> bool:
    return edited.publish(conn, draft, at)


def test_editions_are_numbered_and_never_lost(database: Database, now: datetime) -> None:
    add = partial(edited.add_draft, new=_draft(now))
    first, second = database.run_now(add), database.run_now(add)
    assert (first.version, second.version) == (1, 2)
    assert database.run_now(partial(_publish, first, now))
    assert not database.run_now(partial(_publish, first, now))
    assert [each.id for each in database.run_now(edited.load_published)] == [first.id]
    assert database.run_now(partial(_publish, second, now))
    kept = [database.run_now(partial(edited.load, id_=each.id)) for each in (first, second)]
    assert [each.state for each in kept if each] == [PAST, PUBLISHED]
    assert kept[0] is not None
    assert (kept[0].content, kept[0].picture) == (CONTENT, "photo")


def test_a_reader_gets_what_is_published_in_their_language(
    database: Database, now: datetime
) -> None:
    for language in ("en", "hi"):
        draft = database.run_now(partial(edited.add_draft, new=_draft(now, language)))
        database.run_now(partial(_publish, draft, now))
    database.run_now(partial(edited.add_draft, new=_draft(now)))
    read = database.run_now(lambda conn: edited.load_read(conn, "hi", [1]))
    assert [each.language for each in read] == ["hi", "en"]
    assert len(database.run_now(edited.load_drafts)) == 1


def test_what_learners_did_is_counted_before_and_after(database: Database, now: datetime) -> None:
    def trade(conn: Connection) -> None:
        learnt = now - timedelta(days=40)
        for chat, listed in ((1, learnt - timedelta(days=5)), (2, learnt + timedelta(days=3))):
            whose = persons.meet(conn, Sender(chat, chat, "P"), now).id
            store.keep(conn, Progress(whose, "why", DONE, "x", learnt, learnt, right_at=learnt))
            put_up(conn, whose, listed, 1000)
        late = persons.meet(conn, Sender(3, 3, "P"), now).id
        store.keep(conn, Progress(late, "why", DONE, "x", now, now, right_at=now))

    database.run_now(trade)
    measured = database.run_now(lambda conn: effect.measure(conn, "why", now))
    assert measured.learners == 2
    assert measured.before == Fared(1, 0, 0)
    assert measured.after == Fared(1, 0, 0)
    none = database.run_now(lambda conn: effect.measure(conn, "fake", now))
    assert none.learners == 0


def test_lessons_are_found_by_index(database: Database, now: datetime) -> None:
    given = {"of": "why", "since": now, "until": now}
    plans = {
        "read": plan_of(database, edited.PUBLISHED_IN, language="en"),
        "effect": plan_of(database, effect.EFFECT, **given),
    }
    for name, plan in plans.items():
        assert "Seq Scan" not in plan, name
        assert "SCAN lesson_edition" not in plan, name
        assert "SCAN lesson_progress" not in plan, name
        assert "SCAN orders" not in plan, name
