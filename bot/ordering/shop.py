"""What the market's buttons do, up to the placed order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.feature import Turn
from bot.ordering import market, moves, news, store, supply
from bot.ordering.basket import fill_basket
from bot.ordering.conditions import Given
from bot.ordering.flow import Supply, Wanted
from bot.ordering.offer import Offer
from bot.ordering.order import Order
from bot.ordering.pickup import Pickup, read_point
from bot.ordering.rules import Refused
from bot.people import newcomers
from bot.people.store import load_profile
from bot.points.rules import Point
from bot.points.store import book, unbook
from bot.points.store import load as load_point
from bot.selling.asks import write_amount
from bot.selling.store import load as load_listing
from bot.talk.event import Said, Tapped
from bot.talk.message import tell
from bot.talk.tap import YES, read_count, read_id, read_tap
from bot.text.folding import fold
from bot.text.phrase import say

MANY = "many"  # a newcomer ordered much today
FULL = "slot-full"  # the point has no room for another order at that time
CARD = "offer-card"  # the slot of an offer's card; its fact is the Offer


def buy(turn: Turn, what: str = "near", *parts: str) -> None:
    """`buy.see.<offer>[.<amount>]`, `buy.order...`; what is on offer is for the search to show."""
    match what, *parts:
        case (("near" | "crops" | "back"), *rest):
            turn.act(".".join(("find", what, *rest[:2])))
        case "see", offer, *rest:
            see(turn, offer, *rest[:1])
        case "order", offer, milli:
            _order(turn, offer, milli)
        case "type", offer:
            _order(turn, offer)
        case _:
            turn.toast(say("talk-older"))


def load_offer(turn: Turn, listing_id: int) -> Offer | None:
    """Load a listing as a buyer looks at it, whether it is still for sale or not."""
    listed = load_listing(turn.conn, listing_id)
    if listed is None:
        return None
    return Offer(listed, turn.other(listed.seller_id).called or "")


def see(turn: Turn, code: str, milli: str = "") -> None:
    """Show an offer's card with an amount; its picture comes before the first card."""
    offer = load_offer(turn, read_id(code) or 0)
    if offer is None or not offer.is_for_sale(turn.now):
        _say_gone(turn, offer)
        return
    if offer.listing.seller_id == turn.person.id:
        turn.show(market.show_own(offer))
        return
    amount = offer.fit(read_count(milli) or offer.first)
    added = turn.additions(CARD, replace(offer, wanted=amount))
    card = market.show_card(offer, amount, turn.speaker.today, added.lines, added.buttons)
    if offer.listing.photo and not milli:
        turn.say(market.show_photo(offer))
        turn.say(card)
    else:
        turn.show(card)


def _say_gone(turn: Turn, offer: Offer | None) -> None:
    """Show the nearest others when somebody else was faster."""
    if offer is None:
        turn.show(market.show_gone(()))
        return
    listed, country = offer.listing, turn.speaker.country
    others = supply.load_matches(
        turn.conn, turn.person, country, listed.crop_id, turn.now, but=listed.id
    )
    turn.show(market.show_gone(others))


def _order(turn: Turn, code: str, milli: str = "") -> None:
    offer = load_offer(turn, read_id(code) or 0)
    if offer is None or not offer.is_for_sale(turn.now):
        _say_gone(turn, offer)
    elif offer.listing.seller_id == turn.person.id:
        turn.toast(say("buy-own"))
    else:
        listed, wanted = offer.listing, read_count(milli)
        amount = {"amount": write_amount(listed.amount(wanted))} if wanted else {}
        key = f"{listed.id}.{turn.now.isoformat()}"
        turn.begin("buying", crop=listed.crop_id, offer=offer.code, key=key, **amount)


