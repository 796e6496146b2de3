"""A basket over several farmers: put in, changed, read back once, ordered once."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.ordering.pickup import EXAMPLE as SCHOOL
from bot.points import store as points
from bot.points.rules import Window
from bot.shopping import store
from tests.ordering.stalls import broken_laws
from tests.shopping.mall import Mall
from tests.village import Person

Three = tuple[Mall, Person, Person]


@pytest.fixture
def three() -> Three:
    """Amina has tomato and maize, Baraka onions; Joe buys."""
    mall = Mall()
    amina, baraka = mall.joins("Amina", "sell"), mall.joins("Baraka", "sell")
    mall.lists(amina)
    mall.lists(amina, crop_id="maize", price_minor=3000)
    mall.lists(baraka, crop_id="onion", price_minor=6000)
    return mall, mall.joins("Joe"), amina


def orders_of(mall: Mall) -> list[tuple[int, int, int]]:
    found = [mall.order(number) for number in range(1, mall.count() + 1)]
    return [(order.listing_id, order.ordered, order.total) for order in found]


def assert_laws(mall: Mall, *listings: int) -> None:
    with mall.village.engine.begin() as conn:
        for listing_id in listings:
            assert broken_laws(conn, listing_id) == []


def test_an_offer_is_put_in_from_its_card_with_the_amount_looked_at(three: Three) -> None:
    mall, joe, _ = three
    joe.taps(data="buy.see.1")
    joe.taps("⏫")
    joe.taps("Into the basket: 6 kg")
    assert "In the basket: 🍅 tomato, 6 kg" in joe.last.text
    assert joe.last.edited
    assert mall.basket(joe) == {1: 6000}


def test_the_basket_is_summed_by_farmer(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000), (3, 1000), (2, 2000))
    joe.says("/basket")
    assert "Amina: KSh 310" in joe.last.text
    assert "Baraka: KSh 60" in joe.last.text
    assert "Total: KSh 370" in joe.last.text
    assert joe.last.text.index("maize") < joe.last.text.index("onion")


def test_one_yes_orders_everything_once_however_often_it_is_tapped(three: Three) -> None:
    mall, joe, amina = three
    mall.fills(joe, (1, 5000), (3, 1000), (2, 2000))
    joe.says("/basket")
    joe.taps("Order all: KSh 370")
    assert mall.count() == 0
    yes = joe.last.buttons["✅ Yes, order all"]
    told = len(amina.heard)
    for _ in range(4):
        joe.taps(data=yes)
    assert orders_of(mall) == [(1, 5000, 25_000), (2, 2000, 6_000), (3, 1000, 6_000)]
    assert mall.basket(joe) == {}
    assert joe.sees("ordered already")
    assert all(mall.order(number).number in joe.last.text for number in (1, 2, 3))
    assert len(amina.heard) == told + 2
    assert_laws(mall, 1, 2, 3)


def test_an_amount_is_changed_by_taps_and_by_typing(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000))
    joe.says("/basket")
    joe.taps("tomato 5 kg")
    joe.taps("➕")
    joe.taps("➕")
    joe.taps("➖")
    assert mall.basket(joe) == {1: 6000}
    joe.taps("Type amount")
    joe.says("25")
    assert joe.sees("only 20 kg left")
    joe.says("12.5")
    assert mall.basket(joe) == {1: 12_500}
    assert "12.5 kg" in joe.last.text


def test_what_is_taken_out_can_be_put_back(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000), (3, 1000))
    joe.says("/basket")
    joe.taps("onion 1 kg")
    joe.taps("Take out")
    assert mall.basket(joe) == {1: 5000}
    joe.taps("Put back")
    assert mall.basket(joe) == {1: 5000, 3: 1000}
    assert "Total: KSh 310" in joe.last.text


def test_an_empty_basket_leads_to_what_is_for_sale(three: Three) -> None:
    _, joe, _ = three
    joe.says("/basket")
    assert "empty" in joe.last.text
    joe.taps("Look further")
    assert "For sale" in joe.last.text


def test_putting_in_again_does_not_add_up(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000), (1, 5000))
    assert mall.basket(joe) == {1: 5000}


def test_a_price_changed_meanwhile_is_shown_before_the_yes(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000), (3, 1000))
    joe.says("/basket")
    joe.taps("Order all")
    yes = joe.last.buttons["✅ Yes, order all"]
    mall.sets(1, price_minor=5500)
    joe.taps(data=yes)
    assert mall.count() == 0
    assert joe.sees("Something has changed")
    assert joe.sees("price was KSh 50, now it is KSh 55")
    joe.taps("Yes, order all")
    assert orders_of(mall) == [(1, 5000, 27_500), (3, 1000, 6_000)]


def test_what_others_left_is_ordered_only_after_it_was_shown(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000), (3, 1000))
    joe.says("/basket")
    joe.taps("Order all")
    yes = joe.last.buttons["✅ Yes, order all"]
    mall.places(mall.joins("Wanjiru"), milli=17_000)
    joe.taps(data=yes)
    assert mall.count() == 1
    assert joe.sees("all there is left. Wanted was 5 kg")
    joe.taps("Yes, order all")
    assert orders_of(mall)[1:] == [(1, 3000, 15_000), (3, 1000, 6_000)]
    assert_laws(mall, 1, 3)


def test_what_is_gone_stays_named_and_the_rest_is_ordered(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000), (3, 1000))
    mall.sets(1, state="paused")
    joe.says("/basket")
    assert "Gone by now: 🍅 tomato, Amina" in joe.last.text
    joe.taps("Order all: KSh 60")
    joe.taps("Yes, order all")
    assert orders_of(mall) == [(3, 1000, 6_000)]
    assert mall.basket(joe) == {1: 5000}


def test_a_line_below_the_smallest_order_is_chosen_again(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 3000))
    mall.sets(1, least=5000)
    joe.says("/basket")
    assert "choose the amount again" in joe.last.text
    assert not any("Order all" in label for label in joe.last.buttons)
    joe.taps("tomato 3 kg")
    joe.taps("See the offer")
    joe.taps("Into the basket: 5 kg")
    assert mall.basket(joe) == {1: 5000}


def test_nothing_of_ones_own_and_no_other_money_comes_in(three: Three) -> None:
    mall, joe, amina = three
    amina.taps(data="basket.add.1.1000")
    assert mall.basket(amina) == {}
    far = mall.joins("Neema", "sell")
    mall.lists(far, crop_id="rice", currency="TZS")
    mall.fills(joe, (1, 1000), (4, 1000))
    assert joe.sees("other money")
    assert mall.basket(joe) == {1: 1000}


def test_money_that_became_another_is_not_added_up(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 1000), (3, 1000))
    mall.sets(3, currency="TZS")
    joe.says("/basket")
    assert "Total: KSh 50" in joe.last.text
    assert "other money" in joe.last.text


def test_a_basket_has_an_end(three: Three) -> None:
    mall, joe, amina = three
    for _ in range(21):
        mall.lists(amina)
    for number in range(1, 22):
        joe.taps(data=f"basket.add.{number}.1000")
    assert len(mall.basket(joe)) == 20
    assert joe.sees("full")
    joe.says("/basket")
    joe.taps("Order all")
    joe.taps("Yes, order all")
    assert mall.count() == 20


def test_what_one_farmer_has_ready_is_fetched_on_one_way(three: Three) -> None:
    mall, joe, _ = three
    mall.sets(2, ready_from="2026-06-03")
    mall.fills(joe, (1, 1000), (2, 1000), (3, 1000))
    joe.says("/basket")
    joe.taps("Order all")
    joe.taps("Yes, order all")
    assert mall.order(1).slot == mall.order(2).slot
    assert mall.order(3).slot < mall.order(1).slot


def test_what_is_ready_much_later_keeps_nobody_waiting(three: Three) -> None:
    mall, joe, _ = three
    mall.sets(2, ready_from="2026-06-09")
    mall.fills(joe, (1, 1000), (2, 1000))
    joe.says("/basket")
    joe.taps("Order all")
    joe.taps("Yes, order all")
    assert (mall.order(2).slot - mall.order(1).slot).days == 7


@pytest.mark.parametrize("data", ["basket.yes.0.farm", "basket.yes.0", "basket.yes", "basket.at.1:1", "basket.at.x", "basket.set.1.5000", "basket.out.1",
                                  "basket.type.1", "basket.add.99.1", "basket.add", "basket.add.1.-5"])  # fmt: skip
def test_forged_buttons_order_nothing(three: Three, data: str) -> None:
    mall, joe, _ = three
    assert joe.taps(data=data) or joe.toasts
    assert mall.count() == 0


def test_a_basket_is_seen_by_its_owner_alone(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000))
    joe.says("/basket")
    joe.taps("Order all")
    yes = joe.last.buttons["✅ Yes, order all"]
    eve = mall.joins("Eve")
    eve.taps(data=yes)
    eve.says("/basket")
    assert "empty" in eve.last.text
    assert (mall.count(), mall.basket(joe)) == (0, {1: 5000})


def test_leaving_empties_the_basket(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000))
    joe.says("/mydata")
    assert any(shown.file is not None or "basket" in shown.text for shown in joe.heard[-4:])
    joe.says("/forget")
    joe.taps("Yes, erase")
    joe.taps("Yes, erase it all")
    with mall.village.engine.begin() as conn:
        assert conn.execute(select(store.basket_item)).all() == []


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_yes_to_a_basket_costs_few_statements(three: Three, lines: int) -> None:
    mall, joe, _ = three
    mall.fills(joe, *((1, 1000), (3, 1000), (2, 1000))[:lines])
    joe.says("/basket")
    joe.taps("Order all")
    joe.taps("Yes, order all")
    assert mall.count() == lines


# -- where to


@pytest.fixture
def near(three: Three) -> Three:
    """A school near by has room for three orders a morning."""
    mall, _, _ = three
    with mall.village.engine.begin() as conn:
        windows = tuple(Window(day, 480, 720, 3) for day in range(7))
        points.insert_point(conn, replace(SCHOOL, id=0, booked={}, windows=windows))
    return three


def test_everything_is_fetched_at_one_point_in_one_slot(near: Three) -> None:
    mall, joe, _ = near
    mall.fills(joe, (1, 1000), (2, 1000), (3, 1000))
    joe.says("/basket")
    joe.taps("Order all")
    joe.taps("Karai Primary School, tomorrow 8:00")
    assert "Pick up by" not in joe.last.text
    joe.taps("Yes, order all")
    placed = [mall.order(number) for number in (1, 2, 3)]
    assert {(order.delivery, order.point_id) for order in placed} == {("point", 1)}
    assert len({order.slot for order in placed}) == 1


def test_a_slot_without_room_for_all_is_not_offered_and_not_given(near: Three) -> None:
    mall, joe, _ = near
    mall.fills(joe, (1, 1000), (2, 1000), (3, 1000))
    joe.says("/basket")
    joe.taps("Order all")
    joe.taps("Karai Primary School, tomorrow")
    yes = joe.last.buttons["✅ Yes, order all"]
    other = mall.joins("Wanjiru")
    other.taps(data="buy.order.1.1000")
    other.taps("Karai Primary School, tomorrow")
    other.taps("Yes, order")
    joe.taps(data=yes)
    assert mall.count() == 1
    assert joe.sees("full by now")
    joe.taps("Karai Primary School, Wed")
    joe.taps("At the farm")
    joe.taps("Yes, order all")
    assert [mall.order(number).delivery for number in (2, 3, 4)] == ["farm"] * 3


def test_a_yes_to_the_farm_is_none_to_a_point(near: Three) -> None:
    mall, joe, _ = near
    mall.fills(joe, (1, 1000))
    joe.says("/basket")
    joe.taps("Order all")
    yes = joe.last.buttons["✅ Yes, order all"]
    point = next(data for data in joe.last.buttons.values() if data.startswith("basket.at."))
    where = point.removeprefix("basket.at.")
    joe.taps(data=yes.replace(".farm", f".{where}"))
    assert mall.count() == 0
    assert joe.sees("Something has changed")


@pytest.mark.parametrize(
    "words",
    [
        "order all",
        "Order everything!",
        "yes, order all",
        "全部下单",
        "सब ऑर्डर करो",
        "sab order karo",
        "agiza vyote",
        "pedir todo",
        "اطلب الكل",
    ],
)
def test_order_all_may_be_typed_and_is_read_back_before_the_yes(three: Three, words: str) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000), (3, 1000))
    joe.says("/basket")
    joe.says(words)
    assert "Place these orders?" in joe.last.text
    assert mall.count() == 0
    joe.taps("Yes, order all")
    assert mall.count() == 2


def test_order_all_with_nothing_in_the_basket_says_that_it_is_empty(three: Three) -> None:
    mall, joe, _ = three
    joe.says("order all")
    assert "The basket is empty" in joe.last.text
    assert mall.count() == 0


def test_to_order_all_of_something_named_is_another_matter(three: Three) -> None:
    mall, joe, _ = three
    mall.fills(joe, (1, 5000))
    joe.says("order all the onions")
    assert "Place these orders?" not in joe.last.text
