"""What a buyer does about an ad that is up: look, take an offer, let several fill it, call it off."""

from dataclasses import replace

from bot.feature import Turn
from bot.ordering.rules import Refused as NotMoved
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say
from bot.wanting import cards, news, notices, pooling, rules, screens, store
from bot.wanting.answering import refuse, show
from bot.wanting.placing import place
from bot.wanting.pledge import Pledged
from bot.wanting.rules import Refused
from bot.wanting.want import CLOSED, FILLED, OFFERED, SPARE, TAKEN, Want


def see(turn: Turn, want: Want) -> None:
    """Show an ad to its buyer and to those asked; to others only by its link."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    if bid is None and want.buyer_id != turn.person.id:
        turn.toast(say("talk-not-yours"))
    else:
        show(turn, want)


def pool(turn: Turn, want: Want) -> None:
    """Show who brings what to those who bring something too."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    if want.pooled and cards.is_member(bid):
        turn.show(cards.member_card(turn, want))
    else:
        see(turn, want)


def take(turn: Turn, want: Want, code: str = "", version: str = "", *_: str) -> None:
    """Take an offer as it was read: an order, agreed by both at once."""
    bid = store.load_bid_by_id(turn.conn, read_id(code) or 0)
    refused = rules.refuse_taking(want, bid, read_count(version), turn.now)
    if refused or bid is None or bid.milli is None or bid.ready is None:
        refuse(turn, refused or Refused("gone"))
        show(turn, want)
        return
    lacking = pooling.missing(want, store.load_parts(turn.conn, want.id))
    milli = min(bid.milli, lacking)
    if milli <= 0:
        refuse(turn, Refused("closed"))
        return
    terms = Pledged(want.id, milli, bid.price_minor or 0, bid.ready)
    placed = place(turn, want, bid, terms, "take")
    if isinstance(placed, NotMoved):
        turn.toast(say("order-no-now"))
        return
    store.save_bid(turn.conn, replace(bid, state=TAKEN))
    is_full = milli == lacking
    want = store.save(turn.conn, replace(want, state=FILLED) if is_full else want)
    if is_full:
        _close_rest(turn, want)
    turn.show(cards.own_card(turn, want))
    turn.act(f"order.see.{placed.id}")


def _close_rest(turn: Turn, want: Want) -> None:
    """Thank those whose offers are no longer needed."""
    notices.unwatch(turn, want)
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == OFFERED:
            store.save_bid(turn.conn, replace(bid, state=SPARE))
            news.tell(turn, want, turn.other(bid.farmer_id), "spare")


def gather(turn: Turn, want: Want) -> None:
    """Let several fill it together."""
    refused = rules.refuse_pooling(want, turn.now)
    if refused:
        refuse(turn, refused)
        show(turn, want)
        return
    want = pooling.gather(turn, want)
    if want.state == FILLED:
        notices.tell_filled(turn, want)
        return
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == OFFERED:
            news.tell(turn, want, turn.other(bid.farmer_id), "gathered")
    show(turn, want)


def fill(turn: Turn, want: Want) -> None:
    """Take what has come together, before the time is over."""
    promised = pooling.count(store.load_parts(turn.conn, want.id))
    refused = rules.refuse_filling(want, promised, turn.now)
    if refused:
        refuse(turn, refused)
        show(turn, want)
    else:
        notices.tell_filled(turn, pooling.fill(turn, want))


def share(turn: Turn, want: Want) -> None:
    turn.show(screens.show_share(want, turn.speaker.link(f"w_{want.id}")))


def close(turn: Turn, want: Want) -> None:
    refused = rules.refuse_closed(want, turn.now)
    if refused:
        refuse(turn, refused)
        show(turn, want)
    else:
        turn.show(screens.ask_close(want))


def end(turn: Turn, want: Want) -> None:
    """Call an ad off: promises are let go, and those who made them are told."""
    refused = rules.refuse_closed(want, turn.now)
    if refused:
        refuse(turn, refused)
        show(turn, want)
        return
    offered = [bid for bid in store.load_bids(turn.conn, want.id) if bid.state == OFFERED]
    want = pooling.fail(turn, want) if want.pooled else want
    want = store.save(turn.conn, replace(want, state=CLOSED))
    notices.unwatch(turn, want)
    for bid in offered:
        news.tell(turn, want, turn.other(bid.farmer_id), "closed")
    show(turn, want)
