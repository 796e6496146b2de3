"""Part refunds: less to pay, or some to give back, and a receipt that says so."""

import pytest

from tests.ordering.books import PAID, does, entered, keeps_the_law, pays, weighs
from tests.ordering.stalls import Market
from tests.village import Person

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    return market, amina, joe


@pytest.mark.parametrize(
    ("paid", "payment", "accounts"),
    [
        (False, "due", {"owed": 20_000, "sale": -20_000}),
        (True, "refund_due", {"cash": 25_000, "sale": -20_000, "refund": -5000}),
    ],
)
def test_a_part_refund_makes_the_debt_less_or_is_owed_back(
    two: Two, paid: bool, payment: str, accounts: dict[str, int]
) -> None:
    market, amina, joe = two
    staff = market.admin()
    market.accepted(joe, amina)
    does(joe, "receive.5000")
    does(amina, *(["money"] if paid else []))
    does(joe, "dispute.quality")
    staff.taps(data="order.do.1.part")
    staff.says("250")
    assert "less than the whole sum" in staff.last.text
    staff.says("50")
    assert "KSh 200" in staff.last.text
    staff.taps("Yes, take it off")
    order = market.order()
    assert (order.state, order.payment, order.refund_minor) == ("completed", payment, 5000)
    assert entered(market) == accounts
    assert keeps_the_law(market)
    (receipt,) = joe.taps(data="order.receipt.1")
    assert "in place of no. 1" in receipt.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "KSh 200" in receipt.text
    (earlier,) = joe.taps("Earlier receipt")
    assert "KSh 250" in earlier.text
    assert "Taken off" not in earlier.text


def test_a_part_refund_by_card_is_sent_back_by_staff_and_the_rest_is_the_farmers(two: Two) -> None:
    market, amina, joe = two
    staff = market.admin()
    market.accepted(joe, amina)
    pays(market, PAID)
    does(joe, "receive.5000", "dispute.quality")
    staff.taps(data="order.do.1.part")
    staff.says("50")
    staff.taps("Yes, take it off")
    assert entered(market) == {"held": 5000, "released": 20_000, "sale": -20_000, "refund": -5000}
    does(joe, "repaid")
    assert market.order().payment == "refund_due"
    does(staff, "repaid")
    assert market.order().payment == "released"
    assert entered(market) == {"released": 20_000, "sale": -20_000}


def test_what_was_doubted_on_the_scales_is_no_measure_of_a_part_refund(two: Two) -> None:
    market, amina, joe = two
    staff = market.admin()
    market.accepted(joe, amina)
    weighs(market, amina, "9")
    market.village.passes(hours=72)
    does(joe, "didnt")
    does(amina, "did")
    assert market.order().state == "disputed"
    staff.taps(data="order.do.1.part")
    staff.says("300")
    assert "less than the whole sum of KSh 250" in staff.last.text
    staff.says("100")
    staff.taps("Yes, take it off")
    assert market.order().owed == 15_000
    assert keeps_the_law(market)


def test_both_are_reminded_of_money_that_has_not_gone_back_until_it_has(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    does(amina, "money", "cancel.weather")
    assert market.order().payment == "refund_due"

    def told(who: Person) -> int:
        return sum("still has to go back" in shown.text for shown in who.heard)

    market.village.passes(days=3, hours=1)
    assert (told(amina), told(joe)) == (1, 1)
    market.village.passes(days=4)
    assert (told(amina), told(joe)) == (2, 2)
    does(joe, "repaid")
    market.village.passes(days=30)
    assert (told(amina), told(joe)) == (2, 2)
