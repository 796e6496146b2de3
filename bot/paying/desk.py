"""What staff do with money the market holds: send it back or on, and say so."""

from bot.feature import Notice, Turn
from bot.ordering import moves, news
from bot.ordering import store as order_store
from bot.ordering.order import ADMIN, Order
from bot.ordering.payment import RELEASED_IN, balance
from bot.paying import charges, duties, screens
from bot.paying.charges import Charge
from bot.paying.duties import PAYOUT, REFUND, Duty
from bot.paying.screens import Case
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.message import Priority
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say

REMINDER = "duty-open"
LAST = 999  # the last page there can be


def follow(turn: Turn, move: news.Move) -> None:
    """Owe money back or on as soon as an order that was paid in the chat says so."""
    before, after = move.before, move.after
    if not (before.paid_card or after.paid_card):
        return
    _follow(turn, after, REFUND, after.buyer_id, before.back_by_card, after.back_by_card)
    was, is_now = (balance(order)[RELEASED_IN] for order in (before, after))
    _follow(turn, after, PAYOUT, after.seller_id, was, is_now)


def _follow(turn: Turn, order: Order, kind: str, to: int, before: int, after: int) -> None:
    if after == before:
        return
    if not after:
        _drop(turn, kind, order.id)
        return
    last = charges.load_last(turn.conn, order.id)
    charge_id = last.id if last else None
    owe(turn, Duty(kind, to, order.id, charge_id, after, order.currency, turn.now))


def _drop(turn: Turn, kind: str, order_id: int) -> None:
    dropped = duties.drop(turn.conn, kind, order_id)
    if dropped is not None:
        turn.cancel(REMINDER, dropped)


def owe_for_nothing(turn: Turn, taken: Charge) -> None:
    """Owe back what came for an order nobody knows."""
    owe(
        turn,
        Duty(REFUND, taken.payer_id, None, taken.id, taken.minor, taken.currency, turn.now),
    )


def owe(turn: Turn, new: Duty) -> None:
    """Note a duty, and tell staff, now and every day until it is done."""
    case = _case(turn, duties.owe(turn.conn, new))
    for admin in order_store.load_admins(turn.conn):
        _tell(turn, admin, case, "news")


def _tell(turn: Turn, admin: Person, case: Case, how: str) -> None:
    if turn.is_awake(admin):
        turn.say(screens.tell_staff(case, how), admin, priority=Priority.ORDER)
        again = turn.waking(admin, turn.now + screens.AGAIN)
    else:
        again = turn.waking(admin)
    turn.plan(REMINDER, case.duty.id, again, person=admin)


def remind(turn: Turn, due: Due) -> None:
    """Tell staff once more of what nobody has done."""
    found = duties.load(turn.conn, int(due.ref))
    if found is not None and found.done_at is None and turn.person.is_admin:
        _tell(turn, turn.person, _case(turn, found), "still")


NOTICES = (Notice(REMINDER, remind),)


def list_refunds(turn: Turn, words: str = "") -> None:
    """List what is to go back to buyers."""
    _list(turn, REFUND)


def list_payouts(turn: Turn, words: str = "") -> None:
    """List what is to go on to farmers."""
    _list(turn, PAYOUT)


def act(turn: Turn, what: str = "", *parts: str) -> None:
    """`duty.refund.<page>`, `duty.payout.<page>`, `duty.see.<id>`, `duty.did.<id>`."""
    code = parts[0] if parts else ""
    if what in duties.KINDS:
        _list(turn, what, read_count(code, LAST) or 0)
        return
    found = duties.load(turn.conn, read_id(code) or 0)
    if found is None or what not in {"see", "did"}:
        turn.toast(say("talk-older"))
    elif what == "see":
        turn.show(screens.show_case(_case(turn, found)))
    else:
        _did(turn, _case(turn, found))


def _list(turn: Turn, kind: str, page: int = 0) -> None:
    size = screens.PAGE
    found = duties.load_open(turn.conn, kind, skip=page * size, most=size + 1)
    turn.show(screens.show_cases(kind, [_case(turn, each) for each in found], page))


def _case(turn: Turn, duty: Duty) -> Case:
    order = order_store.load(turn.conn, duty.order_id) if duty.order_id else None
    taken = charges.load(turn.conn, duty.charge_id) if duty.charge_id else None
    name = turn.other(duty.person_id).called or ""
    return Case(duty, name, taken.provider_name or taken.name if taken else "", order)


def _did(turn: Turn, case: Case) -> None:
    """Note that the money went, once, and tell who gets it."""
    duty = case.duty
    if not duties.do(turn.conn, duty.id, turn.person.id, turn.now):
        turn.toast(say("duty-done-already"))
    else:
        turn.cancel(REMINDER, duty.id)
        turn.toast(say("duty-done", total=duty.sum, name=case.called))
        if case.order is not None and duty.kind == REFUND:
            moves.move(turn, case.order, "repaid", role=ADMIN)
        turn.say(screens.tell_receiver(case), turn.other(duty.person_id))
    _list(turn, duty.kind)
