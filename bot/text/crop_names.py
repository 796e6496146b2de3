"""Crop names in every language, folded and indexed."""

from collections import defaultdict
from functools import cache, lru_cache

from bot.kernel import crops
from bot.text.tokens import phrase


def crops_called(name: str, language: str) -> tuple[str, ...]:
    """Crops of exactly this folded name: in the person's language, else in any other."""
    own = _index(language)
    for form in (name, *_singulars(name, language)):
        if form in own:
            return own[form]
    for form in (name, *_singulars(name, "en")):
        found = _elsewhere().get(form)
        if found:
            return found
    return ()


@lru_cache(maxsize=4096)
def _singulars(name: str, language: str) -> tuple[str, ...]:
    """Likely singulars of a plural; whether such a name exists is for the index to say."""
    if len(name) < 4 or not name.isascii() or not name.endswith("s"):
        return ()
    found = [name[:-1]]
    if name.endswith("es"):
        found.append(name[:-2])
    if name.endswith("ies"):
        found.append(f"{name[:-3]}y")
    if language == "es" and " " in name:
        found.append(" ".join(word.removesuffix("s") for word in name.split()))
    return tuple(found)


@cache
def _index(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for crop in crops.all_crops():
        for name in crops.crop_names(crop.id, language):
            found[phrase(name)][crop.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


@cache
def _elsewhere() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for language in crops.languages():
        for name, ids in _index(language).items():
            found[name].update(dict.fromkeys(ids))
    return {name: tuple(ids) for name, ids in found.items()}


@cache
def names(language: str) -> dict[str, tuple[str, ...]]:
    """Every folded name with its crops, of one language or, for "", of all."""
    return _index(language) if language else _elsewhere()
