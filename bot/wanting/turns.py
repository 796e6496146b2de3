"""What buyers do about an ad: put it up, look at the offers, take one, share it, call it off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select

from bot.feature import Turn
from bot.kernel.cells import COARSE, cell_at, cells_within
from bot.ordering.flow import Buying
from bot.ordering.rules import Refused as NotMoved
from bot.people.rules import BUYER
from bot.people.store import load_profile
from bot.selling.asks import read_amount
from bot.selling.memory import Memory
from bot.selling.offers import OPEN as ON_SALE
from bot.selling.store import listing
from bot.store.schema import Instant
from bot.talk.speaker import Speaker
from bot.talk.tap import read_count, read_id
from bot.text.phrase import say
from bot.wanting import answering, notices, pooling, rules, screens, store
from bot.wanting.answering import refuse, show
from bot.wanting.flow import WantFlow, Wish, with_usual
from bot.wanting.placing import place
from bot.wanting.pledge import Pledged
from bot.wanting.rules import Refused
from bot.wanting.want import CLOSED, FILLED, OFFERED, SPARE, TAKEN, Want

_NEAR_KM = 50

_FITS = (
    select(listing.c.id)
    .where(
        listing.c.state == ON_SALE,
        listing.c.crop_id == bindparam("crop"),
        listing.c.cell3.in_(bindparam("cells", expanding=True)),
        listing.c.expires_at > bindparam("now", type_=Instant),
        listing.c.on_hand - listing.c.held >= bindparam("milli"),
        listing.c.unit == bindparam("counted"),
        listing.c.seller_id != bindparam("who"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the deployment decides: by which rule a pool is shared unless its buyer says otherwise."""

    rule: str

    def command(self, turn: Turn, words: str) -> None:
        """Show the ads; with words, begin one."""
        if words.strip() and BUYER in turn.person.roles:
            self.begin(turn, WantFlow.hear(words, turn.speaker))
        else:
            list_ads(turn)

    def begin(self, turn: Turn, heard: Mapping[str, str], *before: object) -> None:
        refused = rules.refuse_asking(
            turn.person.roles, store.count_open(turn.conn, turn.person.id)
        )
        if refused:
            refuse(turn, refused)
        else:
            lines = tuple(say(str(key)) for key in before)
            turn.begin(WantFlow.name, *lines, **with_usual(dict(heard), self.rule))

    def hear(self, turn: Turn, words: str) -> None:
        """Ask farmers where a day or a price is said, or the market has not so much; else buy."""
        heard = WantFlow.hear(words, turn.speaker)
        if "by" in heard or "price" in heard:
            self.begin(turn, heard)
        elif _is_on_market(turn, heard):
            turn.begin(Buying.name, **Buying.hear(words, turn.speaker))
        else:
            self.begin(turn, heard, "wanting-not-there")

    def act(self, turn: Turn, what: str = "", code: str = "", *parts: str) -> None:
        """`want.new`, `want.list[.<page>]`, or `want.<what>.<ad>...` about one ad."""
        if what == "new":
            self.begin(turn, {})
        elif what == "list":
            list_ads(turn, read_count(code, 99) or 0)
        else:
            _act(turn, what, code, *parts)


def _is_on_market(turn: Turn, heard: Mapping[str, str]) -> bool:
    """Whether one farmer near by has as much on the market as is needed."""
    amount, home = read_amount(heard.get("quantity", "")), load_profile(turn.conn, turn.person.id)
    if amount is None or home is None:
        return True
    keys = {
        "crop": heard["crop"],
        "cells": cells_within(home.lat_e6, home.lon_e6, _NEAR_KM, COARSE),
        "now": turn.now,
        "milli": amount.milli,
        "counted": amount.unit,
        "who": turn.person.id,
    }
    return turn.conn.execute(_FITS, keys).scalar() is not None


def no_facts(turn: Turn, answers: Mapping[str, str]) -> None:
    return None


def want_facts(turn: Turn, answers: Mapping[str, str]) -> Memory:
    return Memory(turn.speaker.country)


def put_up(turn: Turn, wish: Wish) -> None:
    """Put an ad up and ask the nearest farmers."""
    home = load_profile(turn.conn, turn.person.id)
    refused = rules.refuse_asking(turn.person.roles, store.count_open(turn.conn, turn.person.id))
    if refused or home is None:
        refuse(turn, refused or Refused("buyer"))
        return
    spot = (home.place_id, home.lat_e6, home.lon_e6)
    want = store.insert_want(turn.conn, _make(turn, wish, turn.speaker, *spot))
    notices.watch(turn, want)
    want = notices.ask_wave(turn, want)
    turn.show(notices.own_card(turn, want, say("wanting-up")))


