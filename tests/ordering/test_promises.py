"""What the market promises about stock and money, each promise by the mishap it must outlive."""

from collections.abc import Callable

import pytest

from bot.selling import stock
from bot.selling.store import listing
from tests.ordering.books import does, entered, keeps_the_law, weighs
from tests.ordering.stalls import Market
from tests.village import Person

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    return market, amina, joe


def test_two_farmers_list_the_same_crop_and_only_the_one_chosen_sells() -> None:
    market = Market()
    amina, baraka = market.joins("Amina", "sell"), market.joins("Baraka", "sell")
    joe = market.joins("Joe")
    first, second = market.lists(amina), market.lists(baraka, price_minor=4000)
    market.places(joe, second, 5000)
    assert market.order().seller_name == "Baraka"
    assert (market.listing(first).held, market.listing(second).held) == (0, 5000)
    assert "Joe" in baraka.last.text
    assert not amina.heard
    assert keeps_the_law(market, first, second)


def test_the_last_unit_is_not_sold_twice() -> None:
    market = Market()
    amina, joe, eve = market.joins("Amina", "sell"), market.joins("Joe"), market.joins("Eve")
    market.lists(amina, 1000)
    for buyer in (joe, eve):
        buyer.taps(data="buy.order.1.1000")
    joe.taps("Yes, order")
    eve.taps("Yes, order")
    assert market.count() == 1
    assert market.order().buyer_name == "Joe"
    assert market.listing().free == 0
    assert keeps_the_law(market)


CALLED_OFF: dict[str, Callable[[Person, Person], None]] = {
    "placed": lambda amina, joe: None,
    "countered": lambda amina, joe: _offers_less(amina),
    "accepted": lambda amina, joe: does(amina, "accept"),
    "ready": lambda amina, joe: does(amina, "accept", "ready"),
}


def _offers_less(amina: Person) -> None:
    does(amina, "counter")
    for words in ("less", "3", "yes"):
        amina.says(words)


@pytest.mark.parametrize("state", CALLED_OFF)
def test_cancelled_at_any_state_all_stock_is_free_again_and_nobody_owes(state: str) -> None:
    market = Market()
    amina, joe, staff = market.joins("Amina", "sell"), market.joins("Joe"), market.admin()
    market.lists(amina)
    market.places(joe)
    CALLED_OFF[state](amina, joe)
    assert market.order().state == state
    does(staff, "cancel.unsafe", "cancel.unsafe")
    assert market.order().state == "cancelled"
    assert market.listing().free == market.listing().on_hand == 20_000
    assert entered(market) == {}
    assert keeps_the_law(market)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("cancel.spoiled", stock.SPOILED),
        ("cancel.sold", stock.WITHDREW),
        ("decline.sold", stock.WITHDREW),
    ],
)
def test_what_spoiled_or_was_sold_elsewhere_is_not_for_sale_again(
    two: Two, said: str, kind: str
) -> None:
    market, amina, joe = two
    market.places(joe)
    does(amina, *(() if "decline" in said else ("accept",)), said)
    assert market.listing().free == market.listing().on_hand == 15_000
    assert amina.sees("off the market")
    with market.village.engine.begin() as conn:
        assert stock.sum_ledger(conn, 1)[kind] == 5000
    assert keeps_the_law(market)


@pytest.mark.parametrize("said", ["cancel.weather", "decline.far"])
def test_what_is_still_there_is_for_sale_again(two: Two, said: str) -> None:
    market, amina, joe = two
    market.places(joe)
    does(amina, *(() if "decline" in said else ("accept",)), said)
    assert market.listing().free == market.listing().on_hand == 20_000
    assert amina.sees("for sale again")
    assert keeps_the_law(market)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("paused", "It is paused"),
        ("expired", "Its time on the market is over"),
        ("withdrawn", "You took it off the market"),
    ],
)
def test_what_buyers_do_not_see_is_not_said_to_be_for_sale(
    two: Two, state: str, words: str
) -> None:
    market, amina, joe = two
    market.places(joe)
    does(amina, "accept")
    with market.village.engine.begin() as conn:
        conn.execute(listing.update().values(state=state))
    does(amina, "cancel.weather")
    assert market.listing().state == state
    assert amina.sees(words)
    assert not amina.sees("for sale again")


