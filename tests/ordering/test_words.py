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


def test_an_order_is_called_off_in_plain_words(two: Two) -> None:
    market, _, joe = two
    market.places(joe)
    joe.says("Cancel my order!")
    assert "Why?" in joe.last.text
    joe.says("Plans changed")
    assert market.order().state == "cancelled"


@pytest.mark.parametrize(
    "words", ["where is my order", "Where is my order?", "我的订单在哪", "pay", "quiero pagar"]
)
def test_who_asks_where_the_order_is_sees_it(two: Two, words: str) -> None:
    market, _, joe = two
    market.places(joe)
    joe.says(words)
    assert "Waiting for the farmer" in joe.last.text


def test_who_asks_for_one_of_several_orders_is_asked_which(two: Two) -> None:
    market, _, joe = two
    market.places(joe)
    market.places(joe)
    joe.says("where is my order")
    assert "Which order" in joe.last.text
    assert len(joe.last.buttons) == 2


def test_who_says_that_cash_was_paid_is_told_who_can_say_so(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    for words in ("I paid", "I have paid"):
        joe.says(words)
        assert "ask the farmer to tap Money received" in joe.last.text
    assert market.order().payment == "due"


def test_another_way_to_pay_is_chosen_a_few_times_and_no_more(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    heard = len(amina.heard)
    for _ in range(5):
        joe.taps(data="order.do.1.mobile")
        joe.taps(data="order.do.1.cash")
    joe.taps(data="order.do.1.mobile")
    assert len(amina.heard) == heard + 4
    assert "talk to the farmer" in joe.toast


def test_another_crop_named_instead_is_bought_from_who_sells_that(two: Two) -> None:
    market, amina, joe = two
    baraka = market.joins("Baraka", "sell")
    market.lists(amina, crop_id="tomato")
    market.lists(baraka, crop_id="onion", price_minor=3000)
    for words in ("I need 5 kg tomatoes", "no, onions"):
        joe.says(words)
    assert not any("Amina" in label for label in joe.last.buttons)
    joe.taps("Baraka")
    assert joe.sees("onion")
    joe.taps("Yes, order")
    assert market.order().seller_name == "Baraka"
