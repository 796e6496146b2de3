"""One domain of one language: a .po file, read into entries and written back in one form."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, normalize, read_po

from bot.text.bidi import from_the_right
from bot.text.language import SOURCE, Language
from bot.text.plurals import Plurals
from bot.text.template import Template, split_template

_STAMP = f"{SOURCE}:"
_HEADER = r"""msgid ""
msgstr ""
"Language: {code}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its forms as written, and split for filling.

    `stamp` is the hash of the English it renders, empty where nobody vouches for it; `notes` are
    the translators' remarks, `hints` the authors'.
    """

    key: str
    domain: str
    texts: tuple[str, ...]
    forms: tuple[Template, ...]
    plurals: Plurals
    stamp: str = ""
    is_plural: bool = False
    notes: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    def form(self, count: object) -> Template:
        """Give the text for a number, or the only one."""
        return self.forms[self.plurals.form(count) if self.is_plural else 0]


@dataclass(frozen=True, slots=True)
class Domain:
    """A whole file: its own plural rule, and its entries in their order."""

    header: str
    entries: tuple[Entry, ...]


def source_hash(texts: Iterable[str]) -> str:
    """Give the eight digits by which a translation names the English it renders."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]


def read_domain(path: Path, language: Language) -> Domain:
    """Read a .po file; one out of form is a ValueError that names it."""
    with path.open("rb") as file:
        try:
            read = read_po(file, abort_invalid=True)
        except PoFileError as error:
            raise ValueError(f"{language.code}/{path.name}: {error}") from error
    entries = (_entry(message, path.stem, language) for message in read if message.id)
    return Domain(read.plural_forms, tuple(entries))


def write_domain(path: Path, language: Language, entries: Iterable[Entry]) -> None:
    """Write a .po file: the pinned header, then the entries in the order given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(po_text(language, map(_block, entries)), "utf-8")


def po_text(language: Language, blocks: Iterable[str]) -> str:
    """Put a header before blocks, a blank line between each two."""
    header = _HEADER.format(code=language.code, plurals=language.plurals.header)
    return "\n".join([header, *blocks])


def po_block(comments: Iterable[str], ids: tuple[str, ...], texts: tuple[str, ...]) -> str:
    """Lay out one message: comment lines, msgid (two for a plural), then its texts."""
    names = ("msgid", "msgid_plural")
    lines = [f"{name} {normalize(said, width=0)}" for name, said in zip(names, ids, strict=False)]
    forms = [f"msgstr[{at}]" for at in range(len(texts))] if len(ids) > 1 else ["msgstr"]
    lines += [f"{form} {normalize(text, width=0)}" for form, text in zip(forms, texts, strict=True)]
    return "\n".join([*comments, *lines, ""])


def with_texts(entry: Entry, texts: tuple[str, ...], language: Language, stamp: str) -> Entry:
    """Give the entry with other texts, vouched for by `stamp`."""
    forms = _split(texts, language)
    return replace(entry, texts=texts, forms=forms, plurals=language.plurals, stamp=stamp)


def _entry(message: Message, domain: str, language: Language) -> Entry:
    is_plural = isinstance(message.id, tuple)
    texts = tuple(message.string or ()) if is_plural else (str(message.string),)
    stamps = [hint for hint in message.auto_comments if hint.startswith(_STAMP)]
    return Entry(
        key=str(message.id[0] if is_plural else message.id),
        domain=domain,
        texts=texts,
        forms=_split(texts, language),
        plurals=language.plurals,
        stamp="" if message.fuzzy or not stamps else stamps[0].removeprefix(_STAMP),
        is_plural=is_plural,
        notes=tuple(message.user_comments),
        hints=tuple(hint for hint in message.auto_comments if hint not in stamps),
    )


def _split(texts: tuple[str, ...], language: Language) -> tuple[Template, ...]:
    shown = map(from_the_right, texts) if language.is_rtl else texts
    return tuple(map(split_template, shown))


def _block(entry: Entry) -> str:
    comments = [*(f"# {note}" for note in entry.notes), *(f"#. {hint}" for hint in entry.hints)]
    if entry.stamp:
        comments.append(f"#. {_STAMP}{entry.stamp}")
    return po_block(comments, (entry.key,) * (2 if entry.is_plural else 1), entry.texts)
