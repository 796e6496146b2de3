"""How a buyer chooses where and when to get an order, and how its farmer agrees."""

from datetime import date

from bot.delivering import notices, roads, routes, rules, screens, store
from bot.delivering.rules import AGREED
from bot.delivering.store import Wish
from bot.feature import Addition, Turn
from bot.ordering import moves, news, supply
from bot.ordering import store as orders
from bot.ordering.order import (
    ADMIN,
    BROUGHT,
    BUYER,
    COUNTERED,
    DRIVER,
    FARM,
    POINT,
    SELLER,
    Order,
)
from bot.ordering.pickup import first_day
from bot.points import store as points
from bot.points.rules import Point, find_slot, list_slots
from bot.selling.store import load as load_listing
from bot.talk.message import Button
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

LAST = 20  # pages of slots


def act(turn: Turn, what: str = "", code: str = "", *parts: str) -> None:
    """`place.see|at|take|to|yes|no.<order>...`: about the way of one order."""
    if what == "bring":
        _set_bringing(turn, does=code == "on")
        return
    found = orders.load(turn.conn, read_id(code) or 0)
    role = None if found is None else moves.role_in(turn, found)
    if found is None or role is None:
        turn.toast(say("talk-not-yours"))
    elif what == "map":
        _show_map(turn, found)
    elif what in {"yes", "no"}:
        _answer(turn, found, role, what)
    elif not rules.may_choose(found, role, turn.now):
        _refuse(turn, found)
    else:
        _choose(turn, found, what, *parts)


def _choose(turn: Turn, found: Order, what: str, *parts: str) -> None:
    match what, *parts:
        case "see", *_:
            _see(turn, found)
        case "at", point, *rest:
            _show_slots(turn, found, point, *rest[:1])
        case "take", point, slot:
            _take(turn, found, point, slot)
        case "to", (("farm" | "brought") as delivery):
            _lead_home(turn, found, delivery)
        case _:
            turn.toast(say("talk-older"))


def _refuse(turn: Turn, found: Order) -> None:
    turn.toast(say("place-no-now"))
    _show(turn, found)


def _show(turn: Turn, found: Order, *before: Phrase) -> None:
    *_, card = news.show(turn, found, turn.person, *before)
    turn.show(card)


def _show_map(turn: Turn, found: Order) -> None:
    """Send where an order's point is, with its photo where there is one."""
    point = points.load(turn.conn, found.point_id or 0, turn.now)
    if point is None:
        turn.toast(say("place-no-now"))
        return
    for message in screens.show_map(point):
        turn.say(message)


def _see(turn: Turn, found: Order) -> None:
    spot = supply.spot_of(turn.conn, turn.person, turn.speaker.country)
    near = supply.load_points(turn.conn, spot, turn.now)
    brings = store.brings(turn.conn, found.seller_id)
    turn.show(screens.show_places(found, near, brings=brings))


def _open_point(turn: Turn, code: str) -> Point | None:
    found = points.load(turn.conn, read_id(code) or 0, turn.now)
    if found is None or not found.is_open:
        turn.toast(say("place-closed"))
        return None
    return found


def _show_slots(turn: Turn, found: Order, code: str, page: str = "0") -> None:
    point = _open_point(turn, code)
    if point is None:
        _see(turn, found)
        return
    slots = list_slots(point, point.booked, _first_day(turn, found, point), turn.now)
    at = read_count(page, LAST) or 0
    turn.show(screens.show_slots(found, point, slots, at))


def _first_day(turn: Turn, found: Order, point: Point) -> date:
    listed = load_listing(turn.conn, found.listing_id)
    assert listed is not None
    return first_day(listed.ready, turn.now, point.zone)


def _take(turn: Turn, found: Order, code: str, slot_code: str) -> None:
    """Take a slot, or ask the farmer for it; somebody else may have been faster."""
    point = _open_point(turn, code)
    if point is None:
        _see(turn, found)
        return
    slot = find_slot(point, point.booked, _first_day(turn, found, point), turn.now, slot_code)
    if slot is not None and rules.is_there(found, point.id, slot.ends_at):
        turn.toast(say("place-same"))
        _show(turn, found)
        return
    asks = rules.needs_yes(found)
    key = found.key + routes.WISHED if asks else found.key
    if slot is None or not points.book(turn.conn, slot, found.buyer_id, key):
        turn.toast(say("place-gone"))
        _show_slots(turn, found, code)
    elif asks:
        wish = Wish(found.id, POINT, turn.now, point.id, slot.starts_at, slot.ends_at)
        _wish(turn, found, wish)
    else:
        _tell_changed(turn, routes.lead_to_point(turn, found, point.id, slot.ends_at, BUYER), found)


