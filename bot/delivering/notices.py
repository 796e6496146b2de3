"""What is told the evening before: one packing list to a farmer, a day's sheet, a driver's run."""

from datetime import UTC, date, datetime

from bot.delivering import board, driving, lists, roads, routes, rules
from bot.delivering.rules import AGREED, BEFORE_SLOT
from bot.delivering.screens import slot_phrase
from bot.feature import Notice, Turn
from bot.ordering.news import Move
from bot.ordering.order import (
    BUYER,
    CANCELLED,
    DECLINED,
    DRIVER,
    EXPIRED,
    FARM,
    NO_SHOW,
    POINT,
    REFUNDED,
    Order,
)
from bot.points import store as points
from bot.points.rules import Point, Slot, slots_on
from bot.talk.event import Due
from bot.text.phrase import Phrase, say

PACKING, BRINGING, SHEET, RUN = "packing", "bringing", "point-sheet", "driver-run"
_UNSERVED = frozenset((DECLINED, EXPIRED, CANCELLED, NO_SHOW, REFUNDED))


def hear(turn: Turn, move: Move) -> None:
    """Follow an order: what it no longer needs is free again, what comes is told in time."""
    before, after = move.before, move.after
    if after.state in _UNSERVED:
        _let_go(turn, before, after)
    elif before.state in AGREED and after.state not in AGREED:
        routes.drop_wish(turn, after)
    elif move.command == "agree" and after.delivery == POINT and _has_other_day(turn, after):
        settle_day(turn, after)
    elif after.state in AGREED and after.delivery != FARM and _is_news(before, after):
        _plan(turn, after)


def _is_news(before: Order, after: Order) -> bool:
    """Whether an order was just agreed, or goes another way or at another time."""
    was = (before.delivery, before.point_id, before.driver_id, before.slot)
    now = (after.delivery, after.point_id, after.driver_id, after.slot)
    return before.state not in AGREED or was != now


def _let_go(turn: Turn, before: Order, after: Order) -> None:
    if before.state in AGREED:
        routes.drop_wish(turn, after)
        routes.tell_off(turn, after)
    if after.point_id is not None:
        points.unbook(turn.conn, after.buyer_id, after.key)


# -- an offered day at a point


def is_other_day(order: Order, ends_at: datetime | None) -> bool:
    """Whether an order to a point is not when the slot ends that it has there."""
    return order.delivery == POINT and order.slot != ends_at


def _has_other_day(turn: Turn, order: Order) -> bool:
    held = points.load_booking(turn.conn, order.buyer_id, order.key)
    return is_other_day(order, held.ends_at if held else None)


def other_day(turn: Turn, order: Order) -> Phrase:
    """Say what a farmer's offer of another day means for an order to a point."""
    slot = _slot_of_day(turn, order)
    if slot is None:
        return say("way-other-farm")
    return say("way-other-slot", slot=slot_phrase(slot.starts_at, slot.ends_at))


def settle_day(turn: Turn, order: Order) -> None:
    """Lead an agreed order to its point on the day the farmer offered, or else to the farm."""
    found = _point_and_slot(turn, order)
    if found is None or not points.book(turn.conn, found[1], order.buyer_id, order.key):
        routed = routes.lead_home(turn, order, FARM, BUYER)
    else:
        routed = routes.lead_to_point(turn, order, found[0].id, found[1].ends_at, BUYER)
    if routed is not None:
        routes.tell_sides(turn, routed)


def _slot_of_day(turn: Turn, order: Order) -> Slot | None:
    found = _point_and_slot(turn, order)
    return found[1] if found else None


def _point_and_slot(turn: Turn, order: Order) -> tuple[Point, Slot] | None:
    """Find the point's first slot on an order's day that has room, or the one it has already."""
    point = points.load(turn.conn, order.point_id or 0, turn.now)
    if point is None or not point.is_open:
        return None
    held = points.load_booking(turn.conn, order.buyer_id, order.key)
    for slot in slots_on(point, point.booked, point.day_of(order.slot)):
        is_own = held is not None and held.starts_at == slot.starts_at
        if slot.starts_at > turn.now and (slot.left or is_own):
            return point, slot
    return None


