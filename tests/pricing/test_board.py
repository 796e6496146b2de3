"""A board is the middle of the farmers' own middles, and never lets anybody see one farmer's."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.money import Money
from bot.selling.board import COUNTRY, DISTRICT, MOST, REGION, Board, Sale, make_board, middle_of
from bot.selling.measures import Measure
from tests.pricing.town import sale

NAIVASHA, GILGIL = "KE-31-naivasha", "KE-31-gilgil"
PRICES = st.lists(st.integers(1, 10**9), min_size=1, max_size=60)


def board(*prices: int, fewest: int = 3) -> Board:
    """A board to which every price is another farmer's."""
    return make_board(
        "KE-31", [sale(order_id=n, price=p) for n, p in enumerate(prices)], "KES", fewest
    )


@given(PRICES)
def test_the_middle_is_the_median_to_the_half_coin(values: list[int]) -> None:
    exact = median(values)
    assert abs(middle_of(values) * 2 - exact * 2) <= 1
    assert middle_of(values) == middle_of(values[::-1])
    assert min(values) <= middle_of(values) <= max(values)


@given(PRICES, st.integers(3, 8))
def test_a_price_takes_so_many_farmers(prices: list[int], fewest: int) -> None:
    told = board(*prices, fewest=fewest)
    assert bool(told.quotes) == (len(prices) >= fewest)
    assert told.sellers == len(prices)


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=60))
def test_two_farmers_stand_at_or_beyond_each_end(prices: list[int]) -> None:
    (quote,) = board(*prices).quotes
    if len(prices) < 5:
        assert quote.ends is None
        return
    assert quote.ends is not None
    assert quote.low is not None
    assert quote.high is not None
    low, high = quote.ends
    assert low <= quote.price <= high
    assert sum(price * 100_000 <= quote.low for price in prices) >= 2
    assert sum(price * 100_000 >= quote.high for price in prices) >= 2
    assert low.minor <= quote.low // 1000
    assert high.minor >= quote.high // 1000


@given(st.integers(1, 1000), st.integers(1, 200))
def test_one_farmers_many_sales_move_nothing_more_than_one_would(price: int, times: int) -> None:
    few = [sale(order_id=n, price=p) for n, p in enumerate((80, 90))]
    one = make_board("KE-31", [*few, sale(order_id=9, price=price)], "KES", 3)
    many = [sale(order_id=n, price=price, seller_id=9) for n in range(9, 9 + times)]
    assert make_board("KE-31", [*few, *many], "KES", 3).quotes[0].middle == one.quotes[0].middle


def test_only_sales_in_the_readers_money_count() -> None:
    abroad = [sale(order_id=n, currency="UGX") for n in range(5)]
    assert make_board("KE-31", abroad, "KES", 3) == Board("KE-31")


def test_what_has_a_weight_is_compared_by_the_kilo_and_the_rest_by_its_unit() -> None:
    bags = [
        sale(order_id=n, unit="bag", unit_grams=50_000, price=4000, rate=8_000_000)
        for n in range(2)
    ]
    heaps = [sale(order_id=10 + n, unit="heap", unit_grams=None, rate=None) for n in range(4)]
    told = make_board("KE-31", [*bags, sale(order_id=5, price=90), *heaps], "KES", 3)
    assert [(quote.unit, quote.price.minor) for quote in told.quotes] == [
        ("heap", 8000),
        ("kg", 8000),
    ]
    fifty = told.quote(Measure("sack", 50_000))
    assert fifty is not None
    assert fifty.price == Money(400_000, "KES")
    assert told.quote(Measure("sack")) is None


def apart(here: int, there: int) -> list[Sale]:
    return [
        *(sale(order_id=n, place_id=NAIVASHA) for n in range(here)),
        *(sale(order_id=100 + n, place_id=GILGIL) for n in range(there)),
    ]


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        (3, 0, True),  # the same farmers as the district's
        (3, 1, False),  # the difference would be one farmer
        (3, 2, False),
        (3, 3, True),
        (2, 1, True),  # no district is told of: three farmers together
        (2, 2, True),
        (1, 1, False),
    ],
)
def test_a_wider_area_tells_no_farmer_by_the_difference(here: int, there: int, told: bool) -> None:
    found = make_board("KE-31", apart(here, there), "KES", 3, DISTRICT)
    assert bool(found.quotes) == told


def test_a_country_tells_no_farmer_by_the_difference_either() -> None:
    region = [sale(order_id=n) for n in range(3)]
    beyond = [sale(order_id=100 + n, region="KE-20", place_id=None) for n in range(2)]
    inner = (DISTRICT, REGION)
    assert not make_board("KE", [*region, *beyond], "KES", 3, *inner).quotes
    third = sale(order_id=200, region="KE-30", place_id=None)
    assert make_board("KE", [*region, *beyond, third], "KES", 3, *inner).quotes


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 9)), max_size=40))
def test_no_two_boards_differ_by_fewer_farmers_than_a_price_takes(
    made: list[tuple[int, int, int]],
) -> None:
    sold = [
        sale(order_id=n, seller_id=who, region=f"R{region}", place_id=f"R{region}-{district}")
        for n, (region, district, who) in enumerate(made)
    ]

    def told(rows: list[Sale], *inner: str) -> bool:
        return bool(make_board("X", rows, "KES", 3, *inner).quotes)

    def within(column: str, place: object) -> list[Sale]:
        return [each for each in sold if getattr(each, column) == place]

    for column, inner in ((REGION, (DISTRICT,)), (COUNTRY, (DISTRICT, REGION))):
        for area in {getattr(each, column) for each in sold}:
            rows = within(column, area)
            if not told(rows, *inner):
                continue
            for place in {each.place_id for each in rows}:
                smaller = within(DISTRICT, place)
                if told(smaller):
                    rest = {each.seller_id for each in rows if each not in smaller}
                    assert not rest or len(rest) >= 3


def test_a_full_board_says_so() -> None:
    assert not board(*[80] * (MOST - 1)).full
    assert board(*[80] * MOST).full
