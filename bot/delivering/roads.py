"""Drivers and their runs as they are shown: who drives, today's stops, one stop."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.delivering.drivers import DELIVERED, HAPPENINGS, MISSED, NOBODY, PICKED, Driver
from bot.delivering.packing import amount_phrase, kilos_of, pay_phrase, sum_up
from bot.delivering.rules import AGREED, FETCH, Stop
from bot.ordering.order import Order
from bot.selling.produce import crop_phrase
from bot.talk.buttons import in_rows
from bot.talk.message import Button, Message
from bot.text.phrase import Phrase, say

Said = Mapping[int, tuple[str, ...]]  # all a driver said of each order, by its id
MOST_STOPS = 30  # that one message shows
_HOME = Button(say("talk-home"), "home")


# -- who drives


def show_drivers(drivers: Sequence[Driver]) -> Message:
    """List who drives, with the way to ask somebody new."""
    rows = [
        (Button(say("drivers-one", name=_called(each.name)), f"drivers.see.{each.person_id}"),)
        for each in drivers
    ]
    new = Button(say("drivers-new"), "drivers.new")
    ask = say("drivers-title" if drivers else "drivers-none-yet")
    return Message((ask,), (*rows, (new,), (_HOME,)))


def show_driver(driver: Driver) -> Message:
    """Show one driver, who may be dismissed."""
    dismiss = Button(say("drivers-dismiss"), f"drivers.dismiss.{driver.person_id}")
    back = Button(say("talk-back"), "drivers.list")
    return Message((say("drivers-one", name=_called(driver.name)),), ((dismiss,), (back,)))


def show_invite(link: str) -> Message:
    """Show the link that makes a driver of whoever opens it first."""
    back = Button(say("talk-back"), "drivers.list")
    return Message((say("drivers-invite", link=link),), ((back,),))


def show_welcome() -> Message:
    """Tell a new driver how it works."""
    return Message((say("drivers-welcome"),), ((Button(say("run-button"), "run.see"), _HOME),))


def show_given(many: int, days: Sequence[date]) -> Message:
    """Tell a driver that there is something to carry."""
    rows = tuple((Button(say("run-day", day=day), f"run.see.{day}"),) for day in days[:6])
    return Message((say("run-given", count=many),), rows)


def show_taken(order: Order) -> Message:
    """Tell a driver that an order is off the run."""
    return Message((say("run-taken", order=order.number, crop=crop_phrase(order.crop_id)),))


def show_carriers(order: Order, drivers: Sequence[Driver]) -> Message:
    """Offer a farmer the drivers who could carry one order."""
    data = f"carry.put.{order.id}"
    rows = [
        (Button(say("drivers-give", name=_called(each.name)), f"{data}.{each.person_id}"),)
        for each in drivers
        if each.person_id != order.driver_id
    ]
    if order.driver_id:
        rows.append((Button(say("drivers-nobody"), f"{data}.0"),))
    ask = say("drivers-which" if drivers else "drivers-none")
    head = say("place-head", order=order.number, crop=crop_phrase(order.crop_id))
    return Message((head, ask), (*rows, (Button(say("talk-back"), f"order.see.{order.id}"),)))


def carry_button(order: Order) -> Button:
    """Make the button by which a farmer or staff choose who carries an order."""
    return Button(say("carry-button"), f"carry.for.{order.id}")


# -- a run


def show_run(day: date, stops: Sequence[Stop], happened: Said, *before: Phrase) -> Message:
    """List a day's stops in the order in which they are driven."""
    if not stops:
        return Message((*before, say("run-none", day=day)), ((_HOME,),))
    head = say("run-title", day=day, count=len(stops))
    lines = [_stop_line(at + 1, each, happened) for at, each in enumerate(stops[:MOST_STOPS])]
    buttons = [
        Button(_stop_name(at + 1, each), f"run.stop.{day}.{each.key}")
        for at, each in enumerate(stops[:MOST_STOPS])
    ]
    return Message((*before, head, *lines), (*in_rows(buttons), (_HOME,)), listen=True)


def _stop_line(at: int, stop: Stop, happened: Said) -> Phrase:
    done = sum(is_done(stop, happened.get(each.id, ())) for each in stop.orders)
    key = f"run-{'fetch' if stop.kind == FETCH else 'drop'}-line"
    return say(key, at=at, name=_called(stop.name), done=done, many=len(stop.orders))


def is_done(stop: Stop, said: tuple[str, ...]) -> bool:
    """Whether nothing is left to do about an order at a stop."""
    ends = {PICKED, MISSED, DELIVERED} if stop.kind == FETCH else {DELIVERED, NOBODY}
    return bool(ends.intersection(said))


