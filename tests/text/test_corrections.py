import pytest

from bot.text.corrections import read_correction

MEANT = [
    ("no, 30 kg", "en", "30 kg"),
    ("hapana, kilo 30", "sw", "kilo 30"),
    ("नहीं, 30 किलो", "hi", "30 किलो"),
    ("不是，30公斤", "zh_Hans", "30公斤"),
    ("30 kg, not 20", "en", "30 kg"),
    ("20 not 30 kg", "en", "20 kg"),
    ("not 20 but 30", "en", "30"),
    ("20 kg no wait 30 kg", "en", "30 kg"),
    ("sorry i meant 25 kg", "en", "25 kg"),
    ("20 नहीं 30 किलो", "hi", "30 किलो"),
    ("不是20斤，是30斤", "zh_Hans", "30斤"),
    ("kilo 30 sio 20", "sw", "kilo 30"),
    ("٣٠ كيلو مش ٢٠", "ar", "30 كيلو"),
    ("no 20 sino 30 kilos", "es", "30 kilos"),
]
DENIED = [
    ("not 20 kg", "en"),
    ("no", "en"),
    ("30 kg", "en"),
    ("no tomatoes", "en"),
    ("no 30 kg", "en"),
    ("30 kilos no 20", "es"),
    ("30 kg, not yet", "en"),
    ("20 किलो नहीं", "hi"),
    ("nahi chahiye", "hi"),
    ("20 kg sorry", "en"),
    ("٣٠ كيلو لا ٢٠", "ar"),
    ("sold, 30 kg", "en"),
]


@pytest.mark.parametrize(("text", "language", "meant"), MEANT)
def test_what_is_meant_instead(text: str, language: str, meant: str) -> None:
    assert read_correction(text, language, "KE") == meant


@pytest.mark.parametrize(("text", "language"), DENIED)
def test_what_is_only_denied_puts_nothing_right(text: str, language: str) -> None:
    assert read_correction(text, language, "KE") is None
