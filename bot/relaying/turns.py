"""Talking through the bot: writing about an order, reading what was written, quiet."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.feature import Addition, Turn
from bot.ordering import news
from bot.ordering import store as orders
from bot.ordering.order import ADMIN, BUYER, DISPUTED, SELLER, Order
from bot.people.reported import LETTER, ORDER_OF, Asked, OrderAsked
from bot.relaying import guard, notices, numbers, rules, screens, store
from bot.relaying.flow import Between, Sent
from bot.relaying.letters import PHOTO, VOICE, WORDS, Letter
from bot.relaying.screens import Name
from bot.talk.message import Message, tell
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

_LAST = 999  # the last page there can be
_SIDES = frozenset((BUYER, SELLER))


@dataclass(frozen=True, slots=True)
class Seat:
    """An order and what the one whose turn it is is to it."""

    order: Order
    role: str

    @property
    def is_side(self) -> bool:
        return self.role in _SIDES

    @property
    def other(self) -> int:
        return self.order.seller_id if self.role == BUYER else self.order.buyer_id


# -- what an order's cards get


def beside_order(turn: Turn, beheld: news.Beheld) -> Addition:
    """Let both sides write to each other."""
    if not rules.may_write(beheld.order, beheld.role, turn.now):
        return Addition()
    return Addition(buttons=((screens.write_button(beheld.order.id),),))


def beside_more(turn: Turn, beheld: news.Beheld) -> Addition:
    """Lead both sides to what was written and to their numbers, who settles to the letters."""
    if beheld.role == ADMIN and beheld.order.state == DISPUTED:
        return Addition(buttons=screens.list_buttons(beheld.order.id))
    if beheld.role not in _SIDES:
        return Addition()
    return Addition(buttons=screens.more_buttons(beheld.order.id))


def evidence(turn: Turn, beheld: news.Beheld) -> Addition:
    """Give who settles a dispute the last letters and photos."""
    order = beheld.order
    letters = list(reversed(store.load_last(turn.conn, order.id)))
    if not letters:
        return Addition()
    lines = [screens.line_of(order, letter, whole=True) for letter in letters]
    photos = (x.brought.file for x in letters if x.brought.kind == PHOTO and x.brought.file)
    head = say("relay-evidence", order=order.number)
    return Addition((head, *lines), photos=tuple(photos))


# -- taps


def act(turn: Turn, what: str = "", code: str = "", *more: str) -> None:
    """`relay.<what>.<order>`, and for a letter `relay.see|answer|open|vouch|report.<letter>`."""
    if what in _OF_LETTER:
        _act_on_letter(turn, what, code, *more[:1])
        return
    seat = sit(turn, read_id(code) or 0)
    if seat is None:
        turn.toast(say("talk-not-yours"))
    elif what == "list":
        _list(turn, seat, *more[:1])
    elif not seat.is_side:
        turn.toast(say("talk-not-yours"))
    elif what in _ACTS:
        _ACTS[what](turn, seat)
    else:
        turn.toast(say("talk-older"))


def sit(turn: Turn, order_id: int) -> Seat | None:
    """Find an order and what one is to it; staff only once they have a part in it."""
    order = orders.load(turn.conn, order_id)
    role = order.role_of(turn.person.id, is_admin=turn.person.is_admin) if order else None
    if order is None or role is None:
        return None
    if role == ADMIN and order.state != DISPUTED and not _is_reported(turn, order_id):
        return None
    return Seat(order, role)


def _is_reported(turn: Turn, order_id: int) -> bool:
    asked = OrderAsked(order_id)
    turn.announce(ORDER_OF, asked)
    return asked.found


def is_agreed(turn: Turn, order: Order) -> bool:
    """Whether both sides agreed to show each other who they are."""
    shared = numbers.load(turn.conn, order.id)
    return shared is not None and shared.is_agreed


def _name(turn: Turn, seat: Seat) -> Name:
    return screens.other_name(seat.order, seat.role, whole=is_agreed(turn, seat.order))


def _write(turn: Turn, seat: Seat, *before: Phrase) -> None:
    why_not = _why_not(turn, seat)
    if why_not is None:
        turn.begin("relay", *before, order=str(seat.order.id))
    else:
        turn.show(why_not)


def _why_not(turn: Turn, seat: Seat) -> Message | None:
    """Say why nothing can be written now."""
    order = seat.order
    if not rules.may_write(order, seat.role, turn.now):
        return tell(say("relay-over"))
    last = store.nth_last(turn.conn, order.id, turn.person.id, rules.MOST)
    again = rules.free_again(last, turn.now)
    return tell(screens.show_busy(again)) if again else None


def facts(turn: Turn, answers: Mapping[str, str]) -> Between:
    """Load about which order somebody writes, and to whom."""
    seat = sit(turn, int(answers["order"]))
    if seat is None:
        return Between(0, "", "")
    name = screens.other_name(seat.order, seat.role, whole=False)
    shown = name if isinstance(name, str) else turn.speaker.label(name)
    return Between(seat.order.id, seat.order.number, shown)


def send(turn: Turn, sent: Sent) -> None:
    """Pass on what was brought; at night, and to who wants quiet, it is kept."""
    seat = sit(turn, sent.order_id)
    if seat is None or not seat.is_side:
        turn.toast(say("talk-not-yours"))
        return
    why_not = _why_not(turn, seat)
    if why_not is not None:
        turn.say(why_not)
        return
    _pass_on(turn, seat, sent)


def _pass_on(turn: Turn, seat: Seat, sent: Sent) -> None:
    order, agreed = seat.order, is_agreed(turn, seat.order)
    kept, hidden = rules.tidy(sent.brought, order, turn.now, agreed=agreed)
    letter = Letter(0, order.id, turn.person.id, seat.other, kept, turn.now)
    letter = guard.keep(turn, order, letter, sent.brought.words)
    reader = turn.other(seat.other)
    told = notices.pass_on(turn, order, reader, turn.person.id, whole=agreed)
    name = screens.other_name(order, seat.role, whole=agreed)
    if letter.is_held:
        turn.say(screens.show_looked_at(order, name))
    else:
        turn.say(screens.show_sent(order, name, told=told, hidden=hidden))


# -- reading


def _list(turn: Turn, seat: Seat, page: str = "0") -> None:
    at = read_count(page, _LAST) or 0
    order = seat.order
    found = store.load_last(turn.conn, order.id, skip=at * screens.PAGE, most=screens.PAGE + 1)
    whole = seat.role == ADMIN or is_agreed(turn, order)
    seen = [letter.seen_by(turn.person.id) for letter in found]
    turn.show(screens.show_list(order, seen, at, seat.role, whole=whole))


_OF_LETTER = frozenset(("see", "answer", "open", "vouch", "report"))


def _act_on_letter(turn: Turn, what: str, code: str, *_: str) -> None:
    letter = store.load(turn.conn, read_id(code) or 0)
    seat = None if letter is None else sit(turn, letter.order_id)
    if letter is None or seat is None:
        turn.toast(say("talk-not-yours"))
    elif what == "see":
        _see(turn, seat, letter)
    elif letter.to_id != turn.person.id:
        turn.toast(say("talk-not-yours"))
    elif what == "report":
        turn.act(f"report.{LETTER}.{letter.id}")
    else:
        _OF_READER[what](turn, seat, letter)


def _see(turn: Turn, seat: Seat, letter: Letter) -> None:
    is_reader = letter.to_id == turn.person.id
    whole = seat.role == ADMIN or is_agreed(turn, seat.order)
    if is_reader and letter.is_held:
        turn.say(screens.show_letter(seat.order, letter, whole=whole))
    else:
        turn.say(screens.show_whole(seat.order, letter, whole=whole, warned=is_reader))


def _answer(turn: Turn, seat: Seat, letter: Letter) -> None:
    # The question takes the letter's place, so it begins with the letter.
    seen = letter.seen_by(turn.person.id)
    _write(turn, seat, screens.line_of(seat.order, seen, whole=is_agreed(turn, seat.order)))


def _open(turn: Turn, seat: Seat, letter: Letter) -> None:
    """Show a letter that was held back, once its reader wants to see it."""
    opened = guard.open_held(turn, letter)
    turn.say(screens.show_letter(seat.order, opened, whole=is_agreed(turn, seat.order)))


def _vouch(turn: Turn, seat: Seat, letter: Letter) -> None:
    """Believe the reader that a letter is genuine; what is held back has to be seen first."""
    if letter.is_held or not letter.is_warned_of:
        turn.toast(say("talk-already"))
        return
    vouched = guard.vouch(turn, letter)
    turn.toast(say("relay-vouched"))
    if letter.brought.kind == WORDS:
        whole = is_agreed(turn, seat.order)
        turn.show(screens.show_letter(seat.order, vouched, whole=whole))


_OF_READER = {"answer": _answer, "open": _open, "vouch": _vouch}


# -- quiet


def _mute(turn: Turn, seat: Seat) -> None:
    store.mute(turn.conn, turn.person.id, seat.other, seat.order.id, turn.now)
    turn.say(screens.show_muted(seat.order, _name(turn, seat)))


def _mute_all(turn: Turn, seat: Seat) -> None:
    store.mute(turn.conn, turn.person.id, seat.other, store.EVERY, turn.now)
    turn.show(screens.show_muted_all(seat.order, _name(turn, seat)))


def _unmute(turn: Turn, seat: Seat) -> None:
    """Hear of somebody again, and what was kept meanwhile."""
    order = seat.order
    store.unmute(turn.conn, turn.person.id, seat.other, order.id)
    turn.show(tell(say("relay-unmuted")))
    notices.show_waiting(turn, order, turn.person, whole=is_agreed(turn, order))


_ACTS = {"write": _write, "mute": _mute, "muteall": _mute_all, "unmute": _unmute}


# -- reports


def tell_reported(turn: Turn, asked: Asked) -> None:
    """Fill in what a letter says and who wrote it, for its reader."""
    letter = store.load(turn.conn, asked.id) if asked.kind == LETTER else None
    if letter is None or letter.to_id != asked.by:
        return
    brought = letter.brought
    asked.about, asked.words, asked.order_id = letter.from_id, brought.words, letter.order_id
    asked.photo = brought.file if brought.kind == PHOTO else None
    asked.voice = brought.file if brought.kind == VOICE else None
    asked.place, asked.allowed = brought.place, True
