"""Lessons as files: what goes out comes in again, and what is wrong is named by file and part."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.learning import edited, files, taking
from bot.store.engine import Database
from tests.village import catalogs

CONTENT = {
    "title": 'Dry "maize" well',
    "text": ["Wet maize spoils.", "Bite a grain."],
    "today": "Bite five grains.",
    "question": "How do you know?",
    "again": "What tells you?",
    "options": {"a": "It cracks", "b": "It bends"},
    "feedback": {"a": "Yes.", "b": "Not yet."},
    "right": ["a"],
    "course": "start",
}


def _take(database: Database, text: str, now: datetime, name: str = "own1") -> list[str]:
    pages = {("en", name): text}
    return database.run_now(lambda conn: taking.take(conn, catalogs(), pages, now))[1]


def test_a_lesson_from_a_file_is_a_draft(database: Database, now: datetime) -> None:
    assert _take(database, files.write_toml(CONTENT), now) == []
    (draft,) = database.run_now(edited.load_drafts)
    assert draft.content == CONTENT


def test_what_is_as_it_was_is_not_taken(database: Database, now: datetime, tmp_path: Path) -> None:
    files.write_folder(tmp_path, files.all_pages([]))
    found = files.read_folder(tmp_path)
    assert len(found) > 100
    kept = database.run_now(lambda conn: taking.take(conn, catalogs(), found, now))
    assert kept == (0, [])


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"title": "x" * 41}, "title: 41 characters, at most 40"),
        ({"today": "Keep {sum}"}, "today: nothing fills sum"),
        ({"right": ["c"]}, "needs a right answer and a wrong one among its options"),
        ({"course": "none"}, "course: none of the courses"),
        ({"feedback": {"a": "Yes."}}, "feedback-b is missing"),
        ({"question": 5}, "question is missing or of another form"),
    ],
)
def test_a_fault_names_file_and_part(
    database: Database, now: datetime, changed: dict[str, object], fault: str
) -> None:
    text = files.write_toml({**CONTENT, **changed})
    assert f"en/lessons/own1.toml: {fault}" in _take(database, text, now)
    assert database.run_now(edited.load_drafts) == []
