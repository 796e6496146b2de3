"""Learning as people do it: a lesson, its question, what an answer means, and going on."""

import pytest

from bot.learning import store
from bot.talk.message import Still
from tests.learning.school import PLAN, School
from tests.village import Person

FIRST = PLAN.order[0]


def test_the_next_lesson_is_one_tap_away(school: School, amina: Person) -> None:
    amina.says("/learn")
    assert "0 of 8" in amina.last.text
    assert "○○○○○○○○" in amina.last.text
    amina.taps(next(iter(amina.last.buttons)))
    assert amina.last.picture is not None
    assert isinstance(amina.last.picture, Still)
    assert amina.last.picture.name == FIRST.id
    assert "❓ One question" in amina.last.buttons


def test_a_right_answer_is_explained_and_leads_on(school: School, amina: Person) -> None:
    school.learns(amina)
    assert amina.last.text.split("\n")[-1].startswith("✅")
    assert amina.last.text.startswith("❓")
    assert any(data == "learn.next" for data in amina.last.buttons.values())
    assert school.shelf(amina)[FIRST.id].is_learnt
    amina.says("/learn")
    assert "●○○○○○○○ 1 of 8" in amina.last.text


def test_a_wrong_answer_returns_the_next_day_in_other_words(school: School, amina: Person) -> None:
    lesson = school.learns(amina, right=False)
    assert "tomorrow, in other words" in amina.last.text
    assert not school.shelf(amina)[lesson].is_learnt
    asked = amina.heard[-2].text
    school.village.passes(hours=20)
    amina.taps(data="learn.next")
    assert amina.last.text.startswith("🔁 Do you remember?")
    assert asked not in amina.last.text
    school.answers(amina)
    assert school.shelf(amina)[lesson].is_learnt
    amina.taps(data="learn.next")
    assert amina.last.picture is not None


def test_no_more_than_two_questions_return_a_day(school: School, amina: Person) -> None:
    for _ in range(4):
        school.learns(amina, right=False)
    school.village.passes(days=1)
    for _ in range(2):
        amina.taps(data="learn.next")
        assert "Do you remember" in amina.last.text
        school.answers(amina)
    amina.taps(data="learn.next")
    assert amina.last.picture is not None


def test_an_answer_may_be_typed(school: School, amina: Person) -> None:
    amina.taps(data="learn.next")
    amina.taps("One question")
    place = FIRST.options.index(next(iter(FIRST.right))) + 1
    amina.says(str(place))
    assert school.shelf(amina)[FIRST.id].is_learnt


def test_words_that_are_no_answer_are_taken_as_ever(school: School, amina: Person) -> None:
    amina.taps(data="learn.next")
    amina.taps("One question")
    amina.says("zzzz qqqq")
    assert school.shelf(amina)[FIRST.id].wording == "question"


def test_somebody_stops_and_goes_on_in_the_middle(school: School, amina: Person) -> None:
    amina.taps(data="learn.next")
    amina.taps("One question")
    question = amina.last.text
    amina.says("/sell")
    amina.says("/menu")
    amina.taps("📚 Learn")
    amina.taps("▶️ Go on")
    assert amina.last.text == question


def test_a_second_tap_changes_nothing(school: School, amina: Person) -> None:
    amina.taps(data="learn.next")
    amina.taps("One question")
    picks = [data for data in amina.last.buttons.values() if data.startswith("learn.pick")]
    amina.taps(data=picks[0])
    before = school.shelf(amina)
    amina.taps(data=picks[1])
    assert "answered already" in amina.toast
    assert school.shelf(amina) == before


def test_a_button_of_an_older_lesson_asks_the_new_question(school: School, amina: Person) -> None:
    amina.taps(data="learn.next")
    amina.taps("One question")
    amina.taps(data=f"learn.pick.{FIRST.id}.000000.question.{FIRST.options[0]}")
    assert "newer now" in amina.toast
    assert school.shelf(amina)[FIRST.id].tries == 0
    assert any(data.startswith("learn.pick") for data in amina.last.buttons.values())


@pytest.mark.parametrize(
    "data",
    [
        "learn.pick",
        "learn.pick.why",
        f"learn.pick.{FIRST.id}.{FIRST.version}.question.{FIRST.options[0]}",
        "learn.open.nothing",
        "learn.ask.why.x",
        "learn.course.none",
        "learn.paper.start",
        "learn.show",
        "learn.nonsense.1.2.3.4.5.6.7",
        "learn.hear.why",
        "lessons.see.why",
    ],
)
def test_a_forged_tap_is_answered_and_changes_nothing(
    school: School, amina: Person, data: str
) -> None:
    amina.taps(data=data)
    assert amina.toasts or amina.heard
    assert school.shelf(amina) == {}


def test_what_comes_before_is_named(school: School, amina: Person) -> None:
    later = next(each for each in PLAN.order if each.after)
    amina.taps(data=f"learn.open.{later.id}")
    assert amina.toast.startswith("First comes")


def test_a_drill_shows_its_messages_before_it_asks(school: School, amina: Person) -> None:
    drill = PLAN.lessons["fake"]
    amina.taps(data="learn.open.fake")
    amina.taps(data=f"learn.ask.fake.{drill.version}")
    assert "CONFIRMED" in amina.last.text
    assert "KSh 1,700" in amina.last.text
    school.answers(amina, right=False)
    assert "💡" in amina.last.text


def test_sums_are_in_the_readers_money(school: School) -> None:
    ravi = school.joins("Ravi", "sell")
    school.moves(ravi, "IN")
    ravi.taps(data="learn.open.floor")
    assert "₹3,000" in ravi.last.text


def test_a_turn_costs_few_statements(school: School, amina: Person) -> None:
    costs = {}
    for name, data in (("list", "learn"), ("next", "learn.next")):
        amina.taps(data=data)
        costs[name] = school.village.statements
    amina.taps("One question")
    costs["ask"] = school.village.statements
    school.answers(amina)
    costs["answer"] = school.village.statements
    assert costs == {"list": 6, "next": 9, "ask": 8, "answer": 7}


def test_a_stranger_is_asked_to_join_first(school: School) -> None:
    stranger = school.village.person("Stranger")
    stranger.says("/learn")
    assert stranger.last.picture is None
    assert "learn.next" not in stranger.last.buttons.values()


def test_who_leaves_leaves_nothing(school: School, amina: Person) -> None:
    school.learns(amina)
    whose = school.id_of(amina)
    amina.says("/forget")
    amina.says("yes")
    amina.says("yes")
    with school.village.engine.begin() as conn:
        assert store.load_shelf(conn, whose) == {}
        assert store.load_learner(conn, whose) is None
