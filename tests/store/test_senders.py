"""Who of the workers is alive is told from PostgreSQL's own connections."""

from datetime import datetime, timedelta

from bot.store import senders
from bot.store.engine import Database, open_database
from bot.store.outbound import Send, queue

LEASE = timedelta(seconds=30)
SOON = timedelta(seconds=3)


def _enter(database: Database, name: str, now: datetime) -> None:
    database.run_now(lambda conn: senders.join(conn, name, now, now + LEASE))


def test_a_worker_without_a_connection_is_gone_within_seconds(
    postgres_database: Database, postgres_url: str, now: datetime
) -> None:
    living = open_database(postgres_url, threads=1, name="living")
    _enter(postgres_database, "dead", now)
    _enter(living, "living", now)
    send = Send(7, 0, "sendMessage", {})
    postgres_database.run_now(lambda conn: queue(conn, [send], now, "dead"))
    postgres_database.run_now(lambda conn: queue(conn, [send], now, "living"))
    living.run_now(lambda conn: senders.doubt_unseen(conn, now + SOON))
    # Looked at again and again, the moment stays.
    living.run_now(lambda conn: senders.doubt_unseen(conn, now + 2 * SOON))
    assert living.run_now(lambda conn: senders.expire(conn, now + SOON)) == []
    later = now + SOON + timedelta(milliseconds=1)
    assert living.run_now(lambda conn: senders.expire(conn, later)) == ["dead"]
    assert living.run_now(senders.free_orphans) == 2
    assert not living.run_now(lambda conn: senders.renew(conn, "dead", later + LEASE))
    assert living.run_now(lambda conn: senders.renew(conn, "living", later + LEASE))
    living.close()


def test_a_doubted_worker_that_renews_in_time_stays(
    postgres_database: Database, now: datetime
) -> None:
    _enter(postgres_database, "cut off", now)
    postgres_database.run_now(lambda conn: senders.doubt_unseen(conn, now + SOON))
    assert postgres_database.run_now(lambda conn: senders.renew(conn, "cut off", now + LEASE))
    assert postgres_database.run_now(lambda conn: senders.expire(conn, now + 2 * SOON)) == []
