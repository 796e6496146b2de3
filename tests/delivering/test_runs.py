"""Drivers: what they carry, in which order, what they may do with it, and who hears of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivering.rules import DROP, FETCH, Spot, move_stop, plan_run
from bot.ordering.answers import EXAMPLE
from bot.ordering.order import Order
from tests.delivering.town import Town
from tests.village import Person

HERE = Spot(0, 0)


def order(number: int, seller: int, buyer: int, point: int | None = None) -> Order:
    return replace(EXAMPLE, id=number, seller_id=seller, buyer_id=buyer, point_id=point)


def test_farms_come_first_then_points_each_time_the_nearest_next() -> None:
    homes = {1: Spot(300, 0), 2: Spot(100, 0), 3: Spot(200, 0), 9: Spot(0, 0)}
    points = {5: ("Near", Spot(250, 0)), 6: ("Far", Spot(-500, 0))}
    orders = [order(1, 1, 9, 5), order(2, 2, 9, 6), order(3, 3, 9, 5)]
    stops = plan_run(orders, homes, points, HERE, {})
    assert [stop.key for stop in stops] == ["f2", "f3", "f1", "p5", "p6"]
    assert [stop.kind for stop in stops] == [FETCH] * 3 + [DROP] * 2
    assert [len(stop.orders) for stop in stops] == [1, 1, 1, 2, 1]
    assert stops[3].name == "Near"


def test_a_stop_nobody_can_place_comes_last_of_its_kind() -> None:
    stops = plan_run([order(1, 1, 8), order(2, 2, 9)], {2: HERE, 9: HERE}, {}, None, {})
    assert [stop.key for stop in stops] == ["f2", "f1", "b9", "b8"]


def test_the_drivers_own_order_stands_and_what_is_new_comes_after() -> None:
    homes = {1: Spot(100, 0), 2: Spot(200, 0), 9: HERE}
    orders = [order(1, 1, 9), order(2, 2, 9)]
    chosen = {"f2": 0, "b9": 1}
    assert [s.key for s in plan_run(orders, homes, {}, HERE, chosen)] == ["f2", "b9", "f1"]


def test_a_stop_moves_by_one_and_not_over_the_edge() -> None:
    stops = plan_run([order(1, 1, 9), order(2, 2, 9)], {}, {}, None, {})
    keys = [stop.key for stop in stops]
    assert move_stop(stops, keys[1], -1) == (keys[1], keys[0], keys[2])
    assert move_stop(stops, keys[0], -1) is None
    assert move_stop(stops, keys[2], 1) is None
    assert move_stop(stops, "b77", 1) is None


spots = st.one_of(
    st.none(), st.builds(Spot, st.integers(-(10**8), 10**8), st.integers(-(10**8), 10**8))
)
drawn = st.lists(
    st.tuples(st.integers(1, 4), st.integers(5, 8), st.sampled_from([None, 1, 2])), max_size=12
)


@given(drawn, st.lists(spots, min_size=8, max_size=8), spots)
def test_every_order_is_fetched_once_and_brought_once(
    orders: list[tuple[int, int, int | None]], where: list[Spot | None], start: Spot | None
) -> None:
    homes = {at: spot for at, spot in enumerate(where, 1) if spot}
    carried = [order(at, *each) for at, each in enumerate(orders, 1)]
    stops = plan_run(carried, homes, {1: ("One", HERE)}, start, {})
    for kind in (FETCH, DROP):
        found = [each.id for stop in stops if stop.kind == kind for each in stop.orders]
        assert sorted(found) == [each.id for each in carried]
    kinds = [stop.kind for stop in stops]
    assert kinds == sorted(kinds, key=(FETCH, DROP).index)
    assert len({stop.key for stop in stops}) == len(stops)


# -- in the village


def market() -> tuple[Town, Person, Person, Person, Person]:
    town = Town()
    njeri, amina, joe = town.admin(), town.joins("Amina", "sell"), town.joins("Joe")
    town.opens()
    town.lists(amina)
    dan = town.joins("Dan")
    return town, njeri, amina, joe, dan


def on_the_road() -> tuple[Town, Person, Person, Person, Person]:
    """Give a Friday morning on which Dan carries Joe's order from Amina to the point."""
    town, njeri, amina, joe, dan = market()
    driver = town.drives(dan)
    town.at_point(joe, amina)
    njeri.taps(data=f"points.give.1.2026-06-05.{driver}")
    town.village.passes(days=4)
    return town, njeri, amina, joe, dan


