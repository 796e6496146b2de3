"""Sheets for translators: a language's texts beside the English, out to CSV or .po and back."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Literal

import babel
from babel.messages.pofile import PoFileError, read_po

from bot.text.catalog import Catalog, Catalogs
from bot.text.domain import Entry, po_block, po_text, source_hash, with_texts, write_domain
from bot.text.language import SOURCE, Language
from bot.text.plurals import plural_tags
from bot.text.template import placeholders

State = Literal["ok", "stale", "missing"]
_COLUMNS = ("domain", "key", "form", "state", "english", "text", "source")


@dataclass(frozen=True, slots=True)
class Line:
    """One text to translate: all its forms, how it stands, the hash of the English shown."""

    english: Entry
    texts: tuple[str, ...]
    state: State

    @property
    def key(self) -> str:
        return self.english.key

    @property
    def source(self) -> str:
        return source_hash(self.english.texts)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a translator sent back for one key; `source` is the English that was seen."""

    key: str
    texts: tuple[str, ...]
    source: str
    is_confirmed: bool


def sheet(catalogs: Catalogs, language: str) -> list[Line]:
    """List every English text with its translation, in the order of the English files."""
    catalog = catalogs.by_language[language]
    english = catalogs.by_language[SOURCE].entries.values()
    ordered = sorted(english, key=attrgetter("domain"))
    return [_line(entry, catalog) for entry in ordered]


def csv_sheet(catalogs: Catalogs, language: str) -> str:
    """Write the sheet as CSV, a row for each plural form."""
    tags = _tags(catalogs.by_language[language].language)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for line in sheet(catalogs, language):
        writer.writerows(_csv_rows(line, tags))
    return out.getvalue()


def po_sheet(catalogs: Catalogs, language: str) -> str:
    """Write the sheet as one .po for translators' programs: the English as msgid."""
    blocks = map(_po_sheet_block, sheet(catalogs, language))
    return po_text(catalogs.by_language[language].language, blocks)


def take_sheet(catalogs: Catalogs, language: str, text: str) -> list[str]:
    """Put a sheet that came back into the language's files.

    A text counts as vouched for if the translator changed it or set its state to "ok", and only
    for the English that stood in the sheet. Returns a line for each row that could not be taken.
    """
    read = _read_csv if text.lstrip("\ufeff").startswith(",".join(_COLUMNS[:3])) else _read_po
    refused: list[str] = []
    taken: dict[str, Entry] = {}
    for returned in read(text.lstrip("\ufeff")):
        problem = _refusal(catalogs, language, returned)
        if problem:
            refused.append(f"{returned.key}: {problem}")
        elif any(returned.texts):
            taken[returned.key] = _taken(catalogs, language, returned)
    _write(catalogs, language, taken)
    return refused


def stamp(folder: Path, language: str, domain: str | None = None) -> int:
    """Vouch for a language's texts as they stand against today's English; count the changes."""
    catalogs = Catalogs.load(folder, [language])
    english = catalogs.by_language[SOURCE].entries
    fresh: dict[str, Entry] = {}
    for key, entry in catalogs.by_language[language].entries.items():
        if key in english and domain in {None, entry.domain} and any(entry.texts):
            vouched = replace(entry, stamp=source_hash(english[key].texts))
            if vouched != entry:
                fresh[key] = vouched
    _write(catalogs, language, fresh)
    return len(fresh)


def _line(english: Entry, catalog: Catalog) -> Line:
    entry = catalog.entries.get(english.key)
    size = catalog.language.plurals.size if english.is_plural else 1
    if entry is None or not all(entry.texts):
        return Line(english, ("",) * size, "missing")
    is_fresh = catalog.language.code == SOURCE or entry.stamp == source_hash(english.texts)
    return Line(english, entry.texts, "ok" if is_fresh else "stale")


def _tags(language: Language) -> list[str]:
    try:
        return plural_tags(language.plurals, language.code)
    except (ValueError, babel.UnknownLocaleError):
        return [str(form) for form in range(language.plurals.size)]


def _csv_rows(line: Line, tags: list[str]) -> Iterator[tuple[str, ...]]:
    forms = tags if line.english.is_plural else [""]
    for form, text in zip(forms, line.texts, strict=True):
        shown = line.english.texts[0 if form in {"", "one"} else -1]
        yield line.english.domain, line.key, form, line.state, shown, text, line.source


def _po_sheet_block(line: Line) -> str:
    comments = [*(f"#. {hint}" for hint in line.english.hints), f"#. {SOURCE}:{line.source}"]
    if line.state == "stale":
        comments.append("#, fuzzy")
    comments.append(f'msgctxt "{line.key}"')
    shown = line.english.texts
    ids = (shown[0], shown[-1]) if line.english.is_plural else shown
    return po_block(comments, ids, line.texts)


def _read_csv(text: str) -> Iterator[Returned]:
    rows = csv.DictReader(io.StringIO(text))
    for key, group in groupby(rows, key=lambda row: row["key"]):
        forms = list(group)
        texts = tuple((row["text"] or "").strip() for row in forms)
        yield Returned(key, texts, forms[0]["source"], forms[0]["state"].strip() == "ok")


def _read_po(text: str) -> Iterator[Returned]:
    try:
        read = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    except PoFileError as error:
        raise ValueError(f"neither a sheet nor a .po file: {error}") from error
    for message in read:
        if message.context:
            said = message.string or ""
            texts = (said,) if isinstance(said, str) else tuple(said)
            stamps = [hint for hint in message.auto_comments if hint.startswith(f"{SOURCE}:")]
            source = stamps[0].partition(":")[2] if stamps else ""
            yield Returned(message.context, texts, source, is_confirmed=not message.fuzzy)


def _refusal(catalogs: Catalogs, language: str, returned: Returned) -> str | None:
    """Tell why a row cannot be taken: taking it would break what is said."""
    english = catalogs.by_language[SOURCE].entries.get(returned.key)
    if english is None:
        return "is no key here"
    if not any(returned.texts):
        return None
    size = catalogs.by_language[language].language.plurals.size if english.is_plural else 1
    if len(returned.texts) != size or not all(returned.texts):
        return f"needs {size} texts"
    if _names(returned.texts) != _names(english.texts):
        return f"needs the placeholders {', '.join(sorted(_names(english.texts))) or 'none'}"
    return None


def _names(texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(placeholders, texts))


def _taken(catalogs: Catalogs, language: str, returned: Returned) -> Entry:
    catalog = catalogs.by_language[language]
    english = catalogs.by_language[SOURCE].entries[returned.key]
    old = catalog.entries.get(returned.key) or replace(english, stamp="", notes=())
    vouched = returned.is_confirmed or returned.texts != old.texts
    source = returned.source if vouched and language != SOURCE else old.stamp
    return with_texts(old, returned.texts, catalog.language, source)


def _write(catalogs: Catalogs, language: str, fresh: Mapping[str, Entry]) -> None:
    """Rewrite the files that hold fresh entries, in the order of the English."""
    catalog = catalogs.by_language[language]
    order = dict.fromkeys([*catalogs.by_language[SOURCE].entries, *catalog.entries])
    entries = {**catalog.entries, **fresh}
    for domain in {entry.domain for entry in fresh.values()}:
        path = catalogs.folder / language / "LC_MESSAGES" / f"{domain}.po"
        held = (entries[key] for key in order if key in entries)
        write_domain(path, catalog.language, (entry for entry in held if entry.domain == domain))
