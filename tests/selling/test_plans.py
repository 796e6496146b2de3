"""However many listings there are, what is near and fresh is found by an index, in order."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Select, event, insert, text

from bot.selling import bags, store
from bot.store.engine import Database
from tests.plans import plan_of
from tests.selling import farm
from tests.somebody import meet
from tests.village import MORNING

KEYS: dict[str, Any] = {"country": "KE", "region": "region 1", "crop": "crop 1", "skip": 0}


@pytest.fixture
def crowded(database: Database) -> Database:
    """A market of 400 farmers, 20 crops and 20 regions."""
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


@pytest.mark.parametrize(
    ("region", "crop", "index"),
    [
        (None, None, "ix_listing_fresh"),
        (None, "crop 1", "ix_listing_crop"),
        ("region 1", None, "ix_listing_region"),
        ("region 1", "crop 1", "ix_listing_crop_region"),
    ],
)
def test_what_is_on_offer_is_read_in_order(
    crowded: Database, region: str | None, crop: str | None, index: str
) -> None:
    found: list[Select[Any]] = []

    def note(_conn: Any, statement: Any, *_: Any) -> None:
        found.append(statement)

    event.listen(crowded.writing, "before_execute", note)
    crowded.run_now(lambda conn: store.load_open(conn, "KE", MORNING, region=region, crop=crop))
    plan = plan_of(crowded, found[-1], now=MORNING, **KEYS)
    assert f"{index} " in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


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
