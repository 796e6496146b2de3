"""What must hold before an order may move: each condition by the name of its refusal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ordering.order import (
    BUYER,
    CARD,
    CASH,
    CLAIMED,
    DELIVERIES,
    DUE,
    GONE,
    MOBILE,
    NO,
    POINT,
    SELLER,
    SWITCHES,
    TRIES,
    YES,
    Order,
)
from bot.selling.portions import Portions

SILENCE = timedelta(hours=48)  # to say whether all is well, or whether it happened at all
LATE_FOR_PICKUP = timedelta(hours=2)
CONTEST = timedelta(hours=12)
ESCALATION = timedelta(hours=72)  # a dispute nobody settled is told to all staff once more
UNHEARD = timedelta(hours=24)  # after the pick-up time, both are asked what happened
TOLERANCE = 10  # the weighed amount may differ from the agreed one by a tenth of it

REASONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("decline", "seller"): ("sold", "price", "far", "unripe"),
    ("cancel", "buyer"): ("changed", "found", "cannot", "terms"),
    ("cancel", "seller"): ("sold", "spoiled", "weather", "cannot"),
    ("cancel", "admin"): ("agreed", "unsafe"),
    ("dispute", "buyer"): ("missing", "quality", "weight", "money"),
    ("dispute", "seller"): ("unpaid", "weight", "money", "rude"),
    ("complete", "admin"): ("fine", "agreed"),
    ("refund", "admin"): ("fault", "agreed"),
}


@dataclass(frozen=True, slots=True)
class Whereto:
    """Where an order changes hands, as the order keeps it."""

    place_id: str | None
    village: str | None
    lat_e6: int | None
    lon_e6: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """What a command brings along, as far as it needs it.

    `portions` are those of the listing a buyer orders from, who may order in no others. `text` is
    an account, a reference or a provider's receipt, `minor` an amount of money, `photo` Telegram's
    id of a file.
    """

    reason: str | None = None
    milli: int | None = None
    price_minor: int | None = None
    slot_at: datetime | None = None
    deadline_at: datetime | None = None
    code: str = ""
    text: str | None = None
    minor: int | None = None
    photo: str | None = None
    delivery: str | None = None
    point_id: int | None = None
    driver_id: int | None = None
    whereto: Whereto | None = None
    portions: Portions | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One command on one order: by whom, when, with what; without `given` it is only offered."""

    order: Order
    command: str
    role: str
    now: datetime
    given: Given | None = None

    @property
    def brought(self) -> Given:
        """What the command brings along; nothing where it is only being offered."""
        return self.given or Given()

    @property
    def other_says(self) -> str | None:
        """What the other side said about the hand-over."""
        return self.order.says(SELLER if self.role == BUYER else BUYER)


def is_close(actual: int, agreed: int) -> bool:
    """Whether a weighed amount is within a tenth of the agreed one."""
    return abs(actual - agreed) * TOLERANCE <= agreed


def _portioned(case: Case, is_good: Callable[[Portions, int], bool]) -> bool:
    portions = case.brought.portions
    return portions is None or is_good(portions, case.order.ordered)


def _in_time(case: Case) -> bool:
    deadline = case.order.deadline_at
    return deadline is None or case.now < deadline


def _offers_other(case: Case) -> bool:
    order, offer = case.order, case.given
    if offer is None:
        return True
    less = offer.milli is not None and 0 < offer.milli < order.ordered
    price = offer.price_minor is not None and 0 < offer.price_minor != order.price_minor
    day = offer.slot_at is not None and case.now < offer.slot_at != order.slot_at
    asked = (offer.milli, less), (offer.price_minor, price), (offer.slot_at, day)
    return (less or price or day) and all(good for value, good in asked if value is not None)


def _is_other_way(case: Case) -> bool:
    """Whether a way to the buyer is named, and the point where it leads to one."""
    way = case.given
    if way is None or way.delivery not in DELIVERIES:
        return False
    return way.delivery != POINT or way.point_id is not None


def _is_portion(case: Case) -> bool:
    milli = None if case.given is None else case.given.milli
    return milli is None or 0 < milli <= case.order.ordered


def _is_part(case: Case) -> bool:
    order = case.order
    whole = order.price.times(order.served).minor
    return case.given is None or 0 < (case.given.minor or 0) < whole


def _is_charge(case: Case) -> bool:
    """Whether a provider says that it took money, and has not said so before."""
    return case.given is not None and (case.given.minor is None or case.given.minor > 0)


def _covers(case: Case) -> bool:
    minor = None if case.given is None else case.given.minor
    return minor is None or minor >= case.order.owed


