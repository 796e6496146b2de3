"""Taking lessons from files: each is proved as those of the bot are, then kept as a draft."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from bot.learning import edited, files
from bot.learning.editions import DRAFT, Edition, wear
from bot.learning.lessons import Lesson, curriculum
from bot.learning.proof import lesson_faults, text_faults
from bot.text.catalog import Catalogs
from bot.text.domain import Entry
from bot.text.pages import FOLDER, key_of, texts_of
from bot.text.template import split_template


def take(
    conn: Connection, catalogs: Catalogs, pages: Mapping[tuple[str, str], str], now: datetime
) -> tuple[int, list[str]]:
    """Keep what differs from what is published as drafts; gives how many, and each fault."""
    known = files.all_pages(edited.load_published(conn))
    drafts, faults = [], []
    for (language, lesson), text in pages.items():
        name = files.name_of(language, lesson)
        if known.get(name) == text:
            continue
        found, wrong = _read(catalogs, language, lesson, text)
        faults += [f"{name}: {fault}" for fault in wrong]
        if found is not None and not wrong:
            drafts.append(Edition(0, lesson, language, 0, found, None, None, DRAFT, None, now))
    for draft in drafts:
        edited.add_draft(conn, draft)
    return len(drafts), faults


def _read(
    catalogs: Catalogs, language: str, lesson: str, text: str
) -> tuple[dict[str, Any] | None, list[str]]:
    base = curriculum().lessons.get(lesson)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [str(error)]
    if base is not None:
        content = {"right": sorted(base.right), "course": base.course} | content
    wrong = list(_form_faults(catalogs, language, content))
    return content, wrong or list(_faults(catalogs, language, lesson, content, base))


def _form_faults(catalogs: Catalogs, language: str, content: Mapping[str, Any]) -> Iterator[str]:
    if language not in catalogs.by_language:
        yield "no such language"
    if curriculum().course(str(content.get("course", ""))) is None:
        yield "course: none of the courses"
    for part, kind in _KINDS.items():
        if not isinstance(content.get(part), kind):
            yield f"{part} is missing or of another form"


_KINDS = {
    **dict.fromkeys(("title", "today", "question", "again"), str),
    **dict.fromkeys(("text", "right"), list),
    **dict.fromkeys(("options", "feedback"), dict),
}


def _faults(
    catalogs: Catalogs,
    language: str,
    lesson: str,
    content: Mapping[str, Any],
    base: Lesson | None,
) -> Iterator[str]:
    edition = Edition(0, lesson, language, 0, content, None, None, DRAFT, None, _NEVER)
    worn = wear(base, edition, str)
    plan = curriculum()
    yield from lesson_faults(replace(plan, lessons={**plan.lessons, lesson: worn}), worn)
    catalog = catalogs.by_language[language]
    entries = {
        key_of(lesson, part): Entry(
            key_of(lesson, part), FOLDER, (said,), (split_template(said),), catalog.language.plurals
        )
        for part, said in texts_of(content)
    }
    mine = replace(catalog, pages=entries)
    yield from text_faults(
        worn, mine, replace(catalogs, by_language={**catalogs.by_language, language: mine})
    )


_NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # nobody asks when a file was written
