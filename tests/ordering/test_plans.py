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

MANY = 2000


def _crowd(conn: Connection) -> None:
    """List rice once, long ago, then two other crops many times."""
    seller = join(conn, 1, "Amina", "sell", MORNING)
    one = put_up(conn, seller.id, MORNING, crop_id="rice")
    row = store._row_of(one)
    rows = [
        row | {"crop_id": ("maize", "tomato", "tomato")[at % 3], "touched_at": later}
        for at in range(MANY)
        for later in [MORNING + timedelta(seconds=at + 1)]
    ]
    conn.execute(insert(store.listing), rows)
    conn.execute(text("ANALYZE"))


def test_crops_on_offer_are_told_from_the_freshest_listings(database: Database) -> None:
    database.run_now(_crowd)
    somebody = Spot(99, "KE")
    found = database.run_now(lambda conn: supply.load_crops(conn, somebody, MORNING))
    assert found == ("tomato", "maize")
    plan = plan_of(database, supply._CROPS, country="KE", now=MORNING, me=99)
    assert "ix_listing_" in plan
    assert "SCAN listing" not in plan
    assert "Seq Scan on listing" not in plan


def test_ones_own_crops_are_not_on_offer_to_oneself(database: Database) -> None:
    database.run_now(_crowd)
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