def _lead_home(turn: Turn, found: Order, delivery: str) -> None:
    """Fetch at the farm after all, or have the farmer bring it who offers that."""
    if delivery == BROUGHT and not store.brings(turn.conn, found.seller_id):
        turn.toast(say("place-no-now"))
        _see(turn, found)
    elif found.delivery == delivery:
        _show(turn, found)
    elif rules.needs_yes(found):
        routes.drop_wish(turn, found)
        _wish(turn, found, Wish(found.id, delivery, turn.now))
    else:
        _tell_changed(turn, routes.lead_home(turn, found, delivery, BUYER), found)


def _wish(turn: Turn, found: Order, wish: Wish) -> None:
    store.keep_wish(turn.conn, wish)
    turn.toast(say("place-asked"))
    _show(turn, found)
    news.tell_one(turn, found, turn.other(found.seller_id), say("place-asks"))


def _tell_changed(turn: Turn, routed: Order | None, found: Order) -> None:
    if routed is None:
        _refuse(turn, found)
        return
    turn.toast(say("place-taken"))
    _show(turn, routed)
    news.tell_one(turn, routed, turn.other(routed.seller_id), say("place-changed"))


def _answer(turn: Turn, found: Order, role: str, said: str) -> None:
    """Let the farmer say yes or no to a wish; a second tap is told how it stands."""
    wish = store.load_wish(turn.conn, found.id)
    if role != SELLER:
        turn.toast(say("talk-not-yours"))
    elif wish is None or found.state not in AGREED or found.delivery == DRIVER:
        _refuse(turn, found)
    elif said == "no" or (wish.starts_at is not None and wish.starts_at <= turn.now):
        routes.drop_wish(turn, found)
        _show(turn, found)
        news.tell_one(turn, found, turn.other(found.buyer_id), say("place-refused"))
    else:
        _grant(turn, found, wish)


def _grant(turn: Turn, found: Order, wish: Wish) -> None:
    granted = routes.grant(turn, found, wish, SELLER)
    if granted is None:
        _refuse(turn, found)
        return
    _show(turn, granted)
    news.tell_one(turn, granted, turn.other(granted.buyer_id), say("place-granted"))


def _set_bringing(turn: Turn, *, does: bool) -> None:
    """Let a farmer say whether they bring what they sell to its buyers."""
    if "farmer" not in turn.person.roles:
        turn.toast(say("talk-not-yours"))
        return
    store.set_brings(turn.conn, turn.person.id, turn.now, does=does)
    turn.toast(say("bring-on" if does else "bring-off"), alert=True)


# -- what is added to the cards of others


def add_to_card(turn: Turn, beheld: news.Beheld) -> Addition:
    """Say how the order comes to its buyer; one statement, and only where there is more to tell."""
    order, role = beheld.order, beheld.role
    added = _way_of(turn, order, role)
    if role == DRIVER:
        day = rules.day_of(order.slot, beheld.person.zone)
        return added + Addition(buttons=roads.driver_buttons(order, day))
    if role == BUYER and order.state == "placed" and order.pool_id is None:
        return added + Addition(buttons=((screens.choose_button(order),),))
    return added


def _way_of(turn: Turn, order: Order, role: str) -> Addition:
    just_agreed = order.moved_at == turn.now
    if order.delivery == FARM and (order.state not in AGREED or just_agreed):
        return Addition()
    way = store.load_way(turn.conn, order.id)
    added = screens.card_of(order, role, way)
    if order.state == COUNTERED and notices.is_other_day(order, way.ends_at):
        return added + Addition((notices.other_day(turn, order),))
    return added


def add_to_more(turn: Turn, beheld: news.Beheld) -> Addition:
    """Offer another place to the buyer, a driver and the day's list to who hands it over."""
    order, role = beheld.order, beheld.role
    buttons: list[Button] = []
    if rules.may_choose(order, role, turn.now) and order.state in AGREED and order.pool_id is None:
        buttons.append(screens.choose_button(order))
    if role in {SELLER, ADMIN} and rules.may_assign(order, role):
        buttons.append(roads.carry_button(order))
    if role == SELLER and order.state in AGREED:
        day = rules.day_of(order.slot, beheld.person.zone)
        buttons.append(Button(say("packing-button"), f"packing.see.{day}"))
    return Addition(buttons=tuple((each,) for each in buttons))


def add_to_own_listing(turn: Turn, fact: object) -> Addition:
    """Let a farmer say whether they bring produce to its buyers."""
    does = store.brings(turn.conn, turn.person.id)
    label, data = ("bring-stop", "off") if does else ("bring-start", "on")
    return Addition(buttons=((Button(say(label), f"place.bring.{data}"),),))
