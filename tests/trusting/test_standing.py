"""What is known of people is counted by what they do, and said kindly."""

from tests.trusting.town import Town
from tests.village import Person


def test_a_sale_counts_for_both(town: Town, amina: Person, joe: Person) -> None:
    town.sold(joe, amina)
    assert town.standing(amina).seller.done == 1
    assert town.standing(joe).buyer.done == 1
    assert town.standing(joe).seller.done == 0


def test_orders_answered_in_time_are_counted_and_those_that_ran_out(
    town: Town, amina: Person, joe: Person
) -> None:
    town.accepted(joe, amina)
    declined = town.places(joe)
    amina.taps(data=f"order.do.{declined}.decline.sold")
    expired = town.places(joe)
    town.village.passes(days=2)
    assert town.order(expired).state == "expired"
    side = town.standing(amina).seller
    assert (side.answered, side.asked) == (2, 3)


def test_an_order_taken_back_before_an_answer_counts_for_nobody(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.places(joe)
    joe.taps(data=f"order.do.{order}.cancel.changed")
    assert town.order(order).state == "cancelled"
    assert not town.standing(amina).seller.is_known
    assert not town.standing(joe).buyer.is_known


def test_calling_off_what_was_agreed_counts_for_who_did(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.accepted(joe, amina)
    joe.taps(data=f"order.do.{order}.cancel.changed")
    assert town.standing(joe).buyer.late == 1
    assert town.standing(amina).seller.late == 0


def test_a_no_show_counts_until_it_is_contested(town: Town, amina: Person, joe: Person) -> None:
    order = town.accepted(joe, amina)
    amina.taps(data=f"order.do.{order}.ready")
    town.village.passes(hours=34)
    amina.taps(data=f"order.do.{order}.noshow")
    assert town.order(order).state == "no_show"
    assert town.standing(joe).buyer.missed == 1
    joe.taps(data=f"order.do.{order}.contest")
    assert town.standing(joe).buyer.missed == 0


def test_one_buyer_weighs_as_one_however_often_they_rate(
    town: Town, amina: Person, joe: Person
) -> None:
    for mood in ("good", "good", "bad"):
        order = town.sold(joe, amina)
        joe.taps(data=f"rate.mood.{order}.{mood}")
        amina.taps(data=f"rate.mood.{order}.good")
        town.village.passes(minutes=15)
    for name in ("Peter", "Mary"):
        other = town.joins(name)
        order = town.sold(other, amina)
        other.taps(data=f"rate.mood.{order}.good")
    town.village.passes(days=8)
    side = town.standing(amina).seller
    assert (side.happy, side.people) == (2, 3)
    assert town.standing(joe).buyer.people == 1


def test_a_word_not_shown_yet_does_not_count(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"rate.mood.{order}.bad")
    assert town.standing(amina).seller.people == 0


def test_the_farmer_sees_how_far_a_buyer_is_trusted_while_a_yes_is_to_be_given(
    town: Town, amina: Person, joe: Person
) -> None:
    town.places(joe)
    assert "🌱 New here, since June 2026" in amina.last.text
    order = town.accepted(joe, amina)
    joe.taps(data=f"order.do.{order}.cancel.changed")
    town.places(joe)
    assert "called off late: 1" in amina.last.text


def test_a_known_farmer_is_told_in_figures(town: Town, amina: Person) -> None:
    for name in ("Joe", "Peter", "Mary"):
        buyer = town.joins(name)
        order = town.sold(buyer, amina)
        buyer.taps(data=f"rate.mood.{order}.good")
    town.village.passes(days=8)
    buyer.taps(data="buy.see.1")
    assert "✅ 3 sales · 👍 3 of 3 · answers 100%" in buyer.last.text
    assert "📅 Here since June 2026" in buyer.last.text


def test_two_people_are_too_few_to_be_told(town: Town, amina: Person) -> None:
    for name in ("Joe", "Peter"):
        buyer = town.joins(name)
        order = town.sold(buyer, amina)
        buyer.taps(data=f"rate.mood.{order}.bad")
    town.village.passes(days=8)
    buyer.taps(data="buy.see.1")
    assert "✅ 2 sales" in buyer.last.text
    assert "👍" not in buyer.last.text


def test_a_stranger_to_the_market_is_said_to_be_new(town: Town, amina: Person, joe: Person) -> None:
    joe.taps(data="buy.see.1")
    assert "🌱 New here" in joe.last.text