def _stop_name(at: int, stop: Stop) -> Phrase:
    kind = "fetch" if stop.kind == FETCH else "drop"
    return say(f"run-{kind}", at=at, name=_called(stop.name))


def show_stop(day: date, at: int, stop: Stop, happened: Said, *before: Phrase) -> Message:
    """Show what is to be done at one stop: what and how much, for or from whom, what to collect."""
    sums = (
        say(
            "list-sum",
            crop=crop_phrase(each.crop_id),
            amount=amount_phrase(each.amount, each.kilos),
        )
        for each in sum_up(stop.orders)
    )
    lines = (
        _stop_name(at, stop),
        *sums,
        *(_order_line(each, stop, happened) for each in stop.orders),
    )
    data = f"{day}.{stop.key}"
    return Message((*before, *lines), (*_codes(stop), *_stop_buttons(stop, data), _away(day)))


def _order_line(order: Order, stop: Stop, happened: Said) -> Phrase:
    who = order.seller_name if stop.key.startswith("b") else order.buyer_name
    return say(
        "run-line",
        order=order.number,
        name=_called(who),
        amount=amount_phrase(order.quantity(order.given), kilos_of(order)),
        pay=pay_phrase(order),
        what=say(f"run-is-{happened.get(order.id, ('open',))[-1]}"),
    )


def _codes(stop: Stop) -> tuple[tuple[Button, ...], ...]:
    """Offer to hand over each order by the buyer's code."""
    if stop.kind == FETCH:
        return ()
    return in_rows(
        [
            Button(say("run-code", order=each.number), f"order.do.{each.id}.handover")
            for each in stop.orders[:MOST_STOPS]
        ]
    )


def _stop_buttons(stop: Stop, data: str) -> tuple[tuple[Button, ...], ...]:
    did, nobody = (
        Button(say(f"run-do-{each}"), f"run.did.{data}.{each}") for each in ways_of(stop)
    )
    spot = (Button(say("run-map"), f"run.map.{data}"),) if stop.spot else ()
    up = Button(say("run-up"), f"run.up.{data}")
    return ((did,), (nobody,), (*spot, up, Button(say("run-down"), f"run.down.{data}")))


def ways_of(stop: Stop) -> tuple[str, str]:
    """Give what can be said at a stop: that it went well, and that it did not."""
    return (PICKED, MISSED) if stop.kind == FETCH else (DELIVERED, NOBODY)


def _away(day: date) -> tuple[Button, ...]:
    return (Button(say("run-button"), f"run.see.{day}"), _HOME)


def driver_buttons(order: Order, day: date) -> tuple[tuple[Button, ...], ...]:
    """Make what a driver can say of one order from its card."""
    if order.state not in AGREED:
        return ((Button(say("run-button"), f"run.see.{day}"),),)
    said = [Button(say(f"run-do-{what}"), f"run.one.{order.id}.{what}") for what in HAPPENINGS]
    return (*in_rows(said), (Button(say("run-button"), f"run.see.{day}"),))


def told_phrase(order: Order, what: str, driver: str) -> Phrase:
    """Say to a side what happened to an order on the way."""
    return say(f"run-told-{what}", order=order.number, name=_called(driver))


def _called(name: str) -> Phrase:
    return say("talk-words", words=name) if name else say("order-somebody")


_NONE: frozenset[str] = frozenset()
TEXTS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("drivers-title", "drivers-none-yet", "drivers-new", "drivers-dismiss"),
            *(
                "carry-button",
                "run-map",
                "run-up",
                "run-down",
                "run-button",
                "run-is-open",
                "run-got-it",
            ),
            *(f"run-is-{what}" for what in HAPPENINGS),
            *(f"run-do-{what}" for what in HAPPENINGS),
        ),
        _NONE,
    ),
    "drivers-one": frozenset({"name"}),
    "drivers-invite": frozenset({"link"}),
    "run-given": frozenset({"count"}),
    "run-taken": frozenset({"order", "crop"}),
    "run-day": frozenset({"day"}),
    "run-none": frozenset({"day"}),
    "run-title": frozenset({"day", "count"}),
    "run-fetch-line": frozenset({"at", "name", "done", "many"}),
    "run-drop-line": frozenset({"at", "name", "done", "many"}),
    "run-fetch": frozenset({"at", "name"}),
    "run-drop": frozenset({"at", "name"}),
    "run-line": frozenset({"order", "name", "amount", "pay", "what"}),
    "run-code": frozenset({"order"}),
    **{f"run-told-{what}": frozenset({"order", "name"}) for what in HAPPENINGS},
}
