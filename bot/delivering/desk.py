"""What staff do with collection points: define, change, pause and remove them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.delivering import board, lists, screens, store
from bot.delivering.flow import Desk, Detail, Hours
from bot.feature import Turn
from bot.people.spots import Address
from bot.people.store import load_profile
from bot.points import store as points
from bot.points.rules import OPEN, PAUSED, REMOVED, Point, Window, window_fault
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

LAST = 100  # pages of a list
_MINUTE, _MANY = 24 * 60, 10_000


def command(turn: Turn, words: str) -> None:
    """Show the points."""
    _list(turn)


def act(turn: Turn, what: str = "list", code: str = "", *parts: str) -> None:
    """`points.list.<page>`, `points.new`, or `points.<what>.<id>...` about one point."""
    if what == "list":
        _list(turn, read_count(code, LAST) or 0)
    elif what == "new":
        turn.begin("point")
    else:
        found = load(turn, code)
        if found is None or found.state == REMOVED:
            turn.toast(say("talk-already"))
        else:
            _act_on(turn, found, what, *parts)


def load(turn: Turn, code: str) -> Point | None:
    """Load the point a button names."""
    return points.load(turn.conn, read_id(code) or 0, turn.now)


def _list(turn: Turn, page: int = 0) -> None:
    turn.show(board.show_points(points.load_all(turn.conn, turn.now), page))


def _act_on(turn: Turn, found: Point, what: str, *parts: str) -> None:
    match what, *parts:
        case "see", *_:
            see(turn, found)
        case "days", *_:
            turn.show(board.show_days(found, found.day_of(turn.now)))
        case (("day" | "pdf" | "csv" | "driver" | "give"), *rest):
            lists.act(turn, found, what, *rest)
        case "map", *_:
            _show_map(turn, found)
        case _:
            _change(turn, found, what, *parts)


def _change(turn: Turn, found: Point, what: str, *parts: str) -> None:
    match what, *parts:
        case "hours", *_:
            turn.show(board.show_hours(found, turn.now))
        case "more", *_:
            turn.begin("pointhours", point=str(found.id))
        case "edit", *_:
            turn.begin("repoint", point=str(found.id))
        case "group", start, end, capacity:
            _group(turn, found, start, end, capacity)
        case "toggle", start, end, capacity, weekday:
            _toggle(turn, found, start, end, capacity, weekday)
        case _:
            _switch(turn, found, what)


def see(turn: Turn, found: Point, *before: Phrase) -> None:
    """Show a point as it is."""
    keeper = turn.other(found.keeper_id).called if found.keeper_id else None
    turn.show(board.show_point(found, turn.now, *before, keeper=keeper))


def _show_map(turn: Turn, found: Point) -> None:
    for message in screens.show_map(found):
        turn.say(message)


# -- hours


def _read_group(start: str, end: str, capacity: str) -> board.Group | None:
    read = (read_count(start, _MINUTE), read_count(end, _MINUTE), read_count(capacity, _MANY))
    first, last, many = read
    return None if first is None or last is None or many is None else (first, last, many)


def _group(turn: Turn, found: Point, *parts: str) -> None:
    group = _read_group(*parts)
    if group is None or group not in board.group_hours(found):
        turn.toast(say("talk-older"))
        turn.show(board.show_hours(found, turn.now))
    else:
        turn.show(board.show_group(found, group, turn.now))


def _toggle(turn: Turn, found: Point, start: str, end: str, capacity: str, day: str) -> None:
    """Open or close a point at some hours of one more weekday; what is booked stays."""
    group, weekday = _read_group(start, end, capacity), read_count(day, 6)
    if group is None or weekday is None:
        turn.toast(say("talk-older"))
        return
    window = Window(weekday, *group)
    if board.has_day(found, group, weekday):
        points.drop_window(turn.conn, found.id, weekday, group[0])
        turn.toast(say("points-closed-day"))
    elif window_fault(window, found.windows) is None:
        points.add_window(turn.conn, found.id, window)
    else:
        turn.toast(say("point-hours-overlap"))
    changed = points.load(turn.conn, found.id, turn.now)
    assert changed is not None
    turn.show(board.show_group(changed, group, turn.now))


# -- open, paused, removed, kept


def _switch(turn: Turn, found: Point, what: str) -> None:
    match what:
        case "pause" if found.state == OPEN:
            _save(turn, found, replace(found, state=PAUSED), "points-is-paused")
        case "open" if found.state == PAUSED:
            _save(turn, found, replace(found, state=OPEN), "points-is-open")
        case "keep" if found.keeper_id is None:
            _save(turn, found, replace(found, keeper_id=turn.person.id), "points-is-kept")
        case "leave" if found.keeper_id is not None:
            _save(turn, found, replace(found, keeper_id=None), "points-is-left")
        case "remove" | "gone":
            _remove(turn, found, sure=what == "gone")
        case _:
            turn.toast(say("talk-already"))
            see(turn, found)


def _save(turn: Turn, before: Point, after: Point, said: str) -> None:
    see(turn, points.save(turn.conn, before, after), say(said))


def _remove(turn: Turn, found: Point, *, sure: bool) -> None:
    """Take a point off for good, unless orders are still to come there."""
    coming = store.count_open_at(turn.conn, found.id, turn.now)
    if coming:
        see(turn, found, say("points-not-empty", count=coming))
    elif not sure:
        turn.show(board.confirm_removal(found))
    else:
        points.save(turn.conn, found, replace(found, state=REMOVED))
        turn.toast(say("points-is-gone"))
        _list(turn)


# -- talks


def facts(turn: Turn, answers: Mapping[str, str]) -> Desk:
    """Load what a talk about a point starts from."""
    own = load_profile(turn.conn, turn.person.id)
    code = answers.get("point", "")
    return Desk(own.region if own else "", load(turn, code) if code else None)


def define(turn: Turn, new: Point) -> None:
    """Open a new point."""
    if not turn.person.is_admin:
        turn.toast(say("talk-not-yours"))
        return
    see(turn, points.insert_point(turn.conn, new), say("points-is-new"))


def add_hours(turn: Turn, more: Hours) -> None:
    """Open a point at more hours; those that became impossible meanwhile are left out."""
    found = _mine(turn, more.point_id)
    if found is None:
        return
    for window in more.windows:
        if window_fault(window, found.windows) is None:
            points.add_window(turn.conn, found.id, window)
    changed = points.load(turn.conn, found.id, turn.now)
    assert changed is not None
    turn.show(board.show_hours(changed, turn.now, say("points-is-changed")))


def change(turn: Turn, detail: Detail) -> None:
    """Change one thing about a point; orders booked there keep what they were told."""
    found = _mine(turn, detail.point_id)
    if found is not None:
        _save(turn, found, _changed(found, detail), "points-is-changed")


def _changed(found: Point, detail: Detail) -> Point:
    value = detail.value
    if isinstance(value, Address):
        return replace(
            found,
            country=value.country,
            region=value.region,
            place_id=value.place_id,
            zone=value.zone,
            lat_e6=value.lat_e6,
            lon_e6=value.lon_e6,
        )
    changed: dict[str, Any] = {detail.what: value}
    return replace(found, **changed)


def _mine(turn: Turn, point_id: int) -> Point | None:
    """Give the point staff may change; it may have been removed, or they may be staff no more."""
    found = points.load(turn.conn, point_id, turn.now)
    if not turn.person.is_admin:
        turn.toast(say("talk-not-yours"))
        return None
    if found is None or found.state == REMOVED:
        turn.toast(say("talk-already"))
        return None
    return found
