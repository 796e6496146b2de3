"""One yes to a whole basket: each line an ordinary order, all in one transaction, none twice."""

from bot.feature import Turn
from bot.ordering import store as orders
from bot.ordering.order import Order
from bot.ordering.pickup import FARM, Pickup, find, next_slots, read_point
from bot.ordering.shop import MANY, place_one
from bot.ordering.supply import load_points, spot_of
from bot.points import store as points
from bot.shopping import screens, store
from bot.shopping.rules import MOST, Basket, Line, pick_up
from bot.shopping.screens import Wheres
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say


def review(turn: Turn, basket: Basket, where: str = FARM, *before: Phrase) -> None:
    """Read back what one yes would order, and where to; with nothing to order, show the basket.

    A collection point must have room for all of it.
    """
    if not basket.ready:
        turn.show(screens.show_basket(basket, *before))
        return
    spot = spot_of(turn.conn, turn.person, turn.speaker.country)
    near = load_points(turn.conn, spot, turn.now)
    offered = next_slots(near, basket.ready_on, turn.now, len(basket.ready))
    chosen = find(near, where, basket.ready_on, turn.now, len(basket.ready))
    full = (say("buying-where-full"),) if chosen is None and read_point(where) else ()
    wheres = Wheres(offered, chosen)
    turn.show(screens.show_review(basket, turn.now, wheres, *before, *full))


def confirm(turn: Turn, basket: Basket, mark: str, where: str) -> None:
    """Order what was read back; anything else than that is read back first.

    A yes tapped again shows the orders it has placed.
    """
    pickup = _pickup(turn, basket, where)
    if basket.ready and basket.mark(where) == mark and (pickup or where == FARM):
        _place_all(turn, basket, mark, pickup)
        return
    placed = orders.load_by_keys(turn.conn, turn.person.id, _keys(mark))
    if placed:
        turn.toast(say("basket-already"))
        turn.show(screens.show_orders(placed, ()))
    else:
        review(turn, basket, where, *((say("basket-changed"),) if basket.ready else ()))


def _pickup(turn: Turn, basket: Basket, where: str) -> Pickup | None:
    """Find the slot that was read back, if it still has room for everything; None at the farm."""
    point = read_id(read_point(where))
    if point is None or not basket.ready:
        return None
    known = points.load(turn.conn, point, turn.now)
    near = () if known is None else (known,)
    return find(near, where, basket.ready_on, turn.now, len(basket.ready))


def _keys(mark: str) -> list[str]:
    return [_key(mark, at) for at in range(MOST)]


def _key(mark: str, at: int) -> str:
    return f"basket.{mark}.{at}"


def _place_all(turn: Turn, basket: Basket, mark: str, pickup: Pickup | None) -> None:
    """Place one order a line; a line somebody was faster with stays in the basket, named."""
    slots = {
        listing_id: slot
        for lines in basket.by_farmer()
        for listing_id, slot in pick_up(lines, turn.now).items()
    }
    placed: list[Order] = []
    failed: list[Line] = []
    held_up = False
    # In one order for everybody, so that two baskets never wait for each other's listings.
    for at, line in sorted(enumerate(basket.ready), key=lambda each: each[1].item.listing_id):
        slot = slots[line.offer.listing.id]
        key = _key(mark, at)
        result = place_one(turn, line.offer, line.amount, key, slot_at=slot, pickup=pickup)
        if isinstance(result, Order):
            placed.append(result)
        else:
            failed.append(line)
            held_up = held_up or result.reason == MANY
    done = [line.item.id for line in basket.ready if line not in failed]
    store.drop(turn.conn, turn.person.id, done)
    why = (say("order-no-many"),) if held_up else ()
    turn.show(screens.show_orders(placed, failed, *why))
