"""The life of an order as one table: who may move it from where to where, and what that does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.ordering.conditions import CONDITIONS, Case, Given
from bot.ordering.order import (
    ACCEPTED,
    ADMIN,
    BASKET,
    BUYER,
    CANCELLED,
    CASH,
    CLAIMED,
    CLOCK,
    COMPLETED,
    CONFIRMED,
    COUNTERED,
    DECLINED,
    DISPUTED,
    DUE,
    EXPIRED,
    HANDED_OVER,
    MOBILE,
    MONEY_BACK,
    NO,
    NO_SHOW,
    PLACED,
    READY,
    REFUND_DUE,
    REFUNDED,
    SELLER,
    UNPAID,
    YES,
    Order,
)

# What a move does to the stock.
HOLD, RESIZE, RELEASE, GIVE, SPOIL = "hold", "resize", "release", "give", "spoil"


@dataclass(frozen=True, slots=True)
class Step:
    """One row: a command, from which states, by whom, under which conditions, to which state.

    `law` numbers the row of the market's design it comes from. No `to`: the state stays. `pays`
    maps the payment's state before to the one after. `tells` names who hears of it besides the
    one who did it.
    """

    law: int
    command: str
    by: frozenset[str]
    at: frozenset[str]
    to: str | None = None
    only: tuple[str, ...] = ()
    stock: str | None = None
    pays: Mapping[str, str] = field(default_factory=dict)
    change: Callable[[Case], dict[str, object]] | None = None
    tells: tuple[str, ...] = (BUYER, SELLER)


@dataclass(frozen=True, slots=True)
class Moved:
    """The order after the move, and the row that moved it."""

    order: Order
    step: Step


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an order did not move; nothing changed."""

    reason: str


def _counter(case: Case) -> dict[str, object]:
    offer, order = case.brought, case.order
    return {
        "offered": offer.milli,
        "offer_price_minor": offer.price_minor,
        "offer_slot_at": offer.slot_at,
        "held": order.ordered if offer.milli is None else offer.milli,
        "deadline_at": offer.deadline_at,
    }


def _let_go(case: Case) -> dict[str, object]:
    return {"held": 0, "reason": case.brought.reason, "deadline_at": None}


def _hand_over(case: Case) -> dict[str, object]:
    milli = case.brought.milli or case.order.given
    return {"actual": milli, "held": 0, "handed_at": case.now, "deadline_at": None}


def _say(word: str) -> Callable[[Case], dict[str, object]]:
    return lambda case: {f"{case.role}_says": word}


def _say_and_give(case: Case) -> dict[str, object]:
    said = _say(YES)(case) if case.role in {BUYER, SELLER} else {}
    # What was weighed beyond the tenth counts only by the buyer's own tap.
    return said | {"actual": case.order.amount, "held": 0, "handed_at": case.now}


def _say_and_free(case: Case) -> dict[str, object]:
    said = _say(NO)(case) if case.role in {BUYER, SELLER} else {}
    return said | {"held": 0, "reason": "not-happened"}


def _disagree(word: str) -> Callable[[Case], dict[str, object]]:
    return lambda case: _say(word)(case) | {"reason": "disagree"}


def _fixed(**values: object) -> Callable[[Case], dict[str, object]]:
    return lambda _: values


def _reason(case: Case) -> dict[str, object]:
    return {"reason": case.brought.reason}


def _settle_given(case: Case) -> dict[str, object]:
    held = {"actual": case.order.amount, "handed_at": case.now} if case.order.held else {}
    return {"held": 0, "reason": case.brought.reason, **held}


def _weigh(case: Case) -> dict[str, object]:
    return {"actual": case.brought.milli}


def _all(*names: str) -> frozenset[str]:
    return frozenset(names)


_BUYER, _SELLER, _ADMIN, _CLOCK = _all(BUYER), _all(SELLER), _all(ADMIN), _all(CLOCK)
_SIDES = _all(BUYER, SELLER)
_AGREED = _all(ACCEPTED, READY)
_PAYABLE = _all(ACCEPTED, READY, HANDED_OVER)
# Staff may close as sold what is not paid yet: the farmer still says so when it is.
_OWING = _PAYABLE | {COMPLETED}
_OVER_UNSERVED = _all(CANCELLED, NO_SHOW, REFUNDED)
_PAID = {DUE: CONFIRMED, CLAIMED: CONFIRMED}
# A claim is only the buyer's word: should the farmer find the money after all, it goes back.
_UNDONE = {DUE: UNPAID, CONFIRMED: REFUND_DUE}

