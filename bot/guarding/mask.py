"""Hides ways around the market in what people write: phone numbers, links, e-mail, @names."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from bot.guarding.figures import Run, is_phone
from bot.kernel import countries, tables, units

HIDDEN = "•••"
REACHES = 7  # digits that are enough to call somebody

# Web addresses with a scheme, a well-known beginning, or an ending that is no everyday word.
_HOST = r"\b[\w-]{1,40}(?:\.[\w-]{1,40}){0,4}"
_LINK = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,9}://|\bwww\.|\b(?:t|wa|m|fb)\.me/)\S+"
    rf"|{_HOST}\.(?:com|org|net|info|link|shop|biz|xyz|online|site|app)\b(?:/\S*)?"
    rf"|{_HOST}\.[a-z]{{2,3}}/\S*[a-z]\S*",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]{1,64}\s?[@＠]\s?[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}")
# A name in Telegram has five signs at least; "@KES50" is what a thing costs.
_NAME = re.compile(r"(?<![^\W\d_])[@＠]\s?(?![A-Za-z]{2,3}\.?\d)[A-Za-z][A-Za-z0-9_]{3,}")

_BETWEEN = r"[\W_]{0,4}"
_RUN = re.compile(rf"[+(]{{0,2}}\d(?:{_BETWEEN}\d)*")
_WORD = re.compile(r"[^\W_]+")
_GAP = 4  # signs between two words of one number
_ALIKE = {"〇": "0", "零": "0", "＋": "+", "﹢": "+", "⁺": "+", "٫": ".", "٬": ",", "，": ","}
_CLASSES = {"Zs": " ", "Pd": "-", "Sc": "$"}
_AS_EMOJI = "\ufe0f"
# Money as it is written where the parser of prices has no words for it.
_SIGNS = ("rp", "r$", "so'm", "so‘m", "сум", "₽", "руб", "mt")
_SPELLED = frozenset(("oh", "double", "triple"))
_CHINESE = frozenset("〇零一二两三四五六七八九幺")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as it may be passed on, and whether anything in it is hidden."""

    text: str
    hidden: bool


def mask(text: str, year: int, keep: Collection[str] = ()) -> Masked:
    """Hide what leads around the market; prices, amounts, days and the order's number stay.

    `year` is this one, by which dates are told from phone numbers; `keep` are order numbers.
    """
    shown = _hide(text, _reaches(text))
    shown = _hide(shown, _phones(shown, year, frozenset(keep)))
    shown = _hide(shown, _spelled(shown))
    return Masked(shown, shown != text)


def mask_links(text: str) -> Masked:
    """Hide only web addresses, for people who may have each other's numbers."""
    shown = _hide(text, (found.span() for found in _LINK.finditer(text)))
    return Masked(shown, shown != text)


def _hide(text: str, spans: Iterator[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            pieces += [text[at:start], HIDDEN]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _reaches(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_MAIL, _LINK, _NAME):
        yield from (found.span() for found in pattern.finditer(text))


def _phones(text: str, year: int, keep: frozenset[str]) -> Iterator[tuple[int, int]]:
    plain, places = _shadow(text)
    for found in _RUN.finditer(plain):
        if sum(map(str.isdecimal, found[0])) < REACHES:
            continue
        before, after = plain[: found.start()], plain[found.end() :]
        run = Run(found[0], year, keep, is_amount=_is_priced(before, after))
        for start, end in is_phone(run):
            first, last = found.start() + start, found.start() + end
            # What cannot be seen belongs to the sign before it.
            yield places[first], places[last] if last < len(places) else len(text)


def _shadow(text: str) -> tuple[str, list[int]]:
    """Write digits of any script in ASCII and leave out what cannot be seen.

    Gives with each sign the place it has in the text.
    """
    signs, places = [], []
    for at, char in enumerate(text):
        plain = _plain(char)
        if plain:
            signs.append(plain)
            places.append(at)
    return "".join(signs), places


@cache
def _plain(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in _ALIKE:
        return _ALIKE[char]
    category = unicodedata.category(char)
    if (category in {"Cf", "Me", "Cc"} and char != "\n") or char == _AS_EMOJI:
        return ""
    if category in _CLASSES:
        return _CLASSES[category]
    return "-" if char == "−" else char


def _is_priced(before: str, after: str) -> bool:
    """Whether money or a unit is named right beside a number."""
    head, tail = before.rstrip(" .:")[-24:].casefold(), after.lstrip(" ")[:24].casefold()
    return any(_ends(head, word) or _begins(tail, word) for word in _measures())


def _ends(text: str, word: str) -> bool:
    rest = text.removesuffix(word)
    return rest != text and not (word[0].isascii() and rest[-1:].isalpha() and word[0].isalpha())


def _begins(text: str, word: str) -> bool:
    rest = text.removeprefix(word)
    return rest != text and not (word[-1].isascii() and rest[:1].isalpha() and word[-1].isalpha())


@cache
def _measures() -> frozenset[str]:
    """List the names of money and of units in every language; letters alone are no names."""
    money = (word for row in tables.rows("currencies") for word in row["words"].split("|"))
    found = map(countries.get, countries.codes())
    named = (
        name
        for language in units.languages()
        for names in units.unit_names(language).values()
        for name in names
    )
    words = {
        *(word.casefold() for word in money),
        *(country.currency.casefold() for country in found if country),
        *_SIGNS,
        *(name.casefold() for name in named),
    }
    return frozenset(word for word in words if len(word) > 1 or not word.isascii() or word in "$%")


# -- numbers spelled in words


def _spelled(text: str) -> Iterator[tuple[int, int]]:
    """Find a number told word by word: zero seven one two ..."""
    start = end = digits = words = 0
    for found in _WORD.finditer(text):
        count, is_word = _told(found[0])
        if count and (not digits or found.start() - end <= _GAP):
            start = start if digits else found.start()
            digits, words, end = digits + count, words + is_word, found.end()
            continue
        if digits >= REACHES and words > 1:
            yield start, end
        start, end, digits, words = found.start(), found.end(), count, is_word
    if digits >= REACHES and words > 1:
        yield start, end


def _told(word: str) -> tuple[int, int]:
    """Give how many digits a word tells, and how many words for digits there are in it."""
    if word.isdecimal():
        return len(word), 0
    if all(char in _CHINESE for char in word):
        return len(word), len(word)
    known = word.casefold() in _digit_words()
    return int(known), int(known)


@cache
def _digit_words() -> frozenset[str]:
    rows = (row for row in tables.rows("numwords") if row["kind"] == "card")
    named = {row["word"].casefold() for row in rows if row["value"] in {*"0123456789"}}
    return frozenset(named | _SPELLED)
