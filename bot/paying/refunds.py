"""Refunds as a duty: money a provider took that is to go back, until staff have sent it."""

from bot.feature import Notice, Turn
from bot.ordering import moves, news
from bot.ordering import store as order_store
from bot.ordering.order import ADMIN, CARD, REFUND_DUE, Order
from bot.paying import charges, screens
from bot.paying.charges import OVER, PART, Charge, Refund
from bot.paying.screens import Duty
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.message import Priority
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

REMINDER = "refund-due"
LAST = 999  # the last page there can be


def follow(turn: Turn, move: news.Move) -> None:
    """Owe money back as soon as an order that was paid in the chat comes to less, or to nothing."""
    after = move.after
    if after.pay_kind != CARD:
        return
    if after.payment == REFUND_DUE != move.before.payment:
        _owe_for(turn, after, OVER, after.total)
    elif after.refund_minor > move.before.refund_minor:
        _owe_for(turn, after, PART, after.refund_minor)


def _owe_for(turn: Turn, order: Order, why: str, minor: int) -> None:
    taken = charges.load_for_order(turn.conn, order.id)
    if taken is not None:
        owe(turn, taken, why, minor if why == PART else taken.minor, order)


def owe(turn: Turn, taken: Charge, why: str, minor: int, order: Order | None) -> None:
    """Note that money is to go back, and tell staff, today and every day until it has gone."""
    due = charges.owe(turn.conn, Refund(taken.id, why, minor, turn.now))
    if due is None:
        return
    duty = Duty(due, taken, turn.other(taken.payer_id).called or "", order)
    for admin in order_store.load_admins(turn.conn):
        _tell(turn, admin, duty, "refunds-news")


def _tell(turn: Turn, admin: Person, duty: Duty, key: str) -> None:
    turn.say(screens.tell_of(key, duty), admin, priority=Priority.ORDER)
    tomorrow = turn.waking(admin, turn.now + screens.AGAIN)
    turn.plan(REMINDER, duty.refund.id, tomorrow, person=admin)


def remind(turn: Turn, due: Due) -> None:
    """Tell staff once more of a refund that nobody has made."""
    duty = _load(turn, int(due.ref))
    if duty is not None and duty.refund.done_at is None:
        _tell(turn, turn.person, duty, "refunds-still")


NOTICES = (Notice(REMINDER, remind),)


def command(turn: Turn, words: str) -> None:
    """List the refunds to be made."""
    _list(turn)


def act(turn: Turn, what: str = "", code: str = "", *_: str) -> None:
    """`refunds.page.<page>`, `refunds.see.<id>`, `refunds.did.<id>`."""
    if what == "page":
        _list(turn, read_count(code, LAST) or 0)
        return
    duty = _load(turn, read_id(code) or 0)
    if duty is None or what not in {"see", "did"}:
        turn.toast(say("talk-older"))
    elif what == "see":
        turn.show(screens.show_refund(duty))
    else:
        _did(turn, duty)


def _list(turn: Turn, page: int = 0) -> None:
    size = screens.PAGE
    owed = charges.load_owed(turn.conn, skip=page * size, most=size + 1)
    duties = [duty for each in owed if (duty := _duty(turn, each)) is not None]
    turn.show(screens.show_refunds(duties, page))


def _load(turn: Turn, refund_id: int) -> Duty | None:
    found = charges.load_refund(turn.conn, refund_id)
    return None if found is None else _duty(turn, found)


def _duty(turn: Turn, due: Refund) -> Duty | None:
    taken = charges.load_charge(turn.conn, due.charge_id)
    if taken is None:
        return None
    order = order_store.load(turn.conn, taken.order_id) if taken.order_id else None
    return Duty(due, taken, turn.other(taken.payer_id).called or "", order)


def _did(turn: Turn, duty: Duty) -> None:
    """Note that the money went back, once, and tell who had paid it."""
    if not charges.give_back(turn.conn, duty.refund.id, turn.person.id, turn.now):
        turn.toast(say("refunds-done-already"))
    else:
        turn.cancel(REMINDER, duty.refund.id)
        turn.toast(say("refunds-done", total=duty.sum, name=duty.name))
        if duty.order is not None and duty.refund.why == OVER:
            moves.move(turn, duty.order, "repaid", role=ADMIN)
        turn.say(screens.show_given(duty), turn.other(duty.charge.payer_id))
    _list(turn)
