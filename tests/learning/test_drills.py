"""Drills: a scam believed and a true message turned away are two errors, each counted for itself."""

from datetime import datetime

import pytest

from bot.learning import drills, store
from bot.learning.drills import NONE, Score
from bot.learning.rules import Progress
from tests.learning.school import PLAN, School
from tests.village import Person

FEES = PLAN.lessons["fees"]  # the second of its three messages is genuine


def _open(amina: Person, lesson: str = "fees") -> None:
    amina.taps(data=f"learn.open.{lesson}")
    amina.taps(data=f"learn.ask.{lesson}.{PLAN.lessons[lesson].version}")


@pytest.mark.parametrize(
    ("code", "score"),
    [
        ("b", Score(0, 2, 0, 1)),
        ("ab", Score(1, 2, 0, 1)),
        (NONE, Score(0, 2, 1, 1)),
        ("ac", Score(2, 2, 1, 1)),
        ("abc", Score(2, 2, 0, 1)),
    ],
)
def test_both_kinds_of_error_are_counted(code: str, score: Score) -> None:
    assert drills.score(FEES, code) == score
    assert FEES.is_right(code) is (score.believed + score.refused == 0)


@pytest.mark.parametrize(
    "lesson", [each for each in PLAN.order if each.is_drill], ids=lambda each: each.id
)
def test_every_drill_has_something_genuine_in_it(lesson: object) -> None:
    assert isinstance(lesson, type(FEES))
    once = drills.score(lesson, NONE)
    assert once.genuine
    assert once.false
    assert not lesson.is_right(NONE)


def test_who_refuses_everything_is_told_that_a_buyer_was_lost(
    school: School, amina: Person
) -> None:
    _open(amina)
    school.judges(amina, "f", "f", "f")
    assert "🚩 False ones believed: 0 of 2" in amina.last.text
    assert "🤝 Genuine ones turned away: 1 of 1" in amina.last.text
    assert "a true buyer should not be lost" in amina.last.text
    assert "💡 <b>The second</b>: 🤝 Genuine" in amina.last.text
    assert "What hurries" not in amina.last.text
    assert not school.shelf(amina)["fees"].is_learnt


def test_who_believes_everything_is_told_kindly(school: School, amina: Person) -> None:
    _open(amina)
    school.judges(amina, "g", "g", "g")
    assert "🚩 False ones believed: 2 of 2" in amina.last.text
    assert "🤝 Genuine ones turned away: 0 of 1" in amina.last.text
    assert "It can happen to anybody" in amina.last.text
    assert "should not be lost" not in amina.last.text


def test_the_messages_stand_side_by_side_while_they_are_judged(
    school: School, amina: Person
) -> None:
    _open(amina)
    for at in range(3):
        assert "School kitchen" in amina.last.text
        assert "Peter (buyer)" in amina.last.text
        assert amina.last.text.count(" · ") == at
        school.judges(amina, "f")


def test_a_drill_told_apart_is_learnt(school: School, amina: Person) -> None:
    _open(amina)
    school.answers(amina)
    assert school.shelf(amina)["fees"].is_learnt
    assert "All told apart" in amina.last.text


def test_errors_add_up_over_the_drills_of_a_learner(school: School, amina: Person) -> None:
    _open(amina)
    school.judges(amina, "g", "f", "f")
    assert "In all drills" not in amina.last.text
    _open(amina, "fake")
    school.judges(amina, "g", "g")
    assert "In all drills so far: believed 2 of 3, turned away 1 of 2." in amina.last.text
    kept = school.shelf(amina)["fees"]
    assert (kept.drilled, kept.believed, kept.refused, kept.first) == (1, 1, 1, "a")


def test_a_drill_is_left_in_the_middle_and_gone_on_with(school: School, amina: Person) -> None:
    _open(amina)
    school.judges(amina, "f")
    amina.says("/menu")
    amina.says("/learn")
    amina.taps(data="learn.next")
    assert "👉 The second: genuine or false?" in amina.last.text
    school.judges(amina, "g", "f")
    assert school.shelf(amina)["fees"].is_learnt


def test_a_judgement_may_be_typed(school: School, amina: Person) -> None:
    _open(amina)
    for words in ("false", "genuine", "2"):
        amina.says(words)
    assert school.shelf(amina)["fees"].is_learnt


@pytest.mark.parametrize("marks", ["gg", "gggg", "x", "", "f"])
def test_a_forged_or_repeated_judgement_changes_nothing(
    school: School, amina: Person, marks: str
) -> None:
    _open(amina)
    school.judges(amina, "f")
    before = school.shelf(amina)
    amina.taps(data=f"learn.judge.fees.{FEES.version}.question.{marks}")
    assert amina.toast
    assert school.shelf(amina) == before


def test_a_button_from_before_asks_message_by_message(school: School, amina: Person) -> None:
    _open(amina)
    amina.taps(data=f"learn.pick.fees.{FEES.version}.question.b")
    assert "genuine or false?" in amina.last.text
    assert school.shelf(amina)["fees"].tries == 0


def test_staff_see_the_two_kinds_apart(school: School) -> None:
    for name, marks in (("Beatrice", "ggf"), ("Chege", "fff")):
        who = school.joins(name, "sell")
        _open(who)
        school.judges(who, *marks)
    with school.village.engine.begin() as conn:
        assert store.count_drills(conn, "fees") == (2, 1, 1)
    staff = school.admin()
    staff.taps(data="lessons.see.fees")
    assert "Drill done 2 times" in staff.last.text
    assert "🚩 False ones believed: 1 of 4" in staff.last.text
    assert "🤝 Genuine ones turned away: 1 of 2" in staff.last.text
    assert "The second: 50% (1)" in staff.last.text


def test_a_taken_judgement_counts_only_what_was_shown(now: datetime) -> None:
    known = Progress(1, "fees", "asked", FEES.version, now, now, judged="gf", drilled=2, believed=1)
    noted = drills.note(FEES, known, "a")
    assert (noted.judged, noted.drilled, noted.believed, noted.refused) == ("", 3, 2, 1)
