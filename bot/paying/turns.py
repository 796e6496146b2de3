"""What is done when somebody pays in the chat: the invoice, the last look, the money."""

from bot.feature import Addition, Turn
from bot.kernel.money import Money
from bot.ordering import moves, news
from bot.ordering import store as order_store
from bot.ordering.conditions import Given
from bot.ordering.order import BUYER, CARD, PROVIDER, Order
from bot.ordering.rules import Refused
from bot.ordering.turns import refuse as refuse_move
from bot.ordering.turns import show as show_order
from bot.paying import charges, desk, invoices, screens
from bot.paying.charges import Charge
from bot.talk.event import CheckedOut, Paid
from bot.talk.message import CheckoutAnswer
from bot.talk.tap import read_id
from bot.text.phrase import say


class Till:
    """Where buyers pay in the chat; `token` is the payment provider's, empty where there is none."""

    def __init__(self, token: str) -> None:
        self.token = token

    def add(self, turn: Turn, seen: news.Beheld) -> Addition:
        """Add the button to pay to a buyer's card of an order that can be paid in the chat."""
        if not self.token or seen.role != BUYER or not invoices.may_pay(seen.order, by_card=False):
            return Addition()
        return Addition(buttons=((screens.offer_card(seen.order),),))

    def act(self, turn: Turn, what: str = "", code: str = "", *_: str) -> None:
        """`pay.card.<order>`: send the invoice."""
        found = order_store.load(turn.conn, read_id(code) or 0)
        if found is None or found.buyer_id != turn.person.id or not self.token:
            turn.toast(say("talk-not-yours"))
        elif what == "card":
            self._ask(turn, found)
        else:
            turn.toast(say("talk-older"))

    def _ask(self, turn: Turn, found: Order) -> None:
        chosen = found if found.pay_kind == CARD else moves.move(turn, found, "card", Given())
        if isinstance(chosen, Refused):
            refuse_move(turn, found, chosen)
        elif invoices.may_pay(chosen, by_card=True):
            turn.say(screens.show_invoice(invoices.make_out(chosen, self.token)))
        else:
            turn.toast(say("paying-done-already"))
            show_order(turn, chosen)


def look(turn: Turn, asked: CheckedOut) -> None:
    """Have the last look at a payment; whatever is not an order's is left to others."""
    number = invoices.read_order(asked.payload)
    if number is None:
        return
    problem = invoices.refuse(order_store.load(turn.conn, number), turn.person.id, asked)
    turn.reply(CheckoutAnswer(asked.query, say(problem) if problem else None))


def take(turn: Turn, paid: Paid) -> None:
    """Take a provider's word that money came, once; what nobody was owed is to go back."""
    number = invoices.read_order(paid.payload)
    found = order_store.load(turn.conn, number) if number else None
    order_id = found.id if found else None
    taken = charges.take(turn.conn, _charge(turn, paid, order_id))
    if taken is None:
        return
    if found is None:
        desk.owe_for_nothing(turn, taken)
        turn.say(screens.show_spare(taken.sum))
        return
    _move(turn, found, taken)


def _move(turn: Turn, found: Order, taken: Charge) -> None:
    """Let the order have the money, whatever has become of it: what it is not owed goes back."""
    given = Given(minor=taken.minor, text=taken.name)
    moved = moves.move(turn, found, "paid", given, role=PROVIDER)
    if isinstance(moved, Order) and moved.back:
        turn.say(screens.show_spare(Money(moved.back, moved.currency)))


def _charge(turn: Turn, paid: Paid, order_id: int | None) -> Charge:
    return Charge(
        paid.charge,
        paid.provider_charge,
        order_id,
        turn.person.id,
        paid.total,
        paid.currency,
        turn.now,
    )
