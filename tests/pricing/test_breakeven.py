"""What a crop must bring: asked in short questions, told in the farmer's unit, taken as a price."""

import pytest

from tests.pricing.town import Town
from tests.village import Person


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def amina(town: Town) -> Person:
    return town.joins("Amina", "sell")


def says(person: Person, *answers: str) -> str:
    for answer in answers:
        person.says(answer)
    return person.last.text


COSTS = ("2000", "3000", "skip", "skip")


def test_costs_and_harvest_make_a_price(amina: Person) -> None:
    text = says(amina, "/breakeven tomatoes", *COSTS, "100 kg", "skip", "yes")
    assert "costs KSh 5,000, to sell 100 kg" in text
    assert "From <b>KSh 50 per kg</b> up you lose nothing." in text
    assert "Rounded up to steps of KSh 1." in text


def test_the_price_is_told_in_the_farmers_unit_and_by_the_kilo(amina: Person) -> None:
    text = says(amina, "/breakeven tomatoes", *COSTS, "2 bags", "50", "skip", "yes")
    assert "KSh 2,500 per bag" in text
    assert "That is KSh 50 per kg." in text


def test_what_is_lost_is_counted(amina: Person) -> None:
    text = says(amina, "/breakeven tomatoes", *COSTS, "100 kg", "1 of 5", "yes")
    assert "to sell 80 kg" in text
    assert "KSh 63 per kg" in text


@pytest.mark.parametrize(
    ("prices", "verdict"),
    [
        ((70, 80, 90), "👍 The middle near you is KSh 80 per kg: KSh 30 more."),
        ((30, 40, 45), "⚠️ The middle near you is KSh 40 per kg: KSh 10 too little."),
        ((45, 50, 55), "👌 The middle near you is the same: KSh 50 per kg."),
    ],
)
def test_it_is_held_against_the_board(
    town: Town, amina: Person, prices: tuple[int, ...], verdict: str
) -> None:
    town.sold(*prices)
    assert verdict in says(amina, "/breakeven tomatoes", *COSTS, "100 kg", "skip", "yes")


def test_without_costs_nothing_is_to_be_earned_back(amina: Person) -> None:
    text = says(amina, "/breakeven tomatoes", "0", "skip", "skip", "skip", "100 kg", "skip", "yes")
    assert "No costs were told" in text
    assert not any("price" in label for label in amina.last.buttons)


def test_a_sale_may_begin_with_the_price(amina: Person) -> None:
    says(amina, "/breakeven tomatoes", *COSTS, "100 kg", "skip", "yes")
    amina.taps("Sell at this price")
    assert "how much do you have?" in amina.last.text
    says(amina, "20 kg", "today", "skip")
    assert "KSh 50 per kg" in amina.last.text


def test_asked_in_the_middle_of_a_sale_it_answers_the_price(amina: Person) -> None:
    says(amina, "/sell", "tomato", "2 bags", "50")
    amina.taps("What must I earn?")
    assert "seed, fertiliser" in amina.last.text
    says(amina, *COSTS, "100 kg", "skip", "yes")
    amina.taps("Take it as my price")
    says(amina, "today", "skip")
    assert "KSh 2,500 per bag" in amina.last.text


def test_asked_about_a_listing_it_answers_the_new_price(town: Town, amina: Person) -> None:
    listed = town.lists(amina)
    amina.taps(data=f"listing.price.{listed}")
    amina.taps("What must I earn?")
    says(amina, "2000", "3000", "1000", "skip", "100 kg", "skip", "yes")
    amina.taps("Take it as my price")
    assert town.listing(listed).price_minor == 6000


def test_the_sale_dropped_meanwhile_is_not_answered(amina: Person) -> None:
    says(amina, "/sell", "tomato", "20 kg")
    amina.taps("What must I earn?")
    says(amina, *COSTS, "100 kg", "skip", "yes")
    says(amina, "/menu")
    amina.taps("Drop it")
    amina.taps("Take it as my price")
    assert amina.toast
    assert "how much" not in amina.last.text


def test_a_price_with_a_unit_is_no_cost(amina: Person) -> None:
    says(amina, "/breakeven tomatoes")
    assert "seed" in says(amina, "50 per kg")
