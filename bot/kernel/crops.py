"""What farmers sell: crops, animals and farm products, with a name in every language."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from bot.kernel.tables import rows


@dataclass(frozen=True, slots=True)
class Crop:
    """One product; emoji and scientific may be empty."""

    id: str
    kind: str
    emoji: str
    scientific: str


def get(crop_id: str) -> Crop:
    """Raise KeyError for an unknown id: ids come from this table, not from people."""
    return _crops()[crop_id]


def known(crop_id: str) -> bool:
    return crop_id in _crops()


def all_crops() -> tuple[Crop, ...]:
    return tuple(_crops().values())


@cache
def kinds() -> tuple[str, ...]:
    """Kinds in table order: cereal, vegetable, ..."""
    return tuple(dict.fromkeys(crop.kind for crop in all_crops()))


def common(country: str) -> tuple[str, ...]:
    """Twelve products for the picture list of a country, the likeliest first."""
    lists = _common()
    return lists.get(country, lists["*"])


def crop_name(crop_id: str, language: str) -> str:
    """Give the usual name, in English where the language has none."""
    names = _names()
    found = names.get((crop_id, language)) or names[crop_id, "en"]
    return found[0]


def crop_names(crop_id: str, language: str) -> tuple[str, ...]:
    """Every name the language has, the usual one first; empty where it has none."""
    return _names().get((crop_id, language), ())


@cache
def languages() -> tuple[str, ...]:
    """Languages that name crops."""
    return tuple(dict.fromkeys(language for _, language in _names()))


@cache
def _crops() -> dict[str, Crop]:
    return {
        row["crop_id"]: Crop(row["crop_id"], row["kind"], row["emoji"], row["scientific"])
        for row in rows("crops")
    }


@cache
def _common() -> dict[str, tuple[str, ...]]:
    return {row["country"]: tuple(row["crops"].split()) for row in rows("crops_common")}


@cache
def _names() -> dict[tuple[str, str], tuple[str, ...]]:
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows("crops_names"):
        held = names[row["crop_id"], row["language"]]
        held.insert(0 if row["rank"] == "preferred" else len(held), row["name"])
    return {key: tuple(found) for key, found in names.items()}
