"""The buttons of an order's card: the likeliest next steps, and behind one button all the rest."""

from collections.abc import Sequence
from datetime import datetime

from bot.ordering.order import ADMIN, BUYER, CLAIMED, COUNTERED, FARM, Order
from bot.ordering.rules import allowed
from bot.ordering.standing import AGREED
from bot.talk.buttons import Buttons, in_rows
from bot.talk.message import Button
from bot.text.phrase import say

MOST = 3  # next steps on a card; with the button to the rest a person has four to choose from
FULL = 8  # buttons on the screen behind it, beside the way back
# What cannot be taken back never stands beside the common step.
GRAVE = frozenset(("cancel", "decline", "dispute", "noshow", "refund", "part", "spoil"))
# What is likely wanted next, the likeliest first. Anything else waits behind the button.
_LIKELY = (
    *("did", "didnt", "accept", "counter", "decline", "agree", "account", "claim", "ready"),
    *("handover", "receive", "money", "approve", "contest", "keep", "spoil", "repaid"),
    *("complete", "refund", "part", "noshow"),
)
# No button gives these: the clock's, other features', and what other commands come to.
UNTAPPED = frozenset(
    (
        *("place", "pledge", "take", "share", "unfilled", "expire", "settle", "ask", "lapse"),
        *("escalate", "weigh", "miscode", "route", "card", "paid"),
    )
)
_VIEWS = ("map", "photos", "receipt", "history")
# Where there is much: what can only be seen, and what leads to people.
PAPERS, PEOPLE = "papers", "people"
# After the pick-up time both are asked whether it happened, which is all that is left of these.
_PAST = frozenset(("ready", "noshow"))
_WEIGHED = frozenset(("ready",))


def button(order: Order, command: str) -> Button:
    """Make the button of a command; what the buyer agrees to goes with it."""
    tail = f".{order.given}" if command == "receive" else ""
    return Button(say(f"order-do-{command}"), f"order.do.{order.id}.{command}{tail}")


def next_steps(order: Order, role: str, now: datetime) -> Buttons:
    """Give what somebody likely does next, and the button to everything else."""
    return _arranged(order, _likely(order, role, now), (_open(order, "more"),))


def other_steps(
    order: Order, role: str, now: datetime, added: Buttons = (), people: Buttons = ()
) -> Buttons:
    """Give what else can be done or seen, with the way back and to a person.

    `added` and `people` are other features' buttons. Where there are many, what can only be seen
    goes behind one button, and then what leads to people behind another.
    """
    likely = _likely(order, role, now)
    commands = [name for name in _seen(order, role, now) if name not in likely]
    views, person = _views(order, role), _person(order)
    spare = FULL - len(commands) - sum(map(len, (*added, *people))) - 1
    if len(views) > max(spare, 1):
        views = (_open(order, PAPERS),)
    if len(views) > spare:
        people, person = (), _open(order, PEOPLE)
    return (*_arranged(order, commands, views), *added, *people, (_back(order, "see"), person))


def papers(order: Order, role: str) -> Buttons:
    """Give what can be seen of an order, with the way back."""
    return (*in_rows(_views(order, role)), (_back(order, "more"),))


def ways_to_people(order: Order, people: Buttons) -> Buttons:
    """Give what leads to the people of an order, other features' buttons, with the way back."""
    return (*people, (_back(order, "more"), _person(order)))


def _person(order: Order) -> Button:
    return Button(say("talk-person"), f"help.person.order.{order.id}")


def _back(order: Order, where: str) -> Button:
    return Button(say("talk-back"), f"order.{where}.{order.id}")


def _open(order: Order, view: str) -> Button:
    return Button(say(f"order-{view}"), f"order.{view}.{order.id}")


def ways_out(role: str) -> tuple[Button, ...]:
    """Give the row that stands below every order."""
    mine = Button(say("order-mine"), "orders.open" if role != ADMIN else "orders.disputed")
    return (mine, Button(say("talk-home"), "home"))


def _likely(order: Order, role: str, now: datetime) -> list[str]:
    """Pick the few steps shown at once: a claim waits for the farmer, a counter for a yes or no."""
    seen = _seen(order, role, now)
    likely = [name for name in _LIKELY if name in seen]
    if order.payment == CLAIMED and "money" in likely:
        likely = ["money", *(name for name in likely if name != "money")]
    if order.state == COUNTERED and role == BUYER:
        likely = [*likely, "cancel"]
    return likely[:MOST]


def _seen(order: Order, role: str, now: datetime) -> list[str]:
    return [name for name in allowed(order, role, now) if name not in UNTAPPED | _over(order)]


def _over(order: Order) -> frozenset[str]:
    """Name what makes no sense any more, though words for it are still obeyed."""
    if order.state not in AGREED:
        return frozenset()
    if order.asked_at is not None:
        return _PAST
    return frozenset() if order.actual is None else _WEIGHED


def _views(order: Order, role: str) -> tuple[Button, ...]:
    views = ("photos", "receipt", "history") if order.asked_at else _VIEWS
    return tuple(_open(order, view) for view in views if can_see(order, role, view))


def can_see(order: Order, role: str | None, view: str) -> bool:
    """Whether there is something to see: the way to the farmer once agreed, a receipt at the end."""
    match view:
        case "map":
            fetched = order.delivery == FARM and order.lat_e6 is not None
            return role == BUYER and order.state in AGREED and fetched
        case "receipt" | "sheet":
            return role is not None and order.handed_at is not None
        case "photos":
            return role is not None and bool(order.packed_photo or order.handed_photo)
    return role is not None


def _arranged(order: Order, commands: Sequence[str], last: Sequence[Button]) -> Buttons:
    plain = [button(order, name) for name in commands if name not in GRAVE]
    grave = [button(order, name) for name in commands if name in GRAVE]
    if not grave:
        return in_rows([*plain, *last])
    return (*in_rows(plain), *in_rows([*grave, *last]))
