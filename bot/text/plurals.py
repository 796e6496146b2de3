"""Plural forms: which text of several a number takes, by a pinned gettext rule checked against CLDR."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass

import babel

ORDER = ("zero", "one", "two", "few", "many", "other")
_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d)\s*;\s*plural\s*=\s*([^;]+);?\s*")


@dataclass(frozen=True, slots=True)
class Plurals:
    """A language's plural rule: `size` forms, `index` says which a whole number takes."""

    header: str
    size: int
    index: Callable[[int], int]

    def form(self, count: object) -> int:
        """Give the form for any number; a fraction takes the last, which is "other"."""
        return self.index(count) if isinstance(count, int) else self.size - 1


def read_plurals(header: str) -> Plurals:
    """Read a `Plural-Forms` header; a header out of form is a ValueError."""
    found = _HEADER.fullmatch(header)
    if found is None:
        raise ValueError(f"not a Plural-Forms header: {header!r}")
    return Plurals(header, int(found[1]), gettext.c2py(found[2]))


def plural_tags(plurals: Plurals, language: str, upto: int = 1000) -> list[str]:
    """Name each form by its CLDR tag, in the order of the forms.

    ValueError when one form would serve two tags, when a form serves none, or when the tags do
    not stand in the order zero, one, two, few, many, other, which translators' tools expect.
    """
    seen: dict[int, str] = {}
    cldr = babel.Locale.parse(language).plural_form
    for number in range(upto + 1):
        tag = seen.setdefault(plurals.index(number), cldr(number))
        if tag != cldr(number):
            raise ValueError(f"{number} is {cldr(number)!r} but its form says {tag!r}")
    tags = [seen.get(form, "") for form in range(plurals.size)]
    if "" in tags or tags != sorted(tags, key=ORDER.index):
        raise ValueError(f"the forms stand for {tags}, out of order or unused")
    return tags
