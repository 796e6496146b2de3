"""An order paid in the chat: held, released or sent back, once, whatever the provider says."""

from typing import Any

import pytest

from bot import ordering, paying, people, selling
from bot.feature import Feature
from bot.ordering.order import HELD, MONEY_BACK, REFUND_DUE, RELEASED
from bot.paying import charges, duties
from bot.talk.message import CheckoutAnswer, Invoice
from bot.text.phrase import say
from tests.ordering.stalls import ADMIN_CHAT, Market
from tests.village import Person, Village


class Bazaar(Market):
    """A market with a payment provider."""

    def __init__(self, token: str = "token") -> None:
        staff = frozenset({ADMIN_CHAT})
        features: list[Feature] = [people.build(staff, {"en": "English"}), selling.FEATURE]
        self.village = Village([*features, ordering.FEATURE, paying.build(token)])

    def open(self, kind: str) -> list[duties.Duty]:
        with self.village.engine.begin() as conn:
            return duties.load_open(conn, kind)

    def charges(self, payer: Person) -> list[charges.Charge]:
        payer_id = self.id_of(payer)
        with self.village.engine.begin() as conn:
            return charges.load_paid(conn, payer_id)


@pytest.fixture
def bazaar() -> Bazaar:
    return Bazaar()


@pytest.fixture
def trade(bazaar: Bazaar) -> tuple[Person, Person, int]:
    amina, peter = bazaar.joins("Amina", "sell"), bazaar.joins("Peter")
    bazaar.lists(amina)
    return amina, peter, bazaar.accepted(peter, amina)


def invoice_of(payer: Person) -> Invoice:
    payer.taps("Pay here")
    found = payer.last.invoice
    assert found is not None
    return found


