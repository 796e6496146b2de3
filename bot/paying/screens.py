"""What payers and staff see of payments in the chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.kernel.money import Money
from bot.ordering.order import Order
from bot.paying.duties import PAYOUT, Duty
from bot.talk.buttons import turn_pages
from bot.talk.message import Button, Invoice, Message, tell
from bot.text.phrase import Moment, Phrase, say

PAGE = 6
AGAIN = timedelta(days=1)  # staff are told again of money they owe


@dataclass(frozen=True, slots=True)
class Case:
    """A duty with all that staff need to do it: to whom, the provider's charge, for which order."""

    duty: Duty
    name: str
    charge: str = ""
    order: Order | None = None

    @property
    def called(self) -> object:
        return self.name or say("order-somebody")


def show_invoice(invoice: Invoice) -> Message:
    return Message((), invoice=invoice)


def offer_card(order: Order) -> Button:
    """Make the button by which a buyer pays in the chat."""
    return Button(say("paying-card"), f"pay.card.{order.id}")


def show_spare(total: Money) -> Message:
    """Tell a payer that money came which nobody was owed, and that it goes back."""
    return tell(say("paying-spare", total=total), buttons=((_home(),),))


def show_cases(kind: str, cases: Sequence[Case], page: int) -> Message:
    """List what is to be sent, six a page; one more tells that there are more."""
    if not cases:
        return tell(say(f"duty-{kind}-none"), buttons=((_home(),),))
    shown = cases[:PAGE]
    pager = turn_pages(page, lambda to: f"duty.{kind}.{to}", more=len(cases) > PAGE)
    rows = (*map(_see, shown), *((pager,) if pager else ()), (_home(),))
    return tell(say(f"duty-{kind}-head"), *map(_line, shown), buttons=rows)


def show_case(case: Case, *before: Phrase) -> Message:
    """Show one duty: to whom, what for, and by which name the provider knows the payment."""
    duty = case.duty
    done = Button(say(f"duty-{duty.kind}-did"), f"duty.did.{duty.id}")
    back = Button(say("duty-back"), f"duty.{duty.kind}.0")
    charge = (say("duty-charge", charge=case.charge),) if case.charge else ()
    lines = (_line(case), _why(case), *charge, say(f"duty-{duty.kind}-how"))
    return tell(*before, *lines, buttons=((done,), (back,)))


def tell_staff(case: Case, how: str) -> Message:
    """Tell staff of a duty: `news`, or `still` to be done."""
    said = say(f"duty-{case.duty.kind}-{how}", total=case.duty.sum, name=case.called)
    return show_case(case, said)


def tell_receiver(case: Case) -> Message:
    """Tell who gets the money that it is on its way."""
    return tell(say(f"duty-{case.duty.kind}-given", total=case.duty.sum), buttons=((_home(),),))


def _line(case: Case) -> Phrase:
    since = Moment(case.duty.due_at, "day")
    return say("duty-line", total=case.duty.sum, name=case.called, at=since)


def _see(case: Case) -> tuple[Button, ...]:
    label = say("duty-see", total=case.duty.sum, name=case.called)
    return (Button(label, f"duty.see.{case.duty.id}"),)


def _why(case: Case) -> Phrase:
    if case.order is None:
        return say("duty-why-nothing")
    kind = "payout" if case.duty.kind == PAYOUT else "refund"
    return say(f"duty-why-{kind}", order=case.order.number)


def _home() -> Button:
    return Button(say("talk-home"), "home")
