"""What people had checked, on both databases."""

from datetime import datetime, timedelta

from bot.checking import store
from bot.checking.rules import Brought, Look
from bot.store import persons
from bot.store.engine import Database
from bot.talk.event import Sender

WORDS = Brought("words", "send the code")
SEEN = Look("words", "scam", ("act-code",), 9)


def _person(database: Database, chat: int, now: datetime) -> int:
    return database.run_now(lambda conn: persons.meet(conn, Sender(chat, chat), now)).id


def test_what_was_shown_is_kept_counted_vouched_for_and_let_go(
    database: Database, now: datetime
) -> None:
    amina, eve = _person(database, 11, now), _person(database, 12, now)
    first = database.run_now(lambda conn: store.add(conn, amina, WORDS, SEEN, now))
    found = database.run_now(lambda conn: store.load(conn, first))
    assert found is not None
    assert (found.brought, found.level, found.pattern, found.person_id) == (WORDS, "scam", 9, amina)
    hour = now - timedelta(hours=1)
    assert database.run_now(lambda conn: store.count_lately(conn, amina, hour)) == (1, now)
    assert database.run_now(lambda conn: store.count_lately(conn, amina, now)) == (0, None)
    assert not database.run_now(lambda conn: store.vouch(conn, first, eve, now))
    assert database.run_now(lambda conn: store.vouch(conn, first, amina, now))
    assert not database.run_now(lambda conn: store.vouch(conn, first, amina, now))
    database.run_now(lambda conn: store.drop(conn, first, eve))
    assert database.run_now(lambda conn: store.load(conn, first)) is not None
    database.run_now(lambda conn: store.drop(conn, first, amina))
    assert database.run_now(lambda conn: store.load(conn, first)) is None


def test_all_of_it_is_given_and_erased(database: Database, now: datetime) -> None:
    amina = _person(database, 11, now)
    database.run_now(lambda conn: store.add(conn, amina, WORDS, SEEN, now))
    held = database.run_now(lambda conn: store.export(conn, amina))
    assert [row["words"] for row in held["checked"]] == ["send the code"]
    database.run_now(lambda conn: store.forget(conn, amina))
    assert database.run_now(lambda conn: store.export(conn, amina)) == {"checked": []}
