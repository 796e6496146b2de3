"""Standing orders as their buyer sees them: the list, one of them, what is asked, what was done."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.ordering.order import Order
from bot.selling.produce import crop_phrase, rate_phrase
from bot.shopping.asks import days_phrase
from bot.shopping.repeats import DEARER, GONE, LIVE, ON, Chance, Repeat
from bot.talk.buttons import Buttons
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, say

LIST = "standing.list"


def when(repeat: Repeat) -> Phrase:
    """Say on which days and how often."""
    return say(f"standing-every-{repeat.every}", days=days_phrase(repeat.days))


def show_list(found: Sequence[tuple[Repeat, str]]) -> Message:
    """List what comes back by itself."""
    home = Button(say("talk-home"), "home")
    if not found:
        return Message(
            (say("standing-none"),),
            ((Button(say("order-mine"), "orders.done"), home),),
            listen=True,
        )
    lines = [_line(repeat, seller) for repeat, seller in found]
    opened = tuple((_open(repeat, seller),) for repeat, seller in found)
    return Message((say("standing-head"), *lines), (*opened, (home,)), listen=True)


def _line(repeat: Repeat, seller: str) -> Phrase:
    told: dict[str, Any] = {
        "crop": crop_phrase(repeat.crop_id),
        "amount": repeat.amount,
        "seller": _name(seller),
    }
    if repeat.state != ON:
        return say("standing-line-paused", **told)
    return say("standing-line", **told, day=repeat.next_on)


def _open(repeat: Repeat, seller: str) -> Button:
    label = say("standing-open", crop=crop_phrase(repeat.crop_id), seller=_name(seller))
    return Button(label, f"standing.see.{repeat.id}")


def _name(seller: str) -> object:
    return seller or say("order-somebody")


def show_repeat(repeat: Repeat, seller: str, *before: Phrase) -> Message:
    """Show one standing order with what can be done to it."""
    return Message((*before, *_told(repeat, seller)), _ways(repeat), listen=True)


def _told(repeat: Repeat, seller: str) -> tuple[Phrase, ...]:
    until = () if repeat.until is None else (say("standing-until", day=repeat.until),)
    return (
        say(
            "standing-what",
            crop=crop_phrase(repeat.crop_id),
            amount=repeat.amount,
            seller=_name(seller),
        ),
        say("standing-when", when=when(repeat)),
        say("standing-at-most", rate=rate_phrase(repeat.price, repeat.unit)),
        *until,
        say(f"standing-state-{repeat.state}", day=repeat.next_on),
    )


def _ways(repeat: Repeat) -> Buttons:
    rows: list[tuple[Button, ...]] = []
    if repeat.state == ON:
        pause = _button("pause", repeat)
        skip = Button(say("standing-skip"), f"standing.skip.{repeat.id}.{_code(repeat.next_on)}")
        rows = [(skip,), (pause, _button("stop", repeat))]
    elif repeat.state in LIVE:
        rows = [(_button("resume", repeat),), (_button("stop", repeat),)]
    else:
        rows = [(_button("resume", repeat),)]
    return (*rows, (Button(say("standing-mine"), LIST), Button(say("talk-home"), "home")))


def _button(verb: str, repeat: Repeat) -> Button:
    return Button(say(f"standing-{verb}"), f"standing.{verb}.{repeat.id}")


def _code(day: date) -> str:
    return day.isoformat().replace("-", "")


def show_skipped(repeat: Repeat, seller: str, day: date) -> Message:
    """Say which day is left out, with the way back."""
    shown = show_repeat(repeat, seller, say("standing-skipped", day=day))
    undo = Button(say("standing-unskip"), f"standing.unskip.{repeat.id}.{_code(day)}")
    return Message(shown.lines, ((undo,), *shown.buttons), listen=True)


def show_placed(repeat: Repeat, order: Order) -> Message:
    """Say that an order was placed as agreed; it can still be called off."""
    what = say(
        "standing-placed",
        order=order.number,
        crop=crop_phrase(order.crop_id),
        amount=order.quantity(order.ordered),
        seller=order.seller_name or say("order-somebody"),
        total=order.sum,
    )
    see = Button(say("standing-see"), f"order.see.{order.id}")
    return Message((what, _by(order)), ((see, _card(repeat)),), listen=True)


def _by(order: Order) -> Phrase:
    return say("order-by", until=Moment(order.slot))


def show_missed(repeat: Repeat, seller: str, day: date) -> Message:
    """Say that a day came too near to be met."""
    said = say("standing-missed", crop=crop_phrase(repeat.crop_id), seller=_name(seller), day=day)
    return Message((said, _next(repeat)), ((_card(repeat),),), listen=True)


def _next(repeat: Repeat) -> Phrase:
    return say(f"standing-state-{repeat.state}", day=repeat.next_on)


def show_question(repeat: Repeat, seller: str, chance: Chance, day: date) -> Message:
    """Ask in one tap what to do where this time something is not as agreed."""
    head = say(
        "standing-ask",
        crop=crop_phrase(repeat.crop_id),
        amount=repeat.amount,
        seller=_name(seller),
        day=day,
    )
    lines = (head, *(_why(repeat, chance, why) for why in chance.whys))
    no = Button(say("standing-no"), f"standing.no.{repeat.id}.{_code(day)}")
    last = (no, _card(repeat))
    if chance.offer is None:
        near = Button(say("standing-others"), f"buy.near.{repeat.crop_id}")
        return Message(lines, ((near,), last), listen=True)
    return Message(lines, (*_yes(repeat, chance, day), last), listen=True)


def _yes(repeat: Repeat, chance: Chance, day: date) -> Buttons:
    assert chance.offer is not None
    listed = chance.offer.listing
    amount, total = listed.amount(chance.milli), chance.offer.total(chance.milli)
    data = f"{repeat.id}.{_code(day)}.{chance.milli}.{listed.id}.{listed.price_minor}"
    yes = (Button(say("standing-take", amount=amount, total=total), f"standing.take.{data}"),)
    if DEARER not in chance.whys:
        return (yes,)
    rate = rate_phrase(listed.price, listed.unit)
    return (yes, (Button(say("standing-agree", rate=rate), f"standing.agree.{data}"),))


def _why(repeat: Repeat, chance: Chance, why: str) -> Phrase:
    """Say one way in which it is not as agreed."""
    if why == GONE or chance.offer is None:
        return say("standing-why-gone")
    listed = chance.offer.listing
    return say(
        f"standing-why-{why}",
        price=rate_phrase(listed.price, listed.unit),
        agreed=rate_phrase(repeat.price, repeat.unit),
        amount=listed.amount(chance.milli),
        day=Moment(chance.slot, "day"),
    )


def _card(repeat: Repeat) -> Button:
    return Button(say("standing-card"), f"standing.see.{repeat.id}")


def mark(order: Order) -> tuple[Phrase, ...]:
    """Tell on an order's card that it came by itself."""
    return (say("standing-mark"),) if order.key.startswith(KEY) else ()


KEY = "standing."


def key_of(repeat: Repeat, day: date) -> str:
    """Name the order of one pick-up day, so that it is placed once."""
    return f"{KEY}{repeat.id}.{day.isoformat()}"
