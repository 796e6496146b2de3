"""Lessons staff write in the chat: drafts, a look as a learner, published, and nobody's lesson broken."""

import io
import zipfile

import pytest

from bot.learning import edited
from tests.learning.school import PLAN, School
from tests.village import Person

FIRST = PLAN.order[0]
LAST_OF_COURSE = PLAN.courses[0].lessons[-1]
WRITTEN = (
    "Dry maize before you store it",
    "Wet maize spoils in the sack.\nBite a grain: dry maize cracks.",
    "Bite five grains from your sack.",
    "How do you know that maize is dry?",
    "Juma bites a grain. What tells him?",
    "It cracks\nIt bends",
)
WHYS = "Yes: a dry grain is hard.\nNot yet: what bends is wet."


@pytest.fixture
def staff(school: School) -> Person:
    return school.admin()


def _write(staff: Person, course: str = "start") -> None:
    """Have a new lesson written in English, without picture and voice."""
    staff.taps(data=f"lessons.write.{course}.en")
    for answer in WRITTEN:
        staff.says(answer)
    staff.taps("It cracks")
    staff.says(WHYS)
    staff.taps("Skip")
    staff.taps("Skip")
    staff.taps("Save the draft")


def _change_title(staff: Person, title: str, lesson: str = FIRST.id) -> None:
    staff.taps(data=f"lessons.write.{lesson}.en")
    staff.taps("📖 Title")
    staff.says(title)
    staff.taps("Save the draft")
    staff.taps("📣 Publish")


def test_a_new_lesson_is_looked_at_then_published_at_its_courses_end(
    school: School, staff: Person, amina: Person
) -> None:
    _write(staff)
    lesson, state = staff.heard[-2:]
    assert "Wet maize spoils" in lesson.text
    assert "Nobody" not in state.text
    assert "draft" in state.text
    amina.taps(data="learn.course.start")
    assert "Dry maize" not in " ".join(amina.last.buttons)
    staff.taps("📣 Publish")
    amina.taps(data="learn.course.start")
    lessons = [data for data in amina.last.buttons.values() if data.startswith("learn.open.")]
    assert lessons[-2].endswith(LAST_OF_COURSE)
    amina.taps("Dry maize before you store it")
    assert "👉" in amina.last.text
    amina.taps("One question")
    amina.taps("It bends")
    assert "what bends is wet" in amina.last.text
    assert school.shelf(amina)[lessons[-1].split(".")[2]].missed


def test_the_look_has_the_question_and_teaches_nobody(school: School, staff: Person) -> None:
    _write(staff)
    staff.taps("One question")
    staff.taps("It cracks")
    assert "a dry grain is hard" in staff.last.text
    assert school.shelf(staff) == {}
    staff.taps("👀")
    assert "draft" in staff.last.text


def test_a_lesson_of_the_bot_is_changed_part_by_part(
    school: School, staff: Person, amina: Person
) -> None:
    _change_title(staff, "What is left to you")
    amina.taps(data="learn.next")
    assert "What is left to you" in amina.last.text
    # The sums still stand in it, in the reader's money.
    assert "KSh 40" in amina.last.text
    assert amina.last.picture is not None
    amina.taps("One question")
    assert "KSh 60" in amina.last.text


def test_other_languages_keep_what_they_had(school: School, staff: Person) -> None:
    _change_title(staff, "What is left to you")
    juma = school.joins("Juma", "sell", "sw")
    juma.taps(data="learn.next")
    assert "What is left to you" not in juma.last.text


def test_whoever_is_in_the_middle_ends_the_lesson_they_began(
    school: School, staff: Person, amina: Person
) -> None:
    amina.taps(data="learn.next")
    amina.taps("One question")
    asked, began = amina.last.text, school.shelf(amina)[FIRST.id].version
    _change_title(staff, "Another title")
    staff.taps(data=f"lessons.write.{FIRST.id}.en")
    staff.taps("❓ Question")
    staff.says("What is left?")
    staff.taps("Save the draft")
    staff.taps("📣 Publish")
    amina.taps(data="learn.next")
    assert amina.last.text == asked
    school.answers(amina)
    assert school.shelf(amina)[FIRST.id].is_learnt
    assert school.shelf(amina)[FIRST.id].version == began
    # Opened afresh, it is the new one.
    amina.taps(data=f"learn.open.{FIRST.id}")
    assert "Another title" in amina.last.text


