"""When an order speaks first: what the clock does to it, reminders, and news kept for the morning."""

from dataclasses import replace

from bot.feature import Notice, Turn
from bot.ordering import moves, news, schedule, store
from bot.ordering.order import CLOCK, COUNTERED, FARM, Order
from bot.ordering.rules import Refused
from bot.store.persons import Person
from bot.talk.event import Due
from bot.text.phrase import say


def _tick(turn: Turn, due: Due) -> None:
    """Do what the order's clock says; what was meant for an earlier state does nothing."""
    order = store.load(turn.conn, int(due.ref))
    if order is None:
        return
    if due.facts in schedule.REMINDERS:
        if schedule.is_worth_saying(order, due.facts, turn.now):
            _remind(turn, order, due.facts)
        moves.replan(turn, order)
    elif isinstance(moves.move(turn, order, due.facts, role=CLOCK), Refused):
        _try_later(turn, order)


def _try_later(turn: Turn, order: Order) -> None:
    coming = moves.next_moment(turn, order)
    if coming is not None:
        moves.plan(turn, order, replace(coming, at=max(coming.at, turn.now + schedule.AGAIN)))


def _remind(turn: Turn, order: Order, what: str) -> None:
    for person in _whom(turn, order, what):
        news.tell_one(turn, order, person, say(f"order-remind-{what}"))


def _whom(turn: Turn, order: Order, what: str) -> list[Person]:
    """Give who has to do something: who is to answer, both before a pick-up.

    What is not fetched at the farm its farmer is told of in one list, by who delivers.
    """
    buyer, seller = turn.other(order.buyer_id), turn.other(order.seller_id)
    if what == schedule.NUDGE:
        return [buyer if order.state == COUNTERED else seller]
    return [buyer, seller] if order.delivery == FARM else [buyer]


def _tell(turn: Turn, due: Due) -> None:
    """Show in the morning what happened at night, as it is by now."""
    order = store.load(turn.conn, int(due.ref))
    if order is not None:
        news.tell_one(turn, order, turn.person, receipt=bool(due.facts))


NOTICES = (Notice(moves.TICK, _tick, quiet=False), Notice(news.NEWS, _tell))
