"""What a buyer does to a standing order: looks, skips, pauses, stops, goes on, answers what was asked."""

from dataclasses import replace
from datetime import date

from bot.feature import Turn
from bot.ordering import store as orders
from bot.ordering.order import Order
from bot.ordering.schedule import slot_on
from bot.shopping import agreement, cards, diary, rounds
from bot.shopping.repeats import (
    LIVE,
    ON,
    PAUSED,
    STOPPED,
    Chance,
    Repeat,
    advance,
    can_meet,
    look,
    nothing,
    resume,
)
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say


def command(turn: Turn, words: str) -> None:
    show_list(turn)


def show_list(turn: Turn) -> None:
    turn.show(cards.show_list(diary.load_mine(turn.conn, turn.person.id)))


def act(turn: Turn, what: str = "list", code: str = "", *parts: str) -> None:
    """`standing.list`, `standing.new.<order>`, `standing.see|pause|resume|stop.<id>`.

    `standing.skip|unskip|no.<id>.<day>`, `standing.take|agree.<id>.<day>.<amount>.<listing>.<price>`.
    """
    if what == "list":
        show_list(turn)
        return
    if what == "new":
        agreement.begin(turn, read_id(code) or 0)
        return
    found = diary.load(turn.conn, read_id(code) or 0)
    if found is None or found.person_id != turn.person.id:
        turn.toast(say("talk-not-yours"))
    else:
        _act_on(turn, found, what, *parts)


def _act_on(turn: Turn, found: Repeat, what: str, code: str = "", *parts: str) -> None:
    day = _read_day(code)
    match what:
        case "see":
            _show(turn, found)
        case "pause" if found.state == ON:
            _show(turn, rounds.keep(turn, replace(found, state=PAUSED)))
        case "stop" if found.state in LIVE:
            _show(turn, rounds.keep(turn, replace(found, state=STOPPED)))
        case "resume" if found.state != ON:
            _resume(turn, found)
        case "skip" if day == found.next_on and found.state == ON:
            _skip(turn, found, day)
        case "unskip" if day and day < found.next_on and found.state == ON:
            _unskip(turn, found, day)
        case "no" if day and day == found.asked_on:
            _show(turn, diary.save(turn.conn, replace(found, asked_on=None)), say("standing-left"))
        case "take" | "agree" if day:
            _answer(turn, found, day, parts, lasting=what == "agree")
        case _:
            turn.toast(say("talk-already"))
            _show(turn, found)


def _read_day(code: str) -> date | None:
    try:
        return date.fromisoformat(code) if read_count(code) else None
    except ValueError:
        return None


def _show(turn: Turn, repeat: Repeat, *before: Phrase) -> None:
    turn.show(cards.show_repeat(repeat, rounds.seller_of(turn, repeat), *before))


def _resume(turn: Turn, found: Repeat) -> None:
    """Go on; one that was over goes on until it is stopped."""
    until = found.until if found.state in LIVE else None
    again = resume(replace(found, until=until), turn.now, rounds.zone_of(turn, found))
    _show(turn, rounds.keep(turn, again))


def _skip(turn: Turn, found: Repeat, day: date) -> None:
    after = rounds.keep(turn, advance(found, turn.now, rounds.zone_of(turn, found)))
    turn.show(cards.show_skipped(after, rounds.seller_of(turn, after), day))


def _unskip(turn: Turn, found: Repeat, day: date) -> None:
    """Take a skipped day back in, where it can still be met and nothing was placed for it."""
    zone = rounds.zone_of(turn, found)
    placed = orders.load_by_key(turn.conn, turn.person.id, cards.key_of(found, day))
    if placed is not None or not can_meet(day, turn.now, zone) or day.weekday() not in found.days:
        turn.toast(say("standing-too-late"))
        _show(turn, found)
    else:
        _show(turn, rounds.keep(turn, replace(found, next_on=day)))


def _answer(turn: Turn, found: Repeat, day: date, parts: tuple[str, ...], *, lasting: bool) -> None:
    """Place what was asked about, if it is still as it was read; else ask again."""
    placed = orders.load_by_key(turn.conn, turn.person.id, cards.key_of(found, day))
    zone = rounds.zone_of(turn, found)
    if placed is not None:
        turn.toast(say("order-already", state=say(f"order-state-{placed.state}")))
        turn.show(cards.show_placed(found, placed))
    elif day != found.asked_on or not can_meet(day, turn.now, zone):
        turn.toast(say("standing-too-late"))
        _show(turn, found)
    else:
        offer = diary.load_offer(turn.conn, found, turn.now)
        chance = look(found, offer, turn.now, slot_on(day, zone), zone)
        _take(turn, found, day, chance, is_read=_terms(chance) == parts, lasting=lasting)


def _terms(chance: Chance) -> tuple[str, ...]:
    """Write what a yes would be to, as the button has it."""
    if chance.offer is None:
        return ()
    listed = chance.offer.listing
    return str(chance.milli), str(listed.id), str(listed.price_minor)


def _take(
    turn: Turn, found: Repeat, day: date, chance: Chance, *, is_read: bool, lasting: bool
) -> None:
    placed = rounds.place_round(turn, found, chance, day) if is_read and chance.offer else None
    if not isinstance(placed, Order):
        whys = chance if placed is None else nothing(chance)
        turn.toast(say("basket-changed"))
        turn.show(cards.show_question(found, rounds.seller_of(turn, found), whys, day))
        return
    price = placed.price_minor if lasting else found.price_minor
    kept = replace(found, asked_on=None, listing_id=placed.listing_id, price_minor=price)
    turn.show(cards.show_placed(diary.save(turn.conn, kept), placed))
