"""Who drives, what they carry, and what they say happened on the way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.delivering import board, drivers, roads, routes, rules, store
from bot.delivering.drivers import DELIVERED, HAPPENINGS, Driver
from bot.delivering.rules import ROUGHLY, STEADY, Spot, Stop
from bot.feature import Turn
from bot.ordering import moves, news
from bot.ordering import store as orders
from bot.ordering.order import ADMIN, DRIVER, Order
from bot.ordering.turns import show as show_order
from bot.points import store as points
from bot.store import persons
from bot.talk.message import Message
from bot.talk.tap import read_id
from bot.text.phrase import Phrase, say

# -- who drives: staff say so


def command(turn: Turn, words: str) -> None:
    """Show who drives."""
    turn.show(roads.show_drivers(drivers.load_drivers(turn.conn)))


def act(turn: Turn, what: str = "list", code: str = "", *_: str) -> None:
    """`drivers.list|new`, `drivers.see|dismiss.<person>`."""
    if what == "list":
        command(turn, "")
    elif what == "new":
        token = drivers.make_invite(turn.conn, turn.person.id, turn.now)
        turn.show(roads.show_invite(turn.speaker.link(f"d_{token}")))
    else:
        _act_on(turn, what, _find(turn, code))


def _find(turn: Turn, code: str) -> Driver | None:
    known = drivers.load_drivers(turn.conn)
    return next((each for each in known if each.person_id == read_id(code)), None)


def _act_on(turn: Turn, what: str, found: Driver | None) -> None:
    if found is None:
        turn.toast(say("talk-already"))
    elif what == "see":
        turn.show(roads.show_driver(found))
    elif what == "dismiss":
        _dismiss(turn, found)
    else:
        turn.toast(say("talk-older"))


def _dismiss(turn: Turn, found: Driver) -> None:
    """Let somebody drive no more; what they carried waits for another driver."""
    for order in _carried(turn, found.person_id, turn.now.date(), ahead=True):
        routes.give(turn, order, None, ADMIN)
    drivers.dismiss(turn.conn, found.person_id)
    whom = turn.other(found.person_id)
    roles = tuple(role for role in whom.roles if role != DRIVER)
    if whom.id == turn.person.id:
        turn.save_person(replace(whom, roles=roles))
    else:
        persons.save(turn.conn, replace(whom, roles=roles))
        turn.say(Message((say("drivers-off"),)), whom)
    turn.toast(say("drivers-dismissed"))
    command(turn, "")


def accept(turn: Turn, token: str) -> None:
    """Make a driver of whoever opens the link first."""
    by = drivers.take_invite(turn.conn, token, turn.person.id, turn.now, turn.now - STEADY)
    if by is None:
        turn.say(Message((say("drivers-used"),)))
        turn.go_home()
        return
    drivers.enlist(turn.conn, turn.person.id, turn.now)
    roles = tuple(sorted({*turn.person.roles, DRIVER}))
    turn.save_person(replace(turn.person, roles=roles))
    turn.say(roads.show_welcome())
    if by != turn.person.id:
        name = turn.person.called or say("order-somebody")
        turn.say(Message((say("drivers-joined", name=name),)), turn.other(by))


# -- one order given to a driver


def carry(turn: Turn, what: str = "", code: str = "", driver: str = "", *_: str) -> None:
    """`carry.for.<order>`, `carry.put.<order>.<driver>`: by its farmer or staff."""
    found = orders.load(turn.conn, read_id(code) or 0)
    role = None if found is None else moves.role_in(turn, found)
    if found is None or role is None:
        turn.toast(say("talk-not-yours"))
    elif not rules.may_assign(found, role):
        turn.toast(say("place-no-now"))
        show_order(turn, found)
    elif what == "for":
        turn.show(roads.show_carriers(found, drivers.load_drivers(turn.conn)))
    elif what == "put":
        _put(turn, found, role, read_id(driver))
    else:
        turn.toast(say("talk-older"))


def _put(turn: Turn, found: Order, role: str, driver_id: int | None) -> None:
    if driver_id and not drivers.is_driver(turn.conn, driver_id):
        turn.toast(say("drivers-gone"))
        return
    if routes.give(turn, found, driver_id, role) and driver_id:
        routes.tell_driver(turn, (found,), driver_id)
    changed = orders.load(turn.conn, found.id)
    assert changed is not None
    show_order(turn, changed)


# -- a driver's day


def show_today(turn: Turn, words: str) -> None:
    """Show what a driver carries today."""
    _show(turn, turn.speaker.today)


def run(turn: Turn, what: str = "see", code: str = "", *parts: str) -> None:
    """`run.see.<day>`, `run.stop|map|up|down.<day>.<stop>`, `run.did...`, `run.one.<order>.<what>`."""
    if what == "one":
        _say_one(turn, code, *parts)
        return
    day = rules.read_day(code) if code else turn.speaker.today
    first, last = board.horizon(turn.speaker.today)
    if day is None or not first <= day <= last:
        turn.toast(say("talk-older"))
    elif what == "see":
        _show(turn, day)
    else:
        _at_stop(turn, day, what, *parts)


def _carried(turn: Turn, driver_id: int, day: date, *, ahead: bool = False) -> tuple[Order, ...]:
    """Load what a driver carries on a day, or from that day on."""
    since, until = rules.day_span(day, turn.other(driver_id).zone)
    until = until + ROUGHLY if ahead else until
    return store.load_of_driver(turn.conn, driver_id, since, until)


def load_run(turn: Turn, driver_id: int, day: date) -> tuple[tuple[Stop, ...], roads.Said]:
    """Lay out a driver's day, with all that was said of each order."""
    carried = _carried(turn, driver_id, day)
    happened = drivers.load_happened(turn.conn, [each.id for each in carried])
    people = {driver_id}
    for order in carried:
        people |= {order.seller_id, order.buyer_id}
    homes = {
        whose: Spot(home.lat_e6, home.lon_e6)
        for whose, home in store.load_homes(turn.conn, people).items()
    }
    found = points.load_places(turn.conn, {each.point_id for each in carried if each.point_id})
    there = {each: (name, Spot(north, east)) for each, (name, north, east) in found.items()}
    chosen = drivers.load_stops(turn.conn, driver_id, day)
    return rules.plan_run(carried, homes, there, homes.get(driver_id), chosen), happened


