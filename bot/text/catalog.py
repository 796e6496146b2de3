"""The texts of every language: read from gettext catalogs, found by key, with a fallback each."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from bot.text.domain import Entry, read_domain
from bot.text.language import SOURCE, Language, read_language
from bot.text.pages import read_pages

MISSING = "text-missing"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Catalog:
    """One language's texts by key; `headers` holds each domain's own plural rule.

    `pages` are the texts of lessons, which have files and limits of their own.
    """

    language: Language
    entries: Mapping[str, Entry]
    headers: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, Entry] = field(default_factory=dict)

    def find(self, key: str) -> Entry | None:
        return self.entries.get(key) or self.pages.get(key)


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
        ValueError for a language without a folder and for a file out of form.
        """
        present = {path.parent.name: path.parent for path in folder.glob("*/language.toml")}
        wanted = set(present) if languages is None else {SOURCE, *languages}
        if not wanted <= set(present):
            raise ValueError(f"no folder in {folder.name} for {sorted(wanted - set(present))}")
        return cls(folder, {code: read_catalog(present[code]) for code in sorted(wanted)}, strict)

    @property
    def languages(self) -> Mapping[str, Language]:
        """Each language by its code."""
        return {code: catalog.language for code, catalog in self.by_language.items()}

    def nearest(self, hint: str | None) -> str | None:
        """Match a language tag of the outside world ("es-MX", "zh-hans") to a language here."""
        base = (hint or "").replace("_", "-").partition("-")[0].lower()
        return next((code for code in self.by_language if code.partition("_")[0] == base), None)

    def entry(self, language: str, key: str) -> Entry:
        """Find a text in the language, else along its fallback chain, else in English."""
        catalog = self.by_language.get(language)
        found = catalog.find(key) if catalog else None
        return found or self._elsewhere(language, key)

    def has(self, language: str, key: str) -> bool:
        """Tell whether the language itself has the text."""
        catalog = self.by_language.get(language)
        return catalog is not None and catalog.find(key) is not None

    def _elsewhere(self, language: str, key: str) -> Entry:
        self.missing[language, key] += 1
        for code in self._chain(language):
            catalog = self.by_language.get(code)
            found = catalog.find(key) if catalog else None
            if found is not None:
                return found
        if self.strict or key == MISSING:
            raise KeyError(key)
        if self.missing[language, key] == 1:
            _log.error("no text for %s in any language", key)
        return self.entry(language, MISSING)

    def _chain(self, language: str) -> tuple[str, ...]:
        catalog = self.by_language.get(language)
        return (*catalog.language.fallback, SOURCE) if catalog else (SOURCE,)


def read_catalog(folder: Path) -> Catalog:
    """Read one language's folder; of a key written twice the first domain's text stands."""
    language = read_language(folder)
    paths = sorted(folder.glob("LC_MESSAGES/*.po"))
    domains = {path.stem: read_domain(path, language) for path in paths}
    entries = chain.from_iterable(domain.entries for domain in reversed(domains.values()))
    headers = {name: domain.header for name, domain in domains.items()}
    texts = {entry.key: entry for entry in entries}
    return Catalog(language, texts, headers, read_pages(folder, language))
