"""A pool as all its members see it: how full, who brings what at which price, who bears the way."""

from dataclasses import dataclass

from bot.kernel.money import Money
from bot.ordering.order import PLACED, Order
from bot.selling.produce import amount_phrase, crop_phrase, rate_phrase
from bot.talk.buttons import in_rows
from bot.talk.message import Button, Message, Sheet, Table
from bot.text.phrase import Moment, Phrase, Raw, say
from bot.wanting.shares import split
from bot.wanting.want import FAILED, FARMERS, FILLED, OPEN, Want

_BAR = 10  # blocks of the bar
_SHOWN = 12  # members on one card


@dataclass(frozen=True, slots=True)
class Member:
    """One farmer's share: what is promised, or was weighed, and what bringing it costs them."""

    order: Order
    transport: Money

    @property
    def produce(self) -> Money:
        return self.order.sum

    @property
    def net(self) -> Money:
        return self.produce - self.transport

    @property
    def is_given(self) -> bool:
        return self.order.handed_at is not None


@dataclass(frozen=True, slots=True)
class Pool:
    """An ad with the living shares of it, the first promised first."""

    want: Want
    orders: tuple[Order, ...]

    @property
    def milli(self) -> int:
        return sum(order.given for order in self.orders)

    @property
    def missing(self) -> int:
        """What nobody has promised; what the scales said afterwards is not missing."""
        return max(0, self.want.milli - sum(order.amount for order in self.orders))

    @property
    def members(self) -> tuple[Member, ...]:
        """Give the shares with the cost of the way split among them by weight, to the last coin.

        What is still missing will bear its part too, until the books are closed without it.
        """
        bears = self.want.transport_by == FARMERS
        cost = self.want.transport_minor or 0 if bears else 0
        coming = 0 if self.want.settled_at else self.missing
        parts = split(cost, [*(order.given for order in self.orders), coming])
        return tuple(
            Member(order, Money(part, self.want.currency))
            for order, part in zip(self.orders, parts, strict=False)
        )

    @property
    def produce(self) -> Money:
        return Money(sum(order.total for order in self.orders), self.want.currency)

    @property
    def cost(self) -> Money:
        """Give what the buyer pays in all."""
        own = self.want.transport_by != FARMERS
        transport = (self.want.transport_minor or 0) if own and self.orders else 0
        return self.produce + Money(transport, self.want.currency)

    def per_unit(self) -> Money:
        """Give what one unit costs the buyer, to the nearest coin: to be shown, never charged."""
        minor = (2 * self.cost.minor * 1000 + self.milli) // (2 * max(1, self.milli))
        return Money(minor, self.want.currency)


