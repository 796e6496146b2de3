"""Who hears of a move: the others at once if awake, else at their waking minute, as it then is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.feature import Addition, Turn
from bot.ordering import receipts, screens, store, supply
from bot.ordering.choices import PAPERS, PEOPLE, other_steps, papers, ways_to_people
from bot.ordering.history import list_lines
from bot.ordering.offer import Offer
from bot.ordering.order import (
    ADMIN,
    BUYER,
    DECLINED,
    DISPUTED,
    EXPIRED,
    PLACED,
    SELLER,
    Order,
)
from bot.ordering.receipt import is_due
from bot.ordering.rules import Moved
from bot.ordering.standing import is_free_again, stock_lines
from bot.selling.store import load as load_listing
from bot.store.persons import Person
from bot.talk.message import Message
from bot.text.phrase import Phrase

NEWS = "order-news"

# Announced with an `AccountChanged`: a farmer takes money at another account than before.
ACCOUNT = "account-changed"
# Decided and about to be written: whoever has to bring stock for it can. Then it has moved.
MOVING, MOVED = "order-moving", "order-moved"
# Announced with a `MoodAsked`, to be answered by whoever keeps what people say of each other.
MOOD = "order-mood"
CARD, MORE, DISPUTE, PERSON, WITH = (
    "order-card",
    "order-more",
    "dispute-card",
    "person-lines",
    "order-people",
)


@dataclass(frozen=True, slots=True)
class Move:
    """What every feature hears when an order has moved: as it was, as it is, what was done by whom.

    `role` is what the one who did it is to the order.
    """

    before: Order
    after: Order
    command: str
    role: str


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """A farmer's account for mobile money is no longer the one it was."""

    person_id: int
    before: str
    after: str


@dataclass(slots=True)
class MoodAsked:
    """Whether the other side said of somebody, seen yet or not, that an order was less than good."""

    order_id: int
    about_id: int
    poor: bool = False


@dataclass(frozen=True, slots=True)
class Beheld:
    """An order and who looks at it as what: the fact of the slots on its cards."""

    order: Order
    role: str
    person: Person


def tell(turn: Turn, before: Order, moved: Moved, actor: str) -> None:
    """Tell everybody a step names, but not the one who took it."""
    receipt = is_due(before, moved.order)
    for role in moved.step.tells:
        if role != actor:
            for person in list_people(turn, moved.order, role):
                tell_one(turn, moved.order, person, receipt=receipt, photos=_pictured(moved))


def _pictured(moved: Moved) -> bool:
    return moved.step.command == "photo"


def tell_one(
    turn: Turn,
    order: Order,
    person: Person,
    *before: Phrase,
    receipt: bool = False,
    photos: bool = False,
) -> None:
    """Show somebody an order as it is now, or when they wake as it is then."""
    if not turn.is_awake(person):
        turn.plan(NEWS, order.id, turn.waking(person), person=person, facts=receipt)
        return
    for message in show(turn, order, person, *before, receipt=receipt, photos=photos):
        turn.say(message, person)


def show(
    turn: Turn,
    order: Order,
    person: Person,
    *before: Phrase,
    receipt: bool = False,
    photos: bool = False,
) -> Iterator[Message]:
    """Give what somebody is shown of an order: the card, and before it a receipt or the new photo.

    Whoever settles a dispute is shown all the photos there are.
    """
    role = order.role_of(person.id, is_admin=person.is_admin)
    if role is None:
        return
    if receipt and role in {BUYER, SELLER}:
        yield receipts.show(turn, order, person)
    beheld = Beheld(order, role, person)
    evidence = _evidence(turn, beheld)
    if _is_settling(beheld):
        yield from screens.show_photos(order, evidence.photos)
    elif photos:
        *_, newest = screens.show_photos(order)
        yield newest
    beside = _beside(turn, beheld, before, evidence.lines)
    yield screens.show_order(order, role, turn.now, beside)


