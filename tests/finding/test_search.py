"""A search gives what looking at every offer and sorting all that fit would give, page by page."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete

from bot.kernel.cells import cell_at
from bot.ordering.filters import DAYS, DISTANCES, PAGE, SORTS, Filters, Found, Spot
from bot.ordering.search import search
from bot.selling.offers import LABELS, Listing
from bot.selling.store import insert_listing, listing
from bot.store.engine import Database
from bot.store.schema import metadata
from tests import market
from tests.market import NOW, Market
from tests.ordering.stalls import join
from tests.village import memory_engine

TODAY = NOW.date()
HERE = (-717_000, 36_430_000)

offers = st.fixed_dictionaries(
    {
        "seller_id": st.sampled_from([1, 2, 3]),
        "crop_id": st.sampled_from(["tomato", "maize"]),
        "unit": st.sampled_from(["kg", "sack", "piece"]),
        "price_minor": st.integers(1, 40).map(lambda each: each * 500),
        "north": st.integers(-60, 60),
        "east": st.integers(-60, 60),
        "held": st.sampled_from([0, 0, 0, 1000]),
        "state": st.sampled_from(["open", "open", "open", "paused"]),
        "label": st.sampled_from([None, None, *LABELS]),
        "ready": st.sampled_from([0, 0, 3, 9]),
        "age": st.integers(0, 5),
        "stale": st.sampled_from([False, False, False, True]),
        "country": st.sampled_from(["KE", "KE", "KE", "UG"]),
        "nowhere": st.sampled_from([False, False, False, True]),
    }
)
filters = st.builds(
    Filters,
    crop=st.sampled_from([None, "tomato"]),
    km=st.sampled_from([None, *DISTANCES]),
    days=st.sampled_from([None, *DAYS]),
    label=st.sampled_from([None, None, *LABELS]),
    sort=st.sampled_from(SORTS),
)
prices = st.sampled_from([(None, "kg"), (5000, "kg"), (60, "kg"), (8000, "piece")])

_engine = memory_engine()
metadata.create_all(_engine)


def offer(told: dict[str, Any]) -> Listing:
    weighs = {"kg": 1000, "sack": 90_000, "piece": None}[told["unit"]]
    at = NOW - timedelta(hours=told["age"])
    return Listing(
        seller_id=told["seller_id"],
        crop_id=told["crop_id"],
        unit=told["unit"],
        unit_grams=weighs,
        price_minor=told["price_minor"],
        currency="KES" if told["country"] == "KE" else "UGX",
        on_hand=0,
        ready_from=(TODAY + timedelta(days=told["ready"])).isoformat(),
        country=told["country"],
        created_at=at,
        touched_at=at,
        expires_at=NOW + timedelta(days=-1 if told["stale"] else 3),
        lat_e6=None if told["nowhere"] else HERE[0] + told["north"] * 30_000,
        lon_e6=None if told["nowhere"] else HERE[1] + told["east"] * 30_000,
        state=told["state"],
        label=told["label"],
    )


def turn_pages(conn: Connection, spot: Spot, wanted: Filters) -> list[Found]:
    """Turn every page to the last, as the list does."""
    found: list[Found] = []
    for _ in range(60):
        after = found[-1].mark if found else None
        page = search(conn, spot, wanted, NOW, TODAY, after=after)
        found += page[:PAGE]
        if len(page) <= PAGE:
            return found
    raise AssertionError("no end of pages")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(offers, max_size=30), filters, prices)
def test_a_search_finds_what_looking_through_everything_finds(
    told: list[dict[str, Any]], wanted: Filters, price: tuple[int | None, str]
) -> None:
    if wanted.crop is not None:
        wanted = replace(wanted, most=price[0], unit=price[1])
    elif wanted.sort == "cheap":
        wanted = replace(wanted, sort="near")
    with _engine.connect() as conn:
        people = [join(conn, at, f"P{at}", "both", NOW) for at in (1, 2, 3)]
        conn.execute(delete(listing))
        for each in told:
            new = offer(each)
            seller = people[new.seller_id - 1].id
            insert_listing(conn, replace(new, seller_id=seller), on_hand=1000)
            _hold(conn, each["held"])
        spot = Spot(people[0].id, "KE", *HERE)
        found = [each.offer.listing.id for each in turn_pages(conn, spot, wanted)]
        right = market.look_through(market.load_all(conn, None), spot, wanted, NOW)
        conn.rollback()
    assert found == right


def _hold(conn: Connection, milli: int) -> None:
    newest = conn.exec_driver_sql("SELECT max(id) FROM listing").scalar()
    conn.exec_driver_sql(f"UPDATE listing SET held = {milli} WHERE id = {newest}")


def test_both_databases_find_the_same(database: Database) -> None:
    small = Market(crops=3, towns=4)
    database.run_now(lambda conn: market.fill(conn, small, 400))
    spot = Spot(1, "KE", *small.places[0])

    def look(conn: Connection) -> None:
        for sort in SORTS:
            for km in (15, 60, 200, None):
                wanted = Filters("crop-0", km, label=None, sort=sort)
                found = [each.offer.listing.id for each in turn_pages(conn, spot, wanted)]
                every = market.load_all(conn, "crop-0")
                right = market.look_through(every, spot, wanted, NOW)
                assert found == right

    database.run_now(look)


def test_a_listing_is_written_with_its_cells(database: Database) -> None:
    def work(conn: Connection) -> None:
        seller = join(conn, 1, "Amina", "sell", NOW)
        new = insert_listing(conn, replace(offer(_PLAIN), seller_id=seller.id), on_hand=1000)
        row = conn.execute(listing.select()).mappings().one()
        assert row["cell3"] == new.cell3 == cell_at(*HERE, 3)
        assert row["cell4"] == new.cell4 == cell_at(*HERE, 4)
        assert row["rate_key"] == new.rate_key
        assert row["more_photos"] is None

    database.run_now(work)


_PLAIN = {
    "seller_id": 1,
    "crop_id": "tomato",
    "unit": "kg",
    "price_minor": 5000,
    "north": 0,
    "east": 0,
    "held": 0,
    "state": "open",
    "label": None,
    "ready": 0,
    "age": 0,
    "stale": False,
    "country": "KE",
    "nowhere": False,
}
