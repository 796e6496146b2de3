"""What each side reads and may tap, in every state of an order and of its payment."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.ordering import screens
from bot.ordering.answers import EXAMPLE
from bot.ordering.choices import (
    FULL,
    GRAVE,
    next_steps,
    other_steps,
    papers,
    ways_to_people,
)
from bot.ordering.order import MOBILE, PAYMENTS, STATES, Order
from bot.ordering.rules import allowed
from bot.ordering.standing import payment_lines, status
from bot.talk.buttons import Buttons
from bot.talk.message import Button
from bot.text.phrase import Phrase, say
from tests.ordering.samples import SERVED, can_be, pay
from tests.village import MORNING

Changes = dict[str, Any]

SIDES = ("buyer", "seller", "admin")
LATER = MORNING + timedelta(hours=40)


def orders() -> Iterator[Order]:
    """Every state with every payment it can have, in cash or not, asked about or not."""
    base = replace(EXAMPLE, lat_e6=1, lon_e6=1, slot_at=MORNING, moved_at=LATER)
    kinds: tuple[Changes, ...] = ({}, {"pay_kind": MOBILE}, {"pay_kind": MOBILE, "pay_to": "0712"})
    said: tuple[Changes, ...] = ({}, {"asked_at": LATER}, {"asked_at": LATER, "buyer_says": "yes"})
    given: tuple[Changes, ...] = ({}, {"approved_at": LATER}, {"actual": 9000})
    for state, payment, *more in itertools.product(STATES, PAYMENTS, kinds, said, given):
        if can_be(state, payment):
            handed = LATER if state in SERVED else None
            changes = {key: value for each in more for key, value in each.items()}
            order = replace(base, state=state, handed_at=handed, **changes)
            yield pay(replace(order, total=order.price.times(order.given).minor), payment)


def keys(phrases: tuple[Phrase, ...]) -> set[str]:
    return {phrase.key for phrase in phrases}


@pytest.mark.parametrize("role", SIDES)
def test_never_more_than_four_answers_six_behind_more_and_a_row_of_ways(role: str) -> None:
    for order in orders():
        assert sum(map(len, next_steps(order, role, LATER))) <= 4, order
        assert sum(map(len, other_steps(order, role, LATER)[:-1])) <= 6, order
        shown = screens.show_order(order, role, LATER)
        assert len(shown.buttons[-1]) <= 3


def named(*rows: int) -> Buttons:
    """Rows of so many buttons as other features would add."""
    label = say("talk-home")
    return tuple(
        tuple(Button(label, f"other.{at}.{place}") for place in range(wide))
        for at, wide in enumerate(rows)
    )


def data_of(rows: Buttons) -> set[str]:
    return {button.data for row in rows for button in row}


@pytest.mark.parametrize("role", SIDES)
def test_what_stands_behind_more_is_never_too_much_and_all_of_it_is_reached(role: str) -> None:
    for base, added in itertools.product(orders(), (named(), named(1), named(1, 1))):
        order, people = replace(base, packed_photo="p"), named(1, 2)
        shown = data_of(other_steps(order, role, LATER, added, people))
        assert len(shown) <= FULL + 1, order
        behind = {
            f"order.papers.{order.id}": papers(order, role),
            f"order.people.{order.id}": ways_to_people(order, people),
        }
        reached = shown.union(*(data_of(rows) for way, rows in behind.items() if way in shown))
        assert reached >= data_of((*papers(order, role), *added, *people)) - {
            f"order.more.{order.id}"
        }
        assert f"help.person.order.{order.id}" in reached


@pytest.mark.parametrize("role", SIDES)
def test_everything_allowed_is_on_the_card_or_behind_more(role: str) -> None:
    for order in orders():
        rows = (*next_steps(order, role, LATER), *other_steps(order, role, LATER))
        found = [
            button.data.split(".")[3] for row in rows for button in row if ".do." in button.data
        ]
        left_out = set(allowed(order, role, LATER)) - set(found)
        weighed = {"ready"} if order.actual else set()
        assert left_out <= ({"ready", "noshow"} if order.asked_at else weighed)
        assert len(found) == len(set(found))


def test_what_cannot_be_taken_back_never_stands_beside_the_common_step() -> None:
    for order, role in itertools.product(orders(), SIDES):
        for row in (*next_steps(order, role, LATER), *other_steps(order, role, LATER)):
            words = [button.data.split(".")[3] for button in row if ".do." in button.data]
            assert not set(words) & GRAVE or set(words) <= GRAVE


@pytest.mark.parametrize(
    ("changes", "role", "key"),
    [
        ({"payment": "due"}, "seller", "order-at-handed_over-seller"),
        ({"payment": "claimed"}, "seller", "order-at-handed_over-seller"),
        ({"payment": "confirmed"}, "seller", "order-at-paid-seller"),
        ({"payment": "due"}, "buyer", "order-at-handed_over-buyer"),
        ({"payment": "confirmed"}, "buyer", "order-at-handed_over-buyer"),
        ({"payment": "due", "approved_at": LATER}, "buyer", "order-at-approved-buyer"),
        ({"payment": "claimed", "approved_at": LATER}, "buyer", "order-at-approved-buyer"),
        ({"payment": "claimed", "approved_at": LATER}, "seller", "order-at-approved-seller"),
        ({"state": "ready", "asked_at": LATER}, "buyer", "order-at-asked"),
        ({"state": "ready", "asked_at": LATER, "buyer_says": "no"}, "buyer", "order-at-said"),
        ({"state": "ready", "asked_at": LATER, "buyer_says": "no"}, "seller", "order-at-asked"),
        ({"state": "no_show", "after_no_show": "keep"}, "seller", "order-at-no_show-keep"),
        ({"state": "no_show", "after_no_show": "spoil"}, "seller", "order-at-no_show-spoil"),
        ({"state": "no_show", "moved_at": MORNING}, "buyer", "order-at-no_show-over"),
        ({"state": "no_show", "moved_at": LATER}, "buyer", "order-at-no_show-buyer"),
    ],
)
def test_the_state_says_what_is_awaited_now(
    changes: dict[str, object], role: str, key: str
) -> None:
    payment = str(changes.get("payment", "due"))
    order = replace(EXAMPLE, **{"state": "handed_over", "handed_at": MORNING} | changes)  # type: ignore[arg-type]
    assert status(pay(order, payment), role, LATER).key == key


def test_nobody_is_told_to_tap_a_button_that_is_not_there() -> None:
    named = {
        "order-at-accepted-seller": "ready",
        "order-at-ready-seller": "handover",
        "order-at-handed_over-buyer": "approve",
        "order-at-handed_over-seller": "money",
        "order-at-approved-seller": "money",
        "order-at-no_show-buyer": "contest",
        "order-at-no_show-seller": "keep",
        "order-at-asked": "did",
        "order-weighed-buyer": "receive",
        "order-pay-wait-seller": "account",
        "order-pay-claimed-over-seller": "money",
    }
    for order, role in itertools.product(_reachable(), ("buyer", "seller")):
        card = screens.show_order(order, role, LATER)
        lines = keys(tuple(line for line in card.lines if line is not None))
        for key in lines & set(named):
            assert named[key] in allowed(order, role, LATER), (key, order)


def _reachable() -> Iterator[Order]:
    """Leave out what no life comes to: content and paid is done, not content is not approved."""
    for order in orders():
        if order.state != "handed_over" or order.owed or not order.approved_at:
            yield order


def test_money_said_to_be_paid_for_nothing_is_to_go_back() -> None:
    order = replace(EXAMPLE, state="cancelled", payment="claimed")
    assert "order-pay-claimed-over-buyer" in keys(payment_lines(order, "buyer"))
    assert "order-pay-claimed-over-seller" in keys(payment_lines(order, "seller"))
    assert "order-pay-claimed-admin" in keys(payment_lines(order, "admin"))
