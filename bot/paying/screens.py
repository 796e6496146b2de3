"""What payers and staff see of payments in the chat."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.kernel.money import Money
from bot.ordering.order import Order
from bot.paying.charges import SPARE, Charge, Refund
from bot.talk.buttons import turn_pages
from bot.talk.message import Button, Invoice, Message, tell
from bot.text.phrase import Moment, Phrase, say

PAGE = 6
AGAIN = timedelta(days=1)  # staff are told again of a refund they owe


@dataclass(frozen=True, slots=True)
class Duty:
    """A refund with all that staff need to make it: the charge, who paid, for which order."""

    refund: Refund
    charge: Charge
    name: str
    order: Order | None = None

    @property
    def sum(self) -> Money:
        return Money(self.refund.minor, self.charge.currency)


def show_invoice(invoice: Invoice) -> Message:
    return Message((), invoice=invoice)


def offer_card(order: Order) -> Button:
    """Make the button by which a buyer pays in the chat."""
    return Button(say("paying-card"), f"pay.card.{order.id}")


def show_spare(total: Money) -> Message:
    """Tell a payer that money came which nobody was owed, and that it goes back."""
    return tell(say("paying-spare", total=total), buttons=((Button(say("talk-home"), "home"),),))


def show_refunds(duties: Sequence[Duty], page: int) -> Message:
    """List the refunds to be made, six a page; one more tells that there are more."""
    home = Button(say("talk-home"), "home")
    if not duties:
        return tell(say("refunds-none"), buttons=((home,),))
    shown = duties[:PAGE]
    lines = [
        say("refunds-line", total=duty.sum, name=_name(duty), at=Moment(duty.refund.due_at, "day"))
        for duty in shown
    ]
    items = tuple((_see(duty),) for duty in shown)
    pager = turn_pages(page, lambda to: f"refunds.page.{to}", more=len(duties) > PAGE)
    rows = (*items, *((pager,) if pager else ()), (home,))
    return tell(say("refunds-head"), *lines, buttons=rows)


def show_refund(duty: Duty, *before: Phrase) -> Message:
    """Show one refund: to whom, why, and by which name the provider knows the payment."""
    did = Button(say("refunds-did"), f"refunds.did.{duty.refund.id}")
    back = Button(say("refunds-back"), "refunds.page.0")
    lines = (
        say("refunds-line", total=duty.sum, name=_name(duty), at=Moment(duty.refund.due_at, "day")),
        _why(duty),
        say("refunds-charge", charge=duty.charge.provider_name or duty.charge.name),
        say("refunds-how"),
    )
    return tell(*before, *lines, buttons=((did,), (back,)))


def show_given(duty: Duty) -> Message:
    """Tell who paid that the money is on its way back."""
    return tell(say("refunds-given", total=duty.sum))


def tell_of(key: str, duty: Duty) -> Message:
    """Tell staff of a refund: a new one, or one still to be made."""
    return show_refund(duty, say(key, total=duty.sum, name=_name(duty)))


def _see(duty: Duty) -> Button:
    label = say("refunds-see", total=duty.sum, name=_name(duty))
    return Button(label, f"refunds.see.{duty.refund.id}")


def _name(duty: Duty) -> object:
    return duty.name or say("order-somebody")


def _why(duty: Duty) -> Phrase:
    if duty.order is None or duty.refund.why == SPARE:
        return say("refunds-why-spare")
    return say(f"refunds-why-{duty.refund.why}", order=duty.order.number)
