"""Prices sort as people compare them: kilo with kilo, piece with piece, never one with the other."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.kernel import units
from bot.selling.asks import DEAREST
from bot.selling.offers import Listing
from bot.selling.ranks import first_rank, is_ranked_by, last_rank, price_at, rank_price
from tests.selling.farm import listing

PRICES = st.integers(1, DEAREST)
GRAMS = st.integers(1, 1_000_000)
KILO = {"weighs": True}


def offer(minor: int, unit: str = "kg", grams: int | None = 1000, currency: str = "KES") -> Listing:
    return replace(
        listing(), price_minor=minor, unit=unit, unit_grams=grams, currency=currency, country="KE"
    )


@given(PRICES, GRAMS, PRICES, GRAMS)
def test_what_costs_less_a_kilo_never_comes_later(a: int, x: int, b: int, y: int) -> None:
    one, other = Fraction(a * 1000, x), Fraction(b * 1000, y)
    if max(one, other) < 2**42 and one < other:
        assert rank_price(a, "sack", x) <= rank_price(b, "kg", y)
        if other - one >= Fraction(1, 1000):
            assert rank_price(a, "sack", x) < rank_price(b, "kg", y)


@given(PRICES, GRAMS, st.integers(1, 10**9))
def test_a_highest_price_lets_through_just_what_costs_no_more(a: int, x: int, most: int) -> None:
    rank = rank_price(a, "sack", x)
    assert (rank <= last_rank(most, "kg", **KILO)) == (Fraction(a * 1000, x) <= most)


def test_a_piece_is_never_cheaper_than_a_kilo() -> None:
    piece, kilo = offer(200, "piece", None), offer(9000)
    assert piece.rate_key > kilo.rate_key
    assert not is_ranked_by(piece.rate_key, "kg", **KILO)
    assert is_ranked_by(piece.rate_key, "piece", weighs=False)
    assert piece.rate_key > last_rank(DEAREST, "kg", **KILO)


def test_a_bag_is_compared_by_what_it_weighs() -> None:
    assert offer(400_000, "sack", 90_000).rate_key < offer(4500).rate_key
    assert offer(410_000, "sack", 90_000).rate_key > offer(4500).rate_key


def test_what_everybody_knows_the_weight_of_needs_no_telling() -> None:
    assert offer(5000, "kg", None).rate_key == offer(5000).rate_key
    assert offer(5_000_000, "t", None).rate_key == offer(5000).rate_key


def test_another_currency_is_not_compared() -> None:
    foreign = offer(1, currency="USD")
    assert foreign.rate_key > offer(10**9).rate_key
    assert not is_ranked_by(foreign.rate_key, "kg", **KILO)


def test_every_unit_without_a_weight_stands_apart() -> None:
    ranks = [first_rank(unit.id, weighs=False) for unit in units.all_units()]
    assert len(set(ranks)) == len(ranks)
    assert 0 not in ranks
    assert max(ranks) + last_rank(DEAREST, "kg", **KILO) < 2**63


@given(PRICES)
def test_a_rank_tells_its_price(minor: int) -> None:
    assert price_at(rank_price(minor, "piece", None)) == minor
