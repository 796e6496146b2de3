"""The books of a market in a test: whether they balance, and the words of a provider."""

from bot.ordering import ledger, moves, store
from bot.ordering.conditions import Given
from bot.ordering.order import PROVIDER, Order
from bot.ordering.rules import Refused
from bot.store import persons
from tests.ordering.stalls import Market, broken_laws, turn_of
from tests.village import Person

PAID = Given(minor=25_000, text="charge 1")


def keeps_the_law(market: Market, *listings: int) -> bool:
    with market.village.engine.begin() as conn:
        return not [law for each in listings or (1,) for law in broken_laws(conn, each)]


def pays(market: Market, given: Given, order_id: int = 1) -> Order | Refused:
    """Have the provider say what it took, as the paying feature does."""
    return by(market, "paid", PROVIDER, given, order_id)


def by(market: Market, command: str, role: str, given: Given, order_id: int = 1) -> Order | Refused:
    with market.village.engine.begin() as conn:
        order = store.load(conn, order_id)
        assert order is not None
        buyer = persons.load(conn, order.buyer_id)
        assert buyer is not None
        return moves.move(
            turn_of(conn, buyer, market.village.now), order, command, given, role=role
        )


def entered(market: Market, order_id: int = 1) -> dict[str, int]:
    with market.village.engine.begin() as conn:
        return dict(ledger.sum_accounts(conn, order_id))


def does(who: Person, *commands: str) -> None:
    """Tap commands of the first order."""
    for command in commands:
        who.taps(data=f"order.do.1.{command}")


def weighs(market: Market, farmer: Person, words: str) -> None:
    """Hand the first order over with its code and what the scales say."""
    does(farmer, "handover")
    for said in (market.order().code, words, "yes"):
        farmer.says(said)