def _beside(
    turn: Turn, beheld: Beheld, before: tuple[Phrase, ...], evidence: tuple[Phrase, ...]
) -> screens.Beside:
    """Gather what stands on a card besides the order itself."""
    added = turn.additions(CARD, beheld)
    return screens.Beside(
        before,
        _stock(turn, beheld),
        _matches(turn, beheld),
        (*_history(turn, beheld), *evidence),
        _trust(turn, beheld) + added.lines,
        added.buttons,
    )


def show_photos(turn: Turn, order: Order, role: str) -> Iterator[Message]:
    """Give the pictures of an order, for who settles a dispute those of other features too."""
    evidence = _evidence(turn, Beheld(order, role, turn.person))
    yield from screens.show_photos(order, evidence.photos)


def show_more(turn: Turn, order: Order, role: str) -> Message:
    """Give what else the one whose turn it is can do with an order, other features' buttons too."""
    beheld = Beheld(order, role, turn.person)
    added, people = (turn.additions(slot, beheld).buttons for slot in (MORE, WITH))
    steps = other_steps(order, role, turn.now, added, people)
    return screens.show_room(order, role, turn.now, steps)


def show_papers(turn: Turn, order: Order, role: str) -> Message:
    """Give what the one whose turn it is can see of an order."""
    return screens.show_room(order, role, turn.now, papers(order, role))


def show_people(turn: Turn, order: Order, role: str) -> Message:
    """Give the ways from an order to the people it is with."""
    people = turn.additions(WITH, Beheld(order, role, turn.person)).buttons
    return screens.show_room(order, role, turn.now, ways_to_people(order, people))


# The screens behind a card, by the button that opens them.
ROOMS: Mapping[str, Callable[[Turn, Order, str], Message]] = {
    "more": show_more,
    PAPERS: show_papers,
    PEOPLE: show_people,
}


def _is_settling(beheld: Beheld) -> bool:
    return beheld.role == ADMIN and beheld.order.state == DISPUTED


def _evidence(turn: Turn, beheld: Beheld) -> Addition:
    """Gather what features know of a dispute for who settles it."""
    return turn.additions(DISPUTE, beheld) if _is_settling(beheld) else Addition()


def _trust(turn: Turn, beheld: Beheld) -> tuple[Phrase, ...]:
    """Tell a farmer how far the buyer is trusted, while a yes is still to be given."""
    if beheld.role != SELLER or beheld.order.state != PLACED:
        return ()
    return turn.additions(PERSON, beheld.order.buyer_id).lines


def _stock(turn: Turn, beheld: Beheld) -> tuple[Phrase, ...]:
    """Tell a farmer whether what an order no longer needs is for sale."""
    if beheld.role != SELLER or not is_free_again(beheld.order):
        return ()
    listed = load_listing(turn.conn, beheld.order.listing_id)
    return () if listed is None else stock_lines(beheld.order, listed, turn.now)


def _matches(turn: Turn, beheld: Beheld) -> tuple[Offer, ...]:
    """Find a buyer whose order came to nothing the nearest others."""
    order, person = beheld.order, beheld.person
    if beheld.role != BUYER or order.state not in {DECLINED, EXPIRED}:
        return ()
    country = turn.speaker_of(person).country
    return supply.load_matches(
        turn.conn, person, country, order.crop_id, turn.now, but=order.listing_id
    )


def _history(turn: Turn, beheld: Beheld) -> tuple[Phrase, ...]:
    """Give who settles a dispute all that happened."""
    if not _is_settling(beheld):
        return ()
    return list_lines(store.load_history(turn.conn, beheld.order.id))


def list_people(turn: Turn, order: Order, role: str) -> list[Person]:
    """Give those who have a role in an order."""
    if role == BUYER:
        return [turn.other(order.buyer_id)]
    if role == SELLER:
        return [turn.other(order.seller_id)]
    parties = {order.buyer_id, order.seller_id}
    return [admin for admin in store.load_admins(turn.conn) if admin.id not in parties]