def bar(pool: Pool) -> Raw:
    """Draw how full a pool is; it looks full only when it is."""
    full = min(_BAR, pool.milli * _BAR // pool.want.milli)
    return Raw("▓" * full + "░" * (_BAR - full))


def fill_line(pool: Pool | None) -> Phrase | None:
    """Say how full a pool is."""
    if pool is None:
        return None
    want = pool.want
    return say("pool-fill", bar=bar(pool), got=want.amount(pool.milli), of=want.amount(want.milli))


def transport_lines(want: Want) -> tuple[Phrase, ...]:
    """Say what bringing it costs and who bears that; nothing where nobody said."""
    if want.transport is None:
        return ()
    return (say(f"pool-transport-{want.transport_by}", cost=want.transport),)


def show_pool(pool: Pool, buttons: tuple[tuple[Button, ...], ...], *before: Phrase) -> Message:
    """Show all that everybody in a pool may know: the same figures for each of them."""
    want = pool.want
    lines = (
        *before,
        say("pool-title", crop=crop_phrase(want.crop_id), amount=want.amount(want.milli)),
        fill_line(pool),
        _standing(pool),
        say(f"pool-rule-{want.rule}"),
        *_members(pool),
        *_costs(pool),
    )
    return Message(lines, buttons, listen=True)


def _standing(pool: Pool) -> Phrase:
    want = pool.want
    if want.state == OPEN:
        least = want.amount(want.minimum)
        return say(
            "pool-open", farmers=len(pool.orders), least=least, until=Moment(want.deadline_at)
        )
    if want.state == FILLED and pool.missing:
        return say("pool-lacks", missing=want.amount(pool.missing))
    return say(f"pool-{want.state}")


def _member(member: Member) -> Phrase:
    order = member.order
    key = "given" if member.is_given else "promised" if order.state == PLACED else "agreed"
    return say(
        f"pool-member-{key}",
        farmer=_name(order),
        amount=order.quantity(order.given),
        rate=rate_phrase(order.price, order.unit),
        net=member.net,
    )


def _name(order: Order) -> str | Phrase:
    return (
        order.seller_name.split(maxsplit=1)[0]
        if order.seller_name.strip()
        else say("order-somebody")
    )


def _members(pool: Pool) -> tuple[Phrase | None, ...]:
    if not pool.orders:
        return ()
    return (None, *(_member(each) for each in pool.members[:_SHOWN]), *_others(pool))


def _others(pool: Pool) -> tuple[Phrase, ...]:
    more = len(pool.orders) - _SHOWN
    return (say("pool-others", many=more),) if more > 0 else ()


def _costs(pool: Pool) -> tuple[Phrase | None, ...]:
    if not pool.orders or pool.want.state == FAILED:
        return ()
    unit = rate_phrase(pool.per_unit(), pool.want.unit)
    total = say("pool-cost", cost=pool.cost, rate=unit)
    return (None, *transport_lines(pool.want), total)


def list_orders(pool: Pool) -> tuple[tuple[Button, ...], ...]:
    """Make the buttons by which the buyer opens each share: its code, its hand-over."""
    agreed = [order for order in pool.orders if order.state != PLACED]
    return in_rows([_order_button(order) for order in agreed[:_SHOWN]])


def _order_button(order: Order) -> Button:
    label = say("wanting-do-order", farmer=_name(order), amount=order.quantity(order.given))
    return Button(label, f"order.see.{order.id}")


# -- pay slips


def show_slip(pool: Pool, order: Order) -> Message:
    """Show one farmer what their share came to, as words and as a page to keep."""
    member = next(each for each in pool.members if each.order.id == order.id)
    lines = slip_lines(pool, member)
    sheet = Sheet(f"farmgate-{order.number}", lines[0], lines[1:], (_table(pool, member),))
    see = Button(say("wanting-do-pool"), f"want.pool.{pool.want.id}")
    return Message(lines, ((see,),), sheet=sheet, listen=True)


def slip_lines(pool: Pool, member: Member) -> tuple[Phrase, ...]:
    order = member.order
    weighed = amount_phrase(order.quantity(order.given), order.unit_grams)
    rate = rate_phrase(order.price, order.unit)
    way = say("slip-transport", cost=member.transport)
    return (
        say("slip-title", order=order.number, farmer=_name(order)),
        say(
            "slip-produce",
            crop=crop_phrase(order.crop_id),
            amount=weighed,
            rate=rate,
            total=member.produce,
        ),
        *((way,) if member.transport else ()),
        say("slip-net", net=member.net),
        say("slip-of", amount=order.quantity(order.given), all=pool.want.amount(pool.milli)),
    )


def _table(pool: Pool, mine: Member) -> Table:
    """Make the table of all shares, as every member gets it."""
    head = ("farmer", "amount", "price", "produce", "transport", "net")
    rows = tuple(_cells(each) for each in pool.members)
    whole = pool.want.amount(pool.milli)
    transport = Money(sum(each.transport.minor for each in pool.members), pool.want.currency)
    foot = (say("slip-all"), whole, "", pool.produce, transport, pool.produce - transport)
    return Table(tuple(say(f"slip-head-{name}") for name in head), rows, tuple(map(_plain, foot)))


def _cells(member: Member) -> tuple[Phrase, ...]:
    order = member.order
    price = rate_phrase(order.price, order.unit)
    amount = order.quantity(order.given)
    cells = (_name(order), amount, price, member.produce, member.transport, member.net)
    return tuple(map(_plain, cells))


def _plain(value: object) -> Phrase:
    return value if isinstance(value, Phrase) else say("talk-words", words=value)
