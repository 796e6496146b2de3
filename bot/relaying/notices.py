"""When letters and numbers reach somebody: at once if awake, else in the waking hour."""

from bot.feature import Notice, Turn
from bot.ordering import store as orders
from bot.ordering.order import Order
from bot.relaying import numbers, screens, store
from bot.relaying.rules import AT_ONCE
from bot.store.persons import Person
from bot.talk.event import Due
from bot.talk.message import Message, Priority

WAITING, NUMBERS = "relay-waiting", "relay-numbers"

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


NOTICES = (Notice(WAITING, _waited), Notice(NUMBERS, _numbers))
