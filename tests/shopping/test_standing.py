"""Orders that come back: placed as agreed, else asked; skipped, paused, stopped; never behind one's back."""

from datetime import date
from typing import Any

import pytest

from bot.shopping import diary
from bot.shopping.repeats import Repeat
from tests.ordering.stalls import broken_laws
from tests.shopping.mall import Mall, after_a_sale
from tests.village import Person

Kept = tuple[Mall, Person, Person]


@pytest.fixture
def kept() -> Kept:
    """Joe buys tomatoes of Amina; his order of Monday morning is done."""
    return after_a_sale()


def repeat_of(mall: Mall, number: int = 1) -> Repeat:
    with mall.village.engine.begin() as conn:
        found = diary.load(conn, number)
    assert found is not None
    return found


def begins(joe: Person, **said: str) -> None:
    """Have order 1 come back; what is said changes an answer of the reading back."""
    joe.taps(data="standing.new.1")
    for change, words in said.items():
        joe.taps(f"Change {change}")
        joe.says(words)
    joe.taps("Yes, again")


def assert_laws(mall: Mall) -> None:
    with mall.village.engine.begin() as conn:
        assert broken_laws(conn, 1) == []


def passes(mall: Mall, joe: Person, **time: Any) -> str:
    """Let time pass; gives all Joe is told in it."""
    before = len(joe.heard)
    mall.village.passes(**time)
    return "\n".join(shown.text for shown in joe.heard[before:])


def test_one_tap_and_a_yes_have_an_order_come_back_every_week(kept: Kept) -> None:
    mall, _, joe = kept
    joe.taps(data="order.more.1")
    joe.taps("Every week")
    assert "Up to KSh 50 per kg" in joe.last.text
    joe.taps("Yes, again")
    repeat = repeat_of(mall)
    assert (repeat.days, repeat.every, repeat.milli) == ((1,), 1, 5000)
    assert repeat.next_on == date(2026, 6, 2)


def test_the_order_is_placed_the_morning_before_and_both_are_told(kept: Kept) -> None:
    mall, amina, joe = kept
    begins(joe, day="Friday")
    told = passes(mall, joe, days=2, hours=22)
    assert "Ordered for you" not in told
    assert "Ordered for you" in passes(mall, joe, hours=6)
    order = mall.order(2)
    assert (order.state, order.ordered, order.slot.date()) == ("placed", 5000, date(2026, 6, 5))
    assert "New order" in amina.last.text
    assert "standing order" in amina.last.text
    amina.taps("Accept")
    assert mall.order(2).state == "accepted"
    assert repeat_of(mall).next_on == date(2026, 6, 12)
    assert_laws(mall)


def test_several_days_and_weeks_between(kept: Kept) -> None:
    mall, _, joe = kept
    joe.taps(data="standing.new.1")
    joe.taps("Change day")
    joe.says("Tuesday and Friday")
    joe.taps("Change how often")
    joe.taps("Every second week")
    joe.taps("Yes, again")
    days = []
    for _ in range(28):
        mall.village.passes(days=1)
        days.append(repeat_of(mall).next_on)
    assert list(dict.fromkeys(days)) == [
        *(date(2026, 6, day) for day in (5, 16, 19, 30)),
        date(2026, 7, 3),
    ]
    assert mall.count() == 6


def test_a_dearer_week_is_asked_about_and_not_charged(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, price_minor=5500)
    told = passes(mall, joe, days=3, hours=4)
    assert "Dearer: KSh 55 per kg. Agreed was KSh 50" in told
    assert mall.count() == 1
    joe.taps("Order 5 kg: KSh 275")
    assert mall.order(2).total == 27_500
    assert mall.order(2).slot.date() == date(2026, 6, 5)
    assert repeat_of(mall).price_minor == 5000
    yes = next(data for shown in joe.heard for data in shown.buttons.values() if "take" in data)
    joe.taps(data=yes)
    assert mall.count() == 2
    assert joe.sees("already")


def test_a_new_price_can_be_agreed_for_good(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, price_minor=5500)
    mall.village.passes(days=3, hours=4)
    joe.taps("From now on KSh 55")
    assert mall.order(2).total == 27_500
    mall.village.passes(days=7)
    assert mall.order(3).total == 27_500


