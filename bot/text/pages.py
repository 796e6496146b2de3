"""The texts of lessons: one file for each lesson and language, read into entries found by key.

`lesson-<id>-title`, `-text`, `-today`, `-question`, `-again`, and for each answer `-option-<code>`,
`-feedback-<code>` and, in a drill, `-message-<code>`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.text.domain import Entry
from bot.text.language import Language
from bot.text.template import split_template

FOLDER = "lessons"
PLAIN = ("title", "today", "question", "again")
BY_CODE = {"options": "option", "feedback": "feedback", "messages": "message"}


def key_of(lesson: str, part: str) -> str:
    """Name a text of a lesson."""
    return f"lesson-{lesson}-{part}"


def read_pages(folder: Path, language: Language) -> Mapping[str, Entry]:
    """Read the lessons of a language's folder; one out of form is a ValueError that names it."""
    paths = sorted((folder / FOLDER).glob("*.toml"))
    entries = (entry for path in paths for entry in _entries(path, language))
    return {entry.key: entry for entry in entries}


def _entries(path: Path, language: Language) -> Iterator[Entry]:
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{language.code}/{FOLDER}/{path.name}: {error}") from error
    for part, text in texts_of(told):
        forms = (split_template(text),)
        yield Entry(key_of(path.stem, part), FOLDER, (text,), forms, language.plurals)


def texts_of(told: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give each text of a lesson's file by its part."""
    yield from ((part, str(told[part])) for part in PLAIN if part in told)
    if "text" in told:
        yield "text", "\n".join(map(str, told["text"]))
    for table, part in BY_CODE.items():
        yield from ((f"{part}-{code}", str(text)) for code, text in told.get(table, {}).items())
