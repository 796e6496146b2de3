"""One yes to a whole basket: each line an ordinary order, all in one transaction, none twice."""

from bot.feature import Turn
from bot.ordering import store as orders
from bot.ordering.order import Order
from bot.ordering.shop import place_one
from bot.shopping import screens, store
from bot.shopping.rules import MOST, Basket, Line, pick_up
from bot.text.phrase import say


def review(turn: Turn, basket: Basket) -> None:
    """Read back what one yes would order; with nothing to order, show the basket."""
    if basket.ready:
        turn.show(screens.show_review(basket, turn.now))
    else:
        turn.show(screens.show_basket(basket))


def confirm(turn: Turn, basket: Basket, mark: str) -> None:
    """Order what was read back; anything else than that is read back first.

    A yes tapped again shows the orders it has placed.
    """
    if basket.ready and basket.mark == mark:
        _place_all(turn, basket, mark)
        return
    placed = orders.load_by_keys(turn.conn, turn.person.id, _keys(mark))
    if placed:
        turn.toast(say("basket-already"))
        turn.show(screens.show_orders(placed, ()))
    elif basket.ready:
        turn.show(screens.show_review(basket, turn.now, say("basket-changed")))
    else:
        turn.show(screens.show_basket(basket))


def _keys(mark: str) -> list[str]:
    return [_key(mark, at) for at in range(MOST)]


def _key(mark: str, at: int) -> str:
    return f"basket.{mark}.{at}"


def _place_all(turn: Turn, basket: Basket, mark: str) -> None:
    """Place one order a line; a line somebody was faster with stays in the basket, named."""
    slots = {
        listing_id: slot
        for lines in basket.by_farmer()
        for listing_id, slot in pick_up(lines, turn.now).items()
    }
    placed: list[Order] = []
    failed: list[Line] = []
    for at, line in enumerate(basket.ready):
        slot = slots[line.offer.listing.id]
        result = place_one(turn, line.offer, line.amount, _key(mark, at), slot_at=slot)
        if isinstance(result, Order):
            placed.append(result)
        else:
            failed.append(line)
    done = [line.item.id for line in basket.ready if line not in failed]
    store.drop(turn.conn, turn.person.id, done)
    turn.show(screens.show_orders(placed, failed))