def test_a_cheaper_week_is_ordered_at_the_lower_price(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, price_minor=4000)
    mall.village.passes(days=3, hours=4)
    assert mall.order(2).total == 20_000


def test_a_yes_is_only_to_what_was_read(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, price_minor=5500)
    mall.village.passes(days=3, hours=4)
    mall.sets(1, price_minor=9900)
    joe.taps("Order 5 kg: KSh 275")
    assert mall.count() == 1
    assert "Order 5 kg: KSh 495" in " ".join(joe.last.buttons)


def test_less_than_agreed_is_offered(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, on_hand=3000)
    assert "Only 3 kg left" in passes(mall, joe, days=3, hours=4)
    joe.taps("Order 3 kg: KSh 150")
    assert mall.order(2).ordered == 3000


def test_what_is_gone_leads_to_others_and_nothing_is_ordered(kept: Kept) -> None:
    mall, _, joe = kept
    mall.lists(mall.joins("Baraka", "sell"), price_minor=6000)
    begins(joe, day="Friday")
    mall.sets(1, state="withdrawn")
    assert "There is none" in passes(mall, joe, days=3, hours=4)
    assert mall.count() == 1
    joe.taps("Who else")
    assert "Baraka" in joe.last.text


def test_a_renewed_listing_of_the_same_farmer_is_followed(kept: Kept) -> None:
    mall, amina, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, state="expired")
    mall.lists(amina, price_minor=4500)
    mall.village.passes(days=3, hours=4)
    assert (mall.order(2).listing_id, mall.order(2).total) == (2, 22_500)


def test_what_comes_to_the_market_after_all_is_ordered_after_all(kept: Kept) -> None:
    mall, amina, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, state="paused")
    assert "There is none" in passes(mall, joe, days=3, hours=4)
    amina.taps(data="listing.resume.1")
    assert "Ordered for you" in passes(mall, joe, hours=1)
    assert mall.order(2).slot.date() == date(2026, 6, 5)
    amina.taps(data="listing.pause.1")
    amina.taps(data="listing.resume.1")
    mall.village.passes(hours=1)
    assert (mall.count(), repeat_of(mall).next_on) == (2, date(2026, 6, 12))
    mall.village.passes(days=7)
    assert mall.count() == 3


def test_what_comes_to_the_market_dearer_is_asked_about(kept: Kept) -> None:
    mall, amina, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, state="paused", price_minor=6000)
    passes(mall, joe, days=3, hours=4)
    amina.taps(data="listing.resume.1")
    assert "Dearer" in passes(mall, joe, hours=1)
    assert mall.count() == 1
    joe.taps("Order 5 kg: KSh 300")
    assert mall.count() == 2


def test_what_is_ready_later_is_asked_about(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, ready_from="2026-06-07")
    assert "Ready only by" in passes(mall, joe, days=3, hours=4)
    joe.taps("Order 5 kg")
    assert mall.order(2).slot.date() == date(2026, 6, 7)


