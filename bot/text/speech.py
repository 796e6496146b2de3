"""From words on a screen to words for the ear: no pictures, no marks, figures made readable."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel.numbers import get_currency_name

from bot.kernel.units import unit_name
from bot.text.bidi import without_marks
from bot.text.figures import Figures

MOST_WORDS = 45  # about fifteen seconds; rule 20 of the research on reading little
_MOST_LINES = 8  # of a message, looked through for what somebody recorded
_HAN_A_WORD = 1.4  # a spoken Chinese character takes less time than a word
_MEASURES = ("kg", "g", "t", "lb", "quintal", "litre", "piece", "dozen", "ha")
# What people say at the market, where Babel has only what stands in a bank's papers.
_MARKET_MONEY = {("zh_Hans", "CNY"): "元"}
_SEEN_ONLY = frozenset(("So", "Sk", "Sm", "Cf", "Cs", "Co", "Cn"))
_WORD = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+\s*|\s+")
_SENTENCE = re.compile(r"(?<=[.!?؟।])\s+|(?<=[。！？])")
_LEFT_OVER = re.compile(r"(?<!\S)[\u200c\u200d]+")  # of pictures joined into one
_SLASH = re.compile(r"(?<!\d)/|/(?!\d)")
_NUMBER = r"(-?\d+(?:[.,٫]\d+)?)"
_ENDS = tuple(".!?؟।。！？:;,،：；，")


@dataclass
class Voices:
    """What can be said aloud: languages a machine speaks, and prints of texts people recorded."""

    machine: frozenset[str] = frozenset()
    recorded: frozenset[tuple[str, str]] = frozenset()

    def can_say(self, language: str, texts: Iterable[str]) -> bool:
        """Whether at least one of the texts can be heard in the language."""
        if language in self.machine:
            return True
        return bool(self.recorded) and any(
            (language, print_of(text)) in self.recorded for text in texts
        )


def bare(text: str) -> str:
    """Leave out what is only seen: pictures, marks of direction, markup, stray spaces."""
    shown = without_marks(text)
    kept = "".join(" " if _is_picture(sign) else sign for sign in shown)
    return " ".join(_LEFT_OVER.sub("", kept).split())


def print_of(text: str) -> str:
    """Give the print by which a text is found again, however it is decorated."""
    return hashlib.sha256(bare(text).encode("utf-8", "replace")).hexdigest()[:32]


def prints_of(text: str) -> tuple[str, ...]:
    """Give the prints of a message and of every run of its lines, the longest first."""
    lines = [line for line in text.split("\n") if bare(line)][:_MOST_LINES]
    spans = range(len(lines), 0, -1)
    runs = (lines[at : at + span] for span in spans for at in range(len(lines) - span + 1))
    return tuple(dict.fromkeys(print_of(" ".join(run)) for run in runs))


def read_out(text: str, language: str, figures: Figures, currencies: Iterable[str]) -> str:
    """Write a message as it is read out: at most `MOST_WORDS` words, cut after a sentence."""
    plain = _ungrouped(without_marks(text), figures)
    for currency in currencies:
        plain = _with_money(plain, language, currency, figures)
    plain = _SLASH.sub(" ", _with_units(plain, language).replace(" / ", ", "))
    return shorten(" ".join(map(_sentence, filter(None, map(bare, plain.split("\n"))))))


def shorten(text: str, most: int = MOST_WORDS) -> str:
    """Keep so many words, and of them only whole sentences where there is one."""
    if _length(text) <= most:
        return text
    kept = ""
    for sentence in _SENTENCE.split(text):
        if _length(f"{kept} {sentence}") > most:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or _first_words(text, most)


def _first_words(text: str, most: int) -> str:
    kept, length = "", 0.0
    for word in _WORD.findall(text):
        length += _weight(word)
        if length > most:
            break
        kept += word
    return kept.strip()


def _length(text: str) -> float:
    return sum(map(_weight, _WORD.findall(text)))


def _weight(word: str) -> float:
    if not word.strip():
        return 0
    return 1 / _HAN_A_WORD if "\u3400" <= word <= "\u9fff" else 1


def _is_picture(sign: str) -> bool:
    if sign.isascii():
        return sign in "<>|*_~^`=•" or (sign < " " and sign != "\n")
    if sign in "\ufe0f\u20e3•·–—":
        return True
    # Scripts of India join letters with marks of this kind.
    return sign not in "\u200c\u200d" and unicodedata.category(sign) in _SEEN_ONLY


def _sentence(line: str) -> str:
    return line if line.endswith(_ENDS) else f"{line}."


def _ungrouped(text: str, figures: Figures) -> str:
    """Take away what groups figures: a voice takes it for the end of a number."""
    spaced = text.replace("\u00a0", " ").replace("\u202f", " ")
    grouped = figures.number(1_234_567).replace("\u00a0", " ").replace("\u202f", " ")
    mark = next((sign for sign in grouped if not sign.isdigit()), "")
    return re.sub(rf"(?<=\d){re.escape(mark)}(?=\d\d)", "", spaced) if mark else spaced


def _with_money(text: str, language: str, currency: str, figures: Figures) -> str:
    """Say money by its name, after the number, whatever its sign and wherever that stands."""
    sign = re.escape(figures.sign(currency))

    def named(found: re.Match[str]) -> str:
        name = _MARKET_MONEY.get((language, currency))
        return f"{found[1]} {name or get_currency_name(currency, _whole(found[1]), figures.babel)}"

    return re.sub(rf"{_NUMBER}\s?{sign}(?!\w)", named, re.sub(rf"{sign}\s?{_NUMBER}", named, text))


def _whole(number: str) -> int:
    return int(re.split(r"[.,٫]", number)[0])


def _with_units(text: str, language: str) -> str:
    for pattern, name in _units(language):
        text = pattern.sub(rf" {name}", text)
    return text


@cache
def _units(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<=\d)\s?{re.escape(short)}(?!\w)"), name)
        for short, name in _names(language)
    )


def _names(language: str) -> Iterator[tuple[str, str]]:
    for unit in _MEASURES:
        short, name = unit_name(unit, language, "short"), unit_name(unit, language)
        if short != name:
            yield short, name
