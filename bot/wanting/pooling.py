"""The life of a pool: promises come and go, it fills or fails, and what is missing is asked anew."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.feature import Turn
from bot.ordering import moves, news
from bot.ordering.conditions import Given
from bot.ordering.order import (
    ACCEPTED,
    CANCELLED,
    CLOCK,
    COUNTERED,
    DECLINED,
    EXPIRED,
    NO_SHOW,
    PLACED,
    READY,
    REFUNDED,
    Order,
)
from bot.ordering.rules import Refused
from bot.store.faults import Stale
from bot.wanting import rules, store
from bot.wanting.placing import place
from bot.wanting.pledge import Pledged
from bot.wanting.shares import Promise, share
from bot.wanting.store import Part
from bot.wanting.want import BACK, FAILED, FILLED, OFFERED, SPARE, TAKEN, Bid, Want

_GONE = frozenset((CANCELLED, DECLINED, EXPIRED, NO_SHOW, REFUNDED))
WAITING = frozenset((PLACED, COUNTERED, ACCEPTED, READY))


def living(parts: Iterable[Part]) -> list[Order]:
    """Give the orders of an ad that bring something, or have brought it."""
    return [part.order for part in parts if part.order.state not in _GONE]


def count(parts: Iterable[Part]) -> int:
    """Add up what is promised or agreed; what the scales said afterwards is not missing."""
    return sum(order.amount for order in living(parts))


def missing(want: Want, parts: Iterable[Part]) -> int:
    """Give what nobody has promised yet."""
    return max(0, want.milli - count(parts))


def is_over(parts: Iterable[Part]) -> bool:
    """Whether nothing is still to be brought."""
    return not any(part.order.state in WAITING for part in parts)


def pledge(turn: Turn, want: Want, bid: Bid, terms: Pledged) -> tuple[Want, Bid] | Refused:
    """Take a farmer's promise to an open pool, in place of an earlier one; it may fill the pool."""
    parts = store.load_parts(turn.conn, want.id)
    _withdraw(turn, parts, bid.farmer_id)
    placed = place(turn, want, bid, terms, "pledge")
    if isinstance(placed, Refused):
        return placed
    said = store.save_bid(turn.conn, offered(bid, terms, turn))
    want = store.save(turn.conn, want)
    promised = count(store.load_parts(turn.conn, want.id))
    return (fill(turn, want) if rules.is_full(want, promised) else want), said


def offered(bid: Bid, terms: Pledged, turn: Turn) -> Bid:
    """Note what a farmer offers; a promise raised keeps its place among the first."""
    since = bid.offered_at if bid.state == OFFERED and bid.offered_at else turn.now
    return replace(
        bid,
        state=OFFERED,
        milli=terms.milli,
        price_minor=terms.price_minor,
        day=terms.day.isoformat(),
        offered_at=since,
    )


def leave(turn: Turn, want: Want, bid: Bid) -> Want:
    """Let a farmer go who promised to an open ad."""
    _withdraw(turn, store.load_parts(turn.conn, want.id), bid.farmer_id)
    store.save_bid(turn.conn, replace(bid, state=BACK))
    return store.save(turn.conn, want)


def _withdraw(turn: Turn, parts: Sequence[Part], farmer_id: int) -> None:
    for order in living(parts):
        if order.seller_id == farmer_id and order.state == PLACED:
            # It is the farmer's turn: the share goes as it came, by their own word.
            _must(moves.move(turn, order, "cancel", Given(reason="cannot")))


def fill(turn: Turn, want: Want) -> Want:
    """Share the order out: every promise is agreed, perhaps for less, or let go."""
    bids = store.load_bids(turn.conn, want.id)
    since = {bid.farmer_id: bid.offered_at for bid in bids}
    known = living(store.load_parts(turn.conn, want.id))
    placed = [order for order in known if order.state == PLACED]
    target = want.milli - sum(order.amount for order in known if order.state != PLACED)
    promises = [
        Promise(o.id, o.ordered, o.price_minor, since.get(o.seller_id) or o.placed_at)
        for o in placed
    ]
    shares = share(promises, target, want.rule)
    for order in placed:
        _settle(turn, order, shares.get(order.id, 0))
    winners = {order.seller_id for order in placed if order.id in shares}
    _note(turn, bids, winners)
    return store.save(turn.conn, replace(want, state=FILLED))


def _settle(turn: Turn, order: Order, milli: int) -> None:
    if milli:
        _must(moves.move(turn, order, "share", Given(milli=milli), role=CLOCK))
        return
    # The pool itself tells its farmers why, so the share's own news is not sent as well.
    unheard = replace(turn, outgoing=[])
    _must(moves.move(unheard, order, "unfilled", Given(), role=CLOCK))
    turn.cancel(news.NEWS, order.id)


def _note(turn: Turn, bids: Iterable[Bid], winners: set[int]) -> None:
    for bid in bids:
        if bid.state == OFFERED:
            state = TAKEN if bid.farmer_id in winners else SPARE
            store.save_bid(turn.conn, replace(bid, state=state))


def fail(turn: Turn, want: Want) -> Want:
    """Let every promise go: too little came together."""
    for order in living(store.load_parts(turn.conn, want.id)):
        if order.state == PLACED:
            _settle(turn, order, 0)
    _note(turn, store.load_bids(turn.conn, want.id), set())
    return store.save(turn.conn, replace(want, state=FAILED))


def add(turn: Turn, want: Want, bid: Bid, terms: Pledged) -> tuple[Want, Bid] | Refused:
    """Take what is missing of a filled pool from whoever says so first: agreed at once."""
    lacking = missing(want, store.load_parts(turn.conn, want.id))
    terms = replace(terms, milli=min(terms.milli, lacking))
    placed = place(turn, want, bid, terms, "pledge")
    if isinstance(placed, Refused):
        return placed
    _must(moves.move(turn, placed, "share", Given(milli=terms.milli), role=CLOCK))
    said = store.save_bid(turn.conn, replace(offered(bid, terms, turn), state=TAKEN))
    return store.save(turn.conn, want), said


def gather(turn: Turn, want: Want) -> Want:
    """Let several fill an ad together: what was offered so far becomes promises to the pool."""
    want = store.save(turn.conn, replace(want, pooled=True, minimum=want.milli))
    for bid in rules.rank(store.load_bids(turn.conn, want.id)):
        assert bid.milli is not None
        assert bid.price_minor is not None
        assert bid.ready is not None
        terms = Pledged(want.id, bid.milli, bid.price_minor, bid.ready)
        _must(place(_as(turn, bid.farmer_id), want, bid, terms, "pledge"))
    promised = count(store.load_parts(turn.conn, want.id))
    return fill(turn, want) if rules.is_full(want, promised) else want


def _as(turn: Turn, person_id: int) -> Turn:
    """Act by the word somebody has given, in the turn of another."""
    return replace(turn, person=turn.other(person_id))


def _must(moved: Order | Refused) -> Order:
    """Insist on a move the rules allow: refused, somebody was faster, and the turn runs again."""
    if isinstance(moved, Refused):
        raise Stale(moved.reason)
    return moved
