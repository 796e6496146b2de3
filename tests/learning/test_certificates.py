"""Certificates: given once, proved to anybody, shown if wanted, worth nothing once forgotten."""

import re

from bot.talk.message import Certificate
from tests.learning.school import School
from tests.village import Person


def token(who: Person) -> str:
    texts = " ".join(seen.text for seen in who.heard)
    found = re.search(r"start=(c_[\w-]+)", texts)
    assert found is not None
    return found[1]


def test_a_whole_course_gives_a_certificate(school: School, amina: Person) -> None:
    school.finishes(amina, "start")
    picture = amina.last.picture
    assert isinstance(picture, Certificate)
    assert picture.who.values == {"words": "Amina"}
    assert "start=c_" in picture.link
    assert "🎓 The whole course is learnt" in amina.heard[-2].text
    amina.taps(data="learn.course.start")
    amina.taps("My certificate")
    assert isinstance(amina.last.picture, Certificate)
    assert amina.last.picture.link == picture.link


def test_anybody_can_check_it_even_a_member_never_met(school: School, amina: Person) -> None:
    school.finishes(amina, "start")
    joe = school.joins("Joe", "buy")
    joe.says(f"/start {token(amina)}")
    assert "This certificate is real" in joe.last.text
    assert "Amina" in joe.last.text
    assert "Start selling" in joe.last.text


def test_a_forged_token_proves_nothing(school: School, amina: Person) -> None:
    for code in ("c_x", "c_", "c_" + "a" * 60, "c_1"):
        amina.says(f"/start {code}")
        assert "no such certificate" in amina.last.text


def test_the_card_shows_it_only_if_its_owner_wants(school: School, amina: Person) -> None:
    school.finishes(amina, "start")
    joe = school.joins("Joe", "buy")
    card = f"card.see.{school.id_of(amina)}"
    assert "🎓" not in joe.taps(data=card)[-1].text
    amina.taps("Show it on my card")
    assert "🎓 Finished: 🌱 Start selling" in joe.taps(data=card)[-1].text
    amina.taps(data="learn.hide")
    assert "🎓" not in joe.taps(data=card)[-1].text


def test_whoever_is_forgotten_has_no_certificate_any_more(school: School, amina: Person) -> None:
    school.finishes(amina, "start")
    code = token(amina)
    amina.says("/forget")
    amina.says("yes")
    amina.says("yes")
    joe = school.joins("Joe", "buy")
    joe.says(f"/start {code}")
    assert "no such certificate" in joe.last.text


def test_a_wrong_answer_holds_the_certificate_back(school: School, amina: Person) -> None:
    for at in range(8):
        school.learns(amina, right=at != 3)
    assert not any(isinstance(seen.picture, Certificate) for seen in amina.heard)
    school.village.passes(days=1)
    amina.taps(data="learn.next")
    while "Do you remember" in amina.last.text:
        school.answers(amina)
        amina.taps(data="learn.next")
    assert any(isinstance(seen.picture, Certificate) for seen in amina.heard)


def test_staff_see_who_begins_and_where_people_stop(school: School, amina: Person) -> None:
    njeri = school.admin()
    school.learns(amina)
    joe = school.joins("Joe", "buy")
    joe.taps(data="learn.next")
    joe.taps("One question")
    njeri.says("/lessons")
    njeri.taps("Start selling")
    assert "2 began, 1 finished, 1 right at first" in njeri.last.text
    assert "Nobody yet" in njeri.last.text
    njeri.taps(data="lessons.see.why")
    assert "at the question: 1. Finished: 1." in njeri.last.text
    assert "100% (1)" in njeri.last.text
    amina.says("/lessons")
    assert "not open to you" in amina.last.text
