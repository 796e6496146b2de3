"""Every row of the table of an order's life, each moved by once, and what came of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from bot.ordering.conditions import Given
from bot.ordering.order import ADMIN, BUYER, CLOCK, DRIVER, MOBILE, PROVIDER, SELLER, Order
from bot.ordering.rules import TABLE, Moved, decide
from tests.ordering.samples import NOON, order_in

DAY = timedelta(days=1)
CODE = Given(code="4821", milli=5000)
FAR = Given(code="4821", milli=7000)


class Row(NamedTuple):
    """A move, and the state and payment it leads to."""

    command: str
    role: str
    order: Order
    given: Given
    state: str
    payment: str
    later: timedelta = timedelta(0)


def share(state: str, **more: Any) -> Order:
    return order_in(state, pool_id=7, **more)


def asked(**more: Any) -> Order:
    return order_in("ready", asked_at=NOON, **more)


def mobile(state: str, **more: Any) -> Order:
    return order_in(state, **{"pay_kind": MOBILE, "pay_to": "0712"} | more)


def why(reason: str) -> Given:
    return Given(reason=reason)


CARD_BACK = replace(order_in("cancelled", payment="refund_due"), paid_cash=0, paid_card=9)
PAID = Given(minor=40_000, text="charge 1")
ROWS = (
    Row("place", BUYER, order_in("basket"), Given(), "placed", "none"),
    Row("pledge", SELLER, share("basket"), Given(), "placed", "none"),
    Row("take", BUYER, order_in("basket"), Given(), "accepted", "due"),
    Row("accept", SELLER, order_in("placed"), Given(), "accepted", "due"),
    Row("share", CLOCK, share("placed"), Given(milli=3000), "accepted", "due"),
    Row("counter", SELLER, order_in("placed"), Given(milli=3000), "countered", "none"),
    Row("agree", BUYER, order_in("countered"), Given(), "accepted", "due"),
    Row("decline", SELLER, order_in("placed"), why("sold"), "declined", "none"),
    Row("decline", SELLER, order_in("placed"), why("far"), "declined", "none"),
    Row("expire", CLOCK, order_in("placed"), Given(), "expired", "none", DAY),
    Row("unfilled", CLOCK, share("placed"), Given(), "expired", "none"),
    Row("cancel", BUYER, order_in("accepted"), why("changed"), "cancelled", "none"),
    Row("cancel", SELLER, share("placed"), why("cannot"), "cancelled", "none"),
    Row("cancel", SELLER, order_in("ready"), why("sold"), "cancelled", "none"),
    Row("cancel", SELLER, order_in("ready"), why("weather"), "cancelled", "none"),
    Row("cancel", ADMIN, order_in("ready"), why("unsafe"), "cancelled", "none"),
    Row("ready", SELLER, order_in("accepted"), Given(), "ready", "due"),
    Row("photo", SELLER, order_in("ready"), Given(photo="1"), "ready", "due"),
    Row("route", DRIVER, order_in("ready"), Given(delivery="brought"), "ready", "due"),
    Row("handover", SELLER, order_in("ready"), CODE, "handed_over", "due"),
    Row("weigh", DRIVER, order_in("ready"), FAR, "ready", "due"),
    Row("miscode", SELLER, order_in("ready"), Given(code="0000"), "ready", "due"),
    Row("receive", BUYER, order_in("ready"), Given(milli=5000), "handed_over", "due"),
    Row("photo", BUYER, order_in("handed_over"), Given(photo="1"), "handed_over", "due"),
    Row("approve", BUYER, order_in("handed_over", payment="confirmed"), Given(), "completed", "confirmed"),
    Row("approve", BUYER, order_in("handed_over"), Given(), "handed_over", "due"),
    Row("money", SELLER, order_in("handed_over", approved_at=NOON), Given(), "completed", "confirmed"),
    Row("money", SELLER, order_in("accepted"), Given(), "accepted", "confirmed"),
    Row("money", SELLER, order_in("cancelled", payment="claimed"), Given(), "cancelled", "refund_due"),
    Row("settle", CLOCK, order_in("handed_over", payment="held"), Given(), "completed", "released", 2 * DAY),
    Row("settle", CLOCK, order_in("handed_over"), Given(), "disputed", "due", 2 * DAY),
    Row("mobile", BUYER, order_in("accepted"), Given(text="0712"), "accepted", "due"),
    Row("cash", BUYER, mobile("accepted"), Given(), "accepted", "due"),
    Row("card", BUYER, order_in("accepted"), Given(), "accepted", "due"),
    Row("account", SELLER, mobile("accepted", pay_to=None), Given(text="0712"), "accepted", "due"),
    Row("claim", BUYER, mobile("accepted"), Given(text="QX1"), "accepted", "claimed"),
    Row("paid", PROVIDER, order_in("handed_over", approved_at=NOON), PAID, "completed", "released"),
    Row("paid", PROVIDER, order_in("ready"), PAID, "ready", "held"),
    Row("repaid", BUYER, order_in("cancelled", payment="refund_due"), Given(), "cancelled", "refunded"),
    Row("repaid", ADMIN, CARD_BACK, Given(), "cancelled", "refunded"),
    Row("dispute", SELLER, order_in("handed_over"), why("unpaid"), "disputed", "due"),
    Row("complete", ADMIN, order_in("disputed"), why("fine"), "completed", "due"),
    Row("part", ADMIN, order_in("disputed", payment="confirmed"), Given(minor=500), "completed", "refund_due"),
    Row("refund", ADMIN, order_in("disputed", payment="held"), why("fault"), "refunded", "refund_due"),
    Row("escalate", CLOCK, order_in("disputed"), Given(), "disputed", "due", 3 * DAY),
    Row("noshow", SELLER, order_in("ready"), Given(), "no_show", "none", 5 * DAY),
    Row("contest", BUYER, order_in("no_show"), Given(), "disputed", "due"),
    Row("keep", SELLER, order_in("no_show"), Given(), "no_show", "none"),
    Row("spoil", SELLER, order_in("no_show"), Given(), "no_show", "none"),
    Row("ask", CLOCK, order_in("ready"), Given(), "ready", "due", 6 * DAY),
    Row("did", BUYER, asked(seller_says="yes"), Given(), "handed_over", "due"),
    Row("did", BUYER, asked(seller_says="no"), Given(), "disputed", "due"),
    Row("did", BUYER, asked(), Given(), "ready", "due"),
    Row("didnt", SELLER, asked(buyer_says="no"), Given(), "cancelled", "none"),
    Row("didnt", SELLER, asked(buyer_says="yes"), Given(), "disputed", "due"),
    Row("didnt", SELLER, asked(), Given(), "ready", "due"),
    Row("lapse", CLOCK, asked(buyer_says="yes"), Given(), "handed_over", "due", 2 * DAY),
    Row("lapse", CLOCK, asked(buyer_says="no"), Given(), "cancelled", "none", 2 * DAY),
    Row("lapse", CLOCK, asked(), Given(), "disputed", "due", 2 * DAY),
)  # fmt: skip


def test_the_rows_are_those_of_the_table_in_its_order() -> None:
    assert [moved(row).step for row in ROWS] == list(TABLE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.command}-{row.role}-{row.state}")
def test_a_row_leads_where_it_says(row: Row) -> None:
    after = moved(row).order
    assert (after.state, after.payment) == (row.state, row.payment)
    assert after.version == row.order.version + 1
    assert after.moved_at == (NOON + row.later if row.state != row.order.state else NOON)


def moved(row: Row) -> Moved:
    order = replace(row.order, driver_id=9)
    result = decide(order, row.command, row.role, NOON + row.later, row.given)
    assert isinstance(result, Moved), (row.command, row.role, result)
    return result
