from datetime import date

import pytest

from bot.text.reading import NotRead
from bot.text.sentence import Sentence, read_sentence

TODAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "20 kg",
        "selling",
        "I dont want to sell tomatoes",
        "who buys 20 kg tomatoes",
        "what is the price of maize",
        "sold 20 kg tomatoes",
        "I have 20 kg tomatoes and 10 kg onions",
        "",
        "   ",
    ],
)
def test_what_offers_and_asks_nothing_starts_nothing(text: str) -> None:
    assert read_sentence(text, "en", "KE", "KES", TODAY) == NotRead()


def test_what_is_told_twice_is_left_out() -> None:
    said = read_sentence("selling 20 kg of tomatoes or 30 kg", "en", "KE", "KES", TODAY)
    assert said == Sentence("sell", "tomato")


def test_a_crop_of_two_meanings_is_left_to_ask() -> None:
    said = read_sentence("vendo limón", "es", "MX", "MXN", TODAY)
    assert isinstance(said, Sentence)
    assert (said.crop, set(said.crops)) == (None, {"lemon", "lime"})


def test_the_day_is_read_only_when_today_is_known() -> None:
    with_day = read_sentence("selling 20 kg tomatoes tomorrow", "en", "KE", "KES", TODAY)
    without = read_sentence("selling 20 kg tomatoes tomorrow", "en", "KE", "KES")
    assert isinstance(with_day, Sentence)
    assert isinstance(without, Sentence)
    assert (with_day.day, without.day) == (date(2026, 3, 12), None)
    assert with_day.quantity == without.quantity


def test_a_telephone_number_is_no_amount() -> None:
    said = read_sentence("selling tomatoes 20kg call 0712345678", "en", "KE", "KES", TODAY)
    assert isinstance(said, Sentence)
    assert said.quantity is not None
    assert said.quantity.value.milli == 20_000