def buying_facts(turn: Turn, answers: Mapping[str, str]) -> Supply:
    """Load what is asked about; the yes needs the chosen offer alone."""
    code = answers.get("offer", "").partition(":")[0]
    chosen = load_offer(turn, read_id(code) or 0) if code else None
    me = turn.person.id
    if chosen is not None and _is_yes(turn) and _is_as_read(chosen, answers["offer"], turn):
        return Supply(me, chosen=chosen, points=_chosen_point(turn, answers.get("where", "")))
    crop = answers.get("crop")
    spot = supply.spot_of(turn.conn, turn.person, turn.speaker.country)
    offers = supply.load_offers(turn.conn, spot, crop, turn.now) if crop else ()
    points = supply.load_points(turn.conn, spot, turn.now) if crop else ()
    return Supply(me, supply.load_crops(turn.conn, spot, turn.now), offers, chosen, points)


def _chosen_point(turn: Turn, where: str) -> tuple[Point, ...]:
    """Load the point that was read back; nothing for the farm."""
    chosen = read_id(read_point(where))
    found = load_point(turn.conn, chosen, turn.now) if chosen else None
    return () if found is None else (found,)


def _is_as_read(offer: Offer, code: str, turn: Turn) -> bool:
    """Whether the offer still stands at the price that was read back."""
    return offer.code == code and offer.is_for_sale(turn.now)


def _is_yes(turn: Turn) -> bool:
    match turn.event:
        case Tapped(data):
            tap = read_tap(data)
            return tap is not None and not tap.row and tap.code == YES
        case Said(text):
            return turn.speaker.lexicon.get(fold(text)) == YES
    return False


def place(turn: Turn, wanted: Wanted) -> None:
    """Place the order that was read back, once for each yes."""
    offer = wanted.offer
    placed = place_one(turn, offer, wanted.milli, wanted.key, pickup=wanted.pickup)
    if not isinstance(placed, Refused):
        for message in news.show(turn, placed, turn.person):
            turn.show(message)
    elif placed.reason == "repeated":
        _show_placed(turn, wanted.key)
    elif placed.reason == "sold-out":
        _say_gone(turn, offer)
    elif placed.reason == FULL:
        _ask_where(turn, wanted)
    else:
        turn.say(tell(say(f"order-no-{placed.reason}")))


def _ask_where(turn: Turn, wanted: Wanted) -> None:
    """Ask again where to, since somebody took the last room of the time that was read back."""
    listed = wanted.offer.listing
    amount = write_amount(listed.amount(wanted.milli))
    answers = {"crop": listed.crop_id, "offer": wanted.offer.code, "amount": amount}
    turn.begin("buying", say("buying-where-full"), **answers, key=wanted.key)


def place_one(
    turn: Turn,
    offer: Offer,
    milli: int,
    key: str,
    *,
    slot_at: datetime | None = None,
    pickup: Pickup | None = None,
) -> Order | Refused:
    """Place an order for the one whose turn it is, once for each key: the one way orders come to be.

    `slot_at` is by when it is picked up, where that is not for the listing to say; at a collection
    point the slot says it. Refused as FULL when that has no room left.
    """
    me = turn.person.id
    if _is_too_many(turn, key):
        return Refused(MANY)
    if pickup is not None and not book(turn.conn, pickup.slot, me, key):
        return Refused(FULL)
    seller = turn.other(offer.listing.seller_id)
    at_home = load_profile(turn.conn, seller.id)
    asked = fill_basket(offer, milli, turn.person, seller, at_home, key, turn.now, slot_at, pickup)
    placed = moves.move(turn, asked, "place", Given(portions=offer.portions))
    if pickup is not None and isinstance(placed, Refused) and placed.reason != "repeated":
        unbook(turn.conn, me, key)
    return placed


def _is_too_many(turn: Turn, key: str) -> bool:
    """Whether it is one order more than a newcomer may place in a day; a repeated yes is none."""
    if not newcomers.did_too_much(turn, store.count_placed, newcomers.ORDERS):
        return False
    return store.load_by_key(turn.conn, turn.person.id, key) is None


def _show_placed(turn: Turn, key: str) -> None:
    """Show the order an earlier yes has placed."""
    placed = store.load_by_key(turn.conn, turn.person.id, key)
    assert placed is not None
    turn.toast(say("order-already", state=say(f"order-state-{placed.state}")))
    for message in news.show(turn, placed, turn.person):
        turn.show(message)
