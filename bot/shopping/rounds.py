"""Standing orders at work: each round places one order, asks, or tells that it came too late."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.feature import Turn
from bot.ordering import store as orders
from bot.ordering.order import BUYER, Order
from bot.ordering.rules import Refused
from bot.ordering.schedule import slot_on
from bot.ordering.shop import load_offer, place_one
from bot.selling.asks import write_amount
from bot.selling.offers import Listing
from bot.shopping import cards, diary
from bot.shopping.repeating import OFTEN, Agreed, Ground, Standing
from bot.shopping.repeats import (
    GONE,
    LIVE,
    MOST,
    ON,
    PAUSED,
    STOPPED,
    Chance,
    Repeat,
    advance,
    can_meet,
    look,
    placed_at,
    resume,
)
from bot.talk.message import tell
from bot.talk.tap import read_count, read_id
from bot.text.phrase import Phrase, say

ROUND = "standing-round"
AGAIN = "again"  # a round of a day that was asked about already


# -- rounds


def run(turn: Turn, repeat: Repeat) -> None:
    """Place the order of the next pick-up day, or ask, or tell that the day cannot be met any more.

    Whoever cannot be told is not ordered for: their standing order waits until they are back.
    """
    zone, day = zone_of(turn, repeat), repeat.next_on
    if not turn.person.is_reachable:
        diary.save(turn.conn, replace(repeat, state=PAUSED))
        return
    after = advance(repeat, turn.now, zone)
    if can_meet(day, turn.now, zone):
        _place_or_ask(turn, after, day)
    else:
        _keep(turn, after)
        turn.say(cards.show_missed(after, _seller(turn, repeat), day))


def try_again(turn: Turn, repeat: Repeat) -> None:
    """Look again whether a day that was asked about can be served: its farmer sells the crop again."""
    day = repeat.asked_on
    plan(turn, repeat)
    if day is not None and can_meet(day, turn.now, zone_of(turn, repeat)):
        _place_or_ask(turn, repeat, day)


def hear(turn: Turn, listed: Listing) -> None:
    """Have those looked after again who were told that there is none of what comes to the market now."""
    for repeat in diary.load_waiting(turn.conn, listed.seller_id):
        if (repeat.crop_id, repeat.unit) == (listed.crop_id, listed.unit):
            buyer = turn.other(repeat.person_id)
            turn.plan(ROUND, repeat.id, turn.now, person=buyer, facts=AGAIN)


def _place_or_ask(turn: Turn, repeat: Repeat, day: date) -> None:
    """Place what was agreed for a day, or ask where it is not to be had so."""
    zone = zone_of(turn, repeat)
    offer = diary.load_offer(turn.conn, repeat, turn.now)
    chance = look(repeat, offer, turn.now, slot_on(day, zone), zone)
    placed = None if chance.whys else _place(turn, repeat, chance, day)
    if isinstance(placed, Order):
        kept = _keep(turn, replace(repeat, listing_id=placed.listing_id, asked_on=None))
        turn.say(cards.show_placed(kept, placed))
        return
    whys = chance if placed is None else replace(chance, offer=None, whys=(GONE,))
    kept = _keep(turn, replace(repeat, asked_on=day))
    turn.say(cards.show_question(kept, _seller(turn, repeat), whys, day))


def _place(turn: Turn, repeat: Repeat, chance: Chance, day: date) -> Order | Refused:
    """Place the order of a pick-up day once; placed already, give that one."""
    assert chance.offer is not None
    key = cards.key_of(repeat, day)
    placed = place_one(turn, chance.offer, chance.milli, key, slot_at=chance.slot)
    if isinstance(placed, Refused) and placed.reason == "repeated":
        return orders.load_by_key(turn.conn, turn.person.id, key) or placed
    return placed


def _keep(turn: Turn, changed: Repeat) -> Repeat:
    """Save a standing order and have its next round come due, or none."""
    kept = diary.save(turn.conn, changed)
    plan(turn, kept)
    return kept


def plan(turn: Turn, repeat: Repeat) -> None:
    """Let the next round come due, or none."""
    if repeat.state == ON:
        turn.plan(ROUND, repeat.id, placed_at(repeat.next_on, zone_of(turn, repeat)))
    else:
        turn.cancel(ROUND, repeat.id)


def zone_of(turn: Turn, repeat: Repeat) -> str | None:
    return turn.other(repeat.seller_id).zone


def _seller(turn: Turn, repeat: Repeat) -> str:
    return turn.other(repeat.seller_id).called or ""


# -- beginning


def begin(turn: Turn, order_id: int) -> None:
    """Read back a standing order like an order of one's own: a yes is enough."""
    order = orders.load(turn.conn, order_id)
    if order is None or order.role_of(turn.person.id) != BUYER:
        turn.toast(say("talk-not-yours"))
        return
    ground = _ground(turn, order)
    turn.begin(
        Standing.name,
        order=str(order.id),
        amount=write_amount(order.quantity(order.ordered)),
        days=str(ground.weekday),
        often=OFTEN[0],
        until="on",
    )