def test_a_link_makes_one_driver_once() -> None:
    town, njeri, _, joe, dan = market()
    njeri.says("/drivers")
    njeri.taps("Invite a driver")
    token = njeri.last.text.split("start=d_")[1].split()[0]
    dan.says("/run")
    assert "not open to you" in dan.last.text
    dan.says(f"/start d_{token}")
    assert dan.sees("Welcome!")
    assert njeri.sees("A new driver: Dan")
    dan.says("/run")
    assert dan.sees("Nothing to carry")
    joe.says(f"/start d_{token}")
    assert "used or is too old" in joe.heard[-2].text
    joe.says("/run")
    assert "not open to you" in joe.last.text
    assert town.id_of(joe)


def test_a_link_too_old_makes_nobody_a_driver() -> None:
    town, njeri, _, _, dan = market()
    njeri.taps(data="drivers.new")
    token = njeri.last.text.split("start=d_")[1].split()[0]
    town.village.passes(days=8)
    dan.says(f"/start d_{token}")
    assert "used or is too old" in dan.heard[-2].text


def test_staff_give_a_day_to_a_driver_who_is_told_the_evening_before() -> None:
    town, njeri, amina, joe, dan = market()
    driver = town.drives(dan)
    town.at_point(joe, amina)
    njeri.taps(data="points.day.1.2026-06-05")
    njeri.taps("Driver for this day")
    njeri.taps("Dan")
    assert "Orders given: 1" in njeri.toast
    assert (town.order().delivery, town.order().driver_id) == ("driver", driver)
    assert dan.sees("New on your run, orders: 1")
    njeri.taps("Driver for this day")
    njeri.taps("Dan")
    assert "Orders given: 0" in njeri.toast
    town.village.passes(days=3, hours=9)
    assert "Your run tomorrow" in dan.last.text
    joe.taps(data="order.see.1")
    assert "🚚 Driver: Dan" in joe.last.text
    njeri.taps(data="points.give.1.2026-06-05.0")
    assert (town.order().delivery, town.order().driver_id) == ("point", None)
    assert "No longer on your run" in dan.last.text


def test_a_farmer_gives_an_own_order_to_a_driver_and_no_other() -> None:
    town, _, amina, joe, dan = market()
    driver = town.drives(dan)
    baraka = town.joins("Baraka", "sell")
    town.at_point(joe, amina)
    for who in (baraka, joe, dan):
        who.taps(data=f"carry.put.1.{driver}")
        assert town.order().driver_id is None, who.name
    amina.taps("More")
    amina.taps("Driver")
    amina.taps("Dan")
    assert town.order().driver_id == driver
    amina.taps(data=f"carry.put.1.{town.id_of(baraka)}")
    assert "does not drive" in amina.toast
    assert town.order().driver_id == driver


def test_the_run_goes_from_the_farm_to_the_point_and_ends_with_the_buyers_code() -> None:
    town, _, amina, joe, dan = on_the_road()
    dan.says("/run")
    assert "1. ⬆️ fetch: Amina (0/1)" in dan.last.text
    assert "2. ⬇️ bring: Kiminini market (0/1)" in dan.last.text
    dan.taps("1. ")
    (where,) = dan.taps("Map")
    assert where.place == (-0.717, 36.43)
    dan.taps("Picked up")
    assert "fetch: Amina (1/1)" in dan.last.text
    assert "Dan has picked up order" in joe.last.text
    assert "Dan has picked up order" in amina.last.text
    dan.taps("2. ")
    dan.taps("Code for")
    dan.says("0000" if town.order().code != "0000" else "1111")
    dan.says("5")
    dan.taps("Yes, hand over")
    assert town.order().state == "accepted"
    dan.says(town.order().code)
    dan.taps("Yes, hand over")
    assert town.order().state == "handed_over"
    assert any("Receipt" in shown.text for shown in joe.heard[-3:])
    assert any("Receipt" in shown.text for shown in amina.heard[-3:])
    dan.taps("My run")
    assert dan.sees("Nothing to carry")
    assert town.history()[-1] == "handover"


