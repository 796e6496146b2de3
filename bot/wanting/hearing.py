"""What ads hear of the rest of the market: produce listed, orders moved; and what they add to cards."""

from dataclasses import replace
from datetime import timedelta

from bot.feature import Addition, Turn
from bot.kernel.cells import COARSE, cells_within
from bot.ordering.news import Beheld, Move
from bot.ordering.order import BASKET, CANCELLED, EXPIRED, PLACED
from bot.selling.offers import Listing
from bot.talk.message import Button
from bot.text.phrase import say
from bot.wanting import asking, growers, news, notices, pooling, rules, store
from bot.wanting.cards import load_pool
from bot.wanting.placing import is_ours, take_back, top_up, want_of
from bot.wanting.want import FARMERS, FILLED, OPEN, Want

_ASKED_AT_ONCE = 2  # ads somebody is asked about who lists something
_LOOK_KM = 50


def hear_listing(turn: Turn, listed: Listing) -> None:
    """Remember who grows what, and ask them where somebody wants just that."""
    growers.remember(turn.conn, listed, turn.now)
    if listed.lat_e6 is None or listed.lon_e6 is None:
        return
    cells = cells_within(listed.lat_e6, listed.lon_e6, _LOOK_KM, COARSE)
    near = store.load_open_near(
        turn.conn, listed.crop_id, cells, listed.seller_id, turn.now, _ASKED_AT_ONCE
    )
    for want in near:
        _ask(turn, want, listed, listed.lat_e6, listed.lon_e6)


def _ask(turn: Turn, want: Want, listed: Listing, lat_e6: int, lon_e6: int) -> None:
    km, me = growers.far(want, lat_e6, lon_e6), listed.seller_id
    if km > want.radius_km or store.load_bid(turn.conn, want.id, me) is not None:
        return
    too_many = growers.was_asked_enough(turn.conn, me, turn.now - timedelta(days=1))
    if not too_many and not growers.is_muted(turn.conn, me, want.crop_id):
        asking.ask_one(turn, want, turn.other(me), km)


def prepare_move(turn: Turn, move: Move) -> None:
    """Let a hand-over not fail for a kilo more than promised."""
    if is_ours(move.after):
        top_up(turn, move)


def hear_move(turn: Turn, move: Move) -> None:
    """Follow the orders that came of ads; of any other order its key alone tells."""
    if not is_ours(move.after):
        return
    take_back(turn, move)
    # Until it is agreed, whoever moves a share tells its pool as well.
    if move.before.state in {BASKET, PLACED}:
        return
    want = store.load(turn.conn, want_of(move.after))
    if want is None:
        return
    is_lost = move.after.state in {CANCELLED, EXPIRED} and move.before.state != move.after.state
    if is_lost:
        _lose(turn, want, move)
    if not want.pooled:
        return
    is_given = move.before.handed_at is None and move.after.handed_at is not None
    if is_given and not (want.transport_minor and want.transport_by == FARMERS):
        news.tell_slip(turn, load_pool(turn, want), move.after)
    ended = move.before.state in pooling.WAITING and move.after.state not in pooling.WAITING
    if ended:
        notices.settle(turn, store.load(turn.conn, want.id) or want)


def _lose(turn: Turn, want: Want, move: Move) -> None:
    """Offer again what somebody agreed to and will not bring, or the buyer does not take."""
    seller = move.after.seller_id
    if not want.pooled:
        is_early = turn.now < want.deadline_at
        if want.state == FILLED and is_early and move.role != "buyer":
            again = store.save(turn.conn, replace(want, state=OPEN))
            notices.watch(turn, again)
            news.tell(turn, again, turn.other(want.buyer_id), "lacks")
        return
    parts = store.load_parts(turn.conn, want.id)
    until = rules.refill_until(want, turn.other(want.buyer_id).zone)
    if want.state == FILLED and pooling.missing(want, parts) and turn.now < until:
        news.ask_more(turn, store.save(turn.conn, want), seller)


def add_to_card(turn: Turn, beheld: Beheld) -> Addition:
    """Tell on an order's card that it is a share of a pool; the order alone says so."""
    order = beheld.order
    if order.pool_id is None:
        return Addition()
    button = Button(say("wanting-do-pool"), f"want.pool.{order.pool_id}")
    key = {PLACED: "waits", EXPIRED: "unfilled"}.get(order.state, "share")
    return Addition((say(f"pool-card-{key}"),), ((button,),))
