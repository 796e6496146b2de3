"""Lists of what comes to a point and what a farmer packs: shown, as pages, as files, given away."""

from datetime import date, timedelta

from bot.delivering import board, drivers, routes, store
from bot.delivering.packing import CUSTOMER, SORTS, Packing, draw_sheet, list_lines, title_of
from bot.delivering.packing import write_file as write
from bot.delivering.rules import day_span, read_day
from bot.feature import Turn
from bot.ordering.order import ADMIN
from bot.points import store as points
from bot.points.rules import Point
from bot.talk.message import Button, Message
from bot.talk.tap import read_count
from bot.text.phrase import Phrase, say


def load_day(turn: Turn, point: Point, day: date, sort: str = CUSTOMER) -> Packing:
    """Load who comes to a point on a day, as it stands now."""
    since, until = day_span(day, point.zone)
    orders = store.load_at_point(turn.conn, point.id, since, until)
    return Packing(day, orders, turn.now, point.name, sort, point.zone)


def act(turn: Turn, point: Point, what: str, code: str = "", *parts: str) -> None:
    """`day|driver <day>`, `pdf|csv <day> <sort>`, `give <day> <driver>`: about one day."""
    day = _read(turn, point, code)
    if day is None:
        turn.toast(say("talk-older"))
        return
    match what, *parts:
        case "day", *_:
            turn.show(board.show_day(point, load_day(turn, point, day)))
        case (("pdf" | "csv"), sort, *_) if sort in SORTS:
            send(turn, load_day(turn, point, day, sort), what)
        case "driver", *_:
            known = drivers.load_drivers(turn.conn)
            turn.show(board.show_drivers_for(point, load_day(turn, point, day), known))
        case "give", driver, *_:
            _give(turn, point, day, read_count(driver) or 0)
        case _:
            turn.toast(say("talk-older"))


def _read(turn: Turn, point: Point, code: str) -> date | None:
    day = read_day(code)
    first, last = board.horizon(point.day_of(turn.now))
    return day if day and first <= day <= last else None


def send(turn: Turn, packing: Packing, kind: str) -> None:
    """Send a list as a page to print or as a file for a spreadsheet; an empty one is only told."""
    if not packing.orders:
        turn.toast(say("list-none"))
    elif kind == "pdf":
        turn.say(Message((title_of(packing),), sheet=draw_sheet(packing)))
    else:
        turn.say(Message((title_of(packing),), file=write(packing, turn.speaker)))


def _give(turn: Turn, point: Point, day: date, driver_id: int) -> None:
    """Let one driver carry all that is agreed for a day, or nobody."""
    if driver_id and not drivers.is_driver(turn.conn, driver_id):
        turn.toast(say("drivers-gone"))
        return
    orders = load_day(turn, point, day).orders
    given = [each for each in orders if routes.give(turn, each, driver_id or None, ADMIN)]
    if driver_id and given:
        routes.tell_driver(turn, given, driver_id)
    turn.toast(say("drivers-given", count=len(given)))
    turn.show(board.show_day(point, load_day(turn, point, day)))


# -- one farmer's own


def load_own(turn: Turn, person_id: int, day: date, zone: str | None) -> Packing:
    """Load what a farmer has to pack for a day, as it stands now."""
    since, until = day_span(day, zone)
    orders = store.load_of_seller(turn.conn, person_id, since, until)
    names = points.load_names(turn.conn, {each.point_id for each in orders if each.point_id})
    return Packing(day, orders, turn.now, zone=zone or "UTC", places=names)


def show_own(packing: Packing, *before: Phrase) -> Message:
    """Show a farmer what to pack, with the list to print."""
    data = packing.day.isoformat()
    home = (Button(say("order-mine"), "orders.open"), Button(say("talk-home"), "home"))
    if not packing.orders:
        return Message((*before, title_of(packing), say("list-none")), (home,))
    pair = tuple(Button(say(f"list-{kind}"), f"packing.{kind}.{data}") for kind in ("pdf", "csv"))
    return Message((*before, title_of(packing), *list_lines(packing)), (pair, home), listen=True)


def own(turn: Turn, what: str = "see", code: str = "", *_: str) -> None:
    """`packing.see|pdf|csv.<day>`: what somebody packs for a day of their own."""
    zone, today = turn.speaker.zone, turn.speaker.today
    first, last = board.horizon(today)
    day = read_day(code) or today + timedelta(days=1)
    if what not in {"see", "pdf", "csv"} or not first <= day <= last:
        turn.toast(say("talk-older"))
        return
    packing = load_own(turn, turn.person.id, day, zone)
    if what == "see":
        turn.show(show_own(packing))
    else:
        send(turn, packing, what)


def command(turn: Turn, words: str) -> None:
    """Show what somebody packs for tomorrow."""
    own(turn)
