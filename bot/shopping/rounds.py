"""Standing orders going round: each round places one order, asks, or tells that it came too late."""

from dataclasses import replace
from datetime import date

from bot.feature import Turn
from bot.ordering import store as orders
from bot.ordering.order import Order
from bot.ordering.rules import Refused
from bot.ordering.schedule import slot_on
from bot.ordering.shop import place_one
from bot.selling.offers import Listing
from bot.shopping import cards, diary
from bot.shopping.repeats import (
    ON,
    PAUSED,
    Chance,
    Repeat,
    advance,
    can_meet,
    look,
    nothing,
    placed_at,
)

ROUND = "standing-round"
AGAIN = "again"  # a round of a day that was asked about already


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
        keep(turn, after)
        turn.say(cards.show_missed(after, seller_of(turn, repeat), day))


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
    placed = None if chance.whys else place_round(turn, repeat, chance, day)
    if isinstance(placed, Order):
        kept = keep(turn, replace(repeat, listing_id=placed.listing_id, asked_on=None))
        turn.say(cards.show_placed(kept, placed))
        return
    whys = chance if placed is None else nothing(chance)
    kept = keep(turn, replace(repeat, asked_on=day))
    turn.say(cards.show_question(kept, seller_of(turn, repeat), whys, day))


def place_round(turn: Turn, repeat: Repeat, chance: Chance, day: date) -> Order | Refused:
    """Place the order of a pick-up day once; placed already, give that one."""
    assert chance.offer is not None
    key = cards.key_of(repeat, day)
    placed = place_one(turn, chance.offer, chance.milli, key, slot_at=chance.slot)
    if isinstance(placed, Refused) and placed.reason == "repeated":
        return orders.load_by_key(turn.conn, turn.person.id, key) or placed
    return placed


def keep(turn: Turn, changed: Repeat) -> Repeat:
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


def seller_of(turn: Turn, repeat: Repeat) -> str:
    return turn.other(repeat.seller_id).called or ""
