"""Collection points as staff see them: the list, a point, its hours, its days."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.delivering.drivers import Driver
from bot.delivering.packing import SORTS, Packing, list_lines, title_of
from bot.kernel import places
from bot.people.spots import name_place
from bot.points.asks import day_phrase, days_phrase, hour_phrase
from bot.points.rules import PAUSED, Point, Window
from bot.talk.buttons import in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Phrase, PlaceName, say

PAGE = 6
Group = tuple[int, int, int]  # from, to, capacity: hours that are the same on several weekdays

_HOME = Button(say("talk-home"), "home")
_ALL = Button(say("points-all"), "points.list.0")


def show_points(points: Sequence[Point], page: int) -> Message:
    """List the points six a page, with the way to a new one."""
    last = max(0, len(points) - 1) // PAGE
    page = min(page, last)
    shown = points[page * PAGE : (page + 1) * PAGE]
    rows = [(Button(_name(each), f"points.see.{each.id}"),) for each in shown]
    pager = turn_pages(page, lambda to: f"points.list.{to}", more=page < last)
    new = Button(say("points-new"), "points.new")
    ask = say("points-title" if points else "points-none")
    return Message((ask,), (*rows, *((pager,) if pager else ()), (new,), (_HOME,)))


def _name(point: Point) -> Phrase:
    return say("points-paused" if point.state == PAUSED else "points-open", point=point.name)


def show_point(point: Point, now: datetime, *before: Phrase, keeper: str | None = None) -> Message:
    """Show all about a point, with what can be done with it."""
    place = places.get(point.place_id)
    where = name_place(place) if place else PlaceName(point.place_id)
    lines = [*before, _name(point), say("points-where", place=where)]
    if point.address:
        lines.append(say("way-address", address=point.address))
    lines += [_hours(group, days, point, now) for group, days in group_hours(point).items()]
    if not point.windows:
        lines.append(say("points-no-hours"))
    if point.cutoff:
        lines.append(say("points-closes", count=point.cutoff))
    lines.append(say("points-contact", contact=point.contact or say("points-nobody")))
    lines.append(say("points-coming", count=sum(point.booked.values())))
    if keeper:
        lines.append(say("points-kept", name=keeper))
    return Message(tuple(lines), _point_buttons(point))


def _point_buttons(point: Point) -> tuple[tuple[Button, ...], ...]:
    def to(what: str, key: str) -> Button:
        return Button(say(key), f"points.{what}.{point.id}")

    rest = to("open", "points-open-again") if point.state == PAUSED else to("pause", "points-pause")
    keep = to("leave", "points-leave") if point.keeper_id else to("keep", "points-keep")
    return (
        (to("days", "points-days"),),
        (to("hours", "points-hours"), to("edit", "points-edit")),
        (to("map", "points-map"), keep),
        (rest, to("remove", "points-remove")),
        (_ALL, _HOME),
    )


def _hours(group: Group, days: str, point: Point, now: datetime) -> Phrase:
    start, end, capacity = group
    return say(
        "points-window",
        days=days_phrase(days),
        start=hour_phrase(start, now, point.zone),
        end=hour_phrase(end, now, point.zone),
        count=capacity,
    )


def group_hours(point: Point) -> dict[Group, str]:
    """Put the weekdays with the same hours together: figures from 0, Monday."""
    groups: dict[Group, str] = {}
    for one in sorted(point.windows, key=lambda each: (each.from_minute, each.weekday)):
        group = (one.from_minute, one.to_minute, one.capacity)
        groups[group] = groups.get(group, "") + str(one.weekday)
    return groups


def show_hours(point: Point, now: datetime, *before: Phrase) -> Message:
    """Show when a point is open, with the ways to change that."""
    rows = [
        (Button(_hours(group, days, point, now), f"points.group.{point.id}.{_write(group)}"),)
        for group, days in group_hours(point).items()
    ]
    more = Button(say("points-more-hours"), f"points.more.{point.id}")
    lines = (*before, _name(point), say("points-hours-ask" if rows else "points-no-hours"))
    return Message(lines, (*rows, (more,), (_back(point),)))


def _write(group: Group) -> str:
    return ".".join(map(str, group))


def show_group(point: Point, group: Group, now: datetime) -> Message:
    """Let weekdays be switched on and off for the same hours."""
    days = group_hours(point).get(group, "")
    toggles = [
        Button(
            say("points-day-on" if str(day) in days else "points-day-off", day=day_phrase(day)),
            f"points.toggle.{point.id}.{_write(group)}.{day}",
        )
        for day in range(7)
    ]
    back = Button(say("talk-back"), f"points.hours.{point.id}")
    head = _hours(group, days, point, now) if days else say("points-hours-off")
    lines = (_name(point), head, say("points-toggle-ask"))
    return Message(lines, (*in_rows(toggles, 4), (back,)))


def has_day(point: Point, group: Group, weekday: int) -> bool:
    """Whether a point has these very hours on a weekday."""
    return Window(weekday, *group) in point.windows


def confirm_removal(point: Point) -> Message:
    """Ask before a point is taken off for good."""
    yes = Button(say("points-remove-yes"), f"points.gone.{point.id}")
    return Message((_name(point), say("points-remove-ask")), ((yes,), (_back(point),)))


def _back(point: Point) -> Button:
    return Button(say("talk-back"), f"points.see.{point.id}")


# -- days


def show_days(point: Point, today: date) -> Message:
    """Offer the days for which somebody has booked, and today."""
    counts: dict[date, int] = {today: 0}
    for starts_at, many in point.booked.items():
        day = point.day_of(starts_at)
        counts[day] = counts.get(day, 0) + many
    rows = [
        (Button(say("points-on", count=counts[day], day=day), _to_day(point, day)),)
        for day in sorted(counts)
        if day >= today and (counts[day] or day == today)
    ]
    return Message((_name(point), say("points-days-ask")), (*rows, (_back(point),)))


def _to_day(point: Point, day: date) -> str:
    return f"points.day.{point.id}.{day.isoformat()}"


def show_day(point: Point, packing: Packing, *before: Phrase) -> Message:
    """Show who comes to a point on a day, with the lists to print."""
    data = f"{point.id}.{packing.day.isoformat()}"

    def to(kind: str, sort: str) -> Button:
        return Button(say(f"list-{kind}-{sort}"), f"points.{kind}.{data}.{sort}")

    back = Button(say("talk-back"), f"points.days.{point.id}")
    if not packing.orders:
        return Message((*before, title_of(packing), say("list-none")), ((back, _HOME),))
    rows = tuple(tuple(to(kind, sort) for sort in SORTS) for kind in ("pdf", "csv"))
    drive = Button(say("points-driver"), f"points.driver.{data}")
    return Message(
        (*before, title_of(packing), *list_lines(packing)), (*rows, (drive,), (back, _HOME))
    )


def show_drivers_for(point: Point, packing: Packing, drivers: Sequence[Driver]) -> Message:
    """Offer the drivers who could carry a day's orders."""
    data = f"{point.id}.{packing.day.isoformat()}"
    rows = [(give_button(each, f"points.give.{data}.{each.person_id}"),) for each in drivers]
    nobody = Button(say("drivers-nobody"), f"points.give.{data}.0")
    back = Button(say("talk-back"), _to_day(point, packing.day))
    ask = say("drivers-which" if drivers else "drivers-none")
    last = ((nobody,), (back,)) if drivers else ((back,),)
    return Message((title_of(packing), ask), (*rows, *last))


