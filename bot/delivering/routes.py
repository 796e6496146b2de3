"""Leading an order another way: to a point and a slot, to the farm, to the buyer, by a driver."""

from collections.abc import Sequence
from datetime import datetime

from bot.delivering import roads, rules, store
from bot.delivering.store import Wish
from bot.feature import Turn
from bot.ordering import moves, news
from bot.ordering.conditions import Given
from bot.ordering.order import BROUGHT, DRIVER, POINT, Order
from bot.ordering.rules import Refused
from bot.points import store as points
from bot.text.phrase import Phrase, say

WISHED = "?"  # ends the key under which a wished slot is held beside the order's own


def lead_to_point(
    turn: Turn, order: Order, point_id: int, ends_at: datetime, role: str
) -> Order | None:
    """Lead an order to a point where it has a slot already; None when it moved meanwhile."""
    given = Given(delivery=POINT, point_id=point_id, slot_at=ends_at)
    return _route(turn, order, given, role)


def lead_home(turn: Turn, order: Order, delivery: str, role: str) -> Order | None:
    """Lead an order to the farm, or to its buyer; the slot it had at a point is free again."""
    routed = _route(turn, order, Given(delivery=delivery), role)
    if routed is not None:
        points.unbook(turn.conn, order.buyer_id, order.key)
    return routed


def grant(turn: Turn, order: Order, wish: Wish, role: str) -> Order | None:
    """Lead an order as its buyer wished; the slot that was held for the wish is now its own."""
    store.drop_wish(turn.conn, order.id)
    if wish.point_id is None or wish.ends_at is None:
        return lead_home(turn, order, wish.delivery, role)
    points.pass_on(turn.conn, order.buyer_id, order.key + WISHED, order.key)
    return lead_to_point(turn, order, wish.point_id, wish.ends_at, role)


def drop_wish(turn: Turn, order: Order) -> bool:
    """Forget a wish and free the slot held for it; False when there was none."""
    if not store.drop_wish(turn.conn, order.id):
        return False
    points.unbook(turn.conn, order.buyer_id, order.key + WISHED)
    return True


def _route(turn: Turn, order: Order, given: Given, role: str) -> Order | None:
    routed = moves.move(turn, order, "route", given, role=role)
    return None if isinstance(routed, Refused) else routed


# -- drivers


def give(turn: Turn, order: Order, driver_id: int | None, role: str) -> bool:
    """Let somebody else carry an order, or nobody; whoever did is told. False: nothing changed."""
    if not rules.may_assign(order, role) or order.driver_id == driver_id:
        return False
    without = POINT if order.point_id else BROUGHT
    given = Given(
        delivery=DRIVER if driver_id else without, point_id=order.point_id, driver_id=driver_id
    )
    if _route(turn, order, given, role) is None:
        return False
    tell_off(turn, order)
    if drop_wish(turn, order):
        news.tell_one(turn, order, turn.other(order.buyer_id), say("place-refused"))
    return True


def tell_driver(turn: Turn, orders: Sequence[Order], driver_id: int) -> None:
    """Tell a driver what they carry now."""
    driver = turn.other(driver_id)
    days = sorted({rules.day_of(each.slot, driver.zone) for each in orders})
    turn.say(roads.show_given(len(orders), days), driver)


def tell_off(turn: Turn, order: Order) -> None:
    """Tell the driver that an order is not theirs to carry any more."""
    if order.driver_id:
        turn.say(roads.show_taken(order), turn.other(order.driver_id))


def tell_sides(turn: Turn, order: Order, *before: Phrase) -> None:
    """Show both sides an order that changed, but not the one whose turn it is."""
    for person_id in (order.buyer_id, order.seller_id):
        if person_id != turn.person.id:
            news.tell_one(turn, order, turn.other(person_id), *before)