def _show(turn: Turn, day: date, *before: Phrase) -> None:
    stops, happened = load_run(turn, turn.person.id, day)
    turn.show(roads.show_run(day, stops, happened, *before))


def _at_stop(turn: Turn, day: date, what: str, key: str = "", *parts: str) -> None:
    stops, happened = load_run(turn, turn.person.id, day)
    at = next((at for at, each in enumerate(stops) if each.key == key), None)
    if at is None:
        turn.toast(say("talk-already"))
        turn.show(roads.show_run(day, stops, happened))
        return
    match what, *parts:
        case "stop", *_:
            turn.show(roads.show_stop(day, at + 1, stops[at], happened))
        case "map", *_:
            _show_map(turn, stops[at])
        case (("up" | "down"), *_):
            _shift(turn, day, stops, key, -1 if what == "up" else 1)
        case "did", said, *_ if said in HAPPENINGS:
            _say_all(turn, day, stops[at], said)
        case _:
            turn.toast(say("talk-older"))


def _show_map(turn: Turn, stop: Stop) -> None:
    if stop.spot is None:
        turn.toast(say("place-no-now"))
    else:
        turn.say(Message((), place=(stop.spot.lat_e6 / 1_000_000, stop.spot.lon_e6 / 1_000_000)))


def _shift(turn: Turn, day: date, stops: Sequence[Stop], key: str, by: int) -> None:
    moved = rules.move_stop(stops, key, by)
    if moved is None:
        turn.toast(say("run-no-further"))
        return
    drivers.save_stops(turn.conn, turn.person.id, day, moved)
    _show(turn, day)


def _say_all(turn: Turn, day: date, stop: Stop, what: str) -> None:
    """Say what happened at a stop, of every order of which it was not said yet."""
    if what not in roads.ways_of(stop):
        turn.toast(say("talk-older"))
        return
    _note(turn, stop.orders, what)
    _show(turn, day)


def _say_one(turn: Turn, code: str, what: str = "", *_: str) -> None:
    found = orders.load(turn.conn, read_id(code) or 0)
    if found is None or what not in HAPPENINGS or not rules.may_carry(found, turn.person.id):
        turn.toast(say("talk-not-yours"))
        return
    _note(turn, (found,), what)
    show_order(turn, found)


def _note(turn: Turn, carried: Sequence[Order], what: str) -> None:
    """Keep what a driver says, and tell both sides of each order; the same again is said once."""
    known = drivers.load_happened(turn.conn, [each.id for each in carried])
    fresh = [each for each in carried if known.get(each.id, ())[-1:] != (what,)]
    drivers.note(turn.conn, [each.id for each in fresh], turn.person.id, what, turn.now)
    turn.toast(say("run-noted", count=len(fresh)))
    for order in fresh:
        told = roads.told_phrase(order, what, turn.person.called or "")
        more = (say("run-got-it"),) if what == DELIVERED else ()
        news.tell_one(turn, order, turn.other(order.buyer_id), told, *more)
        news.tell_one(turn, order, turn.other(order.seller_id), told)