def _make(
    turn: Turn, wish: Wish, speaker: Speaker, place_id: str, lat_e6: int, lon_e6: int
) -> Want:
    least = -(-wish.amount.milli * wish.minimum // 100)
    return Want(
        buyer_id=turn.person.id,
        crop_id=wish.crop_id,
        unit=wish.amount.unit,
        unit_grams=wish.grams,
        milli=wish.amount.milli,
        price_minor=wish.limit.minor if wish.limit else None,
        currency=wish.limit.currency if wish.limit else speaker.currency,
        by=wish.by.isoformat(),
        country=speaker.country,
        place_id=place_id,
        lat_e6=lat_e6,
        lon_e6=lon_e6,
        cell3=cell_at(lat_e6, lon_e6, COARSE),
        radius_km=_NEAR_KM,
        pooled=wish.pooled,
        minimum=least,
        rule=wish.rule,
        transport_minor=wish.transport.minor if wish.transport else None,
        transport_by=wish.bearer,
        deadline_at=rules.deadline_of(wish.by, turn.person.zone, turn.now),
        created_at=turn.now,
    )


def list_ads(turn: Turn, page: int = 0) -> None:
    """List somebody's own ads, and those they were asked about."""
    most, who = screens.PAGE, turn.person.id
    skip = page * most
    mine = store.load_mine(turn.conn, who, skip=skip, most=most + 1)
    asked = store.load_asked(turn.conn, who, skip=skip, most=most + 1)
    more = len(mine) > most or len(asked) > most
    buys = BUYER in turn.person.roles
    turn.show(screens.show_list(mine[:most], asked[:most], page, buys=buys, more=more))


def _act(turn: Turn, what: str, code: str, *parts: str) -> None:
    want = store.load(turn.conn, read_id(code) or 0)
    if want is None:
        turn.toast(say("talk-not-yours"))
    elif what in _FARMERS:
        _FARMERS[what](turn, want)
    elif what in _ANYBODYS:
        _ANYBODYS[what](turn, want)
    elif what in {*_BUYERS, "take"} and rules.refuse_stranger(want, turn.person.id):
        turn.toast(say("talk-not-yours"))
    elif what == "take":
        _take(turn, want, *parts)
    elif what in _BUYERS:
        _BUYERS[what](turn, want)
    else:
        turn.toast(say("talk-older"))


def _see(turn: Turn, want: Want) -> None:
    """Show an ad to its buyer and to those asked; to others only by its link."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    if bid is None and want.buyer_id != turn.person.id:
        turn.toast(say("talk-not-yours"))
    else:
        show(turn, want)


def _pool(turn: Turn, want: Want) -> None:
    """Show who brings what to those who bring something too."""
    bid = store.load_bid(turn.conn, want.id, turn.person.id)
    if want.pooled and notices.is_member(bid):
        turn.show(notices.member_card(turn, want))
    else:
        _see(turn, want)


def _take(turn: Turn, want: Want, code: str = "", version: str = "", *_: str) -> None:
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
    turn.show(notices.own_card(turn, want))
    turn.act(f"order.see.{placed.id}")


def _close_rest(turn: Turn, want: Want) -> None:
    """Thank those whose offers are no longer needed."""
    notices.unwatch(turn, want)
    for bid in store.load_bids(turn.conn, want.id):
        if bid.state == OFFERED:
            store.save_bid(turn.conn, replace(bid, state=SPARE))
            notices.tell(turn, want, turn.other(bid.farmer_id), "spare")


def _gather(turn: Turn, want: Want) -> None:
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
            notices.tell(turn, want, turn.other(bid.farmer_id), "gathered")
    show(turn, want)


def _fill(turn: Turn, want: Want) -> None:
    """Take what has come together, before the time is over."""
    promised = pooling.count(store.load_parts(turn.conn, want.id))
    refused = rules.refuse_filling(want, promised, turn.now)
    if refused:
        refuse(turn, refused)
        show(turn, want)
    else:
        notices.tell_filled(turn, pooling.fill(turn, want))


def _share(turn: Turn, want: Want) -> None:
    turn.show(screens.show_share(want, turn.speaker.link(f"w_{want.id}")))


def _close(turn: Turn, want: Want) -> None:
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
        notices.tell(turn, want, turn.other(bid.farmer_id), "closed")
    show(turn, want)


_FARMERS: Mapping[str, Callable[[Turn, Want], None]] = {
    "all": lambda turn, want: answering.yes(turn, want, "all"),
    "some": lambda turn, want: answering.yes(turn, want, "some"),
    "no": answering.no,
    "back": answering.back,
    "mute": lambda turn, want: answering.mute(turn, want, muted=True),
    "unmute": lambda turn, want: answering.mute(turn, want, muted=False),
}
_ANYBODYS: Mapping[str, Callable[[Turn, Want], None]] = {"see": _see, "pool": _pool}
_BUYERS: Mapping[str, Callable[[Turn, Want], None]] = {
    "gather": _gather,
    "fill": _fill,
    "share": _share,
    "close": _close,
    "end": end,
}
