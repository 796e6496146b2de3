"""How a standing order comes to be: from an order, read back, kept by a yes."""

from collections.abc import Mapping

from bot.feature import Turn
from bot.ordering import store as orders
from bot.ordering.order import BUYER, Order
from bot.ordering.shop import load_offer
from bot.selling.asks import write_amount
from bot.shopping import cards, diary, rounds
from bot.shopping.repeating import OFTEN, Agreed, Ground, Standing
from bot.shopping.repeats import MOST
from bot.talk.message import tell
from bot.text.phrase import say


def begin(turn: Turn, order_id: int) -> None:
    """Read back a standing order like an order of one's own: a yes is enough."""
    order = orders.load(turn.conn, order_id)
    if order is None or order.role_of(turn.person.id) != BUYER:
        turn.toast(say("talk-not-yours"))
        return
    ground = _ground(turn, order)
    turn.begin(
        Standing.name,
        order=str(order.id),
        amount=write_amount(order.quantity(order.ordered)),
        days=str(ground.weekday),
        often=OFTEN[0],
        until="on",
    )


def standing_facts(turn: Turn, answers: Mapping[str, str]) -> Ground:
    """Load the order it starts from, and what its farmer asks for the crop now."""
    order = orders.load(turn.conn, int(answers["order"]))
    assert order is not None  # orders are never deleted
    return _ground(turn, order)


def _ground(turn: Turn, order: Order) -> Ground:
    offer = load_offer(turn, order.listing_id)
    now = offer if offer is not None and offer.is_for_sale(turn.now) else None
    return Ground(order, now, turn.other(order.seller_id).zone)


def agree(turn: Turn, agreed: Agreed) -> None:
    """Keep a standing order somebody said yes to."""
    ground, me = agreed.ground, turn.person.id
    if ground.order.role_of(me) != BUYER:
        turn.toast(say("talk-not-yours"))
        return
    if len(diary.load_mine(turn.conn, me)) >= MOST:
        turn.say(tell(say("standing-full", most=MOST)))
        return
    new = agreed.found(me, turn.now)
    kept = diary.insert_repeat(turn.conn, new)
    rounds.plan(turn, kept)
    turn.show(cards.show_repeat(kept, rounds.seller_of(turn, kept), say("standing-kept")))