# -- what is told when


def _plan(turn: Turn, order: Order) -> None:
    """Let the evening before and two hours before be told; what is past is not told any more."""
    seller = turn.other(order.seller_id)
    day = rules.day_of(order.slot, seller.zone)
    _at_evening(turn, PACKING, day.isoformat(), day, seller.id, seller.zone)
    if order.driver_id:
        driver = turn.other(order.driver_id)
        there = rules.day_of(order.slot, driver.zone)
        _at_evening(turn, RUN, there.isoformat(), there, driver.id, driver.zone)
    if order.point_id:
        _plan_point(turn, order)


def _plan_point(turn: Turn, order: Order) -> None:
    host = points.load_host(turn.conn, order.buyer_id, order.key)
    if host is None:
        return
    before = host.starts_at - BEFORE_SLOT
    if order.delivery == POINT and before > turn.now:
        ref = f"{order.point_id}.{int(host.starts_at.timestamp())}"
        turn.plan(
            BRINGING,
            ref,
            before,
            person=turn.other(order.seller_id),
            drop_after=BEFORE_SLOT,
        )
    if host.keeper_id:
        day = rules.day_of(host.starts_at, host.zone)
        ref = f"{order.point_id}.{day.isoformat()}"
        _at_evening(turn, SHEET, ref, day, host.keeper_id, host.zone)


def _at_evening(
    turn: Turn, kind: str, ref: str, day: date, person_id: int, zone: str | None
) -> None:
    at = rules.evening_before(day, zone)
    if at > turn.now:
        late = rules.day_span(day, zone)[1] - at
        turn.plan(kind, ref, at, person=turn.other(person_id), drop_after=late)


def _when(what: str, turn: Turn, day: date) -> str:
    """Name the words for a list: what was missed in the evening is for today by now."""
    is_ahead = rules.day_of(turn.now, turn.person.zone) < day
    return f"{what}-evening" if is_ahead else f"{what}-today"


def _packing(turn: Turn, due: Due) -> None:
    """Tell a farmer in one message all that has to be taken along tomorrow."""
    day = rules.read_day(due.ref)
    assert day is not None
    packing = lists.load_own(turn, turn.person.id, day, turn.person.zone).away()
    if packing.orders:
        turn.say(lists.show_own(packing, say(_when("packing", turn, day))))


def _bringing(turn: Turn, due: Due) -> None:
    """Tell a farmer what is to be at a point in two hours."""
    code, _, stamp = due.ref.partition(".")
    starts_at = datetime.fromtimestamp(int(stamp), UTC)
    held = points.load_bookings_at(turn.conn, int(code), starts_at)
    keys = frozenset((each.buyer_id, each.key) for each in held)
    zone = turn.person.zone
    packing = lists.load_own(turn, turn.person.id, rules.day_of(starts_at, zone), zone).among(keys)
    if packing.orders:
        turn.say(lists.show_own(packing, say("packing-soon")))


def _sheet(turn: Turn, due: Due) -> None:
    """Give whoever looks after a point the list of tomorrow."""
    code, _, day_code = due.ref.partition(".")
    point, day = points.load(turn.conn, int(code), turn.now), rules.read_day(day_code)
    if point is None or day is None or point.keeper_id != turn.person.id:
        return
    packing = lists.load_day(turn, point, day)
    if packing.orders:
        turn.say(board.show_day(point, packing, say(_when("sheet", turn, day))))


def _run(turn: Turn, due: Due) -> None:
    """Tell a driver where to go tomorrow."""
    day = rules.read_day(due.ref)
    assert day is not None
    stops, happened = driving.load_run(turn, turn.person.id, day)
    if stops and DRIVER in turn.person.roles:
        turn.say(roads.show_run(day, stops, happened, say(_when("run", turn, day))))


NOTICES = (
    Notice(PACKING, _packing),
    Notice(BRINGING, _bringing),
    Notice(SHEET, _sheet),
    Notice(RUN, _run),
)
