import pytest

from bot.text.spelling import STRANGE, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maíz", "maiz"),
        ("５０ＫＧ", "50kg"),
        ("٥٠", "50"),
        ("डेढ़", "डेढ"),
        ("पाँच", "पांच"),
        ("भिन्डी", "भिंडी"),
        ("गेहूँ", "गेहू"),
        ("أربعة", "اربعه"),
        ("مئة", "مية"),
        ("غداً", "غدا"),
        ("馬鈴薯", "马铃薯"),
        ("ng'ombe", "ng’ombe"),
        ("twenty-five", "twenty five"),
        ("20 kg 🍅", "20 kg "),
    ],
)
def test_two_spellings_of_one_word_fold_together(one: str, other: str) -> None:
    assert fold(one).strip() == fold(other).strip()


def test_signs_that_change_a_number_do_not_glue_to_it() -> None:
    assert fold("2½").split() == ["2", "1/2"]
    assert STRANGE in fold("2²")
