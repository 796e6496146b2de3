"""What selling decides, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling import rules
from bot.selling.offers import EXPIRED, OPEN, PAUSED, SOLD_OUT, WITHDRAWN
from bot.selling.rules import Refused, Where
from tests.selling.farm import listing, offer
from tests.village import MORNING

NAIROBI = "Africa/Nairobi"
LATER = MORNING + timedelta(days=3)


def why(refused: Refused | None) -> str | None:
    return None if refused is None else refused.why.key


def test_an_offer_becomes_an_open_listing_with_all_of_its_stock_free() -> None:
    where = Where("KE", "KE-31", "KE-31-naivasha", -716_000, 36_433_000)
    new = rules.open_listing(offer(photo="p"), 5, where, NAIROBI, MORNING)
    assert (new.state, new.on_hand, new.held, new.free) == (OPEN, 20_000, 0, 20_000)
    assert (new.seller_id, new.region, new.photo, new.said) == (5, "KE-31", "p", "20000:kg")


@pytest.mark.parametrize(
    ("crop", "ready", "ends"),
    [
        ("tomato", date(2026, 6, 1), date(2026, 6, 8)),
        ("tomato", date(2026, 6, 11), date(2026, 6, 18)),
        ("mango", date(2026, 6, 1), date(2026, 6, 8)),
        ("fish", date(2026, 6, 1), date(2026, 6, 4)),
        ("potato", date(2026, 6, 1), date(2026, 6, 15)),
        ("maize", date(2026, 6, 1), date(2026, 7, 1)),
        ("goat", date(2026, 6, 1), date(2026, 6, 22)),
    ],
)
def test_a_listing_ends_in_the_evening_when_its_kind_goes_bad(
    crop: str, ready: date, ends: date
) -> None:
    at = rules.ends_at(crop, ready, NAIROBI, MORNING)
    assert at == datetime(ends.year, ends.month, ends.day, 15, tzinfo=UTC)  # 18:00 in Nairobi


def test_a_day_that_is_over_means_today() -> None:
    new = rules.open_listing(offer(ready=date(2026, 5, 1)), 5, Where("KE"), NAIROBI, MORNING)
    assert new.ready == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("new", "slip"), [(1000, False), (401, False), (400, True), (4999, False), (10_000, True)]
)
def test_five_times_more_or_less_than_usual_may_be_a_slip(new: int, slip: bool) -> None:
    assert rules.is_slip(Money(new, "KES"), Money(2000, "KES")) is slip
    assert rules.is_slip(Quantity(new, "kg"), Quantity(2000, "kg")) is slip


def test_only_the_owner_may_touch_a_listing() -> None:
    assert rules.refuse_stranger(listing(), 1) is None
    assert why(rules.refuse_stranger(listing(), 2)) == "selling-not-mine"
    assert why(rules.refuse_stranger(None, 2)) == "selling-not-mine"


def test_a_listing_shown_before_it_changed_is_not_acted_on() -> None:
    assert rules.refuse_changed(listing(version=4), 4) is None
    assert rules.refuse_changed(listing(version=4), None) is None
    assert why(rules.refuse_changed(listing(version=5), 4)) == "selling-changed"


@pytest.mark.parametrize(
    ("changes", "minutes", "refused"),
    [
        ({}, 0, None),
        ({}, 10, None),
        ({}, 10.1, "selling-undo-late"),
        ({"held": 1000}, 1, "selling-held"),
        ({"state": WITHDRAWN}, 1, "selling-undone-already"),
        ({"state": PAUSED}, 1, None),
    ],
)
def test_undo_works_ten_minutes_while_no_order_holds_it(
    changes: dict[str, object], minutes: float, refused: str | None
) -> None:
    now = MORNING + timedelta(minutes=minutes)
    assert why(rules.refuse_undo(listing(**changes), now)) == refused


@pytest.mark.parametrize(
    ("rule", "changes", "refused"),
    [
        (rules.refuse_pause, {}, None),
        (rules.refuse_pause, {"state": PAUSED}, "selling-paused-already"),
        (rules.refuse_pause, {"state": SOLD_OUT}, "selling-not-open"),
        (rules.refuse_resume, {"state": PAUSED}, None),
        (rules.refuse_resume, {"state": EXPIRED}, None),
        (rules.refuse_resume, {}, "selling-open-already"),
        (rules.refuse_resume, {"state": SOLD_OUT, "on_hand": 0}, "selling-restock-first"),
        (rules.refuse_keeping, {}, None),
        (rules.refuse_keeping, {"on_hand": 0}, "selling-restock-first"),
        (rules.refuse_selling_out, {}, None),
        (rules.refuse_selling_out, {"held": 20_000}, "selling-sold-already"),
        (rules.refuse_removal, {}, None),
        (rules.refuse_removal, {"held": 1}, "selling-held"),
    ],
)
def test_what_speaks_against_a_change(
    rule: object, changes: dict[str, object], refused: str | None
) -> None:
    assert callable(rule)
    assert why(rule(listing(**changes), MORNING)) == refused


def test_whoever_does_not_sell_lists_nothing() -> None:
    assert rules.refuse_seller(("farmer", "buyer")) is None
    assert why(rules.refuse_seller(("buyer",))) == "talk-not-yours"


def test_keeping_renews_and_leaves_a_pause_alone() -> None:
    ended = listing(state=EXPIRED)
    kept = rules.keep(ended, NAIROBI, LATER)
    assert (kept.state, kept.ready, kept.touched_at) == (OPEN, date(2026, 6, 4), LATER)
    assert kept.expires_at == rules.ends_at("tomato", kept.ready, NAIROBI, LATER)
    assert rules.keep(listing(state=PAUSED), NAIROBI, LATER).state == PAUSED
    assert rules.resume(listing(state=PAUSED), NAIROBI, LATER).state == OPEN


@pytest.mark.parametrize(
    ("state", "minutes", "ends"),
    [(OPEN, 0, True), (PAUSED, 1, True), (OPEN, -1, False), (SOLD_OUT, 1, False)],
)
def test_an_offer_ends_when_its_time_is_over(state: str, minutes: int, ends: bool) -> None:
    offered = listing(state=state)
    now = offered.expires_at + timedelta(minutes=minutes)
    ended = rules.end(offered, now)
    assert (ended is not None) is ends
    assert ended is None or ended == replace(offered, state=EXPIRED)


def test_it_is_asked_after_from_the_day_before() -> None:
    offered = listing()
    assert not rules.is_asked_after(offered, offered.expires_at - timedelta(hours=25))
    assert rules.is_asked_after(offered, offered.expires_at - timedelta(hours=24))
    assert not rules.is_asked_after(replace(offered, state=SOLD_OUT), offered.expires_at)
