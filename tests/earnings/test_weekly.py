"""The weekly note: asked once, exact, at the farmer's hour, and never without a yes."""

from datetime import UTC, datetime

import pytest

from tests.earnings.farmers import Farmers
from tests.village import Person, Shown


@pytest.fixture
def farmers() -> Farmers:
    return Farmers()


def notes(who: Person) -> list[Shown]:
    return [each for each in who.heard if each.text.startswith("🗒 Your week from")]


def questions(who: Person) -> list[Shown]:
    return [each for each in who.heard if "once a week" in each.text]


def test_a_farmer_is_asked_once_after_the_first_sale(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    farmers.sells(amina, peter)
    farmers.village.passes(hours=1)
    assert len(questions(amina)) == 1
    amina.taps("No, thanks")
    farmers.sells(amina, peter)
    farmers.village.passes(days=15)
    assert len(questions(amina)) == 1
    assert questions(peter) == []
    assert notes(amina) == []


def test_who_never_answers_gets_no_note(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    farmers.sells(amina, peter)
    farmers.village.passes(days=20)
    assert notes(amina) == []


def test_the_question_waits_until_a_talk_is_over(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    farmers.sells(amina, peter)
    amina.says("/sell")
    farmers.village.passes(minutes=25)
    assert questions(amina) == []
    amina.says("/cancel")
    amina.says("yes")
    farmers.village.passes(hours=2)
    assert len(questions(amina)) == 1


def test_the_note_comes_on_monday_morning_with_the_exact_sum(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    for price in (80, 93):
        farmers.sells(amina, peter, price)
    farmers.village.passes(days=6, hours=22, minutes=59)
    assert notes(amina) == []
    farmers.village.passes(minutes=2)
    (note,) = notes(amina)
    assert farmers.village.now.hour == 5  # 8:00 in Nairobi
    assert "Sold: 10 kg" in note.text
    assert "Earned: KSh 865" in note.text
    assert "bulletin.mute.weekly" in note.buttons.values()


def test_each_note_tells_its_own_week_and_what_changed(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    for price in (100, 80, 80):
        farmers.sells(amina, peter, price)
        farmers.village.passes(days=7)
    first, second, third = notes(amina)
    assert "the week before" not in first.text
    assert "KSh 100 less than the week before" in second.text
    assert "As much as the week before" in third.text


def test_no_sale_is_told_twice_or_never_whatever_the_day(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    amina.taps("Thu")
    assert amina.sees("comes on: Thu")
    for _ in range(15):
        farmers.sells(amina, peter, 80)
        farmers.village.passes(days=1)
    farmers.village.passes(days=7)
    told = [
        int(each.text.partition("KSh ")[2].split()[0].replace(",", "")) for each in notes(amina)
    ]
    assert sum(told) == 15 * 400


def test_a_week_without_sales_is_told_once_a_month(farmers: Farmers) -> None:
    amina = farmers.joins("Amina", "sell")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.village.passes(days=7 * 4)
    empty = [each for each in amina.heard if "No sales last week" in each.text]
    assert len(empty) == 1
    farmers.village.passes(days=7)
    empty = [each for each in amina.heard if "No sales last week" in each.text]
    assert len(empty) == 2
    assert notes(amina) == []


def test_who_silenced_it_hears_nothing_until_they_want_it_again(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.silences(amina, "weekly")
    farmers.sells(amina, peter)
    farmers.village.passes(days=8)
    assert notes(amina) == []
    amina.says("/weekly")
    assert amina.sees("You get no weekly note")
    amina.taps("Yes, every week")
    farmers.sells(amina, peter)
    farmers.village.passes(days=7)
    assert len(notes(amina)) == 1


def test_who_ends_it_hears_nothing_more(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    amina.taps("No more weekly note")
    farmers.sells(amina, peter)
    farmers.village.passes(days=15)
    assert notes(amina) == []


def test_a_bot_that_was_down_tells_nothing_old_and_goes_on(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.sells(amina, peter)
    farmers.village.sleeps(days=11)
    assert notes(amina) == []
    farmers.sells(amina, peter)
    farmers.village.passes(days=7)
    assert len(notes(amina)) == 1


def test_the_price_is_held_against_neighbours_when_enough_of_them_sold(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.sells(amina, peter, 50)
    for name in ("Joe", "Njeri"):
        farmers.sells(farmers.joins(name, "sell"), peter, 90)
    farmers.village.passes(days=7)
    (note,) = notes(amina)
    assert "you got KSh 50 per kg. In Naivasha it was KSh 90 per kg" in note.text
    assert [line for line in note.text.split("\n") if line.startswith("💡")] == [
        "💡 Others got more. Look at the prices before you list again."
    ]
    assert "prices.see.tomato" in note.buttons.values()


def test_a_price_of_few_is_not_told(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.sells(amina, peter, 50)
    farmers.sells(farmers.joins("Joe", "sell"), peter, 90)
    farmers.village.passes(days=7)
    (note,) = notes(amina)
    assert "you got" not in note.text


def test_orders_left_without_a_yes_bring_a_hint(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.sells(amina, peter)
    listed = farmers.lists(amina)
    for _ in range(2):
        farmers.places(peter, listed)
        farmers.village.passes(days=2)
    farmers.village.passes(days=3)
    (note,) = notes(amina)
    assert "Who answers fast sells more" in note.text
    assert "orders.open" in note.buttons.values()


def test_with_nothing_on_the_market_the_hint_is_to_list(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.sells(amina, peter)
    farmers.lists_gone()
    farmers.village.passes(days=7)
    assert "nothing on the market" in notes(amina)[0].text


def test_each_sale_can_be_seen(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    farmers.sells(amina, peter, 93)
    farmers.village.passes(days=7)
    (shown,) = amina.taps("Each sale")
    assert "tomato, 5 kg, KSh 465" in shown.text
    assert "Earned: KSh 465" in shown.text


def test_a_refund_of_staff_changes_what_was_earned_then(farmers: Farmers) -> None:
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    sold = farmers.sells(amina, peter, 93)
    farmers.corrects(sold, refund_minor=12_345)
    farmers.village.passes(days=7)
    assert "Earned: KSh 341.55" in notes(amina)[0].text


def test_forged_buttons_do_nothing(farmers: Farmers) -> None:
    amina = farmers.joins("Amina", "sell")
    for data in ("weekly.day.7", "weekly.day", "weekly.see.0001-01-01", "weekly.see.x", "weekly.x"):
        assert amina.taps(data=data) == []
        assert amina.toast
    buyer = farmers.joins("Peter")
    assert buyer.taps(data="weekly.yes") == []


def test_the_hour_is_kept_when_clocks_change() -> None:
    farmers = Farmers(now=datetime(2026, 3, 20, 9, tzinfo=UTC))
    amina, peter = farmers.joins("Amina", "sell"), farmers.joins("Peter")
    farmers.lives_in(amina, "Europe/Berlin")
    amina.says("/weekly")
    amina.taps("Yes, every week")
    hours = []
    for _ in range(3):
        farmers.sells(amina, peter)
        before = len(notes(amina))
        while len(notes(amina)) == before:
            farmers.village.passes(hours=1)
        hours.append(farmers.village.now)
    assert [each.hour for each in hours] == [7, 6, 6]
