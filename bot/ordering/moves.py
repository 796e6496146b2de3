"""Moving an order: its new state, the stock, the history, the clock and the news, as one piece."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.feature import Turn
from bot.ordering import ledger, news, receipts, rules, schedule, store
from bot.ordering.conditions import Given
from bot.ordering.history import Happening
from bot.ordering.order import ACCEPTED, CLOCK, PROVIDER, READY, SPOILED, Order
from bot.ordering.rules import HOLD, Moved, Refused, decide
from bot.ordering.schedule import Moment
from bot.points.store import load_booking
from bot.selling import stock
from bot.selling.offers import Listing

TICK = "order-clock"
_NOBODY = 0  # the clock has no row among people


def role_in(turn: Turn, order: Order) -> str | None:
    """Say what the one whose turn it is is to an order."""
    return order.role_of(turn.person.id, is_admin=turn.person.is_admin)


def move(
    turn: Turn, order: Order, command: str, given: Given | None = None, *, role: str | None = None
) -> Order | Refused:
    """Move an order, or say why not; refused, nothing has changed. The one way orders move.

    Stale when somebody else moved it in the meantime: the turn is then run again.
    """
    role = role or role_in(turn, order)
    decision = decide(order, command, role, turn.now, given or Given())
    if isinstance(decision, Refused):
        return decision
    assert role is not None
    turn.announce(news.MOVING, news.Move(order, decision.order, command, role))
    written = _write(turn, order, decision, role)
    if isinstance(written, Order):
        _note(turn, order, written, command, role)
        ledger.enter(turn.conn, order, written, turn.now, actor_id=_actor(turn, role))
        replan(turn, written)
        receipts.write(turn, order, written)
        news.tell(turn, order, replace(decision, order=written), role)
        turn.announce(news.MOVED, news.Move(order, written, command, role))
    return written


def replan(turn: Turn, order: Order) -> None:
    """Let the order's next moment come due, or none."""
    coming = next_moment(turn, order)
    if coming is None:
        turn.cancel(TICK, order.id)
    else:
        plan(turn, order, coming)


def next_moment(turn: Turn, order: Order) -> Moment | None:
    """Give what the clock has to do next for an order."""
    zone = turn.other(order.seller_id).zone
    return schedule.next_moment(order, zone, turn.now, _slot_start(turn, order))


def plan(turn: Turn, order: Order, coming: Moment) -> None:
    """Let a moment of the order's life come due."""
    seller = turn.other(order.seller_id)
    turn.plan(TICK, order.id, coming.at, person=seller, facts=coming.what)


def _slot_start(turn: Turn, order: Order) -> datetime | None:
    """Give when the slot begins that an agreed order has at a collection point; None elsewhere."""
    if order.point_id is None or order.state not in {ACCEPTED, READY}:
        return None
    held = load_booking(turn.conn, order.buyer_id, order.key)
    return held.starts_at if held and held.ends_at == order.slot else None


def _write(turn: Turn, before: Order, decision: Moved, role: str) -> Order | Refused:
    if decision.step.stock == HOLD:
        return _place(turn, decision.order)
    if not _move_stock(turn, before, decision, role):
        return Refused("short")
    store.save(turn.conn, before, decision.order)
    return decision.order


def _place(turn: Turn, order: Order) -> Order | Refused:
    placed = store.insert_order(turn.conn, order)
    if placed is None:
        return Refused("repeated")
    held = stock.hold(
        turn.conn,
        placed.listing_id,
        placed.ordered,
        turn.now,
        order_id=placed.id,
        actor_id=turn.person.id,
    )
    if held is None:
        store.undo_insert(turn.conn, placed)
        return Refused("sold-out")
    return placed


def _move_stock(turn: Turn, before: Order, decision: Moved, role: str) -> bool:
    """Do to the stock what the step says; False, and nothing changed, where there is too little."""
    after, conn, now = decision.order, turn.conn, turn.now
    actor = _actor(turn, role)
    less = before.held - after.held
    match decision.step.stock:
        case rules.GIVE if before.held:
            moved = stock.hand_over(
                conn,
                before.listing_id,
                held=before.held,
                actual=after.given,
                now=now,
                order_id=before.id,
                actor_id=actor,
            )
        case rules.RELEASE | rules.RESIZE if less:
            moved = stock.release(
                conn, before.listing_id, less, now, order_id=before.id, actor_id=actor
            )
        case rules.LOSE:
            moved = _lose(turn, before, is_spoiled=after.reason == SPOILED)
        case rules.SPOIL:
            moved = stock.spoil(
                conn, before.listing_id, before.amount, now, order_id=before.id, actor_id=actor
            )
        case _:
            return True
    return moved is not None


def _lose(turn: Turn, before: Order, *, is_spoiled: bool) -> Listing | None:
    """Take off the market what an order held: it spoiled, or its farmer sold it elsewhere."""
    keys: dict[str, Any] = {"order_id": before.id, "actor_id": turn.person.id}
    what = (turn.conn, before.listing_id, before.held, turn.now)
    stock.release(*what, **keys)
    return (stock.spoil if is_spoiled else stock.withdraw)(*what, **keys)


def _note(turn: Turn, before: Order, after: Order, command: str, role: str) -> None:
    facts = {
        "payment": after.payment,
        "total": after.total,
        "milli": after.given,
        "price": after.price.minor,
        "paid": after.paid,
        "late": command == "cancel" and before.state in {ACCEPTED, READY},
    }
    store.note(
        turn.conn,
        Happening(
            order_id=after.id,
            at=turn.now,
            actor_id=_actor(turn, role),
            role=role,
            command=command,
            before=before.state,
            after=after.state,
            reason=after.reason if after.reason != before.reason else None,
            facts=facts,
        ),
    )


def _actor(turn: Turn, role: str) -> int:
    return _NOBODY if role in {CLOCK, PROVIDER} else turn.person.id