def test_whoever_is_in_the_middle_of_an_edition_ends_it_too(
    school: School, staff: Person, amina: Person
) -> None:
    _change_title(staff, "First title")
    amina.taps(data="learn.next")
    _change_title(staff, "Second title")
    amina.says("/learn")
    assert any("First title" in label for label in amina.last.buttons)
    amina.taps(data="learn.next")
    assert "First title" in amina.last.text
    baraka = school.joins("Baraka", "sell")
    baraka.taps(data="learn.next")
    assert "Second title" in baraka.last.text


def test_a_published_draft_is_published_once(school: School, staff: Person) -> None:
    _change_title(staff, "Once")
    staff.taps(data="lessons.publish.1")
    with school.village.engine.begin() as conn:
        assert [each.state for each in edited.load_published(conn)] == ["published"]


def test_a_photo_and_a_voice_note_go_with_a_lesson(
    school: School, staff: Person, amina: Person
) -> None:
    staff.taps(data=f"lessons.write.{FIRST.id}.en")
    staff.taps("🖼 Photo")
    staff.says("no photo here")
    assert "photo" in staff.last.text
    staff.sends_photo("field")
    staff.taps("🎤 Voice")
    staff.sends_voice("long", seconds=90)
    assert "60 seconds" in staff.last.text
    staff.sends_voice("spoken", seconds=30)
    staff.taps("Save the draft")
    staff.taps("📣 Publish")
    amina.taps(data="learn.next")
    assert amina.last.photo == "field"
    amina.taps(data=f"learn.hear.{FIRST.id}")
    assert amina.last.voice == "spoken"


@pytest.mark.parametrize(
    ("part", "words", "hint"),
    [
        ("📖 Title", "x" * 41, "at most 40"),
        ("📝 Text", "\n".join("abcdefghi"), "1 to 8 lines"),
        ("📝 Text", "It costs {nothing}.", "{nothing}"),
        ("🔘 Answers", "Only one", "2 to 3 lines"),
        ("💬 The whys", "One.\nTwo.", "for each answer, please: 3"),
        ("👉 Today", "Keep {gate} and {nobody} apart", "{nobody}"),
    ],
)
def test_what_does_not_fit_is_said_kindly(staff: Person, part: str, words: str, hint: str) -> None:
    staff.taps(data=f"lessons.write.{FIRST.id}.en")
    staff.taps(part)
    staff.says(words)
    assert hint in staff.last.text


def test_a_draft_left_is_found_again(staff: Person) -> None:
    _write(staff)
    staff.says("/lessons")
    staff.taps("📝 Drafts")
    staff.taps("Dry maize before you store it")
    staff.taps("✏️ Change")
    assert "Wet maize spoils" in staff.last.text


def test_all_lessons_are_handed_over_as_files(staff: Person) -> None:
    _change_title(staff, "What is left to you")
    staff.says("/lessons")
    staff.taps("📦 Export")
    packed = zipfile.ZipFile(io.BytesIO(staff.last.file.content))
    assert 'title = "What is left to you"' in packed.read("en/lessons/why.toml").decode()
    assert "ar/lessons/keep.toml" in packed.namelist()


@pytest.mark.parametrize(
    "data",
    [
        "lessons.publish.1",
        "lessons.view.1",
        "lessons.write.why.en",
        "lessons.redo.1",
        "lessons.export",
        "lessons.drafts",
        "lessons.try.1.a",
    ],
)
def test_only_staff_may(school: School, staff: Person, amina: Person, data: str) -> None:
    _write(staff)
    amina.taps(data=data)
    assert "not open to you" in amina.toast
    assert amina.heard == []
    with school.village.engine.begin() as conn:
        assert edited.load_published(conn) == []


@pytest.mark.parametrize(
    "data",
    [
        "lessons.publish.99",
        "lessons.view.x",
        "lessons.try.1.z",
        "lessons.write.none.en",
        "lessons.write.why.xx",
        "lessons.change.none",
        "lessons.add.none",
        "lessons.view",
    ],
)
def test_a_forged_tap_of_staff_is_answered(staff: Person, data: str) -> None:
    _write(staff)
    heard = len(staff.heard)
    staff.taps(data=data)
    assert staff.toast
    assert len(staff.heard) == heard


def test_who_leaves_takes_the_name_from_the_lesson(school: School, staff: Person) -> None:
    _write(staff)
    whose = school.id_of(staff)
    with school.village.engine.begin() as conn:
        edited.forget(conn, whose)
        draft = edited.load_drafts(conn)[0]
    assert draft.by_id is None
