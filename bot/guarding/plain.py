"""The one form messages are judged in: what hides words from a reader's machine is undone first."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from bot.text import spelling

LONGEST = 4096  # signs of one message of Telegram
MOST = 48  # sentences; of more, several are judged as one
HIDDEN, ALIKE, SPACED = "hidden", "alike", "spaced"

# Letters of other alphabets that look Latin; what compatibility forms hide is undone by NFKC.
# Chosen from Unicode's confusables (UTS 39) by what phones in Farmgate's countries can type.
_LATIN = dict(
    zip(
        "абвгеезіїјкмнорԛстухԝѕһԁӏпьАВЕЅІЈКМНОРԚСТУХԜҺԌαβεικνορτυχωγηΑΒΕΖΗΙΚΜΝΟΡΤΥΧօոսցհı",
        "abbreezijjkmhopqctyxwshdlnbABESIJKMHOPQCTYXWHGabeiknoptuxwynABEZHIKMNOPTYXonughi",
        strict=True,
    )
)
_TO_LATIN = str.maketrans(_LATIN)
_ANY_ALIKE = re.compile(f"[{''.join(_LATIN)}]")
_WORD = re.compile(r"\w+")
_UNSEEN = re.compile(r"(?<=[A-Za-z])[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\U000e0020-\U000e007f]")
# Between letters of Arabic and Hindi a joiner is honest, so it is only dropped there.
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*·|]{1,2}){2,40}[^\W\d_](?!\w)")
_SPACED_HAN = re.compile(r"[\u4e00-\u9fff](?:[ .\-_*·|]{1,2}[\u4e00-\u9fff]){2,40}")
_GAP = re.compile(r"[ .\-_*·|]+")
_WITHIN = re.compile(r"(?<=[a-z])[015$@](?=[a-z])")
_FIRST_ZERO = re.compile(r"(?<!\w)0(?=[a-z]{2})")
_LEET = {"0": "o", "1": "i", "5": "s", "$": "s", "@": "a"}
_SPACE = re.compile(r"\s+")
_ENDS = re.compile(r"(?<=[!?؟。！？।;؛])|(?<=\.)(?=\s|$)|\n+")
# Clauses of Chinese are judged like sentences; its comma becomes a plain one in every other form.
_CLAUSES = str.maketrans("，、", "\n\n")


@dataclass(frozen=True, slots=True)
class Plain:
    """A message as it is judged, its sentences, and what was done to hide it."""

    text: str
    sentences: tuple[str, ...]
    tricks: frozenset[str] = frozenset()


def read(text: str) -> Plain:
    """Undo what hides words, cut a message to what Telegram can hold, and split it."""
    text = text[:LONGEST].translate(_CLAUSES)
    tricks = frozenset(_tricks(text))
    shown = _SPACED_HAN.sub(_join, _SPACED.sub(_join, _in_latin(text)))
    told = [part for part in map(fold, _ENDS.split(shown)) if any(map(str.isalnum, part))]
    size = -(-len(told) // MOST) or 1
    sentences = tuple(" ".join(told[at : at + size]) for at in range(0, len(told), size))
    return Plain(" ".join(sentences), sentences, tricks)


def fold(text: str) -> str:
    """Give the form in which words are compared; the lexicon is folded by it too."""
    folded = spelling.fold(text)
    folded = _WITHIN.sub(_letter, _FIRST_ZERO.sub(_letter, folded))
    return _SPACE.sub(" ", folded).strip()


def _letter(found: re.Match[str]) -> str:
    return _LEET[found[0]]


def _join(found: re.Match[str]) -> str:
    """Join letters written apart: 'p i n' is 'pin'; two spaces part words."""
    return " ".join(_GAP.sub("", part) for part in re.split(r"  +", found[0]))


def _in_latin(text: str) -> str:
    """Write words that only look Latin in Latin letters; words of other alphabets stay."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text) if not text.isascii() else text)
    return _WORD.sub(_unmask, text) if _ANY_ALIKE.search(text) else text


@cache
def _kind(char: str) -> str:
    if char.isascii():
        return "latin" if char.isalpha() else ""
    return "alike" if char in _LATIN else "other" if char.isalpha() else ""


def _unmask(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_TO_LATIN) if _is_masked(word) else word


def _is_masked(word: str) -> bool:
    """Whether a word mixes Latin letters with some that only look so, or is made of those alone."""
    kinds = {_kind(char) for char in word} - {""}
    return kinds == {"latin", "alike"} or (kinds == {"alike"} and _is_a_known_disguise(word))


def _is_a_known_disguise(word: str) -> bool:
    return word.translate(_TO_LATIN).casefold() in _DISGUISED


_DISGUISED = frozenset(("pin", "otp", "pay", "code", "app", "apk", "qr", "sms", "paypal", "fee"))


def _tricks(text: str) -> set[str]:
    """Name what was done to a message that honest keyboards do not do."""
    found: set[str] = set()
    if text.isascii():
        return {SPACED} if _SPACED.search(text) else found
    if _UNSEEN.search(text):
        found.add(HIDDEN)
    seen = unicodedata.normalize("NFKC", text)
    if _ANY_ALIKE.search(seen) and any(_is_masked(word) for word in _WORD.findall(seen)):
        found.add(ALIKE)
    if _SPACED.search(seen):
        found.add(SPACED)
    return found
