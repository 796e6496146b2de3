"""What `check` proves of the lessons: each fault that can be written is found and named."""

from dataclasses import replace
from typing import Any

import pytest

from bot.learning.lessons import Curriculum
from bot.learning.proof import faults_of, reading_time
from bot.text.catalog import Catalogs
from bot.text.domain import Entry
from bot.text.pages import FOLDER, key_of
from bot.text.template import split_template
from tests.learning.school import PLAN
from tests.village import catalogs

DRAWN = tuple(PLAN.lessons)


def _plan(lesson: str = "why", **changed: Any) -> Curriculum:
    return replace(PLAN, lessons={**PLAN.lessons, lesson: replace(PLAN.lessons[lesson], **changed)})


def _with(language: str, part: str, text: str | None, lesson: str = "why") -> Catalogs:
    """Give the texts, with one of a lesson's written otherwise or missing."""
    all_ = catalogs()
    mine, key = all_.by_language[language], key_of(lesson, part)
    pages = {each: entry for each, entry in mine.pages.items() if each != key}
    if text is not None:
        forms = (split_template(text),)
        pages[key] = Entry(key, FOLDER, (text,), forms, mine.language.plurals)
    return replace(all_, by_language={**all_.by_language, language: replace(mine, pages=pages)})


def test_the_lessons_that_come_with_the_bot_are_whole() -> None:
    assert list(faults_of(PLAN, catalogs(), DRAWN)) == []


@pytest.mark.parametrize(
    ("language", "part", "text", "fault"),
    [
        ("sw", "text", None, "sw lessons/why: text is missing"),
        ("hi", "feedback-c", None, "hi lessons/why: feedback-c is missing"),
        ("ar", "again", None, "ar lessons/why: again is missing"),
        ("zh_Hans", "today", " ", "zh_Hans lessons/why: today: is empty"),
        ("es", "title", "x" * 41, "es lessons/why: title: 41 characters, at most 40"),
        ("en", "question", "x" * 161, "en lessons/why: question: 161 characters, at most 160"),
        ("sw", "text", "Moja.\n" * 9, "sw lessons/why: text: more than 8 sentences"),
        ("hi", "text", "{here}", "hi lessons/why: text: other placeholders than in English"),
        ("es", "title", "{sum}", "es lessons/why: title: nothing fills sum"),
        ("en", "title", "<b>So</b>", "en lessons/why: title: has markup"),
        ("zh_Hans", "text", "水" * 300, "takes"),
        ("sw", "option-a", "x" * 31, "sw lessons/why: option-a: 31 characters, at most 30"),
    ],
)
def test_a_broken_text_is_named(language: str, part: str, text: str | None, fault: str) -> None:
    found = list(faults_of(PLAN, _with(language, part, text), DRAWN))
    assert any(fault in each for each in found), found
    assert all(each.startswith(f"{language} lessons/why") for each in found) or language == "en"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"right": frozenset()}, "needs a right answer and a wrong one among its options"),
        ({"right": frozenset("abc")}, "needs a right answer and a wrong one among its options"),
        ({"right": frozenset("d")}, "needs a right answer and a wrong one among its options"),
        ({"options": ("a", "a", "b")}, "needs two or three answers, each once"),
        ({"options": ("b",)}, "needs two or three answers, each once"),
        ({"after": ("week",)}, "cannot be reached"),
        ({"after": ("why",)}, "cannot be reached"),
        ({"after": ("nothing",)}, "cannot be reached"),
        ({"course": ""}, "is in no course"),
        ({"kind": "riddle"}, "is of no known kind: riddle"),
        ({"kind": "drill"}, "a drill needs a message for each answer"),
        ({"season": (13,)}, "its season has a month that is none"),
    ],
)
def test_a_broken_plan_is_named(changed: dict[str, Any], fault: str) -> None:
    plan = _plan(**changed)
    if changed.get("after") == ("week",):
        plan = replace(
            plan,
            lessons={**plan.lessons, "week": replace(plan.lessons["week"], after=("why",))},
        )
    found = list(faults_of(plan, catalogs(), DRAWN))
    assert any(each.startswith("lesson why: ") and fault in each for each in found), found


def test_several_right_answers_are_declared_and_nothing_less() -> None:
    assert list(faults_of(_plan(right=frozenset("ab")), catalogs(), DRAWN)) == []


def test_a_missing_picture_is_named() -> None:
    found = list(faults_of(PLAN, catalogs(), DRAWN[1:]))
    assert found == [f"lesson {DRAWN[0]}: no picture"]


def test_a_lesson_nobody_can_read_aloud_in_a_minute_is_named() -> None:
    slow = "水" * 280  # 62 seconds; short enough to read
    found = list(faults_of(PLAN, _with("zh_Hans", "text", slow), DRAWN))
    assert any("seconds to read aloud in CN, at most 60" in each for each in found), found
    assert reading_time(slow) > 60


def test_a_lesson_told_twice_or_nowhere_is_named() -> None:
    start, *rest = PLAN.courses
    twice = replace(start, lessons=(*start.lessons, "why", "nowhere"))
    found = list(faults_of(replace(PLAN, courses=(twice, *rest)), catalogs(), DRAWN))
    assert "lesson why: stands twice in the courses" in found
    assert "lesson nowhere: is in a course but nowhere told" in found


def test_a_moment_without_its_lesson_is_named() -> None:
    found = list(faults_of(replace(PLAN, moments={"first-order": "gone"}), catalogs(), DRAWN))
    assert found == ["the moment first-order has no lesson gone"]
