"""The village board: enough farmers, no one's own income, names only by their word."""

import pytest

from bot.talk.message import Chart, Sheet
from tests.earnings.farmers import Farmers
from tests.village import Person

NAMES = ("Amina", "Joe", "Njeri", "Otieno", "Wanjiru", "Kamau", "Achieng")


@pytest.fixture
def farmers() -> Farmers:
    return Farmers()


def sell(farmers: Farmers, many: int, price: int = 80, **place: str) -> list[Person]:
    """Have so many farmers sell once."""
    peter = farmers.joins("Peter")
    sellers = [farmers.joins(name, "sell", **place) for name in NAMES[:many]]
    for seller in sellers:
        farmers.sells(seller, peter, price)
    return sellers


def test_an_empty_board_says_so_kindly(farmers: Farmers) -> None:
    amina = farmers.joins("Amina", "sell")
    amina.says("/board")
    assert amina.sees("Naivasha, June 2026")
    assert amina.sees("Nobody has sold here this month yet")


def test_of_too_few_farmers_no_sums_are_told(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 4)
    amina.says("/board")
    assert amina.sees("4 farmers have sold")
    assert amina.sees("show sums from 5 farmers on")
    assert not amina.sees("KSh")
    assert not amina.sees("kg")


def test_of_enough_farmers_rounded_sums_are_told(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 7, 83)
    amina.says("/board")
    assert amina.sees("7 farmers have sold")
    assert amina.sees("7 orders")
    assert amina.sees("About 35 kg")
    assert amina.sees("About KSh 2,900 earned together")  # 2,905
    assert amina.sees("tomato")


def test_where_one_sold_most_of_it_the_sums_stay_hidden(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 5)
    peter = farmers.joins("Mary")
    farmers.sells(amina, peter, 900)
    amina.says("/board")
    assert amina.sees("5 farmers have sold")
    assert amina.sees("The sums stay hidden")
    assert not amina.sees("KSh")


def test_a_region_that_would_give_a_few_away_stays_hidden(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 5)
    seller, peter = farmers.joins("Ruth", "sell", place="KE-31-gilgil"), farmers.joins("Tom")
    farmers.sells(seller, peter)
    amina.says("/board")
    assert amina.sees("KSh 2,000")
    amina.taps("All of Nakuru")
    assert amina.sees("6 farmers have sold")
    assert not amina.sees("KSh")


def test_a_region_whose_farmers_live_scattered_is_told(farmers: Farmers) -> None:
    peter = farmers.joins("Peter")
    places = ("naivasha", "gilgil", "molo", "njoro", "naivasha", "gilgil")
    for name, place in zip(NAMES, places, strict=False):
        farmers.sells(farmers.joins(name, "sell", place=f"KE-31-{place}"), peter)
    peter.says("/board")
    assert not peter.sees("KSh")
    peter.taps("All of Nakuru")
    assert peter.sees("About KSh 2,400")


def test_farmers_are_named_only_by_their_own_word(farmers: Farmers) -> None:
    amina, joe, *_ = sell(farmers, 5)
    amina.says("/board")
    assert amina.sees("May your name stand")
    amina.taps("Show my name")
    assert "stands on the board now" in amina.toast
    joe.says("/board")
    assert joe.sees("Some of them: Amina")
    joe.taps("Without my name")
    assert not joe.sees("May your name stand")
    amina.says("/board")
    assert not amina.sees("May your name stand")
    amina.taps("Without my name")
    assert not amina.sees("Some of them")


def test_who_has_sold_nothing_is_not_asked(farmers: Farmers) -> None:
    peter = farmers.joins("Mary")
    sell(farmers, 5)
    peter.says("/board")
    assert not peter.sees("May your name")


def test_months_can_be_compared(farmers: Farmers) -> None:
    sell(farmers, 5)
    farmers.village.passes(days=30)
    mary = farmers.joins("Mary")
    mary.says("/board")
    assert mary.sees("July 2026")
    assert mary.sees("The month before: 5 farmers, about KSh 2,000")
    (shown,) = mary.taps("Month by month")
    assert isinstance(shown.picture, Chart)
    assert [bar.value for bar in shown.picture.bars] == [0, 0, 0, 0, 200_000, 0]


def test_staff_have_a_page_to_hang_up_with_a_code_that_opens_the_board(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 5)
    staff = farmers.admin()
    staff.says("/board naivasha")
    (shown,) = staff.taps("Page to hang up")
    assert isinstance(shown.sheet, Sheet)
    assert shown.sheet.qr is not None
    payload = shown.sheet.qr.partition("start=")[2]
    amina.says(f"/start {payload}")
    assert amina.sees("Naivasha, June 2026")


def test_nobody_else_has_that_page(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 5)
    assert amina.taps(data="board.page.KE-31-naivasha") == []
    assert amina.toast


def test_a_correction_changes_the_month_it_was_sold_in(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 6)
    farmers.village.passes(days=30)
    farmers.corrects(1, refund_minor=40_000)
    amina.says("/board")
    assert amina.sees("The month before: 5 farmers, about KSh 2,000")


def test_told_twice_of_an_order_it_counts_once(farmers: Farmers) -> None:
    amina, *_ = sell(farmers, 5)
    farmers.corrects(1)
    farmers.corrects(1, refund_minor=10_000)
    farmers.corrects(1, refund_minor=10_000)
    amina.says("/board")
    assert amina.sees("5 orders")
    assert amina.sees("About KSh 1,900")


def test_forged_places_do_nothing(farmers: Farmers) -> None:
    amina = farmers.joins("Amina", "sell")
    for data in ("board.see.XX-1", "board.months", "board.name.x", "board.x"):
        assert amina.taps(data=data) == []
        assert amina.toast


def test_whoever_goes_is_named_no_more_and_the_sums_stay(farmers: Farmers) -> None:
    amina, joe, *_ = sell(farmers, 5)
    amina.says("/board")
    amina.taps("Show my name")
    for words in ("/forget", "yes", "yes"):
        amina.says(words)
    joe.says("/board")
    assert joe.sees("5 farmers have sold")
    assert not joe.sees("Amina")
