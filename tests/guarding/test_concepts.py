"""What is spoken of is found in the words of six languages, in the order it is told."""

import pytest

from bot.guarding import concepts, plain


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Please send me the 6 digit code", {"give", "code"}),
        ("把验证码发给我", {"give", "code"}),
        ("ओटीपी भेजो", {"give", "code"}),
        ("nitumie namba ya siri", {"give", "pin"}),
        ("mándeme el código que le llegó", {"give", "code"}),
        ("ابعتلي الكود", {"give", "code"}),
        ("Never share your PIN", {"never", "pin"}),
        ("pague la comisión primero", {"pay", "fee", "before"}),
        ("come to WhatsApp, no commission", {"outside", "better"}),
    ],
)
def test_what_is_told_is_named(sentence: str, told: set[str]) -> None:
    (only,) = plain.read(sentence).sentences[:1]
    assert told <= set(concepts.find(plain.read(sentence).text)) | set(concepts.find(only))


def test_a_word_is_no_part_of_another() -> None:
    assert "pin" not in concepts.find("pineapple spinning")


def test_the_order_of_telling_is_kept() -> None:
    told = concepts.find("never send me the pin")
    assert told.index("never") < told.index("pin")
