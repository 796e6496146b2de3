"""What came in, who owes, what goes back: each side sees its own money, and only that."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import paying
from bot.kernel.money import Money
from bot.ordering.ledger import Received
from bot.paying.money import WEEKS, add_up, season_until, sums
from bot.talk.message import Chart
from tests.pricing.town import Town
from tests.village import MORNING, Person

SEASON = season_until(MORNING, "Africa/Nairobi")


@pytest.fixture
def town() -> Town:
    return Town(3, paying.build(""))


@pytest.fixture
def amina(town: Town) -> Person:
    return town.joins("Amina", "sell")


@pytest.fixture
def joe(town: Town) -> Person:
    return town.joins("Joe")


def owes(town: Town, buyer: Person, seller: Person, milli: int = 5000) -> int:
    """Have a buyer owe a farmer, at 50 shillings a kilo; gives the order's id."""
    return town.accepted(buyer, seller, listing_id=town.lists(seller), milli=milli)


# -- adding up


def came(day: date, minor: int, currency: str = "KES", account: str = "cash") -> Received:
    return Received(day, account, Money(minor, currency))


def test_a_season_is_thirteen_weeks_this_one_last() -> None:
    assert len(SEASON.days) == WEEKS
    assert SEASON.days[-1] == date(2026, 6, 1)
    assert SEASON.days[0] == date(2026, 3, 9)


@given(st.lists(st.tuples(st.integers(0, 7 * WEEKS - 1), st.integers(-(10**9), 10**9))))
def test_the_weeks_add_up_to_the_season(entries: list[tuple[int, int]]) -> None:
    rows = [came(SEASON.days[0] + timedelta(days=day), minor) for day, minor in entries]
    income = add_up(rows, SEASON, "KES")
    assert sum(income.weeks) == sum(minor for _, minor in entries)
    assert sum(money.minor for money in income.total) == sum(income.weeks)


def test_each_currency_is_added_up_by_itself() -> None:
    rows = [came(SEASON.days[-1], 500), came(SEASON.days[-1], 900, "UGX", "mobile")]
    income = add_up(rows, SEASON, "KES")
    assert income.total == (Money(500, "KES"), Money(900, "UGX"))
    assert (income.currency, income.this_week) == ("KES", Money(500, "KES"))
    assert dict(income.ways) == {"cash": (Money(500, "KES"),), "mobile": (Money(900, "UGX"),)}


def test_sums_that_cancel_out_are_left_out() -> None:
    assert sums([Money(5, "KES"), Money(-5, "KES"), Money(3, "UGX")]) == (Money(3, "UGX"),)


# -- the farmer


def test_a_newcomer_is_told_that_nothing_is_open(amina: Person) -> None:
    amina.says("/money")
    assert "This week: <b>KSh 0</b>" in amina.last.text
    assert "Nobody owes you anything." in amina.last.text
    assert set(amina.last.buttons) == {"📄 Sales passport", "🏠 Home"}


def test_what_came_in_is_told_by_week_and_season(town: Town, amina: Person, joe: Person) -> None:
    town.sells(amina, joe, 80)
    town.village.passes(days=8)
    town.sells(amina, joe, 90)
    amina.says("/money")
    assert "This week: <b>KSh 450</b>" in amina.last.text
    assert "The last 13 weeks: <b>KSh 850</b>" in amina.last.text
    assert "in cash" not in amina.last.text
    chart = amina.taps("Week by week")[-1].picture
    assert isinstance(chart, Chart)
    assert [bar.value for bar in chart.bars] == [0] * 11 + [40_000, 45_000]


