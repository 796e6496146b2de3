"""A packing list: what is to be packed for whom, summed up by crop, as words, page and file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.kernel.day import zone_of
from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.ordering.order import CLAIMED, FARM, Order
from bot.selling.produce import crop_phrase, plainly, unit_phrase
from bot.talk.message import File, Sheet, Table
from bot.talk.speaker import Speaker
from bot.text.bidi import without_marks
from bot.text.phrase import Crop, Moment, Phrase, say
from bot.text.spreadsheet import Cell, write_csv

CUSTOMER, FARMER = "customer", "farmer"
SORTS = (CUSTOMER, FARMER)
SHOWN = 20  # orders that one message lists; a page or a file has them all


@dataclass(frozen=True, slots=True)
class Packing:
    """Orders of one day, for one point (by name) or one farmer, as they stood at `made_at`.

    Sorted by customer or by farmer; one farmer's has no column of farmers but one of places,
    where `places` are the points' names by their ids.
    """

    day: date
    orders: tuple[Order, ...]
    made_at: datetime
    point: str | None = None
    sort: str = CUSTOMER
    zone: str = "UTC"
    places: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_own(self) -> bool:
        """Whether it is one farmer's, wherever the orders go."""
        return self.point is None

    def away(self) -> "Packing":
        """Leave out what is fetched at the farm."""
        return replace(self, orders=tuple(each for each in self.orders if each.delivery != FARM))

    def among(self, keys: frozenset[tuple[int, str]]) -> "Packing":
        """Keep the orders named by their buyers and keys."""
        some = (each for each in self.orders if (each.buyer_id, each.key) in keys)
        return replace(self, orders=tuple(some))

    def place(self, order: Order) -> Phrase:
        """Say in two words where an order changes hands."""
        point = self.point or self.places.get(order.point_id or 0)
        return plainly(point) if point else say(f"list-at-{order.delivery}")

    @property
    def name(self) -> str:
        """Name the files made of it."""
        return f"packing-{self.day.isoformat()}-{self.sort}"

    def sorted(self) -> tuple[Order, ...]:
        """Give the orders group by group: everything of one customer, or of one farmer."""
        return tuple(sorted(self.orders, key=self._place))

    def _place(self, order: Order) -> tuple[object, ...]:
        """Keep two people of the same name apart."""
        customer = (order.buyer_name.casefold(), order.buyer_id)
        farmer = (order.seller_name.casefold(), order.seller_id)
        groups = (*customer, *farmer) if self.sort == CUSTOMER else (*farmer, *customer)
        return (*groups, order.crop_id, order.number)


@dataclass(frozen=True, slots=True)
class Sum:
    """All of one crop counted in one unit; `kilos` is in thousandths, None where nobody weighed."""

    crop_id: str
    amount: Quantity
    kilos: int | None


def kilos_of(order: Order) -> int | None:
    """Give the weight of what was agreed in grams, rounded to one; None where none is known."""
    if order.unit == "kg":
        return order.given
    grams = order.unit_grams
    return None if grams is None else (order.given * grams + 500) // 1000


def sum_up(orders: Iterable[Order]) -> tuple[Sum, ...]:
    """Sum up by crop and unit; a weight only where that of each order is known."""
    groups: dict[tuple[str, str], list[Order]] = {}
    for order in orders:
        groups.setdefault((order.crop_id, order.unit), []).append(order)
    return tuple(_sum(*key, groups[key]) for key in sorted(groups))


def _sum(crop_id: str, unit: str, orders: Sequence[Order]) -> Sum:
    weights = [kilos_of(order) for order in orders]
    known = [weight for weight in weights if weight is not None]
    amount = Quantity(sum(order.given for order in orders), unit)
    return Sum(crop_id, amount, sum(known) if len(known) == len(weights) else None)


# -- as words


def amount_phrase(amount: Quantity, kilos: int | None) -> Phrase:
    """Say an amount with its weight, where it is counted in something else."""
    if kilos is None or amount.unit == "kg":
        return plainly(amount)
    return say("list-amount", amount=amount, kg=Quantity(kilos, "kg"))


def pay_phrase(order: Order) -> Phrase:
    """Say whether money changes hands at the hand-over, and how much."""
    key = "list-claimed" if order.payment == CLAIMED else "list-to-pay"
    return say(key, total=Money(order.owed, order.currency)) if order.owed else say("list-paid")


def _somebody(name: str) -> Phrase:
    return plainly(name) if name else say("order-somebody")


def list_lines(packing: Packing) -> tuple[Phrase, ...]:
    """Say the list in a message: the sums, then order by order, the first of them."""
    orders = packing.sorted()
    rest = len(orders) - SHOWN
    more = (say("list-more", count=rest),) if rest > 0 else ()
    sums = (_sum_line(each) for each in sum_up(orders))
    return (*sums, *(_order_line(each, packing) for each in orders[:SHOWN]), *more)