def test_a_buyer_pays_in_the_chat_and_the_market_keeps_the_money(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    amina, peter, order = trade
    invoice = invoice_of(peter)
    assert peter.checks_out(invoice) == CheckoutAnswer("c")
    peter.pays(invoice)
    assert bazaar.order(order).payment == HELD
    assert not any("Pay here" in label for label in peter.last.buttons)
    assert "💳" in amina.last.text or "paid" in amina.last.text.lower()


def test_a_provider_that_says_it_twice_is_heard_once(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    _, peter, order = trade
    invoice = invoice_of(peter)
    peter.pays(invoice, "charge-1")
    before = bazaar.order(order)
    assert peter.pays(invoice, "charge-1") == []
    assert bazaar.order(order) == before
    assert len(bazaar.charges(peter)) == 1


def test_who_pays_twice_gets_the_second_back(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    _, peter, order = trade
    njeri = bazaar.admin()
    invoice = invoice_of(peter)
    peter.pays(invoice, "charge-1")
    peter.pays(invoice, "charge-2")
    assert peter.sees("sends it back")
    (owed,) = bazaar.open(duties.REFUND)
    assert (owed.minor, owed.order_id) == (25_000, order)
    assert njeri.sees("has to go back to Peter")
    njeri.taps("I have sent it back")
    assert not bazaar.open(duties.REFUND)
    assert bazaar.order(order).payment == HELD
    assert bazaar.order(order).paid == 25_000


def test_money_that_comes_after_the_end_goes_back(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    amina, peter, order = trade
    njeri = bazaar.admin()
    invoice = invoice_of(peter)
    amina.taps(data=f"order.do.{order}.cancel.sold")
    refused = peter.checks_out(invoice)
    assert refused == CheckoutAnswer("c", say("paying-off"))
    peter.pays(invoice)
    assert bazaar.order(order).payment == REFUND_DUE
    assert bazaar.order(order).state == "cancelled"
    njeri.taps("I have sent it back")
    assert bazaar.order(order).payment == MONEY_BACK
    assert peter.sees("sent 400.00 KES back to you") or peter.sees("back to you")


def test_an_order_paid_and_then_cancelled_owes_a_refund_until_it_is_made(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    amina, peter, order = trade
    njeri = bazaar.admin()
    peter.pays(invoice_of(peter))
    amina.taps(data=f"order.do.{order}.cancel.spoiled")
    assert bazaar.order(order).payment == REFUND_DUE
    heard = len(njeri.heard)
    bazaar.village.passes(hours=30)
    assert any("still has to go back" in shown.text for shown in njeri.heard[heard:])
    njeri.says("/refunds")
    njeri.taps("Peter")
    njeri.taps("I have sent it back")
    assert not bazaar.open(duties.REFUND)
    heard = len(njeri.heard)
    bazaar.village.passes(hours=60)
    assert not any("still has to go back" in shown.text for shown in njeri.heard[heard:])
    njeri.taps(data="duty.did.1")
    assert "already" in njeri.toast


def test_a_farmer_waits_for_the_market_until_it_has_sent_the_money(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    amina, peter, order = trade
    njeri = bazaar.admin()
    peter.pays(invoice_of(peter))
    peter.taps(data=f"order.do.{order}.receive.5000")
    assert not bazaar.open(duties.PAYOUT)
    peter.taps(data=f"order.do.{order}.approve")
    assert bazaar.order(order).payment == RELEASED
    (owed,) = bazaar.open(duties.PAYOUT)
    assert (owed.minor, owed.person_id) == (25_000, bazaar.id_of(amina))
    njeri.says("/payouts")
    njeri.taps("Amina")
    njeri.taps("I have sent it")
    assert amina.sees("The market has sent you")
    assert not bazaar.open(duties.PAYOUT)


def test_less_on_the_scales_than_was_paid_for_goes_back(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    amina, peter, order = trade
    bazaar.admin()
    peter.pays(invoice_of(peter))
    amina.taps(data=f"order.do.{order}.handover")
    code = bazaar.order(order).code
    for words in (code, "4.8 kg", "yes"):
        amina.says(words)
    assert bazaar.order(order).total == 24_000
    (owed,) = bazaar.open(duties.REFUND)
    assert owed.minor == 1_000


def test_a_price_that_changed_since_the_invoice_is_not_paid(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    _, peter, _ = trade
    old = invoice_of(peter)
    parts = ((old.parts[0][0], old.parts[0][1] - 1),)
    stale = Invoice(old.title, old.about, old.payload, old.token, old.currency, parts)
    assert peter.checks_out(stale) == CheckoutAnswer("c", say("paying-changed"))


def test_without_a_provider_nothing_is_paid_in_the_chat() -> None:
    bazaar = Bazaar("")
    amina, peter = bazaar.joins("Amina", "sell"), bazaar.joins("Peter")
    bazaar.lists(amina)
    order = bazaar.accepted(peter, amina)
    assert not any("Pay here" in label for shown in peter.heard for label in shown.buttons)
    peter.taps(data=f"pay.card.{order}")
    assert bazaar.order(order).pay_kind == "cash"


def test_money_for_an_order_nobody_knows_goes_back(bazaar: Bazaar) -> None:
    peter = bazaar.joins("Peter")
    njeri = bazaar.admin()
    parts: Any = ((say("paying-off"), 500),)
    unknown = Invoice(say("paying-off"), say("paying-off"), "order.99.500", "token", "KES", parts)
    peter.pays(unknown)
    assert peter.sees("sends it back")
    assert njeri.sees("has to go back to Peter")


@pytest.mark.parametrize("data", ["duty.did.1", "duty.see.1", "duty.refund.0", "duty.payout.0"])
def test_only_staff_do_what_the_market_owes(
    bazaar: Bazaar, trade: tuple[Person, Person, int], data: str
) -> None:
    amina, peter, order = trade
    peter.pays(invoice_of(peter))
    amina.taps(data=f"order.do.{order}.cancel.spoiled")
    peter.taps(data=data)
    assert len(bazaar.open(duties.REFUND)) == 1
    assert "not yours" in peter.toast or peter.toast


def test_nobody_pays_an_order_of_somebody_else(
    bazaar: Bazaar, trade: tuple[Person, Person, int]
) -> None:
    amina, peter, order = trade
    eve = bazaar.joins("Eve")
    eve.taps(data=f"pay.card.{order}")
    assert all(shown.invoice is None for shown in eve.heard)
    invoice = invoice_of(peter)
    assert eve.checks_out(invoice) == CheckoutAnswer("c", say("paying-off"))
    amina.taps(data=f"pay.card.{order}")
    assert bazaar.order(order).pay_kind == "card"
    assert all(shown.invoice is None for shown in amina.heard)
