"""What people see of their money: the sums, who owes, what goes back, the weeks as a picture."""

from collections.abc import Sequence

from bot.kernel.money import Money
from bot.ordering.order import CLAIMED, SELLER, Order
from bot.paying.money import Income, Payers, Purse, Sums
from bot.talk.buttons import turn_pages
from bot.talk.message import Bar, Button, Chart, Message
from bot.text.phrase import Phrase, say

PAGE = 5  # orders shown at a time

_HOME = Button(say("talk-home"), "home")
_BACK = Button(say("money-to-money"), "money.see")


def show_purse(purse: Purse) -> Message:
    """Show the sums, with the ways to what they are made of."""
    farmer = _farmer_lines(purse, purse.income) if purse.income else ()
    buyer = _buyer_lines(purse) if purse.buys else ()
    parts = [part for part in (farmer, buyer) if part]
    lines = [line for part in parts for line in (None, *part)]
    return Message((say("money-title"), *lines), _ways(purse), listen=True)


def _farmer_lines(purse: Purse, income: Income) -> tuple[Phrase, ...]:
    told = ((f"money-{way}", got) for way, got in income.ways.items())
    return (
        say("money-week", sum=income.this_week),
        say("money-season", sum=income.total or (Money(0, income.currency),)),
        *(say(key, sum=got) for key, got in told if got and len(income.ways) > 1),
        _sum("money-owed", purse.owed),
        *((say("money-give", sum=purse.to_give),) if purse.to_give else ()),
    )


def _buyer_lines(purse: Purse) -> tuple[Phrase, ...]:
    return (
        _sum("money-debts", purse.debts),
        *((say("money-paid", sum=purse.paid),) if purse.paid else ()),
        *((say("money-get", sum=purse.to_get),) if purse.to_get else ()),
    )


def _sum(key: str, some: Sums) -> Phrase:
    return say(key, sum=some) if some else say(f"{key}-none")


def _ways(purse: Purse) -> tuple[tuple[Button, ...], ...]:
    sells, back = purse.income is not None, purse.to_give or purse.to_get
    offered = (
        _way("owed", sells and purse.owed, "owed.0"),
        _way("payers", sells and purse.income and purse.income.total, "payers"),
        _way("weeks", sells and purse.income and purse.income.total, "weeks"),
        _way("passport", sells, "passport"),
        _way("debts", purse.buys and purse.debts, "debts.0"),
        _way("back", back, "back"),
    )
    known = [button for button in offered if button is not None]
    return (*(tuple(known[at : at + 2]) for at in range(0, len(known), 2)), (_HOME,))


def _way(name: str, open_: object, data: str) -> Button | None:
    return Button(say(f"money-to-{name}"), f"money.{data}") if open_ else None


def show_owed(orders: Sequence[Order], page: int, *before: Phrase, more: bool) -> Message:
    """List what buyers owe, each with its order and the way to say the money came."""
    if not orders:
        return Message((*before, say("money-owed-none")), ((_BACK,),))
    rows = [
        (
            Button(
                say("money-order", order=order.number, sum=_open(order)), f"order.see.{order.id}"
            ),
            Button(say("money-did"), f"money.got.{order.id}.{page}"),
        )
        for order in orders
    ]
    lines = [_about(order, "owes", "says", order.buyer_name) for order in orders]
    return _list("owed", (*before, say("money-owed-title")), lines, rows, page, more=more)


def show_debts(orders: Sequence[Order], page: int, *, more: bool) -> Message:
    """List what a buyer has to pay, each with its order, where paying is done."""
    if not orders:
        return Message((say("money-debts-none"),), ((_BACK,),))
    rows = [(_to(order, _open(order)),) for order in orders]
    lines = [_about(order, "owing", "said", order.seller_name) for order in orders]
    return _list("debts", (say("money-debts-title"),), lines, rows, page, more=more)


def _list(
    name: str,
    head: tuple[Phrase, ...],
    lines: Sequence[Phrase],
    rows: Sequence[tuple[Button, ...]],
    page: int,
    *,
    more: bool,
) -> Message:
    pager = turn_pages(page, lambda to: f"money.{name}.{to}", more=more)
    return Message((*head, None, *lines), (*rows, *((pager,) if pager else ()), (_BACK,)))


def _about(order: Order, owes: str, says: str, name: str) -> Phrase:
    """Say who owes what, or who says that it is paid."""
    what = says if order.payment == CLAIMED else owes
    return say(f"money-{what}", order=order.number, name=_name(name), sum=_open(order))


def _open(order: Order) -> Money:
    """Give what is still to come: of what came to nothing, what the buyer says they paid."""
    return Money(order.owed or order.rest, order.currency)


def show_back(orders: Sequence[tuple[Order, str, Money]]) -> Message:
    """List what goes back: each order, what the reader is to it, and how much of it."""
    if not orders:
        return Message((say("money-back-none"),), ((_BACK,),))
    lines = [
        say("money-gives", order=order.number, name=_name(order.buyer_name), sum=due)
        if role == SELLER
        else say("money-gets", order=order.number, name=_name(order.seller_name), sum=due)
        for order, role, due in orders
    ]
    rows = tuple((_to(order, due),) for order, _, due in orders)
    return Message((say("money-back-title"), None, *lines), (*rows, (_BACK,)))


def _to(order: Order, due: Money) -> Button:
    return Button(say("money-order", order=order.number, sum=due), f"order.see.{order.id}")


def _name(name: str) -> str | Phrase:
    return name or say("order-somebody")


def show_payers(payers: Payers) -> Message:
    """List who paid a farmer this season, the most first."""
    if not payers.found:
        return Message((say("money-payers-none"),), ((_BACK,),))
    lines = [say("money-payer", name=_name(each.name), sum=each.sum) for each in payers.found]
    rest = (say("money-more-payers"),) if payers.more else ()
    return Message((say("money-payers-title"), None, *lines, *rest), ((_BACK,),))


def show_weeks(income: Income) -> Message:
    """Show what came in week by week, as a picture."""
    *before, last = (_bar_of(income, minor) for minor in income.weeks)
    labels = [say("talk-words", words=day) for day in income.season.days[:-1]]
    bars = tuple(Bar(label, *bar) for label, bar in zip(labels, before, strict=True))
    this = Bar(say("money-this-week"), *last)
    chart = Chart("money", say("money-chart"), (*bars, this), say("money-chart-note"))
    total = say("money-season", sum=income.total or (Money(0, income.currency),))
    return Message((say("money-chart"), total), ((_BACK,),), picture=chart)


def _bar_of(income: Income, minor: int) -> tuple[int, Phrase]:
    """Give a bar's height and words; a week in which more went back than came has none."""
    return max(minor, 0), say("talk-words", words=Money(minor, income.currency))