# The first row whose conditions all hold is the one that moves. A farmer's no to a placed order
# is a decline (row 5), so only a counter offer and what was agreed can be cancelled by the farmer.
TABLE: tuple[Step, ...] = (
    Step(1, "place", _BUYER, _all(BASKET), PLACED, ("own", "some", "least", "step"), HOLD, tells=(SELLER,)),
    Step(2, "accept", _SELLER, _all(PLACED), ACCEPTED, ("late",), None, {UNPAID: DUE}, _fixed(deadline_at=None)),
    Step(3, "counter", _SELLER, _all(PLACED), COUNTERED, ("late", "offer"), RESIZE, change=_counter),
    Step(4, "agree", _BUYER, _all(COUNTERED), ACCEPTED, ("late",), None, {UNPAID: DUE}, _fixed(deadline_at=None)),
    Step(5, "decline", _SELLER, _all(PLACED), DECLINED, ("reason",), RELEASE, change=_let_go),
    Step(6, "expire", _CLOCK, _all(PLACED, COUNTERED), EXPIRED, ("waiting",), RELEASE, change=_let_go),
    Step(7, "cancel", _BUYER, _all(PLACED, COUNTERED, ACCEPTED), CANCELLED, ("reason",), RELEASE, _UNDONE, _let_go),
    Step(7, "cancel", _SELLER, _all(COUNTERED, ACCEPTED, READY), CANCELLED, ("reason",), RELEASE, _UNDONE, _let_go),
    Step(7, "cancel", _ADMIN, _all(PLACED, COUNTERED, ACCEPTED, READY), CANCELLED, ("reason",), RELEASE, _UNDONE, _let_go),
    Step(8, "ready", _SELLER, _all(ACCEPTED), READY),
    Step(9, "handover", _SELLER, _AGREED, HANDED_OVER, ("locked", "code", "weight", "differs"), GIVE, change=_hand_over),
    Step(9, "weigh", _SELLER, _AGREED, None, ("locked", "code", "weight", "agrees"), None, {}, _weigh),
    Step(9, "miscode", _SELLER, _AGREED, None, ("locked", "wrong"), None, {}, lambda case: {"code_tries": case.order.code_tries + 1}, ()),
    Step(9, "receive", _BUYER, _AGREED, HANDED_OVER, ("reweighed",), GIVE, change=lambda case: _hand_over(replace(case, given=None))),
    Step(10, "approve", _BUYER, _all(HANDED_OVER), COMPLETED, ("approved", "unpaid"), change=lambda case: {"approved_at": case.now}),
    Step(10, "approve", _BUYER, _all(HANDED_OVER), None, ("approved",), None, {}, lambda case: {"approved_at": case.now}),
    Step(10, "money", _SELLER, _all(HANDED_OVER), COMPLETED, ("owed", "unapproved"), None, _PAID),
    Step(10, "money", _SELLER, _OWING, None, ("owed",), None, _PAID),
    Step(10, "money", _SELLER, _OVER_UNSERVED, None, ("claimed",), None, {CLAIMED: REFUND_DUE}),
    Step(10, "settle", _CLOCK, _all(HANDED_OVER), COMPLETED, ("silence", "unpaid")),
    Step(10, "settle", _CLOCK, _all(HANDED_OVER), DISPUTED, ("silence", "owed"), change=_fixed(reason="unpaid"), tells=(BUYER, SELLER, ADMIN)),
    Step(10, "mobile", _BUYER, _PAYABLE, None, ("due", "cash"), None, {}, lambda case: {"pay_kind": MOBILE, "pay_to": case.brought.text}, (SELLER,)),
    Step(10, "cash", _BUYER, _PAYABLE, None, ("due", "mobile"), None, {}, _fixed(pay_kind=CASH, pay_to=None), (SELLER,)),
    Step(10, "account", _SELLER, _PAYABLE, None, ("mobile", "has-account", "account"), None, {}, lambda case: {"pay_to": case.brought.text}),
    Step(10, "claim", _BUYER, _PAYABLE, None, ("due", "mobile", "no-account"), None, {DUE: CLAIMED}, lambda case: {"pay_reference": case.brought.text}),
    Step(10, "repaid", _BUYER, _OVER_UNSERVED, None, ("no-refund",), None, {REFUND_DUE: MONEY_BACK}),
    Step(11, "dispute", _SIDES, _all(HANDED_OVER), DISPUTED, ("too-late", "reason"), change=_reason, tells=(BUYER, SELLER, ADMIN)),
    Step(12, "complete", _ADMIN, _all(DISPUTED), COMPLETED, ("reason",), GIVE, {REFUND_DUE: CONFIRMED}, _settle_given),
    Step(12, "refund", _ADMIN, _all(DISPUTED), REFUNDED, ("reason",), RELEASE, _UNDONE, _let_go),
    Step(13, "noshow", _SELLER, _all(READY), NO_SHOW, ("early",), RELEASE, _UNDONE, _let_go),
    Step(13, "contest", _BUYER, _all(NO_SHOW), DISPUTED, ("contest-over",), None, {UNPAID: DUE}, _fixed(reason="contested"), tells=(BUYER, SELLER, ADMIN)),
    Step(13, "keep", _SELLER, _all(NO_SHOW), None, ("answered",), None, {}, _fixed(after_no_show="keep"), ()),
    Step(13, "spoil", _SELLER, _all(NO_SHOW), None, ("answered",), SPOIL, {}, _fixed(after_no_show="spoil"), ()),
    Step(14, "ask", _CLOCK, _AGREED, None, ("unheard", "asked"), None, {}, lambda case: {"asked_at": case.now}),
    Step(14, "did", _SIDES, _AGREED, HANDED_OVER, ("not-asked", "said", "other-yes"), GIVE, change=_say_and_give),
    Step(14, "did", _SIDES, _AGREED, DISPUTED, ("not-asked", "said", "other-no"), change=_disagree(YES), tells=(BUYER, SELLER, ADMIN)),
    Step(14, "did", _SIDES, _AGREED, None, ("not-asked", "said"), change=_say(YES), tells=()),
    Step(14, "didnt", _SIDES, _AGREED, CANCELLED, ("not-asked", "said", "other-no"), RELEASE, _UNDONE, _say_and_free),
    Step(14, "didnt", _SIDES, _AGREED, DISPUTED, ("not-asked", "said", "other-yes"), change=_disagree(NO), tells=(BUYER, SELLER, ADMIN)),
    Step(14, "didnt", _SIDES, _AGREED, None, ("not-asked", "said"), change=_say(NO), tells=()),
    Step(14, "lapse", _CLOCK, _AGREED, HANDED_OVER, ("both-silence", "one-yes"), GIVE, change=_say_and_give),
    Step(14, "lapse", _CLOCK, _AGREED, CANCELLED, ("both-silence", "one-no"), RELEASE, _UNDONE, _say_and_free),
    Step(14, "lapse", _CLOCK, _AGREED, DISPUTED, ("both-silence",), change=_fixed(reason="unheard"), tells=(BUYER, SELLER, ADMIN)),
)  # fmt: skip

