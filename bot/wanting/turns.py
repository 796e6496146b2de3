"""What buyers do about an ad: put it up, look at the offers, take one, share it, call it off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from bot.feature import Turn
from bot.kernel.cells import COARSE, cell_at, cells_within
from bot.ordering.flow import Buying
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
from bot.wanting import answering, asking, cards, choosing, notices, rules, screens, store
from bot.wanting.answering import refuse
from bot.wanting.flow import WantFlow, Wish, with_usual
from bot.wanting.rules import Refused
from bot.wanting.want import Want

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
    want = asking.ask_wave(turn, want)
    turn.show(cards.own_card(turn, want, say("wanting-up")))


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
        choosing.take(turn, want, *parts)
    elif what in _BUYERS:
        _BUYERS[what](turn, want)
    else:
        turn.toast(say("talk-older"))


_FARMERS: Mapping[str, Callable[[Turn, Want], None]] = {
    "all": lambda turn, want: answering.yes(turn, want, "all"),
    "some": lambda turn, want: answering.yes(turn, want, "some"),
    "no": answering.no,
    "back": answering.back,
    "mute": lambda turn, want: answering.mute(turn, want, muted=True),
    "unmute": lambda turn, want: answering.mute(turn, want, muted=False),
}
_ANYBODYS: Mapping[str, Callable[[Turn, Want], None]] = {"see": choosing.see, "pool": choosing.pool}
_BUYERS: Mapping[str, Callable[[Turn, Want], None]] = {
    "gather": choosing.gather,
    "fill": choosing.fill,
    "share": choosing.share,
    "close": choosing.close,
    "end": choosing.end,
}
