"""What the buttons of a basket do: putting in, changing, taking out, and one yes to all of it."""

from collections.abc import Mapping

from bot.feature import Addition, Turn
from bot.ordering.offer import Offer
from bot.ordering.shop import load_offer
from bot.people.rules import BUYER
from bot.shopping import checkout, screens, store
from bot.shopping.flow import Amount
from bot.shopping.rules import Basket, fill, refuse_adding
from bot.talk.event import Said
from bot.talk.message import Button
from bot.talk.tap import read_count, read_id
from bot.text.folding import fold
from bot.text.phrase import say

BOUND = 10**12  # thousandths: more of anything is no button of ours


def command(turn: Turn, words: str) -> None:
    show(turn)


def load(turn: Turn) -> Basket:
    """Load the basket of the one whose turn it is, judged by the market now."""
    me = turn.person.id
    return fill(store.load_lines(turn.conn, me), me, turn.now)


def show(turn: Turn) -> None:
    turn.show(screens.show_basket(load(turn)))


def add_button(turn: Turn, offer: Offer) -> Addition:
    """Offer to put the amount now looked at into the basket."""
    listed, milli = offer.listing, offer.wanted or offer.first
    label = say("basket-add", amount=listed.amount(milli))
    return Addition(buttons=((Button(label, f"basket.add.{listed.id}.{milli}"),),))


def act(turn: Turn, what: str = "show", *parts: str) -> None:
    """`basket.show|review`, `basket.at.<where>`, `basket.yes.<mark>.<where>`, `basket.line|out|type.<listing>`.

    `basket.add|set|back.<listing>.<thousandths>` have so much in the basket, however often tapped.
    """
    match what, *parts:
        case "show", *_:
            show(turn)
        case "review", *_:
            checkout.review(turn, load(turn))
        case "at", where, *_:
            checkout.review(turn, load(turn), where)
        case "yes", mark, where, *_:
            checkout.confirm(turn, load(turn), mark, where)
        case (("add" | "set" | "back" | "line" | "out" | "type"), code, *rest):
            _one(turn, what, read_id(code) or 0, read_count(rest[0], BOUND) if rest else None)
        case _:
            turn.toast(say("talk-older"))


def _one(turn: Turn, what: str, listing_id: int, milli: int | None) -> None:
    """Do something with one line; only what is there already can be changed or taken out."""
    if what in {"add", "back"}:
        _put_in(turn, listing_id, milli, back=what == "back")
        return
    basket = load(turn)
    line = basket.find(listing_id)
    if line is None:
        turn.toast(say("basket-not-there"))
        turn.show(screens.show_basket(basket))
    elif what == "set" and milli and line.amount:
        store.put(turn.conn, turn.person.id, line.offer, line.offer.fit(milli), turn.now)
        _show_line(turn, listing_id)
    elif what == "out":
        store.take_out(turn.conn, turn.person.id, listing_id)
        turn.show(screens.show_removed(line, load(turn)))
    elif what == "type":
        turn.begin(Amount.name, listing=str(listing_id))
    else:
        turn.show(screens.show_line(line))


def _show_line(turn: Turn, listing_id: int) -> None:
    line = load(turn).find(listing_id)
    assert line is not None  # it was just put in
    turn.show(screens.show_line(line))


def _put_in(turn: Turn, listing_id: int, milli: int | None, *, back: bool) -> None:
    """Put an offer in; one that is gone leads to what else there is."""
    offer = load_offer(turn, listing_id)
    if offer is None or not offer.is_for_sale(turn.now):
        turn.act(f"buy.see.{listing_id}")
        return
    refused = refuse_adding(offer, load(turn), turn.person.id)
    if refused is not None:
        turn.toast(refused, alert=True)
        return
    amount = offer.portions.fit(milli or offer.first)
    store.put(turn.conn, turn.person.id, offer, amount, turn.now)
    after = load(turn)
    line = after.find(listing_id)
    assert line is not None
    turn.show(screens.show_basket(after) if back else screens.show_added(after, line))


def hear_words(turn: Turn, said: Said) -> bool:
    """Read back what one yes would order, when that is all that was said: "order all"."""
    speaker = turn.speaker
    listed = "|".join(speaker.names(say("basket-word-review"))).split("|")
    names = {*map(fold, listed), *map(fold, speaker.names(say("basket-yes")))}
    heard = BUYER in turn.person.roles and fold(said.text) in names
    if heard:
        checkout.review(turn, load(turn))
    return heard


def amount_facts(turn: Turn, answers: Mapping[str, str]) -> Offer:
    """Load the offer an amount is typed for."""
    offer = load_offer(turn, read_id(answers["listing"]) or 0)
    assert offer is not None  # listings are never deleted
    return offer


def keep_amount(turn: Turn, wanted: tuple[Offer, int]) -> None:
    """Have the typed amount in the basket."""
    offer, milli = wanted
    _put_in(turn, offer.listing.id, milli, back=True)