def test_what_is_past_its_time_but_not_yet_marked_is_not_said_to_be_for_sale(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    does(amina, "accept")
    with market.village.engine.begin() as conn:
        conn.execute(listing.update().values(expires_at=market.village.now))
    does(amina, "cancel.weather")
    assert amina.sees("Its time on the market is over")


@pytest.mark.parametrize("state", ["handed_over", "completed", "disputed", "refunded", "no_show"])
def test_what_is_over_or_handed_over_is_not_cancelled(two: Two, state: str) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    staff = market.admin()
    does(amina, "ready")
    if state == "no_show":
        market.village.passes(hours=37)
        does(amina, "noshow")
    else:
        does(joe, "receive.5000")
    if state == "completed":
        does(joe, "approve")
        does(amina, "money")
    if state in {"disputed", "refunded"}:
        does(joe, "dispute.quality")
    if state == "refunded":
        does(staff, "refund.fault")
    before = market.order()
    assert before.state == state
    for who in (amina, joe, staff):
        does(who, "cancel.sold", "cancel.changed", "cancel.unsafe")
    assert market.order() == before
    assert keeps_the_law(market)


# -- money


def test_three_at_19_99_cost_59_97() -> None:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina, price_minor=1999, currency="USD")
    market.places(joe, milli=3000)
    does(amina, "accept")
    assert "$59.97" in joe.last.text
    assert market.order().total == 5997
    assert entered(market) == {"owed": 5997, "sale": -5997}


def test_a_price_edited_after_an_order_changes_neither_the_order_nor_its_receipt(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    amina.taps(data="sell.price.1")
    for words in ("90", "yes"):
        amina.says(words)
    market.village.passes(seconds=1)
    assert market.order().price_minor == 5000
    does(joe, "receive.5000")
    (receipt,) = joe.taps(data="order.receipt.1")
    assert "KSh 250" in receipt.text
    assert keeps_the_law(market)


def test_1_25_kg_ordered_and_1_31_kg_weighed_is_billed_as_weighed(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina, milli=1250)
    weighs(market, amina, "1.31")
    assert market.order().state == "handed_over"
    assert market.order().total == 6550
    assert entered(market) == {"owed": 6550, "sale": -6550}
    assert market.listing().on_hand == 18_690
    (receipt,) = joe.taps(data="order.receipt.1")
    assert "1.31 kg" in receipt.text
    assert "KSh 65.50" in receipt.text
    assert keeps_the_law(market)


def test_money_given_before_the_scales_is_settled_by_what_they_say(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    does(amina, "money")
    assert entered(market) == {"cash": 25_000, "sale": -25_000}
    weighs(market, amina, "4.6")
    assert market.order().payment == "refund_due"
    assert entered(market) == {"cash": 25_000, "sale": -23_000, "refund": -2000}
    assert "KSh 20" in amina.last.text
    does(joe, "repaid")
    assert market.order().payment == "confirmed"
    assert entered(market) == {"cash": 23_000, "sale": -23_000}
    assert keeps_the_law(market)


def test_a_bot_down_three_hours_over_a_deadline_ends_the_order_once_and_says_so_once(
    two: Two,
) -> None:
    market, amina, joe = two
    market.places(joe)
    heard = len(joe.heard)
    market.village.sleeps(hours=9)
    market.village.passes(minutes=1)
    assert market.order().state == "expired"
    assert market.history() == ["place", "expire"]
    assert len(joe.heard) == heard + 1
    assert sum("Time ran out" in shown.text for shown in amina.heard) == 1
    assert market.listing().free == 20_000
    assert keeps_the_law(market)
