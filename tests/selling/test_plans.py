"""However many listings there are, what is near and fresh is found by an index, in order."""

from typing import Any

import pytest
from sqlalchemy import Select, event

from bot.selling import bags, store
from bot.store.engine import Database
from tests.plans import plan_of
from tests.village import MORNING

KEYS: dict[str, Any] = {"country": "KE", "region": "KE-31", "crop": "tomato", "skip": 0}


@pytest.mark.parametrize(
    ("region", "crop", "index"),
    [
        (None, None, "ix_listing_fresh"),
        (None, "tomato", "ix_listing_crop"),
        ("KE-31", None, "ix_listing_region"),
        # PostgreSQL finds either good while the table is empty.
        ("KE-31", "tomato", "ix_listing_crop"),
    ],
)
def test_what_is_on_offer_is_read_in_order(
    database: Database, region: str | None, crop: str | None, index: str
) -> None:
    found: list[Select[Any]] = []

    def note(_conn: Any, statement: Any, *_: Any) -> None:
        found.append(statement)

    event.listen(database.writing, "before_execute", note)
    database.run_now(lambda conn: store.load_open(conn, "KE", MORNING, region=region, crop=crop))
    plan = plan_of(database, found[-1], now=MORNING, **KEYS)
    assert index in plan
    assert "SORT" not in plan.upper().replace("SORT KEY", "")
    assert "TEMP B-TREE" not in plan


def test_what_is_remembered_is_read_by_indexes(database: Database) -> None:
    plan = plan_of(database, bags._RECALL, me=1, country="KE", crop="tomato")
    for index in ("bag_weight", "ix_listing_seller", "ix_listing_crop"):
        assert index in plan
    assert "SCAN listing" not in plan
    assert "Seq Scan on listing" not in plan
