"""The machine that speaks: real where it is installed, quiet where it is not."""

import shutil
import sys
from pathlib import Path

import pytest

from bot.aloud import Silence, find_mouth
from bot.aloud.espeak import Espeak
from bot.aloud.pinyin import to_pinyin

LANGUAGES = ("en", "zh_Hans", "hi", "sw", "es", "ar")
SAMPLES = {
    "en": "What do you sell? 25 kilogram of maize.",
    "zh_Hans": "卖三十斤土豆，每公斤80元。",
    "hi": "आप क्या बेच रहे हैं? 25 किलो मक्का।",
    "sw": "Unauza nini? Kilo 25 za mahindi.",
    "es": "¿Qué vende? 25 kilos de maíz.",
    "ar": "ماذا تبيعون؟ 25 كيلو ذرة.",
}
installed = pytest.mark.skipif(
    shutil.which("espeak-ng") is None or shutil.which("opusenc") is None,
    reason="espeak-ng or opusenc is not installed",
)


@installed
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_becomes_a_small_voice_note(language: str) -> None:
    note = find_mouth(LANGUAGES).say(language, SAMPLES[language])
    assert note is not None
    assert note[:4] == b"OggS"
    assert b"OpusHead" in note[:64]
    assert 2_000 < len(note) < 20_000


@installed
def test_a_language_without_a_voice_is_none_of_its_languages() -> None:
    mouth = find_mouth((*LANGUAGES, "ha"))
    assert mouth.languages == frozenset(LANGUAGES)
    assert mouth.say("ha", "Sannu") is None


@installed
def test_words_that_look_like_options_are_only_words() -> None:
    assert find_mouth(["en"]).say("en", "--voices -f secret; $(id)") is not None


def test_without_the_programs_there_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    mouth = find_mouth(LANGUAGES)
    assert isinstance(mouth, Silence)
    assert mouth.languages == frozenset()
    assert mouth.say("en", "hello") is None


def program(folder: Path, code: str) -> str:
    """Put a program where espeak-ng would be."""
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{code}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import time; time.sleep(9)", ""])
def test_a_program_that_fails_or_hangs_gives_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr("bot.aloud.espeak._PATIENCE", 0.5)
    broken = program(tmp_path, code)
    assert Espeak(broken, (broken,), {"en": "en"}).say("en", "hello") is None


def test_a_program_that_has_gone_gives_nothing(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    assert Espeak(gone, (gone,), {"en": "en"}).say("en", "hello") is None


def test_chinese_is_read_by_its_syllables() -> None:
    assert to_pinyin("卖三十斤土豆，每公斤80元") == (
        "mai4 san1 shi2 jin1 tu3 dou4 ， mei3 gong1 jin1 80 yuan2"
    )