def standing_facts(turn: Turn, answers: Mapping[str, str]) -> Ground:
    """Load the order it starts from, and what its farmer asks for the crop now."""
    order = orders.load(turn.conn, int(answers["order"]))
    assert order is not None  # orders are never deleted
    return _ground(turn, order)


def _ground(turn: Turn, order: Order) -> Ground:
    offer = load_offer(turn, order.listing_id)
    now = offer if offer is not None and offer.is_for_sale(turn.now) else None
    return Ground(order, now, turn.other(order.seller_id).zone)


def agree(turn: Turn, agreed: Agreed) -> None:
    """Keep a standing order somebody said yes to."""
    ground, me = agreed.ground, turn.person.id
    if ground.order.role_of(me) != BUYER:
        turn.toast(say("talk-not-yours"))
        return
    if len(diary.load_mine(turn.conn, me)) >= MOST:
        turn.say(tell(say("standing-full", most=MOST)))
        return
    order = ground.order
    new = Repeat(
        person_id=me,
        seller_id=order.seller_id,
        listing_id=order.listing_id,
        crop_id=order.crop_id,
        unit=order.unit,
        milli=agreed.milli,
        price_minor=ground.price_minor,
        currency=order.currency,
        days=agreed.days,
        every=agreed.every,
        first_on=agreed.first_on,
        next_on=agreed.first_on,
        until=agreed.until,
        created_at=turn.now,
    )
    kept = diary.insert_repeat(turn.conn, new)
    plan(turn, kept)
    turn.show(cards.show_repeat(kept, _seller(turn, kept), say("standing-kept")))


# -- buttons


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
        begin(turn, read_id(code) or 0)
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
            _show(turn, _keep(turn, replace(found, state=PAUSED)))
        case "stop" if found.state in LIVE:
            _show(turn, _keep(turn, replace(found, state=STOPPED)))
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
    turn.show(cards.show_repeat(repeat, _seller(turn, repeat), *before))


def _resume(turn: Turn, found: Repeat) -> None:
    """Go on; one that was over goes on until it is stopped."""
    until = found.until if found.state in LIVE else None
    again = resume(replace(found, until=until), turn.now, zone_of(turn, found))
    _show(turn, _keep(turn, again))


def _skip(turn: Turn, found: Repeat, day: date) -> None:
    after = _keep(turn, advance(found, turn.now, zone_of(turn, found)))
    turn.show(cards.show_skipped(after, _seller(turn, after), day))


def _unskip(turn: Turn, found: Repeat, day: date) -> None:
    """Take a skipped day back in, where it can still be met and nothing was placed for it."""
    zone = zone_of(turn, found)
    placed = orders.load_by_key(turn.conn, turn.person.id, cards.key_of(found, day))
    if placed is not None or not can_meet(day, turn.now, zone) or day.weekday() not in found.days:
        turn.toast(say("standing-too-late"))
        _show(turn, found)
    else:
        _show(turn, _keep(turn, replace(found, next_on=day)))


def _answer(turn: Turn, found: Repeat, day: date, parts: tuple[str, ...], *, lasting: bool) -> None:
    """Place what was asked about, if it is still as it was read; else ask again."""
    placed = orders.load_by_key(turn.conn, turn.person.id, cards.key_of(found, day))
    zone = zone_of(turn, found)
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
    placed = _place(turn, found, chance, day) if is_read and chance.offer else None
    if not isinstance(placed, Order):
        whys = chance if placed is None else replace(chance, offer=None, whys=(GONE,))
        turn.toast(say("basket-changed"))
        turn.show(cards.show_question(found, _seller(turn, found), whys, day))
        return
    price = placed.price_minor if lasting else found.price_minor
    kept = replace(found, asked_on=None, listing_id=placed.listing_id, price_minor=price)
    turn.show(cards.show_placed(diary.save(turn.conn, kept), placed))