def test_the_next_is_skipped_and_taken_back(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    joe.says("/standing")
    joe.taps("tomato, Amina")
    skip = joe.last.buttons["⏭ Leave out the next"]
    for _ in range(2):
        joe.taps(data=skip)
    assert repeat_of(mall).next_on == date(2026, 6, 12)
    joe.taps(data="standing.unskip.1.20260605")
    assert repeat_of(mall).next_on == date(2026, 6, 5)
    joe.taps(data=skip)
    mall.village.passes(days=5)
    assert mall.count() == 1
    mall.village.passes(days=7)
    assert mall.count() == 2


@pytest.mark.parametrize(("verb", "state"), [("Pause", "paused"), ("Stop", "stopped")])
def test_paused_and_stopped_nothing_is_ordered_until_it_goes_on(
    kept: Kept, verb: str, state: str
) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    joe.taps(verb)
    assert repeat_of(mall).state == state
    mall.village.passes(days=10)
    assert mall.count() == 1
    joe.taps("Go on")
    assert repeat_of(mall).next_on == date(2026, 6, 12)
    mall.village.passes(days=1)
    assert mall.count() == 2


def test_after_the_last_day_it_is_over(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday", the="For 4 weeks")
    mall.village.passes(days=60)
    assert repeat_of(mall).state == "over"
    assert mall.count() == 1 + 4


def test_an_end_before_the_first_day_is_asked_again(kept: Kept) -> None:
    _, _, joe = kept
    joe.taps(data="standing.new.1")
    joe.taps("Change day")
    joe.says("Friday")
    joe.taps("Change the end")
    joe.says("3 June")
    assert joe.sees("first pick-up is")


@pytest.mark.parametrize(("hours", "orders"), [(78, 2), (90, 2), (110, 1)])
def test_what_was_missed_is_placed_late_only_while_it_can_be_met(
    kept: Kept, hours: int, orders: int
) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.village.sleeps(hours=hours)
    mall.village.passes(hours=9)  # the night is over
    assert mall.count() == orders
    if orders == 1:
        assert joe.sees("too late to order")
        assert repeat_of(mall).next_on == date(2026, 6, 12)


def test_after_weeks_without_the_bot_there_is_one_word_and_no_heap_of_orders(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    before = len(joe.heard)
    mall.village.sleeps(days=30)
    told = [shown.text for shown in joe.heard[before:] if "too late to order" in shown.text]
    assert (len(told), mall.count()) == (1, 1)
    assert repeat_of(mall).next_on > mall.village.now.date()


def test_whoever_told_the_bot_to_stop_is_not_ordered_for(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    joe.says("/stop")
    mall.village.passes(days=9)
    assert mall.count() == 1
    assert repeat_of(mall).state == "paused"


def test_an_answer_that_comes_too_late_orders_nothing(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, price_minor=5500)
    mall.village.passes(days=3, hours=4)
    yes = joe.last.buttons["✅ Order 5 kg: KSh 275"]
    mall.village.passes(days=2)
    joe.taps(data=yes)
    assert mall.count() == 1
    assert joe.sees("too late for that day")


def test_not_this_time_leaves_the_next_week_as_it_is(kept: Kept) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    mall.sets(1, price_minor=5500)
    mall.village.passes(days=3, hours=4)
    yes = joe.last.buttons["✅ Order 5 kg: KSh 275"]
    joe.taps("Not this time")
    joe.taps(data=yes)
    assert mall.count() == 1
    mall.sets(1, price_minor=5000)
    mall.village.passes(days=7)
    assert mall.count() == 2


def test_the_farmers_portions_bind_a_standing_order_too(kept: Kept) -> None:
    mall, _, joe = kept
    mall.sets(1, least=4000, step=2000)
    joe.taps(data="standing.new.1")
    assert joe.sees("portions of 2 kg")
    joe.says("3")
    assert joe.sees("smallest order is 4 kg")
    joe.says("6")
    joe.taps("Yes, again")
    assert repeat_of(mall).milli == 6000
    mall.sets(1, step=4000)
    assert "4 kg would fit" in passes(mall, joe, days=3)


def test_other_peoples_standing_orders_are_not_touched(kept: Kept) -> None:
    mall, amina, joe = kept
    begins(joe, day="Friday")
    before = repeat_of(mall)
    eve = mall.joins("Eve")
    for who in (eve, amina):
        for data in (
            "standing.see.1", "standing.stop.1", "standing.pause.1", "standing.skip.1.20260605",
            "standing.take.1.20260605.5000.1.5000", "standing.new.1", "again.1", "standing.no.1.20260605",
        ):  # fmt: skip
            assert who.taps(data=data) or who.toasts
    assert repeat_of(mall) == before
    assert mall.count() == 1


@pytest.mark.parametrize("data", ["standing", "standing.take.1", "standing.take.1.99999999.1.1.1",
                                  "standing.skip.1.x", "standing.agree.1.20260605.1.1.1", "standing.resume.1",
                                  "standing.see.999", "again", "again.x"])  # fmt: skip
def test_forged_buttons_of_ones_own_change_nothing(kept: Kept, data: str) -> None:
    mall, _, joe = kept
    begins(joe, day="Friday")
    before = repeat_of(mall)
    assert joe.taps(data=data) or joe.toasts
    assert (repeat_of(mall), mall.count()) == (before, 1)
