"""What is spoken of in a sentence: asking, a code, a fee, a warning; in the words of any language."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain, islice

from bot.guarding.plain import fold

_REST = "~"
_END = "\0"
_ANYWHERE = re.compile(r"[\u3400-\u9fff]|^\W")


_MOST = 200  # words of the lexicon that are named in one sentence


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Every word with the concepts it stands for, and what finds the longest at a place.

    `whole` words have to end where a word ends, `open` ones may go on.
    """

    whole: Mapping[str, tuple[str, ...]]
    open: Mapping[str, tuple[str, ...]]
    begun: re.Pattern[str]
    anywhere: re.Pattern[str]


def find(sentence: str) -> tuple[str, ...]:
    """Name the concepts in a folded sentence in the order they are told."""
    known = _lexicon()
    places = chain(known.begun.finditer(sentence), known.anywhere.finditer(sentence))
    told = [
        (found.start(), name)
        for found in islice(places, _MOST)
        for name in _named(known, sentence, found)
    ]
    return tuple(name for _, name in sorted(set(told)))


def _named(known: _Lexicon, sentence: str, found: re.Match[str]) -> Iterator[str]:
    """Name what the longest word here and the shorter ones it begins with stand for."""
    start, longest = found.start(), found[1]
    for length in range(1, len(longest) + 1):
        word = longest[:length]
        yield from known.open.get(word, ())
        if word in known.whole and not _goes_on(sentence, start + length):
            yield from known.whole[word]


def _goes_on(sentence: str, at: int) -> bool:
    return at < len(sentence) and (sentence[at].isalnum() or sentence[at] == "_")


@cache
def _lexicon() -> _Lexicon:
    text = resources.files("bot.guarding").joinpath("tables/concepts.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    whole: dict[str, tuple[str, ...]] = {}
    open_: dict[str, tuple[str, ...]] = {}
    for name, spoken in table.items():
        for word in {_folded(each) for words in spoken.values() for each in words.split("|")} - {
            ""
        }:
            goes_on = word.endswith(_REST) or _ANYWHERE.search(word)
            kept, bare = (open_ if goes_on else whole), word.replace(_REST, "")
            kept[bare] = (*kept.get(bare, ()), name)
    words = {*whole, *open_}
    anywhere = {word for word in words if _ANYWHERE.search(word)}
    ends = {word + _END for word in whole} | (set(open_) - anywhere)
    begun = re.compile(rf"\b(?=\w)(?=({_trie(ends)}))")
    return _Lexicon(whole, open_, begun, re.compile(f"(?=({_trie(anywhere)}))"))


def _folded(word: str) -> str:
    """Fold a word of the lexicon and keep its sign for any ending."""
    kept = _REST if word.strip().endswith(_REST) else ""
    return fold(word.replace(_REST, "")) + kept


def _trie(words: Iterable[str]) -> str:
    """Write words as one expression that finds the longest and looks at each letter once.

    It is made of literal letters only, so that no text can make it slow.
    """
    heads: dict[str, list[str]] = {}
    for word in sorted(words):
        heads.setdefault(word[:1], []).append(word[1:])
    ends = [""] if heads.pop("", None) else []
    longer = sorted(heads.items(), key=lambda item: item[0] == _END)
    branches = [_letter(head) + _trie(rest) for head, rest in longer] + ends
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _letter(sign: str) -> str:
    return r"(?!\w)" if sign == _END else re.escape(sign)
