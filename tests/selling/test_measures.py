"""Weights, prices and amounts moved between units without loss."""

import pytest

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.selling import measures
from bot.selling.measures import Measure, Rate
from bot.selling.memory import Memory, Past

KG, JIN, BAG = Measure("kg", 1000), Measure("jin", 500), Measure("sack", 90_000)


@pytest.mark.parametrize(
    ("unit", "country", "crop", "grams", "asks"),
    [
        ("kg", "KE", "tomato", 1000, False),
        ("jin", "CN", "tomato", 500, False),
        ("sack", "KE", "maize", 90_000, False),
        ("sack", "KE", "tomato", None, True),
        ("debe", "KE", "tomato", None, True),
        ("litre", "KE", "honey", 1420, False),
        ("litre", "KE", "tomato", None, False),
        ("piece", "KE", "chicken", None, False),
        ("bunch", "KE", "kale", None, False),
    ],
)
def test_only_what_varies_is_asked(
    unit: str, country: str, crop: str, grams: int | None, asks: bool
) -> None:
    assert measures.grams_of(unit, country, crop) == grams
    assert measures.must_ask(unit, country, crop) is asks


def test_weights_to_tap_go_from_light_to_heavy() -> None:
    assert measures.likely_grams("sack", "KE", "tomato") == (25_000, 50_000, 120_000)
    assert measures.likely_grams("debe", "KE", "tomato") == (10_000, 20_000, 50_000)


@pytest.mark.parametrize(
    ("milli", "grams", "kilos"),
    [(2000, 90_000, "180"), (1000, 2250, "2.3"), (3000, 453, "1.4"), (25_000, 454, "11")],
)
def test_weight_is_rounded_as_people_say_it(milli: int, grams: int, kilos: str) -> None:
    weight = measures.in_kg(milli, grams)
    assert weight is not None
    assert str(weight.to_decimal()) == kilos


def test_no_weight_is_guessed() -> None:
    assert measures.in_kg(2000, None) is None


@pytest.mark.parametrize(
    ("amount", "has", "wanted", "expected"),
    [
        (Quantity(40_000, "jin"), JIN, KG, Quantity(20_000, "kg")),
        (Quantity(180_000, "kg"), KG, BAG, Quantity(2000, "sack")),
        (Quantity(100_000, "kg"), KG, BAG, None),
        (Quantity(2000, "sack"), Measure("sack"), KG, None),
        (Quantity(2000, "sack"), Measure("sack"), Measure("sack"), Quantity(2000, "sack")),
    ],
)
def test_amounts_change_units_only_without_loss(
    amount: Quantity, has: Measure, wanted: Measure, expected: Quantity | None
) -> None:
    assert measures.convert(amount, has, wanted) == expected


@pytest.mark.parametrize(
    ("minor", "per", "has", "wanted", "expected"),
    [
        (8000, Quantity(1000, "kg"), KG, KG, 8000),
        (400, Quantity(1000, "jin"), JIN, KG, 800),
        (5000, Quantity(1000, "kg"), KG, BAG, 450_000),
        (50_000, Quantity(10_000, "kg"), KG, KG, 5000),
        (1000, Quantity(3000, "jin"), JIN, JIN, None),
        (350_000, Quantity(1000, "sack"), BAG, KG, None),
        (350_000, Quantity(1000, "sack"), Measure("sack"), KG, None),
    ],
)
def test_prices_change_units_only_in_whole_coins(
    minor: int, per: Quantity, has: Measure, wanted: Measure, expected: int | None
) -> None:
    rate = measures.rate_for(Money(minor, "CNY"), per, has, wanted)
    assert rate == (None if expected is None else Rate(Money(expected, "CNY"), wanted.unit))


def past(price: int, unit: str = "kg", grams: int | None = 1000, crop: str = "tomato") -> Past:
    return Past(crop, unit, grams, Money(price, "KES"))


def test_the_usual_price_is_the_farmers_last_then_the_middle_near_by() -> None:
    near = (past(7000), past(9000), past(8000), past(1, crop="maize"))
    assert Memory("KE", near=near).usual("tomato", KG, "KES") == Money(8000, "KES")
    own = Memory("KE", mine=(past(5000), past(6000)), near=near)
    assert own.usual("tomato", KG, "KES") == Money(5000, "KES")


def test_two_prices_make_no_usual_one() -> None:
    assert Memory("KE", near=(past(7000), past(9000))).usual("tomato", KG, "KES") is None


def test_prices_of_other_units_are_compared_by_weight() -> None:
    memory = Memory("KE", mine=(past(450_000, "sack", 90_000),))
    assert memory.usual("tomato", KG, "KES") == Money(5000, "KES")
    assert memory.usual("tomato", Measure("crate"), "KES") is None
    assert memory.usual("tomato", KG, "UGX") is None
