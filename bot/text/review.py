"""The proof-reader of all catalogs: every fault a machine can find, a line each."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import babel

from bot.text.catalog import Catalog, Catalogs
from bot.text.domain import Entry, source_hash
from bot.text.language import SOURCE
from bot.text.locale import own_keys
from bot.text.plurals import plural_tags
from bot.text.proof import Limits, text_faults
from bot.text.template import HOLE, TAG, placeholders

# A form for one or none may say "an order" and leave the number out; never another value.
_SPARED = frozenset({"count", "number"})
_MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_LINE = re.compile(
    r'\s*|#.*|(?:msg(?:ctxt|id|id_plural|str|str\[\d\])\s+)?"(?:[^"\\]|\\.)*"\s*', re.DOTALL
)
# A copy of the English with so many letters is no shared word but a text nobody translated.
_COPIED = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend, and where."""

    language: str
    file: str
    key: str
    problem: str

    def __str__(self) -> str:
        return f"{self.language} {self.file} {self.key}: {self.problem}"


@dataclass(frozen=True)
class _Review:
    """What every check needs to know; `excused` are the long texts and their reasons."""

    catalogs: Catalogs
    required: Mapping[str, frozenset[str]]
    buttons: Collection[str]
    limits: Limits
    excused: Mapping[str, str] = field(default_factory=dict)

    @property
    def english(self) -> Mapping[str, Entry]:
        return self.catalogs.by_language[SOURCE].entries


def review(
    catalogs: Catalogs,
    required: Mapping[str, frozenset[str]],
    *,
    buttons: Collection[str] = (),
    limits: Limits | None = None,
) -> list[Fault]:
    """Find every fault of the catalogs against the keys the features say, with their values.

    `buttons` are the keys that label buttons. Longer texts are excused by name, with a reason,
    in `long.toml` beside the languages. An empty list means the texts may ship.
    """
    all_required = {**own_keys(catalogs), **required}
    excused = _excused(catalogs.folder)
    look = _Review(catalogs, all_required, buttons, limits or Limits(), excused)
    by_language = (_language_faults(look, found) for found in catalogs.by_language.values())
    return [*chain.from_iterable(by_language), *_excuse_faults(look)]


def _excused(folder: Path) -> Mapping[str, str]:
    path = folder / "long.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def _excuse_faults(look: _Review) -> Iterator[Fault]:
    for key, reason in look.excused.items():
        if not reason.strip():
            yield Fault("all", "long.toml", key, "no reason given")
        if not any(_too_long(look, found) for found in _entries(look, key)):
            yield Fault("all", "long.toml", key, "is not too long, so needs no exception")


def _entries(look: _Review, key: str) -> Iterator[Entry]:
    for catalog in look.catalogs.by_language.values():
        if key in catalog.entries:
            yield catalog.entries[key]


def _language_faults(look: _Review, catalog: Catalog) -> Iterator[Fault]:
    code = catalog.language.code
    yield from (Fault(code, file, "-", problem) for file, problem in _header_faults(catalog))
    yield from _file_faults(look.catalogs.folder, catalog)
    if catalog.language.complete:
        yield from _missing(look, catalog)
    for entry in catalog.entries.values():
        for problem in dict.fromkeys(_entry_faults(look, catalog, entry)):
            yield Fault(code, f"{entry.domain}.po", entry.key, problem)


def _header_faults(catalog: Catalog) -> Iterator[tuple[str, str]]:
    language = catalog.language
    try:
        plural_tags(language.plurals, language.code)
    except babel.UnknownLocaleError:
        pass  # a language CLDR does not know has only its own word for its plurals
    except ValueError as error:
        yield "language.toml", f"plural_forms: {error}"
    for domain, header in catalog.headers.items():
        if _bare(header) != _bare(language.plurals.header):
            yield f"{domain}.po", "Plural-Forms differs from language.toml"


def _bare(header: str) -> str:
    return "".join(header.split()).rstrip(";").replace("(", "").replace(")", "")