def test_delivered_is_evidence_and_the_buyers_tap_completes() -> None:
    town, _, amina, joe, dan = on_the_road()
    dan.taps(data="run.did.2026-06-05.p1.delivered")
    assert town.order().state == "accepted"
    assert "Dan says order" in joe.last.text
    assert "tap Received" in joe.last.text
    assert "tap Received" not in amina.last.text
    before = len(joe.heard)
    dan.taps(data="run.did.2026-06-05.p1.delivered")
    assert len(joe.heard) == before  # said once
    joe.taps("Received")
    assert town.order().state == "handed_over"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("run.did.2026-06-05.f{seller}.missed", "could not fetch"),
        ("run.did.2026-06-05.p1.nobody", "found nobody there"),
        ("run.one.1.nobody", "found nobody there"),
    ],
)
def test_what_went_wrong_on_the_way_both_sides_hear(data: str, words: str) -> None:
    town, _, amina, joe, dan = on_the_road()
    dan.taps(data=data.format(seller=town.id_of(amina)))
    assert words in joe.last.text
    assert words in amina.last.text
    assert town.order().state == "accepted"
    assert town.listing().held == 5000


def test_another_driver_can_do_nothing_with_a_run_that_is_not_theirs() -> None:
    town, _, amina, joe, _ = on_the_road()
    eve = town.joins("Eve")
    town.drives(eve)
    before, heard = town.order(), len(joe.heard)
    for data in (
        *("run.see.2026-06-05", "run.stop.2026-06-05.p1", "run.did.2026-06-05.p1.delivered"),
        *("run.one.1.delivered", "run.map.2026-06-05.p1", "run.up.2026-06-05.p1"),
        *("order.do.1.handover", "order.see.1", "run.one.1", "run.did.2026-06-05.p1.eaten"),
        *("run.see.x", "run.what.2026-06-05.p1", f"run.did.2026-06-05.f{town.id_of(amina)}.picked"),
    ):
        assert eve.taps(data=data) or eve.toast, data
        assert "Joe" not in eve.last.text
    assert (town.order(), len(joe.heard)) == (before, heard)


def test_a_dismissed_driver_carries_nothing_any_more() -> None:
    town, njeri, _, _, dan = on_the_road()
    njeri.taps(data=f"drivers.dismiss.{town.id_of(dan)}")
    assert (town.order().delivery, town.order().driver_id) == ("point", None)
    assert dan.sees("Thank you for driving")
    dan.taps(data="run.one.1.delivered")
    assert "🔒" in dan.toast
    dan.taps(data="order.do.1.handover")
    assert "🔒" in dan.toast


def test_a_cancelled_order_leaves_the_run_and_the_driver_is_told() -> None:
    _, _, _, joe, dan = on_the_road()
    joe.taps(data="order.do.1.cancel.changed")
    assert "No longer on your run" in dan.last.text
    dan.says("/run")
    assert dan.sees("Nothing to carry")


def test_stops_are_put_in_another_order_by_taps() -> None:
    town, _, _, _, dan = on_the_road()
    dan.taps(data="run.up.2026-06-05.p1")
    assert "1. ⬇️ bring: Kiminini market" in dan.last.text
    dan.taps(data="run.up.2026-06-05.p1")
    assert "at the end already" in dan.toast
    dan.taps(data="run.see.2026-06-05")
    assert "1. ⬇️ bring: Kiminini market" in dan.last.text
    assert town.order().delivery == "driver"


def test_who_still_carries_orders_is_not_forgotten_before_they_are_brought() -> None:
    _, _, _, _, dan = on_the_road()
    dan.says("/forget")
    dan.taps("Yes, erase")
    dan.says("yes")
    assert any("still orders on your run" in shown.text for shown in dan.heard[-3:])
