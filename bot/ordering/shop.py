"""What the market's buttons do, up to the placed order."""

from collections.abc import Mapping
from dataclasses import replace

from bot.feature import Turn
from bot.kernel import crops
from bot.ordering import market, moves, news, store, supply
from bot.ordering.basket import fill_basket
from bot.ordering.conditions import Given
from bot.ordering.flow import Supply, Wanted
from bot.ordering.offer import Offer
from bot.ordering.rules import Refused
from bot.people.store import load_profile
from bot.selling.asks import write_amount
from bot.selling.hearing import hear_crops
from bot.selling.store import load as load_listing
from bot.store import drafts
from bot.talk.event import Said, Tapped
from bot.talk.message import tell
from bot.talk.tap import YES, read_count, read_id, read_tap
from bot.text.folding import fold
from bot.text.phrase import say

CARD = "offer-card"  # the slot of an offer's card; its fact is the Offer


def command(turn: Turn, words: str) -> None:
    """Show what is near and fresh, or what the words ask for."""
    found = hear_crops(words, turn.speaker) if words.strip() else ()
    _near(turn, found[0] if len(found) == 1 else market.ALL)


def buy(turn: Turn, what: str = "near", *parts: str) -> None:
    """`buy.near[.crop[.page]]`, `buy.crops`, `buy.see.<offer>[.<amount>]`, `buy.order...`."""
    match what, *parts:
        case "near", *rest:
            _near(turn, *rest[:2])
        case "crops", *rest:
            _crops(turn, *rest[:1])
        case "see", offer, *rest:
            see(turn, offer, *rest[:1])
        case "order", offer, milli:
            _order(turn, offer, milli)
        case "type", offer:
            _order(turn, offer)
        case _:
            turn.toast(say("talk-older"))


def _spot(turn: Turn) -> supply.Spot:
    return supply.spot_of(turn.conn, turn.person, turn.speaker.country)


def _near(turn: Turn, crop: str = market.ALL, page: str = "0") -> None:
    # The list asks what is needed: an answer typed now belongs to no talk begun before.
    drafts.park_active(turn.conn, turn.person.id)
    wanted = crop if crops.known(crop) else None
    found = supply.load_near(turn.conn, _spot(turn), turn.now, wanted)
    at = read_count(page, market.LAST) or 0
    shown = found[at * market.PAGE :][: market.PAGE + 1]
    offers = supply.load_offers(turn.conn, shown)
    turn.show(market.show_list(offers, wanted or market.ALL, at, turn.speaker.today))


def _crops(turn: Turn, page: str = "0") -> None:
    found = supply.load_crops(turn.conn, _spot(turn), turn.now)
    turn.show(market.show_crops(found, read_count(page, market.LAST) or 0))


def _load(turn: Turn, code: str) -> Offer | None:
    listed = load_listing(turn.conn, read_id(code) or 0)
    if listed is None:
        return None
    return Offer(listed, turn.other(listed.seller_id).called or "")


def see(turn: Turn, code: str, milli: str = "") -> None:
    """Show an offer's card with an amount; its picture comes before the first card."""
    offer = _load(turn, code)
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
    offer = _load(turn, code)
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
    chosen = _load(turn, code) if code else None
    me = turn.person.id
    if chosen is not None and _is_yes(turn) and _is_as_read(chosen, answers["offer"], turn):
        return Supply(me, chosen=chosen)
    spot, crop = _spot(turn), answers.get("crop")
    near = supply.load_near(turn.conn, spot, turn.now, crop)[:30] if crop else ()
    offers = supply.load_offers(turn.conn, near)
    return Supply(me, supply.load_crops(turn.conn, spot, turn.now), offers, chosen)


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
    seller = turn.other(offer.listing.seller_id)
    at_home = load_profile(turn.conn, seller.id)
    basket = fill_basket(offer, wanted.milli, turn.person, seller, at_home, wanted.key, turn.now)
    placed = moves.move(turn, basket, "place", Given(portions=offer.portions))
    if not isinstance(placed, Refused):
        for message in news.show(turn, placed, turn.person):
            turn.show(message)
    elif placed.reason == "repeated":
        _show_placed(turn, wanted.key)
    elif placed.reason == "sold-out":
        _say_gone(turn, offer)
    else:
        turn.say(tell(say(f"order-no-{placed.reason}")))


def _show_placed(turn: Turn, key: str) -> None:
    """Show the order an earlier yes has placed."""
    placed = store.load_by_key(turn.conn, turn.person.id, key)
    assert placed is not None
    turn.toast(say("order-already", state=say(f"order-state-{placed.state}")))
    for message in news.show(turn, placed, turn.person):
        turn.show(message)
