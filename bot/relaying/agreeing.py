"""Showing each other phone numbers: one side proposes, the other agrees, then each gives its own."""

from bot.feature import Turn
from bot.ordering.order import BUYER
from bot.relaying import notices, numbers, rules, screens
from bot.relaying.flow import Given
from bot.relaying.letters import Shared
from bot.relaying.turns import Seat, sit
from bot.talk.message import tell
from bot.talk.tap import read_id
from bot.text.phrase import say

ACTS = frozenset(("numbers", "propose", "agree", "refuse", "mynumber", "unshare"))


def act(turn: Turn, what: str, code: str = "") -> None:
    """Take one of the steps: `relay.propose.<order>`."""
    seat = sit(turn, read_id(code) or 0)
    if seat is None or not seat.is_side:
        turn.toast(say("talk-not-yours"))
    elif not rules.may_write(seat.order, seat.role, turn.now):
        turn.show(tell(say("relay-over")))
    else:
        _act(turn, seat, what, numbers.load(turn.conn, seat.order.id))


def _act(turn: Turn, seat: Seat, what: str, shared: Shared | None) -> None:
    match what:
        case "propose":
            _propose(turn, seat, shared)
        case "agree" | "refuse":
            _answer(turn, seat, yes=what == "agree")
        case "mynumber" if shared is not None and shared.is_agreed:
            turn.begin("mynumber", order=str(seat.order.id))
        case "unshare" if shared is not None:
            _take_back(turn, seat, shared)
        case _:
            _show(turn, seat)


def _show(turn: Turn, seat: Seat) -> None:
    shared = numbers.load(turn.conn, seat.order.id)
    turn.show(screens.show_numbers(seat.order, seat.role, shared, turn.person.id))


def _propose(turn: Turn, seat: Seat, shared: Shared | None) -> None:
    """Ask the other side; after a no it is not asked again the same day."""
    if not rules.may_ask(shared, turn.now):
        if shared is not None and shared.state == "refused":
            turn.toast(say("relay-numbers-quiet"))
        _show(turn, seat)
        return
    if numbers.ask(turn.conn, seat.order.id, turn.person.id, turn.now):
        notices.tell_numbers(turn, seat.order, turn.other(seat.other))
    _show(turn, seat)


def _answer(turn: Turn, seat: Seat, *, yes: bool) -> None:
    order = seat.order
    if not numbers.answer(turn.conn, order.id, turn.person.id, turn.now, yes=yes):
        turn.toast(say("talk-already"))
        _show(turn, seat)
    elif yes:
        notices.tell_numbers(turn, order, turn.other(seat.other))
        turn.begin("mynumber", order=str(order.id))
    else:
        turn.show(tell(say("relay-numbers-refused")))


def give(turn: Turn, given: Given) -> None:
    """Keep somebody's own number; with both there, each side is shown the other's."""
    seat = sit(turn, given.order_id)
    if seat is None or not seat.is_side:
        turn.toast(say("talk-not-yours"))
        return
    after = numbers.give(turn.conn, seat.order.id, seat.role, given.phone)
    if after is None:
        turn.say(tell(say("relay-numbers-ended")))
        return
    theirs = after.seller_phone if seat.role == BUYER else after.buyer_phone
    if theirs is not None:
        notices.tell_numbers(turn, seat.order, turn.other(seat.other))
    _show(turn, seat)


def _take_back(turn: Turn, seat: Seat, shared: Shared) -> None:
    if numbers.end(turn.conn, shared, turn.now):
        turn.show(tell(say("relay-numbers-ended")))
    else:
        _show(turn, seat)
