"""Shares of a large order are exact, fair, and the same in whatever order the promises come."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wanting.shares import EQUAL, FIRST, PRICE, RULES, Promise, share, split
from tests.village import MORNING


def promise(key: int, kilos: int, price: int = 100, minutes: int = 0) -> Promise:
    return Promise(key, kilos * 1000, price, MORNING + timedelta(minutes=minutes))


WHOLE = st.integers(1, 400).map(lambda many: many * 1000)
ANY = st.integers(1, 400_000)


def promises(amounts: st.SearchStrategy[int]) -> st.SearchStrategy[list[Promise]]:
    one = st.tuples(amounts, st.integers(1, 9), st.integers(0, 5))
    return st.lists(one, max_size=12).map(
        lambda found: [
            Promise(at, milli, price, MORNING + timedelta(minutes=minutes))
            for at, (milli, price, minutes) in enumerate(found)
        ]
    )


@given(promises(ANY), ANY, st.sampled_from(RULES))
def test_shares_add_up_to_the_target_or_to_all_that_is_promised(
    found: list[Promise], target: int, rule: str
) -> None:
    shares = share(found, target, rule)
    assert sum(shares.values()) == min(target, sum(each.milli for each in found))


@given(promises(ANY), ANY, st.sampled_from(RULES))
def test_nobody_brings_more_than_promised_and_nobody_brings_nothing(
    found: list[Promise], target: int, rule: str
) -> None:
    promised = {each.key: each.milli for each in found}
    for key, milli in share(found, target, rule).items():
        assert 0 < milli <= promised[key]


@given(promises(WHOLE), WHOLE, st.sampled_from(RULES))
def test_whole_promises_give_whole_shares(found: list[Promise], target: int, rule: str) -> None:
    assert all(milli % 1000 == 0 for milli in share(found, target, rule).values())


@given(promises(ANY), ANY, st.sampled_from(RULES), st.randoms())
def test_the_order_in_which_promises_are_read_changes_nothing(
    found: list[Promise], target: int, rule: str, chance: object
) -> None:
    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert share(mixed, target, rule) == share(found, target, rule)


@given(promises(WHOLE), WHOLE)
def test_equal_shares_differ_by_one_unit_where_nobody_lacks(
    found: list[Promise], target: int
) -> None:
    shares = share(found, target, EQUAL)
    uncapped = [shares.get(each.key, 0) for each in found if shares.get(each.key, 0) < each.milli]
    if uncapped:
        assert max(uncapped) - min(uncapped) <= 1000
        assert max(shares.values()) <= min(uncapped) + 1000


@given(promises(ANY), ANY)
def test_by_price_nobody_dearer_sells_while_a_cheaper_one_has_some_left(
    found: list[Promise], target: int
) -> None:
    shares = share(found, target, PRICE)
    left = [each.price_minor for each in found if shares.get(each.key, 0) < each.milli]
    sold = [each.price_minor for each in found if each.key in shares]
    assert not left or not sold or max(sold) <= min(left)


@given(promises(ANY), ANY)
def test_first_come_nobody_later_sells_while_an_earlier_one_has_some_left(
    found: list[Promise], target: int
) -> None:
    shares = share(found, target, FIRST)
    left = [(each.at, each.key) for each in found if shares.get(each.key, 0) < each.milli]
    sold = [(each.at, each.key) for each in found if each.key in shares]
    assert not left or not sold or max(sold) <= min(left)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (FIRST, {1: 100_000, 2: 60_000}),
        (EQUAL, {1: 53_000, 2: 54_000, 3: 53_000}),
        (PRICE, {3: 100_000, 2: 60_000}),
    ],
)
def test_each_rule_shares_160_kilos_its_own_way(rule: str, expected: dict[int, int]) -> None:
    found = [promise(1, 100, 60, 0), promise(2, 120, 50, 1), promise(3, 100, 40, 2)]
    assert share(found, 160_000, rule) == expected


def test_equal_shares_leave_what_small_farmers_lack_to_the_others() -> None:
    found = [promise(1, 20), promise(2, 150), promise(3, 150)]
    assert share(found, 200_000, EQUAL) == {1: 20_000, 2: 90_000, 3: 90_000}


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_a_cost_is_split_to_the_last_coin(cost: int, weights: list[int]) -> None:
    parts = split(cost, weights)
    assert sum(parts) == (cost if sum(weights) else 0)
    for part, weight in zip(parts, weights, strict=True):
        exact = cost * weight / max(1, sum(weights))
        assert abs(part - exact) < 1 + 1e-6


def test_equal_remainders_give_the_coin_to_the_first() -> None:
    assert split(100, (1, 1, 1)) == (34, 33, 33)
