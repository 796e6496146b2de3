"""The life of an order as one table: who may move it from where to where, and what that does.

A share of a pool (`pool_id`) is an order like any other but for these rows: "pledge" (the farmer
puts it up), "share" (the pool filled: agreed, perhaps for less), "unfilled" (it failed), and
"cancel" by the farmer before either. The pool gives "share" and "unfilled" as the clock, whenever
it likes: a share waiting for its pool has no time limit of its own and asks its farmer nothing.
Only "share" is news of the order's own; all else about a pool its farmers are told by the pool.
"take" is a buyer's yes to what a farmer has offered: placed and accepted at once.

"card" is only for who knows that a provider takes cards and brings a `Given`; "paid" is only the
provider's word, at any time: money nobody was owed any more has to go back. "route" is for those
who deliver: they decide who may take which way, and say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.ordering import changes
from bot.ordering.changes import Changes
from bot.ordering.conditions import CONDITIONS, Case, Given
from bot.ordering.order import (
    ACCEPTED,
    ADMIN,
    BASKET,
    BUYER,
    CANCELLED,
    CLOCK,
    COMPLETED,
    COUNTERED,
    DECLINED,
    DISPUTED,
    DRIVER,
    EXPIRED,
    HANDED_OVER,
    NO,
    NO_SHOW,
    PLACED,
    PROVIDER,
    READY,
    REFUNDED,
    SELLER,
    STATES,
    YES,
    Order,
)
from bot.ordering.payment import track

# What a move does to the stock.
HOLD, RESIZE, RELEASE, GIVE, SPOIL = "hold", "resize", "release", "give", "spoil"
LOSE = "lose"  # it is no longer there: what was held is free for nobody


@dataclass(frozen=True, slots=True)
class Step:
    """One row: a command, from which states, by whom, under which conditions, to which state.

    `law` numbers the row of the market's design it comes from. No `to`: the state stays. How the
    payment stands afterwards follows from the money (`payment.track`). `tells` names who hears of
    it besides the one who did it.
    """

    law: int
    command: str
    by: frozenset[str]
    at: frozenset[str]
    to: str | None = None
    only: tuple[str, ...] = ()
    stock: str | None = None
    change: Changes | None = None
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


def _all(*names: str) -> frozenset[str]:
    return frozenset(names)


_BUYER, _SELLER, _ADMIN, _CLOCK = _all(BUYER), _all(SELLER), _all(ADMIN), _all(CLOCK)
_PROVIDER = _all(PROVIDER)
_SIDES = _all(BUYER, SELLER)
_BRINGERS = _all(SELLER, DRIVER)
_ALL_SIDES = (BUYER, SELLER, ADMIN)
_AGREED = _all(ACCEPTED, READY)
_COMING = _AGREED | {PLACED, COUNTERED}
_PAYABLE = _all(ACCEPTED, READY, HANDED_OVER)
# Staff may close as sold what is not paid yet: the farmer still says so when it is.
_OWING = _PAYABLE | {COMPLETED}
_OVER_UNSERVED = _all(CANCELLED, NO_SHOW, REFUNDED)
_RETURNING = _OVER_UNSERVED | {HANDED_OVER, COMPLETED, DECLINED, EXPIRED}

# The first row whose conditions all hold is the one that moves. A farmer's no to a placed order
# is a decline (row 5), so only a counter offer and what was agreed can be cancelled by the farmer.
TABLE: tuple[Step, ...] = (
    Step(1, "place", _BUYER, _all(BASKET), PLACED, ("own", "some", "least", "step"), HOLD, tells=(SELLER,)),
    Step(1, "pledge", _SELLER, _all(BASKET), PLACED, ("own", "some", "unshared"), HOLD, tells=()),
    Step(2, "take", _BUYER, _all(BASKET), ACCEPTED, ("own", "some"), HOLD, changes.fixed(deadline_at=None), (SELLER,)),
    Step(2, "accept", _SELLER, _all(PLACED), ACCEPTED, ("shared", "late"), None, changes.fixed(deadline_at=None)),
    Step(2, "share", _CLOCK, _all(PLACED), ACCEPTED, ("unshared", "portion"), RESIZE, changes.share, (SELLER,)),
    Step(3, "counter", _SELLER, _all(PLACED), COUNTERED, ("shared", "late", "offer"), RESIZE, changes.counter),
    Step(4, "agree", _BUYER, _all(COUNTERED), ACCEPTED, ("late",), None, changes.fixed(deadline_at=None)),
    Step(5, "decline", _SELLER, _all(PLACED), DECLINED, ("shared", "gone", "reason"), LOSE, changes.let_go),
    Step(5, "decline", _SELLER, _all(PLACED), DECLINED, ("shared", "reason"), RELEASE, changes.let_go),
    Step(6, "expire", _CLOCK, _all(PLACED, COUNTERED), EXPIRED, ("shared", "waiting"), RELEASE, changes.let_go),
    Step(6, "unfilled", _CLOCK, _all(PLACED), EXPIRED, ("unshared",), RELEASE, changes.let_go, ()),
    Step(7, "cancel", _BUYER, _all(PLACED, COUNTERED, ACCEPTED), CANCELLED, ("reason",), RELEASE, changes.let_go),
    Step(7, "cancel", _SELLER, _all(PLACED), CANCELLED, ("unshared", "reason"), RELEASE, changes.let_go, ()),
    Step(7, "cancel", _SELLER, _all(COUNTERED, ACCEPTED, READY), CANCELLED, ("gone", "reason"), LOSE, changes.let_go),
    Step(7, "cancel", _SELLER, _all(COUNTERED, ACCEPTED, READY), CANCELLED, ("reason",), RELEASE, changes.let_go),
    Step(7, "cancel", _ADMIN, _COMING, CANCELLED, ("reason",), RELEASE, changes.let_go),
    Step(8, "ready", _SELLER, _all(ACCEPTED), READY, ("prepaid",)),
    Step(8, "photo", _SELLER, _AGREED, None, ("photo",), None, changes.picture_packing),
    Step(8, "route", _all(BUYER, SELLER, ADMIN, DRIVER), _COMING, None, ("way",), None, changes.route, ()),
    Step(9, "handover", _BRINGERS, _AGREED, HANDED_OVER, ("locked", "code", "weight", "differs"), GIVE, changes.hand_over),
    Step(9, "weigh", _BRINGERS, _AGREED, None, ("locked", "code", "weight", "agrees"), None, changes.weigh),
    Step(9, "miscode", _BRINGERS, _AGREED, None, ("locked", "wrong"), None, changes.miss, ()),
    Step(9, "receive", _BUYER, _AGREED, HANDED_OVER, ("reweighed",), GIVE, changes.receive),
    Step(9, "photo", _SIDES | {DRIVER}, _all(HANDED_OVER), None, ("photographed", "photo"), None, changes.picture_handing),
    Step(10, "approve", _BUYER, _all(HANDED_OVER), COMPLETED, ("approved", "unpaid"), None, changes.approve),
    Step(10, "approve", _BUYER, _all(HANDED_OVER), None, ("approved",), None, changes.approve),
    Step(10, "money", _SELLER, _all(HANDED_OVER), COMPLETED, ("owed", "unapproved"), None, changes.take_money),
    Step(10, "money", _SELLER, _OWING, None, ("owed",), None, changes.take_money),
    Step(10, "money", _SELLER, _OVER_UNSERVED, None, ("claimed",), None, changes.take_money),
    Step(10, "settle", _CLOCK, _all(HANDED_OVER), COMPLETED, ("silence", "unpaid")),
    Step(10, "settle", _CLOCK, _all(HANDED_OVER), DISPUTED, ("silence", "owed"), None, changes.fixed(reason="unpaid"), _ALL_SIDES),
    Step(10, "mobile", _BUYER, _PAYABLE, None, ("due", "mobile", "switched"), None, changes.by_mobile, (SELLER,)),
    Step(10, "cash", _BUYER, _PAYABLE, None, ("due", "cash", "switched"), None, changes.by_cash, (SELLER,)),
    Step(10, "card", _BUYER, _PAYABLE, None, ("not-offered", "due", "card", "switched"), None, changes.by_card, (SELLER,)),
    Step(10, "account", _SELLER, _PAYABLE, None, ("not-mobile", "has-account", "account"), None, changes.tell_account),
    Step(10, "claim", _BUYER, _PAYABLE, None, ("due", "not-mobile", "no-account"), None, changes.claim),
    Step(10, "paid", _PROVIDER, _all(HANDED_OVER), COMPLETED, ("charged", "nothing", "rest", "unapproved"), None, changes.charge),
    Step(10, "paid", _PROVIDER, _all(*STATES), None, ("charged", "nothing"), None, changes.charge),
    Step(10, "repaid", _BUYER, _RETURNING, None, ("no-refund",), None, changes.give_back),
    Step(10, "repaid", _ADMIN, _all(*STATES), None, ("no-card-refund",), None, changes.give_back_card),
    Step(11, "dispute", _SIDES, _all(HANDED_OVER), DISPUTED, ("too-late", "reason"), None, changes.reason, _ALL_SIDES),
    Step(12, "complete", _ADMIN, _all(DISPUTED), COMPLETED, ("reason",), GIVE, changes.settle_given),
    Step(12, "part", _ADMIN, _all(DISPUTED), COMPLETED, ("part",), GIVE, changes.settle_part),
    Step(12, "refund", _ADMIN, _all(DISPUTED), REFUNDED, ("reason",), RELEASE, changes.let_go),
    Step(12, "escalate", _CLOCK, _all(DISPUTED), None, ("patience", "escalated"), None, changes.escalate, (ADMIN,)),
    Step(13, "noshow", _SELLER, _all(READY), NO_SHOW, ("early",), RELEASE, changes.let_go),
    Step(13, "contest", _BUYER, _all(NO_SHOW), DISPUTED, ("contest-over",), None, changes.fixed(reason="contested"), _ALL_SIDES),
    Step(13, "keep", _SELLER, _all(NO_SHOW), None, ("answered",), None, changes.fixed(after_no_show="keep"), ()),
    Step(13, "spoil", _SELLER, _all(NO_SHOW), None, ("answered",), SPOIL, changes.fixed(after_no_show="spoil"), ()),
    Step(14, "ask", _CLOCK, _AGREED, None, ("unheard", "asked"), None, changes.ask),
    Step(14, "did", _SIDES, _AGREED, HANDED_OVER, ("not-asked", "said", "other-yes"), GIVE, changes.say_and_give),
    Step(14, "did", _SIDES, _AGREED, DISPUTED, ("not-asked", "said", "other-no"), None, changes.disagree(YES), _ALL_SIDES),
    Step(14, "did", _SIDES, _AGREED, None, ("not-asked", "said"), None, changes.say(YES), ()),
    Step(14, "didnt", _SIDES, _AGREED, CANCELLED, ("not-asked", "said", "other-no"), RELEASE, changes.say_and_free),
    Step(14, "didnt", _SIDES, _AGREED, DISPUTED, ("not-asked", "said", "other-yes"), None, changes.disagree(NO), _ALL_SIDES),
    Step(14, "didnt", _SIDES, _AGREED, None, ("not-asked", "said"), None, changes.say(NO), ()),
    Step(14, "lapse", _CLOCK, _AGREED, HANDED_OVER, ("both-silence", "one-yes"), GIVE, changes.say_and_give),
    Step(14, "lapse", _CLOCK, _AGREED, CANCELLED, ("both-silence", "one-no"), RELEASE, changes.say_and_free),
    Step(14, "lapse", _CLOCK, _AGREED, DISPUTED, ("both-silence",), None, changes.fixed(reason="unheard"), _ALL_SIDES),
)  # fmt: skip

COMMANDS: tuple[str, ...] = tuple(dict.fromkeys(step.command for step in TABLE))
_STEPS: Mapping[tuple[str, str], tuple[Step, ...]] = {
    (command, role): tuple(s for s in TABLE if s.command == command and role in s.by)
    for command in COMMANDS
    for role in (BUYER, SELLER, DRIVER, ADMIN, CLOCK, PROVIDER)
}

# What each may ever do: a card looks at no other command.
_COMMANDS_OF: Mapping[str, tuple[str, ...]] = {
    role: tuple(command for command in COMMANDS if _STEPS[command, role]) for _, role in _STEPS
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
        for command in _COMMANDS_OF.get(role or "", ())
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
    order = replace(order, total=order.price.times(order.given).minor, version=order.version + 1)
    return replace(order, payment=track(order))
