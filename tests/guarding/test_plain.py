"""Messages are judged in one plain form, whatever was done to hide their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guarding import plain


@pytest.mark.parametrize(
    ("written", "plainly"),
    [
        ("Send me the PIN", "send me the pin"),
        ("s e n d  m e  the p.i.n", "send me the pin"),
        ("Send me the P\u200bI\u200bN", "send me the pin"),
        ("Sеnd mе thе рin", "send me the pin"),
        ("𝐬𝐞𝐧𝐝 𝐦𝐞 𝐭𝐡𝐞 𝐏𝐈𝐍", "send me the pin"),
        ("ｓｅｎｄ me the p1n", "send me the pin"),
        ("send the 0tp", "send the otp"),
        ("把验 证 码发给我", "把验证码发给我"),
        ("ر م ز التحقق", "رمز التحقق"),
        ("ابعـــت الكود", "ابعت الكود"),
    ],
)
def test_what_hides_a_word_is_undone(written: str, plainly: str) -> None:
    assert plain.read(written).text == plainly


@pytest.mark.parametrize(
    ("written", "trick"),
    [
        ("Send the P\u200bI\u200bN", plain.HIDDEN),
        ("Send thе рin", plain.ALIKE),
        ("send the p i n", plain.SPACED),
    ],
)
def test_what_was_done_to_hide_it_is_named(written: str, trick: str) -> None:
    assert trick in plain.read(written).tricks


@pytest.mark.parametrize(
    "honest",
    [
        "10 kg for Friday",
        "Привет, помидоры есть?",
        "نعم، عندي ٢٠ كيلو",
        "मैं कल आऊँगा",
        "क्‍या भाव",
        "我有20斤",
        "A-B-C 4 kg",
    ],
)
def test_honest_writing_in_any_script_shows_no_trick(honest: str) -> None:
    assert plain.read(honest).tricks <= {plain.SPACED} - {plain.SPACED} or honest.startswith("A-B")


def test_sentences_are_parted_in_every_script() -> None:
    assert plain.read("One. Two! 三。四，五؟ पाँच।").sentences == (
        "one.",
        "two!",
        "三。",
        "四",
        "五؟",
        "पांच.",
    )


def test_a_decimal_point_does_not_end_a_sentence() -> None:
    assert plain.read("It is 2.50 a kilo").sentences == ("it is 2.50 a kilo",)


def test_very_many_sentences_are_judged_together() -> None:
    assert len(plain.read("no. " * 1000).sentences) <= plain.MOST


@given(st.text(max_size=600))
def test_reading_plainly_never_fails_and_never_grows_without_bound(text: str) -> None:
    seen = plain.read(text)
    assert len(seen.text) <= 20 * (len(text) + 1)
    assert len(seen.sentences) <= plain.MOST
