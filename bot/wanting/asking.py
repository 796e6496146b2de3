"""Farmers are asked: the nearest first, a few at a time, and none of them at night."""

from dataclasses import replace
from datetime import timedelta

from bot.feature import Turn
from bot.store.persons import Person
from bot.talk.message import Priority
from bot.wanting import growers, rules, store
from bot.wanting.cards import card
from bot.wanting.want import Bid, Want

ASK, WAVE = "want-ask", "want-wave"
_DAY = timedelta(days=1)


def ask_wave(turn: Turn, want: Want) -> Want:
    """Ask the next farmers, nearest first, and look again some hours later."""
    known = store.load_bids(turn.conn, want.id)
    most = min(rules.WAVE, rules.MOST_ASKED - len(known))
    near = growers.load_neighbours(turn.conn, want, turn.now - _DAY, most) if most > 0 else []
    turn.known.update({each.person.id: each.person for each in near})
    new = [Bid(want.id, each.person.id, each.km, turn.now) for each in near]
    store.ask(turn.conn, new)
    for bid in new:
        _ask(turn, want, turn.other(bid.farmer_id))
    if len(near) == most:
        buyer = turn.other(want.buyer_id)
        turn.plan(WAVE, want.id, turn.waking(buyer, turn.now + rules.WAVE_AFTER), person=buyer)
    return store.save(turn.conn, replace(want, waves=want.waves + 1))


def ask_one(turn: Turn, want: Want, person: Person, km: int) -> None:
    """Ask one more farmer, who has just listed what is wanted."""
    store.ask(turn.conn, [Bid(want.id, person.id, km, turn.now)])
    _ask(turn, want, person)


def _ask(turn: Turn, want: Want, farmer: Person) -> None:
    if turn.is_awake(farmer):
        turn.say(card(turn, want, farmer), farmer, priority=Priority.REMINDER)
    else:
        turn.plan(ASK, want.id, turn.waking(farmer), person=farmer)
