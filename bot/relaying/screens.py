"""What two sides of an order see of each other's letters."""

from collections.abc import Sequence
from datetime import datetime

from bot.ordering.order import BUYER, SELLER, Order
from bot.relaying import cautions
from bot.relaying.asks import said
from bot.relaying.letters import (
    AGREED,
    ASKED,
    BACK,
    PHOTO,
    VOICE,
    WORDS,
    Brought,
    Letter,
    Shared,
)
from bot.relaying.rules import first_name
from bot.talk.buttons import Buttons, in_rows, turn_pages
from bot.talk.message import Button, Message
from bot.text.phrase import Moment, Phrase, say

PAGE = 6
_EXCERPT = 300  # letters of a letter on a list

_SHORT = 16  # letters of a name on a button

Name = Phrase | str

# -- letters


def write_button(order_id: int, key: str = "relay-write") -> Button:
    return Button(say(key), f"relay.write.{order_id}")


def list_buttons(order_id: int) -> Buttons:
    """Make what who settles a dispute gets: all letters."""
    return ((Button(say("relay-list"), f"relay.list.{order_id}"),),)


def more_buttons(order_id: int) -> Buttons:
    """Make what an order's second screen gets: all letters, and the numbers."""
    ((letters,),) = list_buttons(order_id)
    return ((letters, Button(say("relay-numbers"), f"relay.numbers.{order_id}")),)


def other_name(order: Order, role: str, *, whole: bool) -> Name:
    """Give the other side's name, the first of them until both have agreed to more."""
    return _shown(order.seller_name if role == BUYER else order.buyer_name, whole=whole)


def _shown(name: str, *, whole: bool) -> Name:
    return (name if whole else first_name(name)) or say("relay-nobody")


def show_letter(order: Order, letter: Letter, *, whole: bool) -> Message:
    """Hand a letter over: from whom, about which order, and what can be done with it.

    What the reader should know of it stands below; one that is held back waits to be asked for.
    """
    role = order.role_of(letter.from_id) or BUYER
    name = _shown(order.buyer_name if role == BUYER else order.seller_name, whole=whole)
    if letter.is_held:
        return cautions.show_held(order, letter, name)
    head = say(f"relay-from-{role}", name=name, order=order.number)
    return _carry((head,), letter, cautions.beside(order, letter), _answers(order, letter))


def _answers(order: Order, letter: Letter) -> Buttons:
    """Make what can be done with a letter; one that is warned of asks what it is."""
    quiet = Button(say("relay-mute"), f"relay.mute.{order.id}")
    see = Button(say("relay-order"), f"order.see.{order.id}")
    answer = (Button(say("relay-answer"), f"relay.answer.{letter.id}"),)
    if letter.is_warned_of:
        return (*cautions.choices(letter), answer, (quiet, see))
    return (answer, (quiet, cautions.report_button(letter.id), see))


def _carry(
    head: tuple[Phrase, ...], letter: Letter, below: tuple[Phrase | None, ...], buttons: Buttons
) -> Message:
    """Make a message of what was brought, whatever it is."""
    brought = letter.brought
    words = (say("talk-words", words=brought.words),) if brought.words else ()
    return Message(
        (*head, *words, *below),
        buttons,
        photo=brought.file if brought.kind == PHOTO else None,
        voice=brought.file if brought.kind == VOICE else None,
        place=brought.place,
        listen=brought.kind == WORDS,
    )


def show_more_waiting(order: Order, count: int) -> Message:
    """Say that more letters wait on the list."""
    see = Button(say("relay-list"), f"relay.list.{order.id}")
    return Message((say("relay-more", more=count, order=order.number),), ((see,),))


def show_looked_at(order: Order, name: Name) -> Message:
    """Tell the writer of a letter that is held back no more than that it is looked at first."""
    see = Button(say("relay-order"), f"order.see.{order.id}")
    again = write_button(order.id, "relay-again")
    return Message((say("relay-looked", name=name),), ((again,), (see,)))


def show_sent(order: Order, name: Name, *, told: bool, hidden: bool) -> Message:
    """Say what became of a letter, and why something in it was hidden."""
    lines = [say("relay-sent" if told else "relay-kept", name=name)]
    lines += [say("relay-hidden")] if hidden else []
    numbers = Button(say("relay-numbers"), f"relay.numbers.{order.id}")
    see = Button(say("relay-order"), f"order.see.{order.id}")
    last = (numbers, see) if hidden else (see,)
    return Message(tuple(lines), ((write_button(order.id, "relay-again"),), last))


def show_list(
    order: Order, letters: Sequence[Letter], page: int, role: str, *, whole: bool
) -> Message:
    """Show what was written about an order, the last six in the order of time.

    One more than a page tells that there are more.
    """
    shown = list(reversed(letters[:PAGE]))
    head = say("relay-title" if shown else "relay-none", order=order.number)
    lines = [line_of(order, letter, whole=whole) for letter in shown]
    opens = [_open(letter) for letter in shown if _is_more(letter)]
    pager = turn_pages(page, lambda to: f"relay.list.{order.id}.{to}", more=len(letters) > PAGE)
    rows = (*in_rows(opens, 3), *((pager,) if pager else ()), *_below(order, role))
    return Message((head, *lines), rows, listen=True)


