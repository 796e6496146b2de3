"""The card of somebody: who may see whose, what stands on it, and the badge staff give there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Integer, bindparam, select

from bot.feature import Addition, Turn
from bot.ordering import news
from bot.ordering import store as orders
from bot.ordering.offer import Offer
from bot.ordering.order import ADMIN, BUYER, SELLER
from bot.people.newcomers import Newcomer
from bot.people.store import load_profile
from bot.selling.offers import Listing
from bot.selling.store import IS_OPEN, listing, read_listing
from bot.store import persons
from bot.store.persons import Person
from bot.store.schema import Instant
from bot.talk.message import tell
from bot.talk.tap import read_id
from bot.text.phrase import say
from bot.trusting import notices, ratings, rules, screens, store
from bot.trusting.flow import Give, Looked, Take
from bot.trusting.screens import Onlooker, Public
from bot.trusting.standing import Badge

LINK = "f"
CARD = "person-card"  # what other features say of somebody on their card
_SHOWN = 5  # listings on a card

FOR_SALE = (
    select(listing)
    .where(listing.c.seller_id == bindparam("seller"), IS_OPEN)
    .where(listing.c.expires_at > bindparam("moment", type_=Instant))
    .where(listing.c.on_hand > listing.c.held)
    .order_by(listing.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
DEALT = (
    select(orders.orders.c.id)
    .where(
        orders.orders.c.buyer_id == bindparam("buyer"),
        orders.orders.c.seller_id == bindparam("seller"),
    )
    .limit(1)
)

# -- what others' cards get


def lines_of(turn: Turn, person_id: int) -> Addition:
    """Say how far somebody is trusted, in one statement."""
    found = store.load(turn.conn, person_id, turn.now)
    return Addition(screens.trust_lines(found)) if found else Addition()


def vouch(turn: Turn, newcomer: Newcomer) -> None:
    """Vouch for a newcomer of whom staff checked something."""
    found = store.load(turn.conn, newcomer.person_id, turn.now)
    newcomer.vouched = newcomer.vouched or bool(found and found.checks)


def beside_offer(turn: Turn, offer: Offer) -> Addition:
    """Say how far an offer's farmer is trusted, and lead to the farmer's card."""
    listed = offer.listing
    button = screens.about_button(offer.seller, listed.seller_id, f"buy.see.{listed.id}")
    return lines_of(turn, listed.seller_id) + Addition(buttons=((button,),))


def beside_order(turn: Turn, beheld: news.Beheld) -> Addition:
    """Lead from an order to the cards of those it is with: the other side's, for staff both."""
    order, role = beheld.order, beheld.role
    whom = {
        BUYER: ((order.seller_name, order.seller_id),),
        SELLER: ((order.buyer_name, order.buyer_id),),
        ADMIN: ((order.seller_name, order.seller_id), (order.buyer_name, order.buyer_id)),
    }.get(role, ())
    back = f"order.see.{order.id}"
    buttons = tuple(screens.about_button(name, person_id, back) for name, person_id in whom)
    return Addition(buttons=(buttons,) if buttons else ())


# -- showing


def act(turn: Turn, what: str = "", code: str = "", *more: str) -> None:
    """`card.see.<person>[.<button back>]`, `card.verify.<person>`, `card.unverify.<person>`."""
    whom = _load(turn, code)
    if whom is None or not _may_see(turn, whom):
        turn.toast(say("trust-not-there"))
    elif what == "see":
        show(turn, whom, _way_back(more))
    elif what in {"verify", "unverify"}:
        _ask_staff(turn, whom, what)
    else:
        turn.toast(say("talk-older"))


def _way_back(parts: Sequence[str]) -> str:
    """Read the button to go back by; anybody can forge another."""
    match tuple(parts):
        case ("buy" | "order" as verb, "see", number) if read_id(number) is not None:
            return f"{verb}.see.{number}"
    return ""


def open_link(turn: Turn, code: str) -> None:
    """Open the card a deep link names: `f_12`."""
    whom = _load(turn, code)
    if whom is None or not _may_see(turn, whom):
        turn.say(tell(say("trust-not-there")))
        turn.go_home()
    else:
        show(turn, whom)


def show_own(turn: Turn, words: str = "") -> None:
    """Show somebody how others see them."""
    show(turn, turn.person)


def _load(turn: Turn, code: str) -> Person | None:
    number = read_id(code)
    found = None if number is None else persons.load(turn.conn, number)
    # Whoever took everything back is nobody's business any more.
    return found if found is not None and found.called else None


def _may_see(turn: Turn, whom: Person) -> bool:
    """Whether somebody's card is open: a farmer's to all, a buyer's to whom they deal with."""
    if turn.person.is_admin or whom.id == turn.person.id or "farmer" in whom.roles:
        return True
    return has_dealt(turn.conn, whom.id, turn.person.id)


