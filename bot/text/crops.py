"""Crops by any name people give them: another language, script or spelling."""

import re
from collections.abc import Iterable
from functools import cache

from anyascii import anyascii
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.kernel import crops
from bot.text import lexicon
from bot.text.atoms import Scene, atoms, shape
from bot.text.crop_names import crops_called, names
from bot.text.reading import Found, NotRead, Several
from bot.text.tokens import phrase, tokens

_MOST = 3
_LONG = 6  # letters from which one slip is forgiven silently; house is one slip from horse
_ROLES = ("filler", "for", "of", "article", "sell", "buy", "have", "want", "per")


def read_crop(text: str, language: str) -> Found | Several[str] | NotRead:
    """Find the crop, or the few that the words may mean; a name of two crops is always asked."""
    if tokens(text) is None:
        return NotRead()
    name = phrase(text)
    ids = _by_emoji(text) or crops_called(name, language)
    near = NotRead() if ids or lexicon.is_small_word(name) else _nearly(name, language)
    if not ids and not isinstance(near, Found):
        ids = _among_words(text, language)
    if ids:
        return Found(ids[0]) if len(ids) == 1 else Several(ids[:_MOST])
    return near


def _among_words(text: str, language: str) -> tuple[str, ...]:
    """Find a name among words that name nothing: "fresh tomatoes please"."""
    found = atoms(text, Scene(language, "", roles=_ROLES)) or []
    named = [atom for atom in found if atom.kind == "c"]
    plain = set(shape(found)) <= set("cwokip") and len({atom.crops for atom in named}) == 1
    return named[0].crops if plain else ()


def _nearly(name: str, language: str) -> Found | Several[str] | NotRead:
    close = [*_close(name, names(language)), *_close(name, names(""))]
    ids = tuple(dict.fromkeys(crop for _, found in close for crop in found))
    if close and _sure(name, close):
        return Found(ids[0])
    ids = tuple(dict.fromkeys((*ids, *_sounding(name))))
    return Several(ids[:_MOST]) if ids else NotRead()


def _close(name: str, index: dict[str, tuple[str, ...]]) -> list[tuple[float, tuple[str, ...]]]:
    slips = 0 if len(name) < 4 else 1 if len(name) < 7 else 2
    if not slips or name.isdigit():
        return []
    near = extract(name, index.keys(), scorer=OSA.distance, score_cutoff=slips, limit=6)
    return [(distance, index[found]) for found, distance, _ in near]


def _sure(name: str, close: list[tuple[float, tuple[str, ...]]]) -> bool:
    """One crop is near and no other, and the word is long enough for that to mean something."""
    distance, first = close[0]
    others = [far for far, ids in close if ids != first]
    if len(first) > 1 or len(name) < _LONG or (distance > 1 and len(name) < _LONG + 3):
        return False
    return not others


def _sounding(name: str) -> tuple[str, ...]:
    """Names with the same consonants once romanised: tamaatar, भिंडि, btatis."""
    key = _skeleton(name)
    return _sounds().get(key, ()) if len(key) >= 3 else ()


@cache
def _sounds() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for name, ids in names("").items():
        found.setdefault(_skeleton(name), {}).update(dict.fromkeys(ids))
    return {key: tuple(ids) for key, ids in found.items()}


_VOWELS = re.compile(r"[^a-z]|[aeiouyhw]")
_DOUBLE = re.compile(r"(.)\1+")


def _skeleton(name: str) -> str:
    plain = anyascii(name).lower().translate(str.maketrans("vczqg", "bsskj"))
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", plain))


def _by_emoji(text: str) -> tuple[str, ...]:
    """Emoji are shared: 🌾 is rice or wheat, so it asks."""
    if text.isascii() or any(char.isalnum() for char in text):
        return ()
    bare = "".join(text.split()).replace("\ufe0f", "")
    return _emoji().get(bare, ())


def pictured(text: str) -> list[tuple[str, ...]]:
    """Crops shown by emoji anywhere in the text."""
    if text.isascii():
        return []
    return [ids for sign, ids in _emoji().items() if sign in text]


@cache
def _emoji() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for crop in _pictured(crops.all_crops()):
        sign = crop.emoji.replace("\ufe0f", "")
        found[sign] = (*found.get(sign, ()), crop.id)
    return found


def _pictured(all_: Iterable[crops.Crop]) -> list[crops.Crop]:
    return [crop for crop in all_ if crop.emoji]
