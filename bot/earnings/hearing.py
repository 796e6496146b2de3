"""Orders as they complete: what each brought is kept and counted, and put right when it changes."""

from bot.earnings import notices, store, sums
from bot.earnings.rules import Earned, corrected, earn
from bot.feature import Turn
from bot.ordering.news import Move
from bot.ordering.order import COMPLETED, Order
from bot.people.store import load_profile


def hear_move(turn: Turn, move: Move) -> None:
    """Count a completed order once; a later refund changes what it counts, or takes it away."""
    states = {move.before.state, move.after.state}
    if COMPLETED not in states or not _is_changed(move):
        return
    before = store.load(turn.conn, move.after.id)
    after = _earned(turn, move.after)
    if before is not None and after is not None:
        after = corrected(before, after)
    if before != after:
        _put_right(turn, before, after)
    if before is None and after is not None:
        notices.plan_question(turn, after.seller_id)


def _is_changed(move: Move) -> bool:
    before, after = move.before, move.after
    return (before.state, before.sum, before.given) != (after.state, after.sum, after.given)


def _earned(turn: Turn, order: Order) -> Earned | None:
    home = load_profile(turn.conn, order.seller_id)
    zone = turn.other(order.seller_id).zone
    return earn(order, zone, (home.place_id, home.region) if home else None)


def _put_right(turn: Turn, before: Earned | None, after: Earned | None) -> None:
    if before is not None:
        sums.count(turn.conn, before, -1)
        if after is None:
            store.drop(turn.conn, before.order_id)
    if after is not None:
        store.keep(turn.conn, after)
        sums.count(turn.conn, after, 1)
