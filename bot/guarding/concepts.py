"""What is spoken of in a sentence: asking, a code, a fee, a warning; in the words of any language."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import islice

from bot.guarding.plain import fold

_REST = "~"
_END = "\0"
_ANYWHERE = re.compile(r"[\u3400-\u9fff]|^\W")


_MOST = 4  # times one concept is counted in a sentence


def find(sentence: str) -> tuple[str, ...]:
    """Name the concepts in a folded sentence in the order they are told."""
    told = [
        (found.start(), name)
        for name, words in _lexicon()
        for found in islice(words.finditer(sentence), _MOST)
    ]
    return tuple(name for _, name in sorted(told))


@cache
def _lexicon() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = resources.files("bot.guarding").joinpath("tables/concepts.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return tuple((name, _compile(spoken.values())) for name, spoken in table.items())


def names() -> tuple[str, ...]:
    return tuple(name for name, _ in _lexicon())


def _compile(lists: Iterable[str]) -> re.Pattern[str]:
    """Make one expression of literal words, shared beginnings first, so that no text is slow.

    Words of alphabets begin where a word begins; Chinese words and signs stand anywhere.
    """
    phrases = {_folded(word) for words in lists for word in words.split("|")} - {""}
    anywhere = {word.replace(_REST, "") for word in phrases if _ANYWHERE.search(word)}
    begun = {word for word in phrases if not _ANYWHERE.search(word)}
    ends = {_ended(word) for word in begun}
    tries = [rf"\b(?=\w){_trie(ends)}" if ends else "", _trie(anywhere) if anywhere else ""]
    return re.compile("|".join(part for part in tries if part))


def _folded(word: str) -> str:
    """Fold a word of the lexicon and keep its sign for any ending."""
    kept = _REST if word.strip().endswith(_REST) else ""
    return fold(word.replace(_REST, "")) + kept


def _ended(word: str) -> str:
    """Mark where a word has to end; one that may go on needs no mark."""
    return word.removesuffix(_REST) if word.endswith(_REST) else word + _END


def _trie(words: Iterable[str]) -> str:
    """Write words as one expression in which each letter is looked at once."""
    heads: dict[str, list[str]] = {}
    for word in sorted(words):
        heads.setdefault(word[:1], []).append(word[1:])
    if "" in heads:
        return ""
    branches = [_letter(head) + _trie(rest) for head, rest in heads.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _letter(sign: str) -> str:
    return r"(?!\w)" if sign == _END else re.escape(sign)
