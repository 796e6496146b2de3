"""The table of an order's life, cell by cell: what each may do in each state, and nothing else."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.ordering.answers import EXAMPLE
from bot.ordering.conditions import CONDITIONS, REASONS, Given
from bot.ordering.order import (
    ADMIN,
    BUYER,
    CLAIMED,
    CLOCK,
    CONFIRMED,
    DRIVER,
    DUE,
    NO,
    PROVIDER,
    REFUND_DUE,
    SELLER,
    STATES,
    YES,
    Order,
)
from bot.ordering.rules import COMMANDS, TABLE, Moved, Refused, allowed, decide
from tests.ordering.samples import NOON, order_in

ROLES = (BUYER, SELLER, DRIVER, ADMIN, CLOCK, PROVIDER, None)

# The law, written a second time by hand: who may do what, while nothing is late or paid.
LAW = {
    ("placed", BUYER): {"cancel"},
    ("placed", SELLER): {"accept", "counter", "decline"},
    ("placed", ADMIN): {"cancel"},
    ("countered", BUYER): {"agree", "cancel"},
    ("countered", SELLER): {"cancel"},
    ("countered", ADMIN): {"cancel"},
    ("accepted", BUYER): {"cancel", "receive", "mobile"},
    ("accepted", SELLER): {"cancel", "ready", "photo", "handover", "money"},
    ("accepted", DRIVER): {"handover"},
    ("accepted", ADMIN): {"cancel"},
    ("ready", BUYER): {"receive", "mobile"},
    ("ready", SELLER): {"cancel", "photo", "handover", "money"},
    ("ready", DRIVER): {"handover"},
    ("ready", ADMIN): {"cancel"},
    ("handed_over", BUYER): {"approve", "mobile", "dispute", "photo"},
    ("handed_over", SELLER): {"money", "dispute", "photo"},
    ("handed_over", DRIVER): {"photo"},
    ("disputed", ADMIN): {"complete", "part", "refund"},
    ("no_show", BUYER): {"contest"},
    ("no_show", SELLER): {"keep", "spoil"},
}


@pytest.mark.parametrize(("state", "role"), list(itertools.product(STATES, ROLES)))
def test_each_may_do_in_each_state_what_the_law_says(state: str, role: str | None) -> None:
    assert set(allowed(order_in(state), role, NOON)) == LAW.get((state, role or ""), set())


@pytest.mark.parametrize("state", STATES)
def test_a_stranger_may_do_nothing(state: str) -> None:
    for command in COMMANDS:
        assert decide(order_in(state), command, None, NOON, Given()) == Refused("not-yours")


def test_an_unknown_command_is_nobodys() -> None:
    assert decide(order_in("placed"), "steal", SELLER, NOON) == Refused("not-yours")


def test_every_condition_is_used_and_known() -> None:
    assert {name for step in TABLE for name in step.only} == set(CONDITIONS)


def test_all_fourteen_rows_of_the_law_are_there() -> None:
    assert {step.law for step in TABLE} == set(range(1, 15))


def test_only_steps_that_end_an_order_let_its_stock_go() -> None:
    for step in TABLE:
        if step.stock == "release":
            assert step.to in {"declined", "expired", "cancelled", "no_show", "refunded"}
        if step.stock == "lose":
            assert step.to in {"declined", "cancelled"}
            assert "gone" in step.only
        if step.stock == "give":
            assert step.to in {"handed_over", "completed"}


# -- time


def test_after_the_time_to_answer_only_the_clock_moves_a_placed_order() -> None:
    late = EXAMPLE.deadline_at
    assert late is not None
    assert decide(order_in("placed"), "accept", SELLER, late) == Refused("late")
    assert decide(order_in("placed"), "counter", SELLER, late) == Refused("late")
    assert isinstance(decide(order_in("placed"), "expire", CLOCK, late), Moved)
    early = late - timedelta(microseconds=1)
    assert decide(order_in("placed"), "expire", CLOCK, early) == Refused("waiting")


def test_nobody_came_only_two_hours_after_the_pickup_time() -> None:
    ready = order_in("ready")
    assert decide(ready, "noshow", SELLER, ready.slot) == Refused("early")
    assert isinstance(decide(ready, "noshow", SELLER, ready.slot + timedelta(hours=2)), Moved)


@pytest.mark.parametrize("payment", ["due", "claimed"])
def test_money_for_what_staff_closed_as_sold_can_still_be_noted(payment: str) -> None:
    closed = order_in("completed", payment=payment)
    moved = decide(closed, "money", SELLER, NOON, Given())
    assert isinstance(moved, Moved)
    assert (moved.order.state, moved.order.payment) == ("completed", "confirmed")


def test_a_contested_no_show_is_to_be_paid_again_unless_staff_decide_otherwise() -> None:
    contested = decide(order_in("no_show", payment="none"), "contest", BUYER, NOON, Given())
    assert isinstance(contested, Moved)
    assert contested.order.payment == DUE
    refunded = decide(contested.order, "refund", ADMIN, NOON, Given(reason="agreed"))
    assert isinstance(refunded, Moved)
    assert refunded.order.payment == "none"


def test_a_no_show_can_be_contested_for_twelve_hours() -> None:
    gone = order_in("no_show")
    assert isinstance(decide(gone, "contest", BUYER, NOON + timedelta(hours=12)), Moved)
    late = NOON + timedelta(hours=12, seconds=1)
    assert decide(gone, "contest", BUYER, late) == Refused("contest-over")


def test_a_dispute_can_be_opened_for_two_days() -> None:
    handed = order_in("handed_over")
    why = Given(reason="quality")
    assert isinstance(decide(handed, "dispute", BUYER, NOON + timedelta(hours=48), why), Moved)
    late = NOON + timedelta(hours=48, seconds=1)
    assert decide(handed, "dispute", BUYER, late, why) == Refused("too-late")


def test_two_silent_days_end_a_paid_order_well_and_an_unpaid_one_in_dispute() -> None:
    later = NOON + timedelta(hours=48)
    paid = decide(order_in("handed_over", payment=CONFIRMED), "settle", CLOCK, later)
    unpaid = decide(order_in("handed_over"), "settle", CLOCK, later)
    claimed = decide(order_in("handed_over", payment=CLAIMED), "settle", CLOCK, later)
    assert isinstance(paid, Moved)
    assert paid.order.state == "completed"
    for each in (unpaid, claimed):
        assert isinstance(each, Moved)
        assert each.order.state == "disputed"
        assert ADMIN in each.step.tells


# -- did it happen?


def said(mine: str | None, other: str | None) -> Order:
    return order_in("ready", asked_at=NOON, buyer_says=mine, seller_says=other)


@pytest.mark.parametrize(
    ("other", "command", "state"),
    [
        (None, "did", "ready"),
        (None, "didnt", "ready"),
        (YES, "did", "handed_over"),
        (NO, "did", "disputed"),
        (NO, "didnt", "cancelled"),
        (YES, "didnt", "disputed"),
    ],
)
def test_two_answers_decide_what_happened(other: str | None, command: str, state: str) -> None:
    moved = decide(said(None, other), command, BUYER, NOON)
    assert isinstance(moved, Moved)
    assert moved.order.state == state


def test_nobody_answers_twice_or_before_being_asked() -> None:
    assert decide(said(YES, None), "didnt", BUYER, NOON) == Refused("said")
    assert decide(order_in("ready"), "did", BUYER, NOON) == Refused("not-asked")


@pytest.mark.parametrize(
    ("mine", "state"), [(YES, "handed_over"), (NO, "cancelled"), (None, "disputed")]
)
def test_silence_after_the_question_ends_too(mine: str | None, state: str) -> None:
    later = NOON + timedelta(hours=48)
    moved = decide(said(mine, None), "lapse", CLOCK, later, Given())
    assert isinstance(moved, Moved)
    assert moved.order.state == state


# -- what a command brings along


def test_a_counter_offer_must_be_less_or_other_and_nothing_more() -> None:
    order = order_in("placed")
    good = (
        Given(milli=4999),
        Given(price_minor=8100),
        Given(price_minor=7000, milli=1000),
        Given(slot_at=order.slot_at + timedelta(days=1)),
    )
    bad = (
        Given(),
        Given(milli=5000),
        Given(milli=6000),
        Given(milli=0),
        Given(price_minor=8000),
        Given(price_minor=-1),
        Given(milli=9000, price_minor=7000),
        Given(slot_at=NOON - timedelta(days=1)),
    )
    for given in good:
        assert isinstance(decide(order, "counter", SELLER, NOON, given), Moved), given
    for given in bad:
        assert decide(order, "counter", SELLER, NOON, given) == Refused("offer"), given


def test_a_smaller_offer_holds_less_and_costs_less() -> None:
    moved = decide(order_in("placed"), "counter", SELLER, NOON, Given(milli=2500))
    assert isinstance(moved, Moved)
    assert (moved.order.held, moved.order.total) == (2500, 20_000)
    assert moved.order.ordered == 5000


@pytest.mark.parametrize(
    ("command", "role", "state"),
    [
        ("decline", SELLER, "placed"),
        ("cancel", BUYER, "accepted"),
        ("cancel", SELLER, "ready"),
        ("cancel", ADMIN, "ready"),
        ("dispute", BUYER, "handed_over"),
        ("complete", ADMIN, "disputed"),
        ("refund", ADMIN, "disputed"),
    ],
)
def test_what_ends_an_order_needs_one_of_its_reasons(command: str, role: str, state: str) -> None:
    order = order_in(state)
    for reason in (None, "", "because", "not-happened"):
        refused = decide(order, command, role, NOON, Given(reason=reason))
        assert refused == Refused("reason")
    for reason in REASONS[command, role]:
        moved = decide(order, command, role, NOON, Given(reason=reason))
        assert isinstance(moved, Moved)
        assert moved.order.reason == reason


# -- weight and code


@pytest.mark.parametrize(
    ("milli", "reason"),
    [(5000, ""), (5500, ""), (4500, ""), (5501, "differs"), (4499, "differs"), (0, "weight")],
)
def test_a_tenth_more_or_less_is_handed_over_at_once(milli: int, reason: str) -> None:
    given = Given(code="4821", milli=milli)
    result = decide(order_in("accepted"), "handover", SELLER, NOON, given)
    if reason:
        assert result == Refused(reason)
    else:
        assert isinstance(result, Moved)
        assert result.order.total == 8 * milli


def test_a_weight_far_off_waits_for_the_buyer_who_agrees_to_what_they_saw() -> None:
    given = Given(code="4821", milli=7000)
    weighed = decide(order_in("accepted"), "weigh", SELLER, NOON, given)
    assert isinstance(weighed, Moved)
    assert (weighed.order.state, weighed.order.total) == ("accepted", 56_000)
    older = decide(weighed.order, "receive", BUYER, NOON, Given(milli=5000))
    assert older == Refused("reweighed")
    taken = decide(weighed.order, "receive", BUYER, NOON, Given(milli=7000))
    assert isinstance(taken, Moved)
    assert (taken.order.state, taken.order.given) == ("handed_over", 7000)


def test_only_the_buyers_code_hands_over_and_five_wrong_ones_are_enough() -> None:
    order = order_in("ready")
    for code in ("", "0000", "48210", "4821 "):
        given = Given(code=code, milli=5000)
        assert decide(order, "handover", SELLER, NOON, given) == Refused("code")
        assert decide(order, "weigh", SELLER, NOON, given) == Refused("code")
    locked = replace(order, code_tries=5)
    right = Given(code="4821", milli=5000)
    assert decide(locked, "handover", SELLER, NOON, right) == Refused("locked")
    assert "receive" in allowed(locked, BUYER, NOON)


# -- payment


def test_the_buyers_word_is_no_payment() -> None:
    handed = order_in("handed_over", pay_kind="mobile", pay_to="0712")
    claimed = decide(handed, "claim", BUYER, NOON, Given(text="QX1"))
    assert isinstance(claimed, Moved)
    assert claimed.order.payment == CLAIMED
    approved = decide(claimed.order, "approve", BUYER, NOON)
    assert isinstance(approved, Moved)
    assert approved.order.state == "handed_over"
    paid = decide(approved.order, "money", SELLER, NOON)
    assert isinstance(paid, Moved)
    assert (paid.order.state, paid.order.payment) == ("completed", CONFIRMED)


def test_money_first_or_approval_first_ends_the_same() -> None:
    paid = decide(order_in("handed_over"), "money", SELLER, NOON)
    assert isinstance(paid, Moved)
    assert paid.order.state == "handed_over"
    done = decide(paid.order, "approve", BUYER, NOON)
    assert isinstance(done, Moved)
    assert done.order.state == "completed"


def test_nobody_claims_to_have_paid_before_an_account_was_shown() -> None:
    order = order_in("accepted", pay_kind="mobile")
    assert decide(order, "claim", BUYER, NOON) == Refused("no-account")
    assert "account" in allowed(order, SELLER, NOON)


@pytest.mark.parametrize(
    ("payment", "after"), [(DUE, "none"), (CLAIMED, CLAIMED), (CONFIRMED, REFUND_DUE)]
)
def test_calling_off_a_paid_order_owes_the_money_back(payment: str, after: str) -> None:
    order = order_in("accepted", payment=payment)
    moved = decide(order, "cancel", SELLER, NOON, Given(reason="sold"))
    assert isinstance(moved, Moved)
    assert moved.order.payment == after


def test_money_that_turns_up_after_the_end_is_owed_back_until_the_buyer_has_it() -> None:
    order = order_in("cancelled", payment=CLAIMED)
    found = decide(order, "money", SELLER, NOON)
    assert isinstance(found, Moved)
    assert found.order.payment == REFUND_DUE
    assert allowed(found.order, SELLER, NOON) == ()
    back = decide(found.order, "repaid", BUYER, NOON)
    assert isinstance(back, Moved)
    assert back.order.payment == "refunded"


def test_an_admin_who_takes_part_is_only_a_party() -> None:
    order = order_in("disputed")
    assert order.role_of(order.seller_id, is_admin=True) == SELLER
    assert order.role_of(99, is_admin=True) == ADMIN
    assert order.role_of(99) is None