def give_button(driver: Driver, data: str) -> Button:
    """Make the button that gives something to a driver."""
    name = driver.name or say("order-somebody")
    return Button(say("drivers-give", name=name), data)


def horizon(today: date) -> tuple[date, date]:
    """Give the first and last day a button may name: a list of long ago tells nothing."""
    return today - timedelta(days=31), today + timedelta(days=62)


_NONE: frozenset[str] = frozenset()
TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("points-title", "points-none", "points-new", "points-all", "points-no-hours"),
            *("points-nobody", "points-days", "points-hours", "points-edit", "points-map"),
            *("points-keep", "points-leave", "points-pause", "points-open-again"),
            *("points-remove", "points-remove-yes", "points-remove-ask", "points-hours-ask"),
            *("points-more-hours", "points-hours-off", "points-toggle-ask", "points-days-ask"),
            *("points-driver", "days-all", "days-work", "list-none"),
            *(f"list-{kind}-{sort}" for kind in ("pdf", "csv") for sort in SORTS),
            *(f"weekday-{day}" for day in range(7)),
            *("drivers-nobody", "drivers-which", "drivers-none"),
        ),
        _NONE,
    ),
    "days-some": frozenset({"days"}),
    "points-open": frozenset({"point"}),
    "points-paused": frozenset({"point"}),
    "points-where": frozenset({"place"}),
    "points-closes": frozenset({"count"}),
    "points-contact": frozenset({"contact"}),
    "points-coming": frozenset({"count"}),
    "points-kept": frozenset({"name"}),
    "points-window": frozenset({"days", "start", "end", "count"}),
    "points-day-on": frozenset({"day"}),
    "points-day-off": frozenset({"day"}),
    "points-on": frozenset({"day", "count"}),
    "drivers-give": frozenset({"name"}),
}
