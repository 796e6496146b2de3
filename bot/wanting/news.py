"""Who hears of an ad: at once if awake, else at their waking minute, as it then is."""

from dataclasses import replace

from bot.feature import Turn
from bot.ordering.order import Order
from bot.store.persons import Person
from bot.talk.message import Message, Priority
from bot.text.phrase import say
from bot.wanting import rules, store
from bot.wanting.cards import card, is_member, member_card
from bot.wanting.pools import Pool, show_slip
from bot.wanting.want import REFUSED, Want

NEWS, SLIP = "want-news", "want-slip"


def tell(turn: Turn, want: Want, person: Person, key: str) -> None:
    """Show somebody an ad as it is now, or when they wake as it is then; `key` says why."""
    if turn.is_awake(person):
        turn.say(told(turn, want, person, key), person, priority=Priority.ORDER)
    else:
        turn.plan(NEWS, want.id, turn.waking(person), person=person, facts=key)


def told(turn: Turn, want: Want, person: Person, key: str) -> Message:
    """Give what somebody is shown of an ad, and why."""
    before = say(f"wanting-news-{key}")
    if want.buyer_id != person.id and want.pooled:
        bid = store.load_bid(turn.conn, want.id, person.id)
        if is_member(bid) and key != "more":
            return member_card(turn, want, before)
    return card(turn, want, person, before)


def tell_buyer(turn: Turn, want: Want) -> Want:
    """Let a buyer know of a better offer: at most one word in a while, and none at night."""
    buyer = turn.other(want.buyer_id)
    told = want.told_at
    if told is None or turn.now - told >= rules.NEWS_EVERY:
        want = store.save(turn.conn, replace(want, told_at=turn.now))
        tell(turn, want, buyer, "offers")
    else:
        at = turn.waking(buyer, told + rules.NEWS_EVERY)
        turn.plan(NEWS, want.id, at, person=buyer, facts="offers")
    return want


def ask_more(turn: Turn, want: Want, but: int) -> None:
    """Offer what is missing again to everybody who was asked and did not say no."""
    tell(turn, want, turn.other(want.buyer_id), "lacks")
    for bid in store.load_bids(turn.conn, want.id):
        if bid.farmer_id != but and bid.state != REFUSED:
            tell(turn, want, turn.other(bid.farmer_id), "more")


def tell_slip(turn: Turn, pool: Pool, order: Order) -> None:
    """Give a farmer the pay slip of a share, or in the morning."""
    farmer = turn.other(order.seller_id)
    if turn.is_awake(farmer):
        turn.say(show_slip(pool, order), farmer, priority=Priority.ORDER)
    else:
        turn.plan(SLIP, order.id, turn.waking(farmer), person=farmer)
