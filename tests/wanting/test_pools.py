"""Pools as people live them: promises come and go, it fills or fails, each part is an order."""

import pytest

from bot.kernel.money import Money
from bot.ordering.order import ACCEPTED, CANCELLED, EXPIRED, HANDED_OVER, PLACED
from bot.selling import stock
from bot.wanting.want import OFFERED, SPARE, TAKEN
from tests.village import Person
from tests.wanting.fair import Fair

NAMES = ("Amina", "Otieno", "Wanjiku", "Kamau", "Akinyi", "Mutua", "Chebet")


@pytest.fixture
def fair() -> Fair:
    return Fair()


@pytest.fixture
def peter(fair: Fair) -> Person:
    return fair.joins("Peter", "buy")


@pytest.fixture
def farmers(fair: Fair, peter: Person) -> dict[str, Person]:
    return {name: fair.farmer(name) for name in NAMES}


def states(fair: Fair) -> dict[str, tuple[str, int]]:
    return {order.seller_name: (order.state, order.given // 1000) for order in fair.orders()}


def hand_over(fair: Fair, who: Person, order_id: int, kilos: int) -> None:
    who.taps(data=f"order.do.{order_id}.handover")
    who.says(fair.order(order_id).code)
    who.says(str(kilos))
    who.taps("Yes, hand over")


def test_a_promise_holds_stock_at_once_and_waits(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter)
    fair.pledges(farmers["Amina"], 150)
    (order,) = fair.orders()
    assert (order.state, order.pool_id, order.held) == (PLACED, 1, 150_000)
    assert fair.listing(order.listing_id).free == 0
    assert farmers["Amina"].sees("150 kg of 500 kg")
    assert not any("Accept" in label for label in farmers["Amina"].last.buttons)


def test_a_share_waiting_for_its_pool_asks_its_farmer_nothing(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter)
    fair.pledges(farmers["Amina"], 150)
    heard = len(farmers["Amina"].heard)
    fair.village.passes(days=2)
    assert len(farmers["Amina"].heard) == heard
    assert fair.orders()[0].state == PLACED


def test_under_first_come_the_last_promise_fills_it_with_what_is_missing(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60")
    fair.pledges(farmers["Amina"], 150)
    fair.pledges(farmers["Otieno"], 120)
    assert states(fair) == {"Amina": (ACCEPTED, 150), "Otieno": (ACCEPTED, 50)}
    assert fair.want().state == "filled"
    assert peter.sees("Enough has come together")
    assert all(farmers[name].sees("Enough has come together") for name in ("Amina", "Otieno"))
    assert fair.broken() == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("equal", {"Amina": (ACCEPTED, 67), "Otieno": (ACCEPTED, 67), "Wanjiku": (ACCEPTED, 66)}),
        ("price", {"Amina": (EXPIRED, 150), "Otieno": (ACCEPTED, 120), "Wanjiku": (ACCEPTED, 80)}),
    ],
)
def test_other_rules_wait_for_the_deadline_and_share_then(
    rule: str, expected: dict[str, tuple[str, int]]
) -> None:
    fair = Fair(rule)
    peter = fair.joins("Peter", "buy")
    farmers = {name: fair.farmer(name) for name in NAMES[:3]}
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60")
    fair.pledges(farmers["Amina"], 150)
    fair.pledges(farmers["Otieno"], 120, price="50")
    fair.pledges(farmers["Wanjiku"], 80, price="40")
    assert fair.want().state == "open"
    fair.village.passes(days=3, hours=10)
    assert fair.want().state == "filled"
    found = {name: (state, kilos) for name, (state, kilos) in states(fair).items()}
    assert {n: s for n, (s, _) in found.items()} == {n: s for n, (s, _) in expected.items()}
    shared = {n: k for n, (s, k) in found.items() if s == ACCEPTED}
    assert sum(shared.values()) == 200
    assert sorted(shared.values()) == sorted(k for s, k in expected.values() if s == ACCEPTED)
    assert fair.broken() == []


def test_whoever_gets_no_share_is_told_and_free(fair: Fair, peter: Person) -> None:
    fair = Fair("price")
    peter = fair.joins("Peter", "buy")
    dear, cheap = fair.farmer("Dear"), fair.farmer("Cheap")
    fair.pools(peter, "I need 100 kg tomatoes by Friday, up to 60")
    fair.pledges(dear, 100)
    fair.pledges(cheap, 100, price="50")
    peter.taps("Look again")
    peter.taps("Take what there is")
    assert states(fair) == {"Dear": (EXPIRED, 100), "Cheap": (ACCEPTED, 100)}
    assert [bid.state for bid in fair.bids()] == [SPARE, TAKEN]
    assert dear.sees("others brought all of it")
    assert fair.broken() == []
    assert fair.listing(fair.orders()[0].listing_id).on_hand == 0


def test_a_pool_that_does_not_come_together_fails_and_frees_everybody(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter)
    fair.pledges(farmers["Amina"], 150)
    fair.village.passes(days=4)
    assert fair.want().state == "failed"
    assert states(fair) == {"Amina": (EXPIRED, 150)}
    assert farmers["Amina"].sees("did not come together in time")
    assert peter.sees("did not come together in time")
    assert fair.broken() == []


def test_a_pool_whose_time_ran_out_while_the_bot_was_down_fills_late(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair = Fair("equal")
    peter = fair.joins("Peter", "buy")
    amina = fair.farmer("Amina")
    fair.pools(peter, "I need 100 kg tomatoes by Friday, up to 60")
    amina.taps("All of it")
    fair.village.sleeps(days=3, hours=12)
    assert fair.want().state == "filled"
    assert states(fair) == {"Amina": (ACCEPTED, 100)}


def test_enough_is_enough_at_the_deadline(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(
        peter,
        "I need 200 kg tomatoes by Friday, up to 60",
        "Change least",
        "8 of 10",
    )
    fair.pledges(farmers["Amina"], 100)
    fair.pledges(farmers["Otieno"], 60)
    assert fair.want().state == "open"
    fair.village.passes(days=3, hours=10)
    assert fair.want().state == "filled"
    assert states(fair) == {"Amina": (ACCEPTED, 100), "Otieno": (ACCEPTED, 60)}


def test_the_buyer_may_take_what_there_is_before_the_deadline(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60", "Change least", "Half of it")
    fair.pledges(farmers["Amina"], 90)
    peter.taps(data="want.fill.1")
    assert peter.toast == "Not enough has come together yet."
    fair.pledges(farmers["Otieno"], 20)
    peter.taps("Look again")
    peter.taps("Take what there is")
    assert fair.want().state == "filled"


def test_a_promise_can_be_raised_lowered_and_taken_back_before_the_filling(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter)
    amina = farmers["Amina"]
    fair.pledges(amina, 150)
    for kilos in (180, 40):
        amina.taps("Back")
        amina.taps("Change it")
        amina.says(str(kilos))
        amina.taps("Yes, I promise")
    placed = [order for order in fair.orders() if order.state == PLACED]
    assert [order.held for order in placed] == [40_000]
    amina.taps("Back")
    amina.taps("Take it back")
    assert {order.state for order in fair.orders()} == {CANCELLED}
    assert fair.missing() == 500_000
    assert fair.broken() == []
    assert {fair.listing(o.listing_id).free for o in fair.orders()} == {0}


def test_calling_it_off_frees_everybody(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter)
    fair.pledges(farmers["Amina"], 150)
    peter.taps("Call it off")
    peter.taps("Yes, call it off")
    assert fair.want().state == "closed"
    assert states(fair) == {"Amina": (EXPIRED, 150)}
    assert farmers["Amina"].sees("The buyer called it off")
    assert fair.broken() == []


def test_a_part_that_will_not_come_is_asked_of_the_others(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60")
    fair.pledges(farmers["Amina"], 100)
    fair.pledges(farmers["Otieno"], 100)
    lost = fair.orders()[0]
    farmers["Amina"].taps(data=f"order.do.{lost.id}.cancel.spoiled")
    assert fair.missing() == 100_000
    assert peter.sees("One part will not come")
    assert farmers["Kamau"].sees("100 kg is missing again")
    farmers["Otieno"].taps("Some of it")
    farmers["Otieno"].says("30")
    farmers["Otieno"].taps("Yes, I promise")
    farmers["Kamau"].taps("All of it")
    assert fair.missing() == 0
    agreed = [(o.seller_name, o.given) for o in fair.orders() if o.state == ACCEPTED]
    assert agreed == [("Otieno", 100_000), ("Otieno", 30_000), ("Kamau", 70_000)]
    assert peter.sees("A farmer brings what was missing")
    assert fair.broken() == []


def test_a_part_that_spoiled_takes_nothing_else_of_its_farmer_off_the_market(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    amina = farmers["Amina"]
    own = fair.lists(amina, 60_000)
    fair.pools(peter, "I need 100 kg tomatoes by Friday, up to 60")
    amina.taps("All of it")
    farmer = fair.id_of(amina)
    with fair.village.engine.begin() as conn:
        stock.restock(conn, own, 50_000, fair.village.now, actor_id=farmer)
    amina.taps(data=f"order.do.{fair.orders()[0].id}.cancel.spoiled")
    assert fair.listing(own).on_hand == fair.listing(own).free == 50_000
    assert amina.sees("off the market")
    assert fair.broken() == []


def test_what_is_missing_on_the_day_itself_is_asked_of_nobody(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 100 kg tomatoes by Friday, up to 60")
    farmers["Amina"].taps("All of it")
    fair.village.passes(days=4, hours=5)
    heard = len(farmers["Kamau"].heard)
    farmers["Amina"].taps(data=f"order.do.{fair.orders()[0].id}.cancel.spoiled")
    assert len(farmers["Kamau"].heard) == heard
    fair.village.passes(seconds=1)
    farmers["Kamau"].taps(data="want.all.1")
    assert farmers["Kamau"].toast == "This is over already."


def test_everybody_gets_a_pay_slip_whose_parts_add_up(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    peter.says("I need 300 kg tomatoes by Friday, up to 60")
    peter.taps("Several farmers together")
    peter.taps("Change transport")
    peter.says("1000")
    peter.taps("The farmers share it")
    peter.taps("Yes, ask them")
    for name in NAMES[:3]:
        fair.pledges(farmers[name], 100)
    for order, kilos in zip(fair.orders(), (98, 95, 91), strict=True):
        hand_over(fair, farmers[order.seller_name], order.id, kilos)
    slips = [
        next(shown for shown in reversed(farmers[name].heard) if "Pay slip" in shown.text)
        for name in NAMES[:3]
    ]
    assert "KSh 345.07" in slips[0].text
    assert "Left for you: KSh 5,534.93" in slips[0].text
    assert all(slip.sheet is not None for slip in slips)
    assert fair.want().settled_at is not None
    assert peter.sees("All parts are handed over")
    transport = [345_07, 334_51, 320_42]
    assert sum(transport) == Money(100_000, "KES").minor
    for slip, part in zip(slips, transport, strict=True):
        assert f"KSh {part / 100:.2f}" in slip.text


def test_without_transport_the_pay_slip_comes_with_the_hand_over(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60")
    fair.pledges(farmers["Amina"], 100)
    fair.pledges(farmers["Otieno"], 100)
    hand_over(fair, farmers["Amina"], fair.orders()[0].id, 99)
    assert farmers["Amina"].sees("handed over") or any(
        "Left for you: KSh 5,940" in shown.text for shown in farmers["Amina"].heard
    )
    assert fair.orders()[0].state == HANDED_OVER
    assert fair.want().settled_at is None


def test_a_kilo_more_than_promised_is_weighed_and_paid(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 100 kg tomatoes by Friday, up to 60")
    farmers["Amina"].taps("All of it")
    order = fair.orders()[0]
    hand_over(fair, farmers["Amina"], order.id, 104)
    given = fair.order(order.id)
    assert (given.state, given.actual, given.total) == (HANDED_OVER, 104_000, 624_000)
    assert fair.broken() == []


def test_the_cost_split_is_the_same_for_all(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60")
    fair.pledges(farmers["Amina"], 100)
    fair.pledges(farmers["Otieno"], 100, price="50")
    shown = []
    for who in (peter, farmers["Amina"], farmers["Otieno"]):
        who.taps(data="want.pool.1")
        shown.append([line for line in who.last.text.splitlines() if line and line[0] in "•▓🛒"])
    assert shown[0] == shown[1] == shown[2]
    assert shown[0] == [
        "▓▓▓▓▓▓▓▓▓▓ 200 kg of 200 kg",
        "• Amina: 100 kg, KSh 60 per kg, gets KSh 6,000",
        "• Otieno: 100 kg, KSh 50 per kg, gets KSh 5,000",
        "🛒 The buyer pays KSh 11,000 in all, about KSh 55 per kg",
    ]


def test_offers_already_made_join_when_the_buyer_lets_several_fill_it(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.asks(peter)
    fair.pledges(farmers["Amina"], 80)
    fair.pledges(farmers["Otieno"], 70)
    peter.taps("Look again")
    peter.taps("Several together")
    assert fair.want().pooled
    assert states(fair) == {"Amina": (PLACED, 80), "Otieno": (PLACED, 70)}
    assert [bid.state for bid in fair.bids()][:2] == [OFFERED, OFFERED]
    assert farmers["Amina"].sees("Several farmers fill this together now")
    fair.pledges(farmers["Kamau"], 90)
    assert states(fair)["Kamau"] == (ACCEPTED, 50)
    assert fair.broken() == []


def test_a_buyer_who_never_came_is_not_made_up_for_by_others(
    fair: Fair, peter: Person, farmers: dict[str, Person]
) -> None:
    fair.pools(peter, "I need 200 kg tomatoes by Friday, up to 60")
    fair.pledges(farmers["Amina"], 100)
    fair.pledges(farmers["Otieno"], 100)
    for order in fair.orders():
        farmers[order.seller_name].taps(data=f"order.do.{order.id}.ready")
    fair.village.passes(days=4, hours=11)
    for order in fair.orders():
        farmers[order.seller_name].taps(data=f"order.do.{order.id}.noshow")
    assert {order.state for order in fair.orders()} == {"no_show"}
    assert fair.want().settled_at is not None
    assert fair.broken() == []
