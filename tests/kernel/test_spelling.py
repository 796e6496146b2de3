import pytest

from bot.kernel.spelling import by_sound, in_latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Abū Kabīr", "abukabir"),
        ("北京", "beijing"),
        ("Самарканд", "samarkand"),
        ("Qo‘rg‘ontepa", "qorgontepa"),
        ("ＮＡＫＵＲＵ 2", "nakuru2"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_any_script_becomes_plain_latin(text: str, latin: str) -> None:
    assert in_latin(text) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fayoum", "faiyum"),
        ("elfayyum", "alfaiyum"),
        ("quito", "kito"),
        ("cuzco", "kusko"),
        ("daka", "dhakka"),
        ("phulpur", "fulpur"),
    ],
)
def test_spellings_of_one_sound_are_equal(one: str, other: str) -> None:
    assert by_sound(one) == by_sound(other)


@pytest.mark.parametrize(("one", "other"), [("mara", "meru"), ("kano", "kaduna"), ("alor", "or")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert by_sound(one) != by_sound(other)
