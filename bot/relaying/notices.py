"""When letters, numbers and reports reach somebody: at once if awake, else in the waking hour."""

from bot.feature import Notice, Turn
from bot.ordering import store as orders
from bot.ordering.order import Order
from bot.relaying import numbers, reports, screens, store
from bot.relaying.letters import Report
from bot.relaying.rules import AT_ONCE
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.message import Message, Priority
from bot.text.phrase import say

WAITING, NUMBERS, REPORTED = "relay-waiting", "relay-numbers", "relay-report"

# -- letters


def pass_on(turn: Turn, order: Order, reader: Person, writer: int, *, whole: bool) -> bool:
    """Show a reader what waits about an order; False when it goes on waiting."""
    if not reader.is_reachable or store.is_muted(turn.conn, reader.id, writer, order.id):
        return False
    if not turn.is_awake(reader):
        turn.plan(WAITING, order.id, turn.waking(reader), person=reader)
        return False
    show_waiting(turn, order, reader, whole=whole)
    return True


def show_waiting(turn: Turn, order: Order, reader: Person, *, whole: bool) -> None:
    """Show what waits, a few letters one by one, and lead to the rest."""
    waiting = store.take_waiting(turn.conn, order.id, reader.id, turn.now)
    for letter in waiting[:AT_ONCE]:
        _say(turn, screens.show_letter(order, letter, whole=whole), reader)
    if len(waiting) > AT_ONCE:
        _say(turn, screens.show_more_waiting(order, len(waiting) - AT_ONCE), reader)


def _say(turn: Turn, message: Message, to: Person) -> None:
    turn.say(message, to, priority=Priority.ORDER)


def _waited(turn: Turn, due: Due) -> None:
    order = orders.load(turn.conn, int(due.ref))
    if order is None:
        return
    writer = order.seller_id if turn.person.id == order.buyer_id else order.buyer_id
    shared = numbers.load(turn.conn, order.id)
    pass_on(turn, order, turn.person, writer, whole=shared is not None and shared.is_agreed)


# -- numbers


def tell_numbers(turn: Turn, order: Order, whom: Person) -> None:
    """Show somebody how far the numbers are, unless they do not want to hear of the other."""
    if store.is_muted(turn.conn, whom.id, turn.person.id, order.id):
        return
    if turn.is_awake(whom):
        _show_numbers(turn, order, whom)
    else:
        turn.plan(NUMBERS, order.id, turn.waking(whom), person=whom)


def _show_numbers(turn: Turn, order: Order, whom: Person) -> None:
    role = order.role_of(whom.id)
    if role is not None:
        shared = numbers.load(turn.conn, order.id)
        _say(turn, screens.show_numbers(order, role, shared, whom.id), whom)


def _numbers(turn: Turn, due: Due) -> None:
    order = orders.load(turn.conn, int(due.ref))
    if order is not None:
        _show_numbers(turn, order, turn.person)


# -- reports


def tell_staff(turn: Turn, order: Order, report: Report) -> None:
    """Tell the staff of a report, but nobody who takes part in the order."""
    for admin in orders.load_admins(turn.conn):
        if admin.id in {order.buyer_id, order.seller_id}:
            continue
        if turn.is_awake(admin):
            _say(turn, card_of(turn, order, report), admin)
        else:
            turn.plan(REPORTED, report.id, turn.waking(admin), person=admin)


def card_of(turn: Turn, order: Order, report: Report) -> Message:
    """Give a report's card as staff see it."""
    by, about = (
        turn.other(who).called or say("relay-nobody") for who in (report.person_id, report.about_id)
    )
    return screens.show_report(report, by, about, order.number)


def _reported(turn: Turn, due: Due) -> None:
    report = reports.load(turn.conn, int(due.ref))
    order = None if report is None else orders.load(turn.conn, report.order_id)
    if report is not None and order is not None and turn.person.is_admin:
        _say(turn, card_of(turn, order, report), turn.person)


NOTICES = (Notice(WAITING, _waited), Notice(NUMBERS, _numbers), Notice(REPORTED, _reported))
