"""What an invoice is made out for, and the last look before it is paid."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ordering.answers import EXAMPLE
from bot.ordering.order import ACCEPTED, CANCELLED, CARD, CASH, CONFIRMED, DUE, HELD, Order
from bot.paying import invoices
from bot.talk.event import CheckedOut

AGREED = replace(EXAMPLE, state=ACCEPTED, payment=DUE, pay_kind=CARD)


def asked(order: Order = AGREED, **change: object) -> CheckedOut:
    invoice = invoices.make_out(order, "token")
    total = sum(amount for _, amount in invoice.parts)
    asked = CheckedOut("q", invoice.payload, invoice.currency, total)
    return replace(asked, **change)  # type: ignore[arg-type]


def test_an_invoice_is_for_what_is_owed_and_its_payload_names_the_order() -> None:
    invoice = invoices.make_out(AGREED, "token")
    assert invoice.parts[0][1] == AGREED.owed == 40_000
    assert (invoice.token, invoice.currency) == ("token", "KES")
    assert invoices.read_order(invoice.payload) == AGREED.id


@pytest.mark.parametrize("payload", ["", "order", "order.1", "order.x.1", "order.0.5", "l.1.2"])
def test_a_payload_of_nobodys_making_names_no_order(payload: str) -> None:
    assert invoices.read_order(payload) is None


@given(st.text())
def test_no_payload_makes_reading_fail(payload: str) -> None:
    invoices.read_order(payload)


def test_what_stands_as_it_was_may_be_paid_by_its_buyer_alone() -> None:
    assert invoices.refuse(AGREED, AGREED.buyer_id, asked()) is None
    assert invoices.refuse(AGREED, AGREED.seller_id, asked()) == "paying-off"
    assert invoices.refuse(None, AGREED.buyer_id, asked()) == "paying-off"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (replace(AGREED, state=CANCELLED, held=0), "paying-off"),
        (replace(AGREED, payment=HELD, paid_card=40_000), "paying-off"),
        (replace(AGREED, payment=CONFIRMED, paid_cash=40_000), "paying-off"),
        (replace(AGREED, pay_kind=CASH), "paying-off"),
        (replace(AGREED, held=0), "paying-off"),
        (replace(AGREED, total=39_999), "paying-changed"),
        (replace(AGREED, currency="UGX"), "paying-changed"),
    ],
)
def test_what_changed_since_the_invoice_is_not_paid(changed: Order, why: str) -> None:
    assert invoices.refuse(changed, AGREED.buyer_id, asked()) == why
