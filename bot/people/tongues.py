"""What languages and countries are called, in every language offered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from babel import Locale

from bot.kernel import countries
from bot.text.folding import fold, nearest

T = TypeVar("T")

# Names people write that CLDR does not list.
_ALSO = MappingProxyType(
    {
        "ar": ("عربي", "عربى", "arabi"),
        "hi": ("हिंदी",),
        "zh": ("汉语", "普通话", "国语", "mandarin", "putonghua"),
    }
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language that can be chosen: its code, and what its speakers call it."""

    code: str
    name: str


def list_tongues(names: Mapping[str, str]) -> tuple[Tongue, ...]:
    return tuple(Tongue(code, name) for code, name in names.items())


def order_tongues(tongues: Iterable[Tongue], hint: str | None, country: str) -> tuple[Tongue, ...]:
    """Put the likely ones first: Telegram's hint, then what is spoken in the country."""
    home = countries.get(country)
    spoken = home.languages if home else ()
    wished = (hint or "").replace("_", "-").partition("-")[0].lower()

    def rank(tongue: Tongue) -> int:
        short = tongue.code.partition("_")[0]
        if short == wished:
            return 0
        return 1 + spoken.index(short) if short in spoken else len(spoken) + 1

    return tuple(sorted(tongues, key=rank))


def find_tongues(text: str, tongues: Collection[Tongue]) -> tuple[Tongue, ...]:
    """Find the language a typed name means, in whatever language it is named."""
    codes = tuple(tongue.code for tongue in tongues)
    names = ((fold(name), tongue) for tongue in tongues for name in _language_names(tongue, codes))
    return _meant(text, tuple(dict.fromkeys(names)))


def country_name(code: str, language: str) -> str:
    """Name a country in a language."""
    return str(_babel(language).territories.get(code, code))


def find_countries(text: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Find the country a typed name means, in any of the languages."""
    names = (
        (fold(country_name(code, language)), code)
        for language in languages
        for code in countries.codes()
    )
    return _meant(text, tuple(dict.fromkeys(names)))


def _meant(text: str, names: tuple[tuple[str, T], ...]) -> tuple[T, ...]:
    typed = fold(text)
    exact = tuple(dict.fromkeys(owner for name, owner in names if name == typed))
    if exact:
        return exact
    at = nearest(typed, [name for name, _ in names])
    return () if at is None else (names[at][1],)


@cache
def _language_names(tongue: Tongue, languages: tuple[str, ...]) -> tuple[str, ...]:
    short = tongue.code.partition("_")[0]
    known = (_babel(language).languages for language in languages)
    named = (table.get(code) for table in known for code in (short, tongue.code))
    return (tongue.name, *_ALSO.get(short, ()), *(str(name) for name in named if name))


@cache
def _babel(language: str) -> Locale:
    return Locale.parse(language)
