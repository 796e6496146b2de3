"""However many listings there are, what a farmer is asked by is found by an index."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert, text

from bot.selling import bags, store
from bot.store.engine import Database
from tests.plans import plan_of
from tests.pricing.town import sell_much
from tests.selling import farm
from tests.somebody import meet
from tests.village import MORNING


@pytest.fixture
def crowded(database: Database) -> Database:
    """A market of 400 farmers, 20 crops and 20 regions, in which much was sold."""
    database.run_now(sell_much)
    database.run_now(_crowd)
    return database


def _crowd(conn: Connection) -> None:
    sellers = [meet(conn, chat, MORNING).id for chat in range(1, 401)]
    rows = [
        store._row_of(farm.listing(seller_id=sellers[at % 400]))
        | {"crop_id": f"crop {at % 20}", "region": f"region {at // 20 % 20}"}
        | {"touched_at": MORNING + timedelta(seconds=at)}
        for at in range(2000)
    ]
    conn.execute(insert(store.listing), rows)
    conn.execute(text("ANALYZE"))


def test_what_is_remembered_is_read_by_indexes(crowded: Database) -> None:
    plan = plan_of(crowded, bags._RECALL, me=1, country="KE", crop="crop 1", since=MORNING)
    for index in (
        "bag_weight",
        "ix_listing_seller",
        "ix_listing_crop_region",
        "ix_sale_crop_place_id",
        "ix_sale_crop_region",
    ):
        assert index in plan
    assert "SCAN sale" not in plan
    assert "Seq Scan on sale" not in plan
    assert "SCAN listing" not in plan
    assert "Seq Scan on listing" not in plan
