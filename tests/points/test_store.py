"""Points and bookings on both databases: the nearest first, never more orders than there is room."""

import asyncio
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.points import store
from bot.points.rules import PAUSED, REMOVED, Point, Slot, Window, list_slots
from bot.store.engine import Database
from tests.plans import plan_of
from tests.somebody import meet
from tests.village import MORNING, memory_engine

FRIDAY = Window(4, 14 * 60, 17 * 60, 3)
SATURDAY = Window(5, 8 * 60, 12 * 60, 3)


def place(conn: Connection, name: str = "Market", east: int = 36_430_000, **what: Any) -> Point:
    new = Point(0, name, "KE", "KE-31", "KE-31-naivasha", "Africa/Nairobi", -717_000, east)
    return store.insert_point(conn, replace(new, **({"windows": (FRIDAY, SATURDAY)} | what)))


def slots_of(conn: Connection, kept: Point) -> tuple[Slot, ...]:
    found = store.load(conn, kept.id, MORNING)
    assert found is not None
    return list_slots(found, found.booked, date(2026, 6, 1), MORNING)


def test_the_nearest_open_points_with_hours_come_first(database: Database) -> None:
    def told(conn: Connection) -> list[str]:
        place(conn, "Far", 38_000_000)
        place(conn, "Near", 36_440_000)
        place(conn, "Nearer", 36_420_001)
        place(conn, "Paused", 36_430_000, state=PAUSED)
        place(conn, "Without hours", 36_430_000, windows=())
        place(conn, "Abroad", 36_430_000, country="TZ")
        found = store.load_near(conn, "KE", -717_000, 36_430_000, MORNING, most=2)
        assert [one.windows for one in found] == [(FRIDAY, SATURDAY)] * 2
        return [one.name for one in found]

    assert database.run_now(told) == ["Nearer", "Near"]


def test_far_north_a_degree_of_longitude_is_short(database: Database) -> None:
    def told(conn: Connection) -> str:
        place(conn, "East", 26_000_000, lat_e6=65_000_000)
        place(conn, "North", 25_000_000, lat_e6=65_600_000)
        return store.load_near(conn, "KE", 65_000_000, 25_000_000, MORNING)[0].name

    assert database.run_now(told) == "East"


def test_a_removed_point_is_found_by_its_id_alone(database: Database) -> None:
    def told(conn: Connection) -> tuple[int, bool]:
        kept = place(conn)
        saved = store.save(conn, kept, replace(kept, state=REMOVED))
        again = store.load(conn, saved.id, MORNING)
        return len(store.load_all(conn, MORNING)), again is not None and again.state == REMOVED

    assert database.run_now(told) == (0, True)


def test_twenty_orders_for_three_places_are_three_bookings(database: Database) -> None:
    buyers = [database.run_now(partial(meet, chat=each, now=MORNING)).id for each in range(1, 21)]
    kept = database.run_now(place)
    slot = database.run_now(lambda conn: slots_of(conn, kept))[0]

    async def rush() -> list[bool]:
        calls = (partial(store.book, slot=slot, buyer_id=each, key="k") for each in buyers)
        return await asyncio.gather(*map(database.run, calls))

    assert sum(asyncio.run(rush())) == 3
    left = database.run_now(lambda conn: slots_of(conn, kept))
    assert slot.starts_at not in {each.starts_at for each in left}


def test_an_order_has_one_slot_and_gives_it_back_once(database: Database) -> None:
    def told(conn: Connection) -> list[object]:
        me = meet(conn, 1, MORNING).id
        kept = place(conn)
        friday, saturday, *_ = slots_of(conn, kept)
        seen: list[object] = [store.book(conn, friday, me, "k") for _ in range(2)]
        seen.append(store.book(conn, saturday, me, "k"))
        counts = store.load_counts(conn, [kept.id], MORNING)[kept.id]
        seen.append((counts.get(friday.starts_at, 0), counts[saturday.starts_at]))
        seen += [store.unbook(conn, me, "k") is not None for _ in range(2)]
        return [*seen, dict(store.load_counts(conn, [kept.id], MORNING)[kept.id])]

    assert database.run_now(told) == [True, True, True, (0, 1), True, False, {}]


def test_a_full_slot_leaves_an_order_the_one_it_has(database: Database) -> None:
    def told(conn: Connection) -> datetime | None:
        me, other = meet(conn, 1, MORNING).id, meet(conn, 2, MORNING).id
        kept = place(conn, windows=(replace(FRIDAY, capacity=1), SATURDAY))
        friday, saturday, *_ = slots_of(conn, kept)
        assert store.book(conn, friday, other, "k")
        assert store.book(conn, saturday, me, "k")
        assert not store.book(conn, friday, me, "k")
        held = store.load_booking(conn, me, "k")
        assert held is not None
        return held.starts_at if held.starts_at == saturday.starts_at else None

    assert database.run_now(told) is not None


def test_a_forgotten_buyer_frees_what_lies_ahead(database: Database) -> None:
    def told(conn: Connection) -> object:
        me = meet(conn, 1, MORNING).id
        kept = place(conn, keeper_id=me)
        slot = slots_of(conn, kept)[0]
        store.book(conn, slot, me, "k")
        store.forget(conn, me)
        again = store.load(conn, kept.id, MORNING)
        assert again is not None
        return store.load_bookings_of(conn, me), again.keeper_id, dict(again.booked)

    assert database.run_now(told) == ([], None, {})


def test_points_and_bookings_are_found_by_their_indexes(database: Database) -> None:
    near = plan_of(database, store._NEAR, country="KE", lat=0, lon=0, shrink=1000, most=3)
    assert "ix_point_open" in near
    held = plan_of(database, store._BOOKINGS_OF, whose=7)
    assert "slot_booking" in held
    assert "SCAN slot_booking" not in held
    there = plan_of(database, store._BOOKINGS_AT, which=1)
    assert "ix_slot_booking_point_id" in there


steps = st.lists(
    st.tuples(st.sampled_from(["book", "unbook"]), st.integers(1, 5), st.integers(0, 3)),
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_counts_are_bookings_and_never_beyond_capacity(drawn: list[tuple[str, int, int]]) -> None:
    engine = memory_engine()
    store.point.metadata.create_all(engine)
    with engine.begin() as conn:
        for chat in range(1, 6):
            meet(conn, chat, MORNING)
        kept = place(conn)
        slots = slots_of(conn, kept)
        for verb, buyer, at in drawn:
            if verb == "book":
                store.book(conn, slots[at], buyer, "k")
            else:
                store.unbook(conn, buyer, "k")
            _check(conn, kept)
    engine.dispose()


def _check(conn: Connection, kept: Point) -> None:
    counts = store.load_counts(conn, [kept.id], MORNING)[kept.id]
    rows = conn.execute(select(store.slot_booking)).all()
    for starts, taken in counts.items():
        assert taken == sum(row.starts_at == starts for row in rows) <= 3
    assert sum(counts.values()) == len(rows)