def _file_faults(folder: Path, catalog: Catalog) -> Iterator[Fault]:
    """Find what gettext's readers pass over in silence: keys written twice, a quote forgotten."""
    code, seen = catalog.language.code, Counter[str]()
    for path in sorted((folder / code / "LC_MESSAGES").glob("*.po")):
        text = path.read_text("utf-8")
        for key in _MSGID.findall(text):
            seen[key] += 1
            if seen[key] == 2:
                yield Fault(code, path.name, key, "written twice")
        for at, line in enumerate(text.splitlines(), 1):
            if not _LINE.fullmatch(line):
                yield Fault(code, path.name, f"line {at}", "is no line of a .po file")


def _missing(look: _Review, catalog: Catalog) -> Iterator[Fault]:
    for key in look.required:
        if key not in catalog.entries:
            known = look.english.get(key)
            file = f"{known.domain}.po" if known else f"{key.partition('-')[0]}.po"
            yield Fault(catalog.language.code, file, key, "missing")


def _entry_faults(look: _Review, catalog: Catalog, entry: Entry) -> Iterator[str]:
    if entry.key not in look.required:
        yield "nothing says this key"
    yield from _form_faults(catalog, entry)
    yield from chain.from_iterable(text_faults(text, catalog.language) for text in entry.texts)
    yield from _length_faults(look, entry)
    if catalog.language.code == SOURCE:
        yield from _source_faults(look, entry)
    else:
        yield from _translation_faults(look, entry)


def _form_faults(catalog: Catalog, entry: Entry) -> Iterator[str]:
    size = catalog.language.plurals.size if entry.is_plural else 1
    if len(entry.texts) != size:
        yield f"{len(entry.texts)} plural forms where the language has {size}"
    wanted = _names(entry)
    for text in entry.texts:
        lost = wanted - placeholders(text) - (_SPARED if entry.is_plural else frozenset())
        if lost:
            yield f"a plural form lacks {_braced(lost)}"


def _length_faults(look: _Review, entry: Entry) -> Iterator[str]:
    longest = _longest(look, entry)
    if entry.key in look.buttons:
        if longest > look.limits.button:
            yield f"{longest} characters on a button, at most {look.limits.button}"
        if any(TAG.search(text) for text in entry.texts):
            yield "markup on a button"
    elif _too_long(look, entry) and entry.key not in look.excused:
        yield f"{longest} characters, at most {look.limits.message} (or a reason in long.toml)"


def _longest(look: _Review, entry: Entry) -> int:
    return max(map(look.limits.length, entry.texts), default=0)


def _too_long(look: _Review, entry: Entry) -> bool:
    return entry.key not in look.buttons and _longest(look, entry) > look.limits.message


def _source_faults(look: _Review, entry: Entry) -> Iterator[str]:
    given = look.required.get(entry.key, _names(entry)) | {"count"}
    unknown = _names(entry) - given
    if unknown:
        yield f"nothing fills {_braced(unknown)}"


def _translation_faults(look: _Review, entry: Entry) -> Iterator[str]:
    english = look.english.get(entry.key)
    if english is None:
        yield "not in English"
        return
    if entry.is_plural != english.is_plural:
        yield "plural here or in English, but not in both"
    lost, extra = _names(english) - _names(entry), _names(entry) - _names(english)
    if lost:
        yield f"lacks {_braced(lost)}"
    if extra:
        yield f"has {_braced(extra)}, which English has not"
    if entry.stamp != source_hash(english.texts):
        yield "stale: the English has changed since" if entry.stamp else "not stamped"
    if entry.texts == english.texts and _letters(entry.texts[0]) >= _COPIED:
        yield "still English"


def _letters(text: str) -> int:
    return sum(map(str.isalpha, HOLE.sub("", TAG.sub("", text))))


def _names(entry: Entry) -> frozenset[str]:
    return frozenset().union(*map(placeholders, entry.texts))


def _braced(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