def _below(order: Order, role: str) -> Buttons:
    back = Button(say("talk-back"), f"order.see.{order.id}")
    person = Button(say("talk-person"), f"help.person.order.{order.id}")
    is_side = role in {BUYER, SELLER}
    return ((write_button(order.id),), (back, person)) if is_side else ((back,),)


def line_of(order: Order, letter: Letter, *, whole: bool) -> Phrase:
    """Say in a line when who wrote what; a long letter is cut."""
    is_buyer = letter.from_id == order.buyer_id
    name = _shown(order.buyer_name if is_buyer else order.seller_name, whole=whole)
    return say("relay-line", at=Moment(letter.at), name=name, words=_excerpt(letter.brought))


def _excerpt(brought: Brought) -> Phrase:
    if brought.kind == BACK:
        return say("relay-held")
    if brought.kind == WORDS and not brought.words:
        return say("relay-erased")
    if len(brought.words) <= _EXCERPT:
        return said(brought)
    cut = f"{brought.words[:_EXCERPT].rstrip()}…"
    return said(Brought(brought.kind, cut, brought.file, brought.lat_e6, brought.lon_e6))


def _is_more(letter: Letter) -> bool:
    brought = letter.brought
    is_long = len(brought.words) > _EXCERPT
    return bool(brought.file or brought.place or is_long or brought.kind == BACK)


def _open(letter: Letter) -> Button:
    label = say(f"relay-open-{letter.brought.kind}", at=Moment(letter.at, "time"))
    return Button(label, f"relay.see.{letter.id}")


def show_whole(order: Order, letter: Letter, *, whole: bool, warned: bool) -> Message:
    """Show one letter of the list in full, to its reader with what they are warned of."""
    is_buyer = letter.from_id == order.buyer_id
    name = _shown(order.buyer_name if is_buyer else order.seller_name, whole=whole)
    head = say("relay-head", at=Moment(letter.at), name=name)
    back = Button(say("relay-list"), f"relay.list.{order.id}")
    below = cautions.beside(order, letter) if warned else ()
    asks = cautions.choices(letter) if warned and letter.is_warned_of else ()
    return _carry((head,), letter, below, (*asks, (back,)))


def show_muted(order: Order, name: Name) -> Message:
    """Say that letters are kept back, and offer more and less of it."""
    undo = Button(say("relay-unmute"), f"relay.unmute.{order.id}")
    short = name[:_SHORT] if isinstance(name, str) else name
    every = Button(say("relay-mute-all", name=short), f"relay.muteall.{order.id}")
    return Message((say("relay-muted", name=name, order=order.number),), ((undo,), (every,)))


def show_muted_all(order: Order, name: Name) -> Message:
    undo = Button(say("relay-unmute"), f"relay.unmute.{order.id}")
    return Message((say("relay-muted-all", name=name),), ((undo,),))


def show_busy(at: datetime) -> Phrase:
    """Ask for patience after many letters."""
    return say("relay-enough", at=Moment(at, "time"))


# -- risky moments


def newcomer_line(since: datetime) -> Phrase:
    """Tell a farmer that an order is a newcomer's first here, and what comes first then."""
    return say("relay-newcomer", since=Moment(since, "day"))


def show_account(order: Order, after: str) -> Message:
    """Tell a buyer that the farmer has another account now: the old one, the new one, and to ask."""
    name = _shown(order.seller_name, whole=False)
    before = order.pay_to or ""
    line = say("relay-account", name=name, order=order.number, before=before, after=after)
    see = Button(say("relay-order"), f"order.see.{order.id}")
    return Message((line,), ((write_button(order.id), see),), listen=True)


# -- numbers


def show_numbers(order: Order, role: str, shared: Shared | None, me: int) -> Message:
    """Show how far two sides are with their numbers, and the next step."""
    name = other_name(order, role, whole=shared is not None and shared.is_agreed)
    lines, steps = _stage(order, role, shared, me, name)
    back = Button(say("relay-order"), f"order.see.{order.id}")
    return Message(lines, (*steps, (back,)), listen=True)


def _stage(
    order: Order, role: str, shared: Shared | None, me: int, name: Name
) -> tuple[tuple[Phrase, ...], Buttons]:
    def button(what: str) -> Button:
        return Button(say(f"relay-do-{what}"), f"relay.{what}.{order.id}")

    if shared is None or shared.state not in {ASKED, AGREED}:
        return (say("relay-numbers-hidden", name=name),), ((button("propose"),),)
    if shared.state == ASKED and shared.asked_by == me:
        return (say("relay-numbers-asked", name=name),), ((button("unshare"),),)
    if shared.state == ASKED:
        ask = say("relay-numbers-wish", name=name, order=order.number)
        return (ask,), ((button("agree"), button("refuse")),)
    return _of_agreed(role, shared, name, button("mynumber"), button("unshare"))


def _of_agreed(
    role: str, shared: Shared, name: Name, give: Button, undo: Button
) -> tuple[tuple[Phrase, ...], Buttons]:
    pair = (shared.buyer_phone, shared.seller_phone)
    mine, theirs = pair if role == BUYER else pair[::-1]
    if mine is None:
        return (say("relay-numbers-give", name=name),), ((give,), (undo,))
    own = say("relay-numbers-mine", phone=mine)
    if theirs is None:
        return (own, say("relay-numbers-wait", name=name)), ((undo,),)
    return (say("relay-numbers-theirs", name=name, phone=theirs), own), ((undo,),)
