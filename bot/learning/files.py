"""Lessons as files, in the form they come with the bot: read, written, and packed for staff."""

import json
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from bot.learning.editions import Edition
from bot.learning.lessons import LOCALES
from bot.text.language import read_language
from bot.text.pages import FOLDER

_LISTS = ("text", "right")
_TABLES = ("options", "feedback", "messages")
_WIDE = 1980, 1, 1, 0, 0, 0  # the first moment a zip knows: the same lessons are the same file


@cache
def languages() -> Mapping[str, str]:
    """Give the languages that have a folder, each by its own name."""
    folders = sorted(path.parent for path in LOCALES.glob("*/language.toml"))
    return {folder.name: read_language(folder).name for folder in folders}


def name_of(language: str, lesson: str) -> str:
    """Name a lesson's file below `locales/`."""
    return f"{language}/{FOLDER}/{lesson}.toml"


def read_page(language: str, lesson: str) -> Mapping[str, Any] | None:
    """Read what a lesson that comes with the bot says in a language."""
    path = LOCALES / name_of(language, lesson)
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else None


def write_toml(content: Mapping[str, Any]) -> str:
    """Write a lesson's content as its file is written."""
    plain = [f"{part} = {_quoted(said)}" for part, said in content.items() if isinstance(said, str)]
    lists = [_list(part, content[part]) for part in _LISTS if part in content]
    tables = [_table(part, content[part]) for part in _TABLES if content.get(part)]
    return "\n".join([*plain, *lists, *tables]) + "\n"


def _list(part: str, said: Iterable[str]) -> str:
    return "\n".join([f"{part} = [", *(f"  {_quoted(each)}," for each in said), "]"])


def _table(part: str, said: Mapping[str, str]) -> str:
    return "\n".join(["", f"[{part}]", *(f"{code} = {_quoted(s)}" for code, s in said.items())])


def _quoted(text: str) -> str:
    """Quote a string: what JSON writes, TOML reads, but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def all_pages(published: Iterable[Edition]) -> dict[str, str]:
    """Give every lesson's file by its name, as it is published."""
    paths = sorted(LOCALES.glob(f"*/{FOLDER}/*.toml"))
    pages = {path.relative_to(LOCALES).as_posix(): path.read_text("utf-8") for path in paths}
    edited = {name_of(each.language, each.lesson): write_toml(each.content) for each in published}
    return pages | edited


def pack(pages: Mapping[str, str]) -> bytes:
    """Pack files into a zip."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in pages.items():
            archive.writestr(zipfile.ZipInfo(name, _WIDE), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def read_folder(folder: Path) -> dict[tuple[str, str], str]:
    """Read every lesson's file in a folder, by language and lesson."""
    paths = sorted(folder.glob(f"*/{FOLDER}/*.toml"))
    return {(path.parent.parent.name, path.stem): path.read_text("utf-8") for path in paths}


def write_folder(folder: Path, pages: Mapping[str, str]) -> None:
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
