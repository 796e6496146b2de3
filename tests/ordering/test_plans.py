"""However many listings there are, what is on offer is told from the freshest of them."""

from datetime import timedelta

from sqlalchemy import Connection, insert, text

from bot.ordering import store as orders
from bot.ordering import supply
from bot.ordering.filters import Spot
from bot.selling import store
from bot.store import persons
from bot.store.engine import Database
from bot.talk.event import Sender
from tests.ordering.stalls import join, put_up
from tests.plans import plan_of
from tests.village import MORNING

MANY = 10_000


def _crowd(conn: Connection, sellers: int = 40) -> None:
    """List rice once, long ago, then two other crops many times, in three countries."""
    known = [join(conn, chat, "Amina", "sell", MORNING).id for chat in range(1, sellers + 1)]
    row = store._row_of(put_up(conn, known[0], MORNING, crop_id="rice"))
    rows = [
        row
        | {
            "crop_id": ("maize", "tomato", "tomato")[at % 3],
            "country": ("KE", "UG", "KE", "TZ")[at % 4],
            "seller_id": known[at % sellers],
            "touched_at": MORNING + timedelta(seconds=at + 1),
            "expires_at": MORNING + timedelta(hours=at % 700 + 1),
        }
        for at in range(MANY)
    ]
    conn.execute(insert(store.listing), rows)
    conn.execute(text("ANALYZE"))


def test_crops_on_offer_are_told_from_the_freshest_listings(database: Database) -> None:
    database.run_now(_crowd)
    somebody = Spot(99, "KE")
    found = database.run_now(lambda conn: supply.load_crops(conn, somebody, MORNING))
    assert found == ("tomato", "maize")
    plan = plan_of(database, supply._CROPS, country="KE", now=MORNING, me=99)
    assert "ix_listing_fresh " in plan
    assert "SCAN listing" not in plan
    assert "Seq Scan on listing" not in plan


def test_ones_own_crops_are_not_on_offer_to_oneself(database: Database) -> None:
    database.run_now(lambda conn: _crowd(conn, 1))
    own = Spot(1, "KE")
    assert database.run_now(lambda conn: supply.load_crops(conn, own, MORNING)) == ()


def test_those_who_settle_disputes_are_found_without_looking_at_everybody(
    database: Database,
) -> None:
    def crowd(conn: Connection) -> None:
        known = persons._row_of(persons.meet(conn, Sender(1, 1), MORNING))
        rows = [known | {"chat": chat, "user_id": chat} for chat in range(2, MANY)]
        conn.execute(insert(persons.person), rows)
        conn.execute(text("ANALYZE"))

    database.run_now(crowd)
    assert "ix_person_admin" in plan_of(database, orders._ADMINS)