COMMANDS: tuple[str, ...] = tuple(dict.fromkeys(step.command for step in TABLE))
_STEPS: Mapping[tuple[str, str], tuple[Step, ...]] = {
    (command, role): tuple(s for s in TABLE if s.command == command and role in s.by)
    for command in COMMANDS
    for role in (BUYER, SELLER, ADMIN, CLOCK)
}


def decide(
    order: Order, command: str, role: str | None, now: datetime, given: Given | None = None
) -> Moved | Refused:
    """Say what a command by somebody does to an order, or why it does nothing.

    Without `given` it says whether the command may be offered: what it would still have to bring
    along is taken as good.
    """
    case = Case(order, command, role or "", now, given)
    step = _find(case)
    return Refused(step) if isinstance(step, str) else Moved(_after(case, step), step)


def allowed(order: Order, role: str | None, now: datetime) -> tuple[str, ...]:
    """List the commands somebody may give now, in the table's order: what the buttons are."""
    return tuple(
        command
        for command in COMMANDS
        if isinstance(_find(Case(order, command, role or "", now)), Step)
    )


def _find(case: Case) -> Step | str:
    """Find the row that moves, or the name of what fails."""
    steps = _STEPS.get((case.command, case.role), ())
    failed = "moved" if steps else "not-yours"
    for step in steps:
        if case.order.state not in step.at:
            continue
        failed = next((name for name in step.only if not CONDITIONS[name](case)), "")
        if not failed:
            return step
    return failed


def _after(case: Case, step: Step) -> Order:
    changed = dict(step.change(case)) if step.change else {}
    if step.stock == HOLD:
        changed["held"] = case.order.amount
    if step.to:
        changed |= {"state": step.to, "moved_at": case.now}
    order: Order = replace(case.order, **changed)  # type: ignore[arg-type]
    paid = step.pays.get(order.payment, order.payment)
    total = order.price.times(order.given).minor
    return replace(order, payment=paid, total=total, version=order.version + 1)
