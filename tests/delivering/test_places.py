"""Where and when an order is fetched: the buyer chooses, the farmer is told, slots never overflow."""

import pytest

from bot.points import store as points
from tests.delivering.town import Town
from tests.village import Person


@pytest.fixture
def town() -> Town:
    town = Town()
    town.opens()
    return town


def booked(town: Town) -> list[int]:
    """Count the orders of each slot ahead."""
    return [many for _, many in sorted(town.point().booked.items())]


def held(town: Town, buyer: Person, key: str) -> bool:
    with town.village.engine.begin() as conn:
        return points.load_booking(conn, town.id_of(buyer), key) is not None


def test_a_buyer_chooses_a_point_and_a_time_before_the_farmer_answers(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    assert "Where and when" in joe.last.rows[1][0]
    joe.taps("Where and when")
    assert joe.sees("Kiminini market, Naivasha: green gate")
    joe.taps("Kiminini")
    assert joe.sees("when?")
    joe.taps("5 Jun")
    order = town.order()
    assert (order.delivery, order.point_id, booked(town)) == ("point", 1, [1])
    assert joe.sees("Kiminini market: Fri, 5 Jun, 14:00 to 17:00")
    assert amina.sees("another place or time")
    assert "Wanjiru" not in joe.last.text  # the contact is told once it is agreed
    amina.taps("Accept")
    assert "☎️ Wanjiru 0712" in joe.last.text
    (where,) = joe.taps("Map")
    assert where.place == (-0.717, 36.431)


def test_choosing_again_frees_the_first_time(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    town.goes_to_point(joe, 1, 0)
    town.goes_to_point(joe, 1, 1)
    assert booked(town) == [1]
    assert "Sat, 6 Jun" in joe.last.text
    joe.taps("Where and when")
    joe.taps("At the farm")
    assert (town.order().delivery, booked(town)) == ("farm", [])
    assert "Pick up by" in joe.last.text


def test_the_fourth_order_of_three_finds_the_time_full(town: Town) -> None:
    amina = town.joins("Amina", "sell")
    town.lists(amina)
    people = [town.joins(name) for name in ("Joe", "Zoe", "Otto", "Pia")]
    for at, who in enumerate(people[:3], 1):
        town.places(who, milli=1000)
        if at == 3:
            town.places(people[3], milli=1000)
            people[3].taps("Where and when")
            people[3].taps("Kiminini")
            assert people[3].last.rows[0][0].startswith("Fri, 5 Jun")
        town.goes_to_point(who, at)
    late = people[3]
    late.taps("5 Jun")  # somebody was faster while this one looked
    assert "just filled up" in late.toast
    assert late.last.rows[0][0].startswith("Sat, 6 Jun")
    assert (town.order(4).delivery, booked(town)) == ("farm", [3])


def test_after_the_deal_another_time_needs_the_farmers_tap(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.at_point(joe, amina)
    before = town.order().slot
    joe.taps("More")
    joe.taps("Where and when")
    joe.taps("Kiminini")
    joe.taps("6 Jun")
    assert (town.order().slot, booked(town)) == (before, [1, 1])  # both are kept meanwhile
    assert "⏳ Asked for: 📍 Kiminini market: Sat, 6 Jun" in joe.last.text
    assert "🙏 The buyer asks for: 📍 Kiminini market: Sat, 6 Jun" in amina.last.text
    amina.taps("Yes, that is fine")
    assert (town.order().slot > before, booked(town)) == (True, [1])
    assert joe.sees("The farmer agrees")
    assert "Sat, 6 Jun, 9:00 to 12:00" in joe.last.text
    assert "Asked for" not in joe.last.text


def test_a_farmer_may_say_no_and_all_stays_as_it_was(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.at_point(joe, amina)
    before = town.order()
    town.goes_to_point(joe, 1, 1)
    amina.taps("No, as it was")
    assert (town.order(), booked(town)) == (before, [1])
    assert joe.sees("cannot do that")
    amina.taps(data="place.yes.1")  # a late tap on the other button
    assert (town.order(), booked(town)) == (before, [1])


@pytest.mark.parametrize("wish", [True, False])
def test_a_cancelled_order_frees_its_time_and_the_one_asked_for(town: Town, *, wish: bool) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.at_point(joe, amina)
    if wish:
        town.goes_to_point(joe, 1, 1)
    joe.taps(data="order.do.1.cancel.changed")
    assert (town.order().state, booked(town)) == ("cancelled", [])


@pytest.mark.parametrize("ending", ["decline", "expire"])
def test_an_order_that_comes_to_nothing_frees_its_time(town: Town, ending: str) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    town.goes_to_point(joe, 1)
    if ending == "decline":
        amina.taps(data="order.do.1.decline.sold")
    else:
        town.village.passes(hours=20)
    assert (town.order().is_open, booked(town)) == (False, [])


def test_a_farm_order_may_become_a_point_order_by_a_wish(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.accepted(joe, amina)
    town.village.passes(minutes=1)
    town.goes_to_point(joe, 1)
    assert town.order().delivery == "farm"
    assert "asks for: 📍 Kiminini market" in amina.last.text
    amina.taps("Yes, that is fine")
    assert (town.order().delivery, booked(town)) == ("point", [1])


def test_another_day_offered_by_the_farmer_takes_the_points_time_of_that_day(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    town.goes_to_point(joe, 1)
    amina.taps("Offer less")
    amina.taps("Day")
    amina.says("6 June")
    amina.says("yes")
    assert town.order().state == "countered", amina.last
    assert "On that day at the point: Sat, 6 Jun, 9:00 to 12:00" in joe.last.text
    joe.taps(data="order.do.1.agree")
    order = town.order()
    assert (order.delivery, booked(town)) == ("point", [1])
    assert "Sat, 6 Jun, 9:00 to 12:00" in joe.last.text


def test_another_day_on_which_the_point_is_closed_leads_to_the_farm(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    town.goes_to_point(joe, 1)
    amina.taps("Offer less")
    amina.taps("Day")
    amina.says("8 June")
    amina.says("yes")
    assert "On that day the point is closed" in joe.last.text
    joe.taps(data="order.do.1.agree")
    assert (town.order().delivery, booked(town)) == ("farm", [])


def test_a_lower_price_leaves_the_chosen_time(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    town.goes_to_point(joe, 1)
    before = town.order().slot
    amina.taps("Offer less")
    amina.taps("Less")
    amina.says("3")
    amina.says("yes")
    joe.taps(data="order.do.1.agree")
    assert (town.order().state, town.order().slot, booked(town)) == ("accepted", before, [1])


def test_a_farmer_who_brings_it_may_be_asked_to(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    joe.taps("Where and when")
    assert not any("brings it" in label for label in joe.last.buttons)
    joe.taps(data="place.to.1.brought")
    assert town.order().delivery == "farm"
    amina.taps(data="place.bring.on")
    joe.taps("Where and when")
    joe.taps("The farmer brings it")
    assert town.order().delivery == "brought"
    assert "The farmer brings it to you" in joe.last.text
    assert "You bring it to the buyer" in amina.last.text


def test_without_a_point_near_by_nothing_but_the_farm_is_offered() -> None:
    town = Town()
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    joe.taps("Where and when")
    assert joe.sees("no collection point near you yet")


def test_a_paused_point_takes_no_more_orders(town: Town) -> None:
    njeri, amina, joe = town.admin(), town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    (shown,) = joe.taps(data="place.at.1.1.0")
    njeri.taps(data="points.pause.1")
    joe.taps(data=next(each for each in shown.buttons.values() if "take" in each))
    assert "closed just now" in joe.toast
    assert (town.order().delivery, booked(town)) == ("farm", [])


def test_nobody_else_chooses_where_an_order_goes(town: Town) -> None:
    amina, joe, eve = town.joins("Amina", "sell"), town.joins("Joe"), town.joins("Eve", "both")
    town.lists(amina)
    town.at_point(joe, amina)
    (shown,) = joe.taps(data="place.at.1.1.0")
    take = next(each for each in shown.buttons.values() if "take" in each)
    town.goes_to_point(joe, 1, 1)
    before = town.order()
    for data in (take, "place.to.1.farm", "place.yes.1", "place.no.1", "place.see.1"):
        eve.taps(data=data)
        assert "not open to you" in eve.toast or eve.sees("🔒"), data
    joe.taps(data="place.yes.1")  # a buyer does not answer for the farmer
    amina.taps(data=take)  # nor a farmer choose for the buyer
    assert (town.order(), booked(town)) == (before, [1, 1])


def test_placing_and_accepting_cost_no_more_than_without_points(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.places(joe)
    amina.taps(data="order.do.1.accept")
    assert town.village.statements <= 9


def test_the_time_an_order_has_already_is_not_asked_for_again(town: Town) -> None:
    amina, joe = town.joins("Amina", "sell"), town.joins("Joe")
    town.lists(amina)
    town.at_point(joe, amina)
    before = len(amina.heard)
    town.goes_to_point(joe, 1, 0)
    assert "already" in joe.toast
    assert (len(amina.heard), booked(town)) == (before, [1])


def test_a_driver_ends_a_wish_that_waits(town: Town) -> None:
    njeri, amina, joe = town.admin(), town.joins("Amina", "sell"), town.joins("Joe")
    driver = town.drives(town.joins("Dan"))
    town.lists(amina)
    town.at_point(joe, amina)
    town.goes_to_point(joe, 1, 1)
    njeri.taps(data=f"points.give.1.2026-06-05.{driver}")
    assert (town.order().delivery, booked(town)) == ("driver", [1])
    assert joe.sees("cannot do that")
    joe.taps(data="place.see.1")
    assert "cannot be changed now" in joe.toast