def test_who_owes_is_a_list_and_money_received_one_tap(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.order(owes(town, joe, amina))
    amina.says("/money")
    assert "Still owed to you: <b>KSh 250</b>" in amina.last.text
    amina.taps("Who owes me")
    assert f"{order.number}: Joe owes KSh 250" in amina.last.text
    amina.taps("Received")
    assert "KSh 250 from Joe: noted." in amina.toast.replace("\u00a0", " ")
    assert "Nobody owes you anything." in amina.last.text
    assert town.order(order.id).payment == "confirmed"
    assert "Paid: the farmer has the money." in joe.last.text


def test_received_tapped_twice_says_so_and_changes_nothing(
    town: Town, amina: Person, joe: Person
) -> None:
    order = owes(town, joe, amina)
    amina.taps(data=f"money.got.{order}.0")
    before = town.order(order)
    amina.taps(data=f"money.got.{order}.0")
    assert amina.toast
    assert town.order(order) == before


def test_who_only_says_they_paid_is_told_apart(town: Town, amina: Person, joe: Person) -> None:
    order = owes(town, joe, amina)
    joe.taps(data=f"order.do.{order}.mobile")
    amina.taps(data=f"order.do.{order}.account")
    amina.says("0712 345 678")
    amina.says("yes")
    joe.taps(data=f"order.do.{order}.claim")
    joe.says("QX12")
    amina.taps(data="money.owed.0")
    assert "Joe says KSh 250 is paid. Check your own balance first." in amina.last.text


def test_a_long_list_has_pages(town: Town, amina: Person, joe: Person) -> None:
    for _ in range(6):
        owes(town, joe, amina)
    amina.taps(data="money.owed.0")
    assert sum("Received" in label for row in amina.last.rows for label in row) == 5
    amina.taps("More")
    assert sum("Received" in label for row in amina.last.rows for label in row) == 1


def test_who_paid_is_told_the_most_first(town: Town, amina: Person, joe: Person) -> None:
    town.sells(amina, joe, 80)
    town.sells(amina, town.joins("Peter"), 100)
    amina.says("/money")
    amina.taps("Who paid me")
    assert amina.last.text.endswith("Peter: KSh 500\nJoe: KSh 400")


# -- the buyer, and what goes back


def test_a_buyer_sees_what_is_to_be_paid_and_was(town: Town, amina: Person, joe: Person) -> None:
    town.sells(amina, joe, 80)
    order = town.order(owes(town, joe, amina))
    joe.says("/money")
    assert "To pay: <b>KSh 250</b>" in joe.last.text
    assert "Paid in the last 13 weeks: KSh 400" in joe.last.text
    joe.taps("What I pay")
    assert f"{order.number}: KSh 250 to Amina" in joe.last.text
    joe.taps(order.number)
    assert "To pay: KSh 250, in cash." in joe.last.text


def test_what_was_paid_for_nothing_goes_back_and_both_see_it(
    town: Town, amina: Person, joe: Person
) -> None:
    order = owes(town, joe, amina)
    amina.taps(data=f"money.got.{order}.0")
    joe.taps(data=f"order.do.{order}.cancel")
    joe.taps(data=next(iter(joe.last.buttons.values())))
    assert town.order(order).payment == "refund_due"
    amina.says("/money")
    assert "To give back: <b>KSh 250</b>" in amina.last.text
    amina.taps("What goes back")
    assert "give KSh 250 back to Joe" in amina.last.text
    joe.says("/money")
    assert "Coming back: <b>KSh 250</b>" in joe.last.text
    joe.taps("What goes back")
    assert "KSh 250 comes back from Amina" in joe.last.text


def test_somebody_who_sells_and_buys_sees_both_sides(town: Town, amina: Person) -> None:
    both = town.joins("Barasa", "both")
    owes(town, both, amina)
    both.says("/money")
    assert "Nobody owes you anything." in both.last.text
    assert "To pay: <b>KSh 250</b>" in both.last.text


# -- the passport


def test_a_passport_tells_completed_sales_and_no_buyer(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.order(town.sells(amina, joe, 80))
    owes(town, joe, amina)
    amina.taps(data="money.passport")
    amina.taps("13 weeks")
    sheet = amina.last.sheet
    assert sheet is not None
    (table,) = sheet.tables
    (row,) = table.rows
    assert [cell.values.get("words") for cell in row[:2]] == ["2026-06-01", order.number]
    assert "Joe" not in str(sheet)


def test_a_passport_is_a_table_too(town: Town, amina: Person, joe: Person) -> None:
    order = town.order(town.sells(amina, joe, 80))
    amina.taps(data="money.sheet.year")
    amina.taps("As a table")
    content = amina.last.file.content.decode("utf-8-sig")
    assert content.splitlines() == [
        "Day,Order,Crop,Amount,Unit,Price,Sum,Currency",
        f"2026-06-01,{order.number},tomato,5,kg,80.00,400.00,KES",
    ]


def test_without_sales_there_is_nothing_to_print(amina: Person) -> None:
    for data in ("money.sheet.season", "money.csv.year"):
        amina.taps(data=data)
        assert "No sale has been completed yet." in amina.last.text
        assert amina.last.sheet is None
        assert amina.last.file is None


# -- strangers and forgers


@pytest.mark.parametrize(
    "data", ["money.got.1.0", "money.got.x", "money.got", "money.sheet.life", "money.nothing"]
)
def test_money_of_others_cannot_be_touched(
    town: Town, amina: Person, joe: Person, data: str
) -> None:
    order = owes(town, joe, amina)
    barasa = town.joins("Barasa", "sell")
    before = town.order(order)
    for who in (barasa, joe):
        who.taps(data=data)
        assert who.toast
    assert town.order(order) == before


def test_the_money_of_others_is_not_shown(town: Town, amina: Person, joe: Person) -> None:
    owes(town, joe, amina)
    town.sells(amina, joe, 80)
    barasa = town.joins("Barasa", "both")
    for what in ("see", "owed.0", "debts.0", "back", "payers", "passport", "sheet.year", "weeks"):
        for shown in barasa.taps(data=f"money.{what}"):
            assert "Joe" not in shown.text
            assert "KSh 4" not in shown.text


def test_the_sums_cost_few_statements(town: Town) -> None:
    both = town.joins("Barasa", "both")
    both.says("/money")
    first: Any = town.village.statements
    both.says("/money")
    assert town.village.statements <= first
    assert town.village.statements <= 9  # with BEGIN
