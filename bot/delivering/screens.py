"""Where and when an order is fetched, as its buyer chooses it and its farmer agrees to it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.delivering.rules import AGREED
from bot.delivering.store import Way, Wish
from bot.feature import Addition
from bot.ordering.order import (
    ACCEPTED,
    BROUGHT,
    BUYER,
    COUNTERED,
    DRIVER,
    FARM,
    PLACED,
    READY,
    SELLER,
    Order,
)
from bot.points.rules import Point, Slot
from bot.selling.produce import crop_phrase
from bot.talk.buttons import in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, PlaceName, say

PAGE = 6
_COMING = frozenset((PLACED, COUNTERED, ACCEPTED, READY))


# -- lines and buttons on an order's card


def card_of(order: Order, role: str, way: Way) -> Addition:
    """Say how an order comes to its buyer; who looks after a point only once it is agreed."""
    if order.state not in _COMING:
        return Addition()
    lines = (*_slot_lines(order, way), *_point_lines(order, way), *_carrier_lines(order, role, way))
    buttons = (*_map_button(order, role), *_wish_buttons(order, role, way.wish))
    return Addition((*lines, *_wish_lines(role, way)), buttons)


def _map_button(order: Order, role: str) -> tuple[tuple[Button, ...], ...]:
    if order.point_id is None or (role == BUYER and order.state not in AGREED):
        return ()
    return ((Button(say("points-map"), f"place.map.{order.id}"),),)


def _slot_lines(order: Order, way: Way) -> tuple[Phrase, ...]:
    """Say where and when: the card itself tells it of the farm alone."""
    if order.point_id is None or way.name is None or way.starts_at is None or way.ends_at is None:
        return () if order.delivery == FARM else (say("order-by", until=Moment(order.slot)),)
    slot = slot_phrase(way.starts_at, way.ends_at)
    return (say("way-point", point=way.name, slot=slot),)


def _point_lines(order: Order, way: Way) -> tuple[Phrase, ...]:
    if order.point_id is None:
        return ()
    address = (say("way-address", address=way.address),) if way.address else ()
    told = way.contact and order.state in AGREED
    return (*address, say("way-contact", contact=way.contact)) if told else address


def _carrier_lines(order: Order, role: str, way: Way) -> tuple[Phrase, ...]:
    if order.delivery == BROUGHT:
        return (say("way-brought" if role == BUYER else "way-bring"),)
    if order.delivery == DRIVER and order.driver_id:
        return (say("way-driver", name=_called(way.driver)),)
    return ()


def _wish_lines(role: str, way: Way) -> tuple[Phrase, ...]:
    if way.wish is None or role == DRIVER:
        return ()
    place = wish_phrase(way.wish, way.wished or "")
    return (say("way-wished" if role == BUYER else "way-wishes", place=place),)


def _wish_buttons(order: Order, role: str, wish: Wish | None) -> tuple[tuple[Button, ...], ...]:
    if wish is None or role != SELLER:
        return ()
    yes = Button(say("way-yes"), f"place.yes.{order.id}")
    return ((yes, Button(say("way-no"), f"place.no.{order.id}")),)


def wish_phrase(wish: Wish, point: str) -> Phrase:
    """Say what a buyer wishes instead."""
    if wish.starts_at is None or wish.ends_at is None:
        return say(f"way-at-{wish.delivery}")
    return say("way-point", point=point, slot=slot_phrase(wish.starts_at, wish.ends_at))


def slot_phrase(starts_at: datetime, ends_at: datetime) -> Phrase:
    """Say from when to when."""
    return say("slot", start=Moment(starts_at), end=Moment(ends_at, "time"))


def _called(name: str | None) -> Phrase:
    return say("talk-words", words=name) if name else say("order-somebody")


def choose_button(order: Order) -> Button:
    """Make the button by which a buyer chooses another place or time."""
    return Button(say("place-button"), f"place.see.{order.id}")


# -- choosing


def show_places(order: Order, points: Sequence[Point], *, brings: bool) -> Message:
    """Offer the nearest points, the farm, and the farmer's own way where there is one."""
    rows = [(_to_point(order, each),) for each in points]
    if brings and order.delivery != BROUGHT:
        rows.append((Button(say("place-brought"), f"place.to.{order.id}.{BROUGHT}"),))
    if order.delivery != FARM:
        rows.append((Button(say("place-farm"), f"place.to.{order.id}.{FARM}"),))
    lines = [_head(order), say("place-ask" if rows else "place-nothing")]
    lines += [_about(each) for each in points]
    return Message(tuple(lines), (*rows, (_back(order),)), listen=True)


def _to_point(order: Order, point: Point) -> Button:
    return Button(say("place-point", point=point.name), f"place.at.{order.id}.{point.id}.0")


def _about(point: Point) -> Phrase:
    district = PlaceName(point.place_id)
    if point.address:
        return say("place-about", point=point.name, place=district, address=point.address)
    return say("place-about-short", point=point.name, place=district)


def show_slots(
    order: Order, point: Point, slots: Sequence[Slot], page: int, *before: Phrase
) -> Message:
    """Offer the times at a point that have room, six at a time."""
    last = max(0, len(slots) - 1) // PAGE
    page = min(page, last)
    shown = slots[page * PAGE : (page + 1) * PAGE]
    buttons = [
        Button(
            slot_phrase(each.starts_at, each.ends_at),
            f"place.take.{order.id}.{point.id}.{each.code}",
        )
        for each in shown
    ]
    pager = turn_pages(page, lambda to: f"place.at.{order.id}.{point.id}.{to}", more=page < last)
    ask = say("place-when" if slots else "place-full", point=point.name)
    closes = (say("place-closes", count=point.cutoff),) if point.cutoff and slots else ()
    away = Button(say("talk-back"), f"place.see.{order.id}")
    rows = (*in_rows(buttons, 1), *((pager,) if pager else ()), (away,))
    return Message((*before, _head(order), ask, *closes), rows, listen=True)


def show_map(point: Point) -> Iterator[Message]:
    """Show where a point is, with its photo where there is one."""
    yield Message((), place=(point.lat_e6 / 1_000_000, point.lon_e6 / 1_000_000))
    if point.photo:
        yield Message((say("talk-words", words=point.name),), photo=point.photo)


def _head(order: Order) -> Phrase:
    return say("place-head", order=order.number, crop=crop_phrase(order.crop_id))


def _back(order: Order) -> Button:
    return Button(say("talk-back"), f"order.see.{order.id}")


TEXTS: Mapping[str, frozenset[str]] = {
    "way-address": frozenset({"address"}),
    "way-contact": frozenset({"contact"}),
    "way-brought": frozenset(),
    "way-bring": frozenset(),
    "way-driver": frozenset({"name"}),
    "way-wished": frozenset({"place"}),
    "way-wishes": frozenset({"place"}),
    "way-yes": frozenset(),
    "way-no": frozenset(),
    "way-point": frozenset({"point", "slot"}),
    f"way-at-{FARM}": frozenset(),
    f"way-at-{BROUGHT}": frozenset(),
    "slot": frozenset({"start", "end"}),
    "place-button": frozenset(),
    "place-head": frozenset({"order", "crop"}),
    "place-ask": frozenset(),
    "place-nothing": frozenset(),
    "place-about": frozenset({"point", "place", "address"}),
    "place-about-short": frozenset({"point", "place"}),
    "place-point": frozenset({"point"}),
    "place-brought": frozenset(),
    "place-farm": frozenset(),
    "place-when": frozenset({"point"}),
    "place-full": frozenset({"point"}),
    "place-closes": frozenset({"count"}),
}