def has_dealt(conn: Connection, buyer: int, seller: int) -> bool:
    """Whether a buyer has ever ordered from a farmer."""
    return conn.execute(DEALT, {"buyer": buyer, "seller": seller}).scalar() is not None


def show(turn: Turn, whom: Person, back: str = "") -> None:
    """Show a card; staff also see who gave its badges."""
    public = _public(turn, whom)
    if public is None:
        turn.toast(say("trust-not-there"))
        return
    staff = turn.person.is_admin
    is_own = whom.id == turn.person.id
    link = turn.speaker.link(f"{LINK}_{whom.id}")
    looks = Onlooker(is_own=is_own, is_staff=staff and not is_own, back=back, link=link)
    added = turn.additions(CARD, whom.id)
    public = replace(public, more=added.lines, ways=added.buttons)
    turn.show(screens.show_card(public, looks, _badges(turn, whom) if looks.is_staff else ()))


def _public(turn: Turn, whom: Person) -> Public | None:
    standing = store.load(turn.conn, whom.id, turn.now)
    if standing is None:
        return None
    profile = load_profile(turn.conn, whom.id)
    is_farmer = "farmer" in whom.roles
    said = ratings.load_reasons(turn.conn, whom.id, BUYER, turn.now) if is_farmer else []
    return Public(
        person_id=whom.id,
        name=whom.called or "",
        standing=standing,
        place_id=profile.place_id if profile else None,
        praised=rules.top_reasons(said),
        listings=tuple(_for_sale(turn, whom.id)) if is_farmer else (),
        is_farmer=is_farmer,
    )


def _for_sale(turn: Turn, seller: int) -> list[Listing]:
    found = turn.conn.execute(FOR_SALE, {"seller": seller, "moment": turn.now, "most": _SHOWN})
    return [read_listing(row) for row in found.mappings()]


def _badges(turn: Turn, whom: Person) -> list[tuple[Badge, str]]:
    return [
        (badge, turn.other(badge.taken_by or badge.given_by).called or "")
        for badge in store.load_badges(turn.conn, whom.id)
    ]


# -- badges


def verify(turn: Turn, words: str) -> None:
    """Open the card staff name by its link, its number, or an order's number."""
    named = words.strip().rpartition(f"{LINK}_")[2]
    whom = _load(turn, named) or _seller_of(turn, named)
    if whom is None:
        turn.show(screens.show_how())
    else:
        show(turn, whom)


def _seller_of(turn: Turn, number: str) -> Person | None:
    found = orders.load_by_number(turn.conn, number) if number else None
    return None if found is None else turn.other(found.seller_id)


def _ask_staff(turn: Turn, whom: Person, what: str) -> None:
    if not turn.person.is_admin:
        turn.toast(say("talk-not-yours"))
    elif whom.id == turn.person.id:
        turn.toast(say("trust-self"))
    else:
        turn.begin(what, person=str(whom.id))


def badge_facts(turn: Turn, answers: Mapping[str, str]) -> Looked:
    """Load of whom a badge is given or taken."""
    whom = _load(turn, answers.get("person", ""))
    standing = None if whom is None else store.load(turn.conn, whom.id, turn.now)
    if whom is None or standing is None:
        return Looked(0, "")
    return Looked(whom.id, whom.called or "", standing.checks)


def give(turn: Turn, given: Give) -> None:
    """Give a badge: noted with who, when and why, and its owner is told."""
    whom = _of_badge(turn, given.person_id)
    if whom is None:
        return
    me = turn.person.id
    new = Badge(0, whom.id, given.what, given.note, me, turn.now)
    if not store.give_badge(turn.conn, new):
        turn.say(tell(say("trust-already")))
        return
    turn.say(tell(say("trust-given")))
    notices.tell_badge(turn, whom, given.what)
    show(turn, whom)


def take(turn: Turn, taken: Take) -> None:
    """Take a badge back: noted with who, when and why, and its owner is told."""
    whom = _of_badge(turn, taken.person_id)
    if whom is None:
        return
    if not store.take_badge(turn.conn, whom.id, taken.what, turn.person.id, taken.why, turn.now):
        turn.say(tell(say("trust-already")))
        return
    turn.say(tell(say("trust-taken")))
    notices.tell_badge(turn, whom, taken.what, taken.why)
    show(turn, whom)


def _of_badge(turn: Turn, person_id: int) -> Person | None:
    """Find whom staff give a badge; nobody gives one to themselves."""
    whom = _load(turn, str(person_id))
    if not turn.person.is_admin or whom is None or whom.id == turn.person.id:
        turn.say(tell(say("talk-not-yours")))
        return None
    return whom
