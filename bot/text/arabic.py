"""Arabic glues "and", "for" and "the" to words, and says two by an ending: pieces of both."""

from bot.text.crop_names import crops_called
from bot.text.lexicon import Lexicon
from bot.text.tokens import Token

_THE = "ال"  # before a unit it tells what a price is for, and is kept
_PREFIXES = (
    ("وال", "و"),
    ("بال", "ب"),
    ("لل", "لل"),
    (_THE, ""),
    ("و", "و"),
    ("ب", "ب"),
    ("ل", "لل"),
)


def unjoined(found: list[Token], known: Lexicon) -> list[Token]:
    """Cut every Arabic word that is not known itself into pieces that are."""
    if not any("\u0600" <= token.text[0] <= "\u06ff" for token in found):
        return found
    return [piece for token in found for piece in _pieces(token, known)]


def _pieces(token: Token, known: Lexicon) -> list[Token]:
    word = token.text
    if token.kind != "word" or word in known or crops_called(word, "ar"):
        return [token]
    for prefix, meaning in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 1:
            tail = _known_pieces(rest, known)
            if tail:
                said = _THE if prefix == _THE and rest in known and known[rest].units else meaning
                return [*([Token("word", said)] if said else []), *tail]
    return _known_pieces(word, known) or [token]


def _known_pieces(word: str, known: Lexicon) -> list[Token]:
    if word in known or crops_called(word, "ar") or word in _ARABIC_MONEY:
        return [Token("word", word)]
    stem = word.removesuffix("ين")
    for base in (stem, f"{stem}ه"):
        if stem != word and ((base in known and known[base].units) or base in _ARABIC_MONEY):
            return [Token("number", "2"), Token("word", base)]
    return []


_ARABIC_MONEY = frozenset(("جنيه", "درهم", "دينار", "ريال", "ليره", "قرش"))
