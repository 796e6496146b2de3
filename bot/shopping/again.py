"""Ordering again what was ordered before: the same amount of the same farmer, at the price now."""

from bot.feature import Addition, Turn
from bot.ordering import store as orders
from bot.ordering.news import Beheld
from bot.ordering.order import BUYER, COMPLETED, HANDED_OVER
from bot.selling.asks import write_amount
from bot.shopping import cards, diary
from bot.talk.message import Button
from bot.talk.tap import read_id
from bot.text.phrase import say

_WORTH_REPEATING = frozenset(("placed", "countered", "accepted", "ready", HANDED_OVER, COMPLETED))


def add_to_card(turn: Turn, beheld: Beheld) -> Addition:
    """Offer a buyer to order again once it is done; tell what came by itself."""
    order = beheld.order
    again = Button(say("again-order"), f"again.{order.id}")
    rows = ((again,),) if beheld.role == BUYER and order.state == COMPLETED else ()
    return Addition(cards.mark(order), rows)


def add_to_more(turn: Turn, beheld: Beheld) -> Addition:
    """Offer a buyer to have it come back every week."""
    order = beheld.order
    if beheld.role != BUYER or order.state not in _WORTH_REPEATING or order.pool_id is not None:
        return Addition()
    return Addition(buttons=((Button(say("standing-new"), f"standing.new.{order.id}"),),))


def act(turn: Turn, code: str = "", *_: str) -> None:
    """`again.<order>`: read the same order back at today's price, or show who else sells it."""
    order = orders.load(turn.conn, read_id(code) or 0)
    if order is None or order.role_of(turn.person.id) != BUYER:
        turn.toast(say("talk-not-yours"))
        return
    offer = diary.load_offer(turn.conn, order, turn.now)
    if offer is None:
        turn.act(f"buy.see.{order.listing_id}")
        return
    turn.begin(
        "buying",
        crop=order.crop_id,
        offer=offer.code,
        key=f"{offer.listing.id}.{turn.now.isoformat()}",
        amount=write_amount(order.quantity(order.ordered)),
    )