def _sum_line(one: Sum) -> Phrase:
    return say(
        "list-sum", crop=crop_phrase(one.crop_id), amount=amount_phrase(one.amount, one.kilos)
    )


def _order_line(order: Order, packing: Packing) -> Phrase:
    first = order.seller_name if packing.sort == FARMER and not packing.is_own else order.buyer_name
    return say(
        "list-line",
        order=order.number,
        name=_somebody(first),
        crop=Crop(order.crop_id),
        amount=amount_phrase(order.quantity(order.given), kilos_of(order)),
        pay=pay_phrase(order),
    )


# -- as a page


def draw_sheet(packing: Packing) -> Sheet:
    """Lay the list out for printing, with a box to tick for every order."""
    orders = packing.sorted()
    # A page lies about for days: "tomorrow" would mean nothing on it.
    made = say("list-made", at=_stamp(packing.made_at, packing), count=len(orders))
    sums = tuple(_sum_row(each) for each in sum_up(orders))
    return Sheet(
        packing.name,
        title_of(packing, packing.day.isoformat()),
        (made,),
        (
            Table(_heads(packing), tuple(_row(each, packing) for each in orders)),
            Table((say("list-crop"), say("list-sum-amount")), sums),
        ),
    )


def title_of(packing: Packing, day: str | None = None) -> Phrase:
    """Say what the list is for: a point's day, or one farmer's; `day` may be written otherwise."""
    on = day or packing.day
    if packing.point is None:
        return say("list-title", day=on)
    return say("list-title-point", point=packing.point, day=on)


def _stamp(at: datetime, packing: Packing) -> str:
    return at.astimezone(zone_of(packing.zone)).strftime("%Y-%m-%d %H:%M")


def _heads(packing: Packing) -> tuple[Phrase, ...]:
    people = [say(f"list-{name}") for name in _people(packing)]
    names = ("list-order", "list-crop", "list-amount-head", "list-pay")
    return (say("list-box"), say("list-until"), *people, *map(say, names))


def _people(packing: Packing) -> tuple[str, ...]:
    if packing.is_own:
        return (CUSTOMER,)
    return SORTS if packing.sort == CUSTOMER else SORTS[::-1]


def _row(order: Order, packing: Packing) -> tuple[Phrase, ...]:
    names = {CUSTOMER: order.buyer_name, FARMER: order.seller_name}
    return (
        say("list-tick"),
        _until(order, packing),
        *(_somebody(names[each]) for each in _people(packing)),
        plainly(order.number),
        plainly(Crop(order.crop_id)),
        amount_phrase(order.quantity(order.given), kilos_of(order)),
        pay_phrase(order),
    )


def _until(order: Order, packing: Packing) -> Phrase:
    """Say by when it has to be there; on one farmer's list where, too."""
    time = Moment(order.slot, "time")
    return (
        say("list-by", time=time, place=packing.place(order)) if packing.is_own else plainly(time)
    )


def _sum_row(one: Sum) -> tuple[Phrase, ...]:
    return plainly(Crop(one.crop_id)), amount_phrase(one.amount, one.kilos)


# -- as a file


_COLUMNS = (
    "until",
    "place",
    "order",
    "crop",
    "amount",
    "unit",
    "kg",
    "to-pay",
    "currency",
    "pay",
    "box",
)


def write_file(packing: Packing, speaker: Speaker) -> File:
    """Write the list for a spreadsheet, in the reader's words; numbers are plain."""
    head = [*(f"list-{each}" for each in _people(packing)), *(f"csv-{each}" for each in _COLUMNS)]
    words = [_written(say(key), speaker) for key in head]
    return File(f"{packing.name}.csv", write_csv(words, _cells(packing, speaker)))


def _cells(packing: Packing, speaker: Speaker) -> Iterator[tuple[Cell, ...]]:
    for order in packing.sorted():
        names = {CUSTOMER: order.buyer_name, FARMER: order.seller_name}
        kilos = kilos_of(order)
        yield (
            *(names[each] for each in _people(packing)),
            _stamp(order.slot, packing),
            _written(packing.place(order), speaker),
            order.number,
            _written(plainly(Crop(order.crop_id)), speaker),
            order.quantity(order.given).to_decimal(),
            _written(plainly(unit_phrase(order.unit)), speaker),
            "" if kilos is None else Quantity(kilos, "kg").to_decimal(),
            Money(order.owed, order.currency).to_decimal(),
            order.currency,
            _written(say(f"csv-{_paying(order)}"), speaker),
            "",
        )


def _written(phrase: Phrase, speaker: Speaker) -> str:
    """Say something without the marks that only keep directions apart on a screen."""
    return without_marks(speaker.label(phrase))


def _paying(order: Order) -> str:
    if not order.owed:
        return "paid"
    return "claimed" if order.payment == CLAIMED else "due"
