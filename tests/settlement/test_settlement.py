"""The village has a past that keeps the market's own laws, and a place to fetch orders."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.app import LOCALES, build_router, utc_now
from bot.ordering.ledger import money_entry
from bot.ordering.store import orders
from bot.points import store as points
from bot.selling.sales import sale
from bot.selling.stock import sum_ledger
from bot.selling.store import listing
from bot.settings import read_settings
from bot.settlement import settle
from bot.settlement.bygones import CROPS, SELLERS, WEEKS
from bot.speakers import Speakers
from bot.store.dues import due
from bot.store.engine import open_database
from bot.store.outbound import outbox
from bot.text.catalog import Catalogs


async def test_the_village_has_traded_by_the_rules_and_nobody_is_told_of_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    settings = read_settings(_env_file=None, database_url=sqlite_url)
    speakers = Speakers(Catalogs.load(LOCALES, ["en"]))
    database = open_database(sqlite_url)
    try:
        came = await settle(database, speakers, build_router(settings, speakers).features)
        again = await settle(database, speakers, build_router(settings, speakers).features)
        assert (came > 0, again) == (True, 0)
        await database.run(_audit)
    finally:
        database.close()


def _audit(conn) -> None:  # type: ignore[no-untyped-def]
    states = Counter(conn.execute(select(orders.c.state)).scalars())
    assert states == {"completed": WEEKS * len(CROPS) * SELLERS}
    assert conn.execute(select(func.count()).select_from(due)).scalar() == 0
    assert conn.execute(select(func.count()).select_from(outbox)).scalar() == 0
    sums = select(func.sum(money_entry.c.minor)).group_by(money_entry.c.order_id)
    assert set(conn.execute(sums).scalars()) == {0}
    for row in conn.execute(select(listing.c.id, listing.c.on_hand)):
        kinds = sum_ledger(conn, row.id)
        assert row.on_hand == kinds["listed"] - kinds.get("handed_over", 0)
    lately = utc_now() - timedelta(days=30)
    for crop in CROPS:
        fresh = select(sale.c.seller_id).where(sale.c.crop_id == crop, sale.c.at > lately)
        assert len(set(conn.execute(fresh).scalars())) >= SELLERS
    assert [point.is_open for point in points.load_all(conn, utc_now())] == [True]
