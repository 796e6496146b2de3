"""Words in the middle of something else: whom they are for."""

import pytest

from tests.ordering.stalls import Market
from tests.village import Person

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    """A farmer with twenty kilos, and a buyer."""
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    return market, amina, joe


def test_what_is_typed_under_the_list_of_offers_is_no_answer_to_a_talk_begun_before(
    two: Two,
) -> None:
    market, _, _ = two
    barasa = market.joins("Barasa", "both")
    for words in ("/sell", "onions", "50 kg", "/buy", "I need 5 kg tomatoes"):
        barasa.says(words)
    assert "from whom?" in barasa.last.text
    assert "Amina" in "".join(barasa.last.buttons)
    assert any("Go on selling" in label for label in barasa.says("/menu")[-1].buttons)


@pytest.mark.parametrize("words", ["hello there", "money", "call me", "yes please"])
def test_small_talk_that_sounds_like_a_crop_orders_nothing(two: Two, words: str) -> None:
    _, _, joe = two
    assert "not sure what you need" in joe.says(words)[0].text


def test_a_crop_named_alone_out_of_the_blue_is_wanted(two: Two) -> None:
    _, _, joe = two
    assert "from whom?" in joe.says("tomatos")[0].text
