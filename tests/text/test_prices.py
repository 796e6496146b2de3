import pytest

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.text.prices import read_price
from bot.text.reading import NotRead, Price, Unsure


def test_a_price_is_for_one_unit_or_for_many() -> None:
    assert read_price("100 bob a kilo", "en", "KE", "KES") == Price(Money(10_000, "KES"), "kg")
    many = Price(Money(50_000, "KES"), None, Quantity(10_000, "kg"))
    assert read_price("500 for 10 kg", "en", "KE", "KES") == many


@pytest.mark.parametrize("text", ["20 dollars", "€20", "20 euros", "₹20", "20 KES 30 UGX"])
def test_money_of_another_market_is_not_taken(text: str) -> None:
    assert read_price(text, "en", "KE", "KES") == NotRead()


@pytest.mark.parametrize("text", ["20 kg", "kilo 100", "2 bags"])
def test_a_quantity_is_not_taken_for_a_price(text: str) -> None:
    assert read_price(text, "sw", "KE", "KES") == NotRead()


def test_the_countrys_own_grouping_mark_groups_money_and_the_other_is_asked() -> None:
    assert read_price("1,500", "en", "KE", "KES") == Price(Money(150_000, "KES"))
    asked = read_price("1.500", "en", "KE", "KES")
    assert asked == Unsure((Price(Money(150, "KES")), Price(Money(150_000, "KES"))))


def test_money_without_cents_settles_the_mark() -> None:
    assert read_price("1.500", "en", "UG", "UGX") == Price(Money(1500, "UGX"))


def test_three_decimals_are_asked_where_money_has_three() -> None:
    read = read_price("1.500", "ar", "TN", "TND")
    assert isinstance(read, Unsure)
