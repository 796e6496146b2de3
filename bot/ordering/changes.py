"""What a move changes about an order besides its state: one small function for each kind. Pure."""

from collections.abc import Callable
from dataclasses import asdict, replace

from bot.ordering import payment
from bot.ordering.conditions import Case
from bot.ordering.order import BUYER, CARD, CASH, CLAIMED, DRIVER, MOBILE, NO, SELLER, YES
from bot.ordering.payment import Change

Changes = Callable[[Case], Change]


def fixed(**values: object) -> Changes:
    return lambda _: values


def counter(case: Case) -> Change:
    """Keep what the farmer offers beside what was ordered; only so much stays held."""
    offer, order = case.brought, case.order
    return {
        "offered": offer.milli,
        "offer_price_minor": offer.price_minor,
        "offer_slot_at": offer.slot_at or order.offer_slot_at,
        "held": order.ordered if offer.milli is None else offer.milli,
        "deadline_at": offer.deadline_at,
    }


def share(case: Case) -> Change:
    """Allot a farmer's share of a pool, which may be less than what was pledged."""
    milli = case.brought.milli or case.order.ordered
    return {"offered": milli, "held": milli, "deadline_at": None}


def let_go(case: Case) -> Change:
    return {"held": 0, "reason": case.brought.reason, "deadline_at": None}


def reason(case: Case) -> Change:
    return {"reason": case.brought.reason}


# -- on the way to the buyer


def route(case: Case) -> Change:
    """Take another way to the buyer; who drives is known of a driver's way alone."""
    way = case.brought
    return {
        "delivery": way.delivery,
        "point_id": way.point_id,
        "driver_id": way.driver_id if way.delivery == DRIVER else None,
        "offer_slot_at": way.slot_at or case.order.offer_slot_at,
        **(asdict(way.whereto) if way.whereto else {}),
    }


def picture_packing(case: Case) -> Change:
    return {"packed_photo": case.brought.photo}


def picture_handing(case: Case) -> Change:
    return {"handed_photo": case.brought.photo}


def hand_over(case: Case) -> Change:
    milli = case.brought.milli or case.order.given
    return {"actual": milli, "held": 0, "handed_at": case.now, "deadline_at": None}


def receive(case: Case) -> Change:
    """Let the buyer have what was weighed, else what is agreed."""
    return hand_over(replace(case, given=None))


def weigh(case: Case) -> Change:
    return {"actual": case.brought.milli}


def miss(case: Case) -> Change:
    return {"code_tries": case.order.code_tries + 1}


def approve(case: Case) -> Change:
    return {"approved_at": case.now}


# -- money


def pay_by(kind: str) -> Changes:
    """Let the buyer pay in another way; an account is mobile money's alone."""

    def change(case: Case) -> Change:
        account = case.brought.text if kind == MOBILE else None
        return {"pay_kind": kind, "pay_to": account, "switches": case.order.switches + 1}

    return change


by_cash, by_mobile, by_card = map(pay_by, (CASH, MOBILE, CARD))


def tell_account(case: Case) -> Change:
    return {"pay_to": case.brought.text}


def claim(case: Case) -> Change:
    return {"payment": CLAIMED, "pay_reference": case.brought.text}


def take_money(case: Case) -> Change:
    return payment.take(case.order)


def charge(case: Case) -> Change:
    return payment.charge(case.order, case.brought.minor, case.brought.text)


def give_back(case: Case) -> Change:
    return payment.give_back(case.order)


def give_back_card(case: Case) -> Change:
    return payment.give_back_card(case.order)


# -- disputes


def settle_given(case: Case) -> Change:
    """Close as sold: what was never handed over is given now, as agreed."""
    order = case.order
    handed = {"actual": order.served, "handed_at": case.now} if order.held else {}
    return {"held": 0, "reason": case.brought.reason, **handed}


def settle_part(case: Case) -> Change:
    """Close as sold for less."""
    return settle_given(case) | {"reason": "part", "refund_minor": case.brought.minor or 0}


def escalate(case: Case) -> Change:
    return {"escalated_at": case.now}


# -- did it happen?


def ask(case: Case) -> Change:
    return {"asked_at": case.now}


def say(word: str) -> Changes:
    return lambda case: {f"{case.role}_says": word}


def say_and_give(case: Case) -> Change:
    """Hand over as agreed: what was weighed beyond the tenth counts only by the buyer's own tap."""
    return _said(case, YES) | {"actual": case.order.amount, "held": 0, "handed_at": case.now}


def say_and_free(case: Case) -> Change:
    return _said(case, NO) | {"held": 0, "reason": "not-happened"}


def disagree(word: str) -> Changes:
    return lambda case: _said(case, word) | {"reason": "disagree"}


def _said(case: Case, word: str) -> Change:
    return say(word)(case) if case.role in {BUYER, SELLER} else {}
