"""The texts of every language: read from gettext catalogs, found by key, with a fallback each."""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import PoFileError, read_po

from bot.text.bidi import from_the_right
from bot.text.language import SOURCE, Language, read_language
from bot.text.plurals import Plurals
from bot.text.template import Template, split_template

MISSING = "text-missing"
_STAMP = f"{SOURCE}:"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its forms as written, and split; `stamp` is the hash of the English it renders."""

    key: str
    domain: str
    texts: tuple[str, ...]
    forms: tuple[Template, ...]
    plurals: Plurals
    stamp: str = ""
    is_plural: bool = False
    notes: tuple[str, ...] = ()

    def form(self, count: object) -> Template:
        """Give the text for a number, or the only one."""
        return self.forms[self.plurals.form(count) if self.is_plural else 0]


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's texts by key; `headers` holds each domain's own plural rule."""

    language: Language
    entries: Mapping[str, Entry]
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogs:
    """All languages. `missing` counts texts that had to be said in another language."""

    folder: Path
    by_language: Mapping[str, Catalog]
    strict: bool = True
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def load(
        cls, folder: Path, languages: Iterable[str] | None = None, *, strict: bool = True
    ) -> "Catalogs":
        """Read the languages that have a folder here, English always among them.

        A text nobody wrote is a KeyError if `strict`, else a polite general text, logged once.
        """
        present = {path.parent.name: path.parent for path in folder.glob("*/language.toml")}
        wanted = set(present) if languages is None else {SOURCE, *languages}
        return cls(folder, {code: read_catalog(present[code]) for code in sorted(wanted)}, strict)

    @property
    def languages(self) -> Mapping[str, Language]:
        """Each language by its code."""
        return {code: catalog.language for code, catalog in self.by_language.items()}

    def entry(self, language: str, key: str) -> Entry:
        """Find a text in the language, else along its fallback chain, else in English."""
        catalog = self.by_language.get(language)
        found = catalog.entries.get(key) if catalog else None
        return found or self._elsewhere(language, key)

    def has(self, language: str, key: str) -> bool:
        """Tell whether the language itself has the text."""
        catalog = self.by_language.get(language)
        return catalog is not None and key in catalog.entries

    def _elsewhere(self, language: str, key: str) -> Entry:
        self.missing[language, key] += 1
        for code in self._chain(language):
            catalog = self.by_language.get(code)
            if catalog and key in catalog.entries:
                return catalog.entries[key]
        if self.strict or key == MISSING:
            raise KeyError(key)
        if self.missing[language, key] == 1:
            _log.error("no text for %s in any language", key)
        return self.entry(language, MISSING)

    def _chain(self, language: str) -> tuple[str, ...]:
        catalog = self.by_language.get(language)
        return (*catalog.language.fallback, SOURCE) if catalog else (SOURCE,)


def source_hash(texts: Iterable[str]) -> str:
    """Give the eight digits by which a translation names the English it renders."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]


def read_catalog(folder: Path) -> Catalog:
    """Read one language's folder; of a key written twice the first domain's text stands."""
    language = read_language(folder)
    entries: dict[str, Entry] = {}
    headers: dict[str, str] = {}
    for path in sorted(folder.glob("LC_MESSAGES/*.po")):
        for entry in _read_domain(path, language, headers):
            entries.setdefault(entry.key, entry)
    return Catalog(language, entries, headers)


def _read_domain(path: Path, language: Language, headers: dict[str, str]) -> list[Entry]:
    with path.open("rb") as file:
        try:
            catalog = read_po(file, abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"{path.parts[-3]}/{path.name}: {error}") from error
    headers[path.stem] = catalog.plural_forms
    return [_entry(message, path.stem, language) for message in catalog if message.id]


def _entry(message: PoMessage, domain: str, language: Language) -> Entry:
    is_plural = isinstance(message.id, tuple)
    texts = tuple(message.string or ()) if is_plural else (str(message.string),)
    shown = map(from_the_right, texts) if language.is_rtl else texts
    notes = tuple(message.auto_comments)
    stamp = next((note.removeprefix(_STAMP) for note in notes if note.startswith(_STAMP)), "")
    return Entry(
        key=str(message.id[0] if is_plural else message.id),
        domain=domain,
        texts=texts,
        forms=tuple(map(split_template, shown)),
        plurals=language.plurals,
        stamp="" if message.fuzzy else stamp,
        is_plural=is_plural,
        notes=tuple(message.user_comments),
    )
