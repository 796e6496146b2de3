"""The evening before: one list instead of many cards, as things stand then, and nothing twice."""

from datetime import datetime, timedelta

import pytest

from tests.delivering.town import Town
from tests.village import Person, Shown

THURSDAY_EVENING = datetime.fromisoformat("2026-06-04T15:00:00+00:00")  # 18:00 in Nairobi


def heard(who: Person, words: str) -> list[Shown]:
    return [shown for shown in who.heard if words in shown.text]


def market() -> tuple[Town, Person, Person, Person]:
    town = Town()
    njeri, amina, joe = town.admin(), town.joins("Amina", "sell"), town.joins("Joe")
    town.opens(keeper_id=town.id_of(njeri))
    town.lists(amina)
    return town, njeri, amina, joe


def until(town: Town, when: datetime) -> None:
    town.village.passes(seconds=(when - town.village.now).total_seconds())


def test_a_farmer_gets_one_list_of_the_day_and_no_card_for_each_order() -> None:
    town, njeri, amina, joe = market()
    zoe = town.joins("Zoe")
    town.at_point(joe, amina)
    town.at_point(zoe, amina, milli=2000)
    before = len(amina.heard)
    until(town, THURSDAY_EVENING - timedelta(minutes=1))
    assert len(amina.heard) == before
    until(town, THURSDAY_EVENING)
    (told,) = amina.heard[before:]
    assert "Tomorrow all this has to be ready" in told.text
    assert "7 kg" in told.text
    assert told.text.count("☐") == 2
    assert len(heard(njeri, "Tomorrow at the point")) == 1
    assert len(heard(joe, "Soon it is time for the pick-up")) == 1


def test_two_hours_before_the_point_opens_the_farmer_is_told_once_more() -> None:
    town, _, amina, joe = market()
    town.at_point(joe, amina)
    until(town, THURSDAY_EVENING + timedelta(hours=17, minutes=59))
    assert not heard(amina, "In two hours")
    until(town, THURSDAY_EVENING + timedelta(hours=18))  # 12:00, the point opens at 14:00
    (told,) = heard(amina, "In two hours")
    assert "☐" in told.text


@pytest.mark.parametrize("who_cancels", ["joe", "amina"])
def test_what_was_cancelled_is_on_no_list(who_cancels: str) -> None:
    town, njeri, amina, joe = market()
    town.at_point(joe, amina)
    reason = "changed" if who_cancels == "joe" else "weather"
    (joe if who_cancels == "joe" else amina).taps(data=f"order.do.1.cancel.{reason}")
    until(town, THURSDAY_EVENING + timedelta(days=2))
    for who in (njeri, amina, joe):
        assert not heard(who, "Tomorrow"), who.name
        assert not heard(who, "In two hours"), who.name


def test_lists_follow_an_order_to_another_day() -> None:
    town, _, amina, joe = market()
    town.at_point(joe, amina)
    town.goes_to_point(joe, 1, 1)  # Saturday, with the farmer's yes
    amina.taps("Yes, that is fine")
    until(town, THURSDAY_EVENING + timedelta(hours=20))
    assert not heard(amina, "Tomorrow all this")
    until(town, THURSDAY_EVENING + timedelta(days=1))
    assert len(heard(amina, "Tomorrow all this")) == 1
    assert len(heard(joe, "Soon it is time")) == 1


def test_an_order_to_the_farm_is_told_as_before() -> None:
    town, _, amina, joe = market()
    town.accepted(joe, amina)
    town.village.passes(hours=9)  # it is fetched tomorrow
    assert len(heard(amina, "Soon it is time for the pick-up")) == 1
    assert not heard(amina, "Tomorrow all this")


def test_whoever_no_longer_looks_after_a_point_gets_no_list() -> None:
    town, njeri, amina, joe = market()
    town.at_point(joe, amina)
    njeri.taps(data="points.leave.1")
    until(town, THURSDAY_EVENING)
    assert not heard(njeri, "Tomorrow at the point")


def test_after_an_evening_without_the_bot_the_list_still_comes_that_day() -> None:
    town, _, amina, joe = market()
    town.at_point(joe, amina)
    until(town, THURSDAY_EVENING - timedelta(hours=1))
    town.village.sleeps(hours=13)  # 6:00 next morning
    until(town, THURSDAY_EVENING + timedelta(hours=14))
    assert len(heard(amina, "Today all this has to be ready")) == 1


def test_a_buyer_is_reminded_two_hours_before_the_slot_begins() -> None:
    town, _, amina, joe = market()
    town.at_point(joe, amina)
    until(town, THURSDAY_EVENING + timedelta(hours=17, minutes=59))
    assert len(heard(joe, "Soon it is time")) == 1  # the evening before
    until(town, THURSDAY_EVENING + timedelta(hours=18))  # 12:00, the slot is from 14:00 to 17:00
    assert len(heard(joe, "Soon it is time")) == 2
    until(town, THURSDAY_EVENING + timedelta(hours=22))
    assert len(heard(joe, "Soon it is time")) == 2


def test_the_reminder_moves_with_the_slot() -> None:
    town, _, amina, joe = market()
    town.at_point(joe, amina)
    town.goes_to_point(joe, 1, 1)  # Saturday from 9:00 to 12:00
    amina.taps("Yes, that is fine")
    until(town, THURSDAY_EVENING + timedelta(hours=36, minutes=59))
    assert len(heard(joe, "Soon it is time")) == 1  # on Friday evening
    until(town, THURSDAY_EVENING + timedelta(hours=37))  # Saturday, 7:00
    assert len(heard(joe, "Soon it is time")) == 2