def _has_reason(case: Case) -> bool:
    if case.given is None:
        return True
    return case.given.reason in REASONS.get((case.command, case.role), ())


def _is_handed(case: Case, within: timedelta) -> bool:
    handed = case.order.handed_at
    return handed is not None and case.now <= handed + within


def _is_silent(since: datetime | None, case: Case) -> bool:
    return since is not None and case.now >= since + SILENCE


CONDITIONS: Mapping[str, Callable[[Case], bool]] = {
    "own": lambda case: case.order.buyer_id != case.order.seller_id,
    "some": lambda case: case.order.ordered > 0 and case.order.total > 0,
    "least": lambda case: _portioned(case, Portions.is_enough),
    "step": lambda case: _portioned(case, Portions.is_whole),
    "late": _in_time,
    "waiting": lambda case: not _in_time(case),
    "offer": _offers_other,
    "reason": _has_reason,
    "gone": lambda case: case.given is None or case.given.reason in GONE,
    "locked": lambda case: case.order.code_tries < TRIES,
    "code": lambda case: case.given is None or case.given.code == case.order.code,
    "wrong": lambda case: case.given is not None and case.given.code != case.order.code,
    "weight": lambda case: case.given is None or (case.given.milli or 0) > 0,
    "differs": lambda case: (
        case.given is None or is_close(case.given.milli or 0, case.order.amount)
    ),
    "agrees": lambda case: (
        case.given is not None and not is_close(case.given.milli or 0, case.order.amount)
    ),
    # The buyer agrees to the weight they have seen.
    "reweighed": lambda case: case.given is None or case.given.milli == case.order.given,
    # Of a pool, which alone says what becomes of its shares before they are agreed.
    "shared": lambda case: case.order.pool_id is None,
    "unshared": lambda case: case.order.pool_id is not None,
    "portion": _is_portion,
    "way": _is_other_way,
    "photo": lambda case: case.given is None or bool(case.given.photo),
    "photographed": lambda case: case.order.handed_photo is None,
    "due": lambda case: case.order.payment == DUE,
    "owed": lambda case: case.order.owed > 0,
    "claimed": lambda case: case.order.payment == CLAIMED,
    "unpaid": lambda case: case.order.owed == 0,
    "prepaid": lambda case: case.order.pay_kind != CARD or case.order.owed == 0,
    "no-refund": lambda case: case.order.back > case.order.back_by_card,
    "no-card-refund": lambda case: case.order.back_by_card > 0,
    "cash": lambda case: case.order.pay_kind != CASH,
    "mobile": lambda case: case.order.pay_kind != MOBILE,
    "card": lambda case: case.order.pay_kind != CARD,
    "not-mobile": lambda case: case.order.pay_kind == MOBILE,
    "switched": lambda case: case.order.switches < SWITCHES,
    # Only where a provider takes cards; the one who knows brings it along.
    "not-offered": lambda case: case.given is not None,
    "charged": lambda case: not case.brought.text or case.brought.text != case.order.charge,
    "nothing": _is_charge,
    "rest": _covers,
    "part": _is_part,
    "patience": lambda case: case.now >= case.order.moved_at + ESCALATION,
    "escalated": lambda case: case.order.escalated_at is None,
    "no-account": lambda case: case.order.pay_to is not None,
    "has-account": lambda case: case.order.pay_to is None,
    "account": lambda case: case.given is None or bool(case.given.text),
    "unapproved": lambda case: case.order.approved_at is not None,
    "approved": lambda case: case.order.approved_at is None,
    "too-late": lambda case: _is_handed(case, SILENCE),
    "silence": lambda case: _is_silent(case.order.handed_at, case),
    "early": lambda case: case.now >= case.order.slot + LATE_FOR_PICKUP,
    "contest-over": lambda case: case.now <= case.order.moved_at + CONTEST,
    "answered": lambda case: case.order.after_no_show is None,
    "unheard": lambda case: case.now >= case.order.slot + UNHEARD,
    "asked": lambda case: case.order.asked_at is None,
    "not-asked": lambda case: case.order.asked_at is not None,
    "said": lambda case: case.order.says(case.role) is None,
    "other-yes": lambda case: case.other_says == YES,
    "other-no": lambda case: case.other_says == NO,
    "both-silence": lambda case: _is_silent(case.order.asked_at, case),
    "one-yes": lambda case: YES in {case.order.buyer_says, case.order.seller_says},
    "one-no": lambda case: NO in {case.order.buyer_says, case.order.seller_says},
}
