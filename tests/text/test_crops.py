import pytest

from bot.text.crops import read_crop
from bot.text.reading import Found, NotRead, Several


@pytest.mark.parametrize(
    ("name", "language", "crops"),
    [
        ("limón", "es", {"lemon", "lime"}),
        ("plátano", "es", {"banana", "plantain"}),
        ("नींबू", "hi", {"lemon", "lime"}),
        ("dengu", "sw", {"lentil", "mung_bean", "chickpea"}),
        ("خوخ", "ar", {"peach", "plum"}),
        ("gobhi", "hi", {"cabbage", "cauliflower"}),
        ("🌾", "en", {"rice_paddy", "wheat"}),
        ("羊", "zh_Hans", {"sheep", "goat"}),
    ],
)
def test_a_name_of_two_crops_is_asked(name: str, language: str, crops: set[str]) -> None:
    read = read_crop(name, language)
    assert isinstance(read, Several)
    assert set(read.options) == crops


@pytest.mark.parametrize("name", ["house", "carro", "cars", "cat"])
def test_a_short_word_near_a_name_is_never_taken_for_it(name: str) -> None:
    assert not isinstance(read_crop(name, "en"), Found)


@pytest.mark.parametrize(
    "name", ["tomato paste", "corn flour", "banana leaves", "苹果汁", "jugo de naranja"]
)
def test_what_is_made_from_a_crop_is_not_the_crop(name: str) -> None:
    assert not isinstance(read_crop(name, "en"), Found)


def test_the_own_language_comes_before_the_others() -> None:
    assert read_crop("pera", "sw") == Found("guava")
    assert read_crop("pera", "es") == Found("pear")


def test_two_crops_are_no_answer() -> None:
    assert read_crop("tomatoes and onions", "en") == NotRead()


def test_never_more_than_three_are_offered() -> None:
    for name in ("ban", "melo", "pepp", "भाजी", "nana"):
        read = read_crop(name, "en")
        assert not isinstance(read, Several) or len(read.options) <= 3
