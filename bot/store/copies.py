"""Copies of the database file: made beside the running bot, checked, kept and put back."""

import os
import shutil
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from bot.store import lockfile, sqlite

_DAYS, _WEEKS = 7, 4


class CopyRefused(Exception):
    """The copy cannot be made or put back; the text says what to do instead."""


def backup(url: str, target: Path) -> Path:
    """Copy the database to a file while the bot runs; complete and checked, or not there."""
    source = _file_of(url, "pg_dump --format=custom --file=farmgate.dump")
    if not source.is_file():
        raise CopyRefused(f"there is no database at {source}")
    unfinished = target.with_name(f"{target.name}.unfinished")
    _remove(unfinished)
    sqlite.make_private(unfinished)
    _copy(source, unfinished)
    _check(unfinished)
    _settle(unfinished, target)
    return target


def backup_of_day(url: str, folder: Path, today: date) -> Path:
    """Make the copy of the day and delete those no longer worth keeping."""
    made = backup(url, folder / f"farmgate-{today.isoformat()}.db")
    copies = {day: path for path in folder.glob("farmgate-*.db") if (day := _day_of(path))}
    for day in set(copies) - worth_keeping(copies):
        copies[day].unlink(missing_ok=True)
    return made


def worth_keeping(days: Iterable[date]) -> set[date]:
    """Choose the last seven copies, and the last copy of each of the four weeks before those."""
    newest = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    for day in newest[_DAYS:]:
        weeks.setdefault(day.isocalendar()[:2], day)
    return {*newest[:_DAYS], *list(weeks.values())[:_WEEKS]}


def restore(source: Path, url: str) -> Path:
    """Put a copy in the database's place; gives where the old one is kept now.

    Raises AlreadyRunning while the bot runs, CopyRefused when the copy is not whole.
    """
    target = _file_of(url, "pg_restore --clean --dbname=farmgate farmgate.dump")
    if not source.is_file():
        raise CopyRefused(f"there is no copy at {source}")
    _check(source)
    with lockfile.held(url):
        unfinished = target.with_name(f"{target.name}.unfinished")
        _remove(unfinished)
        sqlite.make_private(unfinished)
        shutil.copyfile(source, unfinished)
        old = target.with_name(f"{target.stem}.before-restore.db")
        # The log belongs to the old file: beside the new one it would be applied to it.
        for tail in ("", "-wal", "-shm"):
            _move(Path(f"{target}{tail}"), Path(f"{old}{tail}"))
        _settle(unfinished, target)
    return old


def _file_of(url: str, instead: str) -> Path:
    if make_url(url).get_backend_name() != "sqlite":
        raise CopyRefused(f"a PostgreSQL database is copied by its own tools: {instead}")
    return sqlite.path_of(url)


def _copy(source: Path, target: Path) -> None:
    with closing(_open(source, "ro")) as old, closing(_open(target, "rwc")) as new:
        # All pages in one step: in several it starts again at every write.
        old.backup(new, pages=-1)
        new.execute("PRAGMA journal_mode=DELETE").fetchall()


def _check(path: Path) -> None:
    try:
        with closing(_open(path, "ro")) as copy:
            found = copy.execute("PRAGMA quick_check").fetchall()
    except sqlite.driver.DatabaseError as error:
        raise CopyRefused(f"{path} is not a whole database: {error}") from error
    if found != [("ok",)]:
        raise CopyRefused(f"{path} is damaged: {found[0][0]}")


def _open(path: Path, mode: str) -> Any:
    return sqlite.driver.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)


def _settle(unfinished: Path, target: Path) -> None:
    """Give a finished file its name once its bytes are on the disk."""
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)


def _move(old: Path, new: Path) -> None:
    _remove(new)
    if old.exists():
        old.replace(new)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _day_of(path: Path) -> date | None:
    try:
        return date.fromisoformat(path.stem.removeprefix("farmgate-"))
    except ValueError:
        return None
