"""Reminders and lessons when they are needed: seldom, by day, never in the way of a trade."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.learning import moments, notices
from bot.people import store as people
from bot.store import dues, persons
from tests.learning.school import School
from tests.village import Person, plain


def nudges(who: Person) -> list[str]:
    return [
        seen.text
        for seen in who.heard
        if "learn.next" in seen.buttons.values() and not seen.edited and len(seen.rows) == 1
    ]


def changes_profile(school: School, who: Person, **changed: Any) -> None:
    whose = school.id_of(who)
    with school.village.engine.begin() as conn:
        known = people.load_profile(conn, whose)
        assert known is not None
        people.save_profile(conn, replace(known, **changed))


@pytest.fixture
def joe(school: School) -> Person:
    return school.joins("Joe", "buy")


def test_a_learner_is_reminded_the_next_day_at_the_chosen_hour(
    school: School, amina: Person
) -> None:
    changes_profile(school, amina, hour="evening")
    school.learns(amina)
    school.village.passes(hours=30)  # until 15:00 the next day
    assert nudges(amina) == []
    school.village.passes(hours=4)
    (told,) = nudges(amina)
    assert "📚 Two minutes today?" in told


def test_reminders_end_after_two_that_led_to_nothing_and_begin_again(
    school: School, amina: Person
) -> None:
    school.learns(amina)
    school.village.passes(days=20)
    assert len(nudges(amina)) == 2
    assert len(set(nudges(amina))) == 2
    amina.taps(data="learn.next")
    school.village.passes(days=1)
    assert len(nudges(amina)) == 3


def test_whoever_wants_no_news_gets_no_reminder(school: School, amina: Person) -> None:
    changes_profile(school, amina, notices="needed")
    school.learns(amina)
    school.village.passes(days=10)
    assert nudges(amina) == []


def test_nobody_is_reminded_while_an_order_waits_for_their_answer(
    school: School, amina: Person, joe: Person
) -> None:
    school.lists(amina)
    school.learns(amina)
    school.village.passes(hours=22)
    order = school.places(joe)
    school.village.passes(minutes=90)  # past 8:00 the next morning
    assert school.order(order).state == "placed"
    assert nudges(amina) == []


def test_nobody_is_reminded_in_the_middle_of_a_talk(school: School, amina: Person) -> None:
    school.learns(amina)
    school.village.passes(hours=22)
    amina.says("/sell")
    school.village.passes(hours=2)
    assert nudges(amina) == []


def offers(who: Person) -> list[str]:
    return [seen.text for seen in who.heard if "learn.later" in seen.buttons.values()]


def test_the_first_order_offers_its_lesson_once_a_little_later(
    school: School, amina: Person, joe: Person
) -> None:
    school.lists(amina)
    school.places(joe)
    assert offers(amina) == []
    school.village.passes(minutes=3)
    (told,) = offers(amina)
    assert "Answer a buyer" in plain(told) or "answer" in told.lower()
    school.places(joe)
    school.village.passes(minutes=3)
    assert len(offers(amina)) == 1
    amina.taps("Read it now")
    assert amina.last.picture is not None


def test_a_lesson_put_off_stays_where_it_is(school: School, amina: Person, joe: Person) -> None:
    school.lists(amina)
    school.places(joe)
    school.village.passes(minutes=3)
    amina.taps("Not now")
    assert "stays under" in amina.last.text


def test_a_lesson_waits_for_the_end_of_a_talk(school: School, amina: Person, joe: Person) -> None:
    school.lists(amina)
    amina.says("/sell")
    school.places(joe)
    school.village.passes(minutes=5)
    assert offers(amina) == []
    amina.says("/menu")
    school.village.passes(minutes=35)
    assert len(offers(amina)) == 1


def test_a_lesson_is_offered_in_waking_hours_only(
    school: School, amina: Person, joe: Person
) -> None:
    school.lists(amina)
    school.village.now = datetime(2026, 6, 1, 16, 59, tzinfo=UTC)  # 19:59 in Nairobi
    amina.says("/menu")
    school.places(joe)
    school.village.passes(hours=2)
    assert offers(amina) == []
    school.village.passes(hours=10)
    assert len(offers(amina)) == 1


def test_a_lesson_that_is_learnt_is_not_offered(school: School, amina: Person, joe: Person) -> None:
    school.lists(amina)
    amina.taps(data="learn.open.answer")
    school.places(joe)
    school.village.passes(minutes=5)
    assert offers(amina) == []


def test_the_hour_of_sleep_gives_way(school: School, amina: Person) -> None:
    with school.village.engine.begin() as conn:
        known = persons.load_by_chat(conn, amina.chat)
        assert known is not None
        persons.save(conn, replace(known, wake=600, rest=1200))
    school.learns(amina)
    told_at = None
    for _ in range(48):
        school.village.passes(hours=1)
        if nudges(amina):
            told_at = school.village.now + timedelta(hours=3)
            break
    assert told_at is not None
    assert told_at.hour == 10


def test_no_more_than_one_lesson_is_offered_a_day(school: School, amina: Person) -> None:
    whose = school.id_of(amina)
    with school.village.engine.begin() as conn:
        for lesson in ("answer", "fake", "floor"):
            at = school.village.now + timedelta(minutes=2)
            dues.plan(conn, notices.MOMENT, lesson, whose, at)
    school.village.passes(hours=1)
    assert len(offers(amina)) == 1
    school.village.passes(days=2)
    assert len(offers(amina)) == 1


def test_a_move_with_two_meanings_offers_one_lesson(
    school: School, amina: Person, joe: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "read_move", lambda _: iter(("first-order", "first-claim")))
    school.lists(amina)
    school.places(joe)
    with school.village.engine.begin() as conn:
        kinds = select(dues.due.c.ref).where(dues.due.c.kind == notices.MOMENT)
        assert conn.execute(kinds).scalars().all() == ["answer"]


def test_a_price_far_from_the_usual_offers_the_lesson_on_prices(
    school: School, amina: Person
) -> None:
    school.lists(amina)
    amina.says("sell 20 kg tomatoes at 9000")
    amina.taps("Yes, that is right")
    for label in ("Today", "Skip", "Yes, sell it"):
        amina.taps(label)
    school.village.passes(minutes=3)
    assert "What a city price means" in plain(offers(amina)[-1])
