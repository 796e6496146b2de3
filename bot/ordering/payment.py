"""The money of an order: where every coin is, and how its payment therefore stands. Pure.

What was paid (in cash, by mobile money, by card) and what is to be paid are figures of the order.
All else follows from them, in this one place: the payment track and the balance of the ledger.
"""

from collections.abc import Mapping

from bot.ordering.order import (
    CARD,
    CLAIMED,
    COMPLETED,
    CONFIRMED,
    DUE,
    HELD,
    MOBILE,
    MONEY_BACK,
    REFUND_DUE,
    RELEASED,
    UNPAID,
    Order,
)

# Where money of an order can be. Signs: what somebody has or is owed is above zero, what somebody
# owes is below; `SALE` is what the produce costs, `REFUND` what has to go back to the buyer.
WITH_FARMER = ("cash", "mobile", "released")
CASH_IN, MOBILE_IN, RELEASED_IN = WITH_FARMER
WITH_PROVIDER, OWED, SALE, REFUND = "held", "owed", "sale", "refund"
ACCOUNTS = (*WITH_FARMER, WITH_PROVIDER, OWED, SALE, REFUND)


def track(order: Order) -> str:
    """Give how the payment of an order stands; `order.payment` is what it was before the move.

    A claim is only the buyer's word: it stays one until the farmer answers it, even when the order
    has come to nothing, for the money may have gone.
    """
    if order.back:
        return REFUND_DUE
    if order.owed:
        return CLAIMED if order.payment == CLAIMED else DUE
    if order.payment == CLAIMED and order.rest:
        return CLAIMED
    return _settled(order)


def _settled(order: Order) -> str:
    """Give how the payment stands of an order of which nobody owes anything."""
    if order.paid_card:
        return RELEASED if order.state == COMPLETED else HELD
    if order.paid:
        return CONFIRMED
    return MONEY_BACK if order.payment in {REFUND_DUE, MONEY_BACK} else UNPAID


def balance(order: Order) -> Mapping[str, int]:
    """Give what stands on each account of an order, minor units; all together it is zero.

    The provider's money is the farmer's once the order is completed, but for what has to go back.
    """
    released = order.paid_card - order.back_by_card if order.state == COMPLETED else 0
    return {
        CASH_IN: order.paid_cash,
        MOBILE_IN: order.paid_mobile,
        RELEASED_IN: released,
        WITH_PROVIDER: order.paid_card - released,
        OWED: order.owed,
        SALE: -order.billed,
        REFUND: -order.back,
    }


def difference(before: Order, after: Order) -> Mapping[str, int]:
    """Give what a move put on each account it touched; all together it is zero."""
    old, new = balance(before), balance(after)
    return {
        account: new[account] - old[account] for account in ACCOUNTS if new[account] != old[account]
    }


Change = dict[str, object]


def take(order: Order) -> Change:
    """Let the farmer have the rest of the money, by mobile money or in cash."""
    by = "paid_mobile" if order.pay_kind == MOBILE else "paid_cash"
    return {by: getattr(order, by) + order.rest}


def charge(order: Order, minor: int | None, receipt: str | None) -> Change:
    """Let the provider have taken so much, or all the rest."""
    taken = order.rest if minor is None else minor
    return {"paid_card": order.paid_card + taken, "pay_kind": CARD, "charge": receipt}


def give_back_card(order: Order) -> Change:
    """Let the provider have given back what it had to."""
    return {"paid_card": order.paid_card - order.back_by_card}


def give_back(order: Order) -> Change:
    """Let the farmer have given back what they had to: mobile money first, then cash."""
    due = order.back - order.back_by_card
    mobile = min(due, order.paid_mobile)
    return {
        "paid_mobile": order.paid_mobile - mobile,
        "paid_cash": order.paid_cash - (due - mobile),
    }
