"""The card of somebody: open to whom it concerns, without a number or a house."""

import pytest

from tests.trusting.town import Town
from tests.village import Person


@pytest.fixture
def njeri(town: Town) -> Person:
    return town.admin()


def test_an_offer_leads_to_its_farmers_card_and_back(
    town: Town, amina: Person, joe: Person
) -> None:
    joe.taps(data="buy.see.1")
    joe.taps("About Amina")
    assert "🧑‍🌾 Amina" in joe.last.text.replace("<b>", "").replace("</b>", "")
    assert "Naivasha" in joe.last.text
    assert "Karai" not in joe.last.text
    joe.taps("Back")
    assert "tomato" in joe.last.text


def test_an_order_leads_to_the_other_sides_card_and_back(
    town: Town, amina: Person, joe: Person, njeri: Person
) -> None:
    order = town.places(joe)
    amina.taps(data=f"order.more.{order}")
    amina.taps("About Joe")
    assert "🌱 New here" in amina.last.text
    amina.taps("Back")
    assert "🔔 New order!" in amina.last.text
    njeri.taps(data=f"order.more.{order}")
    assert {"🧑‍🌾 About Amina", "🧑‍🌾 About Joe"} <= set(njeri.last.buttons)


def test_no_forged_way_back_stands_on_a_card(town: Town, amina: Person, joe: Person) -> None:
    for back in ("home", "order.do.1.accept", "order.see.x", "a.b.c.d.e.f"):
        joe.taps(data=f"card.see.{town.id_of(amina)}.{back}")
        assert "⬅️ Back" not in joe.last.buttons


def test_a_card_lists_what_is_for_sale(town: Town, amina: Person, joe: Person) -> None:
    town.lists(amina, crop_id="maize")
    card = joe.taps(data=f"card.see.{town.id_of(amina)}")[-1]
    assert "For sale now" in card.text
    assert [label for label in card.buttons if "maize" in label]


def test_a_deep_link_opens_a_farmers_card(town: Town, amina: Person, joe: Person) -> None:
    joe.says(f"/start f_{town.id_of(amina)}")
    assert "Amina" in joe.last.text


def test_a_buyers_card_is_open_only_to_who_deals_with_them(
    town: Town, amina: Person, joe: Person
) -> None:
    card = f"card.see.{town.id_of(joe)}"
    amina.taps(data=card)
    assert "not open" in amina.toast
    town.places(joe)
    assert "Joe" in amina.taps(data=card)[-1].text
    other = town.joins("Barasa", "sell")
    other.taps(data=card)
    assert "not open" in other.toast


def test_ones_own_card_is_shown_as_others_see_it(town: Town, amina: Person) -> None:
    amina.says("/card")
    assert "This is how others see you" in amina.last.text
    assert f"start=f_{town.id_of(amina)}" in amina.last.text


def test_staff_give_a_badge_and_everybody_sees_it(
    town: Town, amina: Person, joe: Person, njeri: Person
) -> None:
    njeri.taps(data=f"card.verify.{town.id_of(amina)}")
    njeri.taps("The farm")
    njeri.says("Visited on Monday")
    njeri.taps("Yes, give it")
    assert "☑️ the farm: Njeri, today. Visited on Monday" in njeri.last.text
    assert any("Good news, Amina" in seen.text for seen in amina.heard)
    joe.taps(data="buy.see.1")
    assert "☑️ Seen by our staff: the farm" in joe.last.text
    assert "Visited on Monday" not in joe.last.text


def test_a_badge_is_taken_back_with_a_reason(
    town: Town, amina: Person, joe: Person, njeri: Person
) -> None:
    njeri.taps(data=f"card.verify.{town.id_of(amina)}")
    njeri.taps("The farm")
    njeri.taps("Skip")
    njeri.taps("Yes, give it")
    njeri.taps("Take a badge back")
    njeri.taps("The farm")
    njeri.says("The farm was sold")
    njeri.taps("Yes, take it")
    assert "🗑 the farm: Njeri, today. The farm was sold" in njeri.last.text
    assert any("no longer on your card" in seen.text for seen in amina.heard)
    joe.taps(data="buy.see.1")
    assert "☑️" not in joe.last.text


def test_nobody_but_staff_gives_a_badge_and_nobody_to_themselves(
    town: Town, amina: Person, joe: Person, njeri: Person
) -> None:
    joe.taps(data=f"card.verify.{town.id_of(amina)}")
    assert "not open to you" in joe.toast
    joe.says("/verify 1")
    assert "not open to you" in joe.last.text
    njeri.taps(data=f"card.verify.{town.id_of(njeri)}")
    assert "themselves" in njeri.toast
    assert town.standing(amina).checks == ()


def test_staff_find_a_card_by_an_orders_number(
    town: Town, amina: Person, joe: Person, njeri: Person
) -> None:
    order = town.order(town.places(joe))
    njeri.says(f"/verify {order.number}")
    assert "Amina" in njeri.last.text
    assert "☑️ Give a badge" in njeri.last.buttons
    njeri.says("/verify")
    assert "Badges" in njeri.last.text


def test_who_leaves_takes_their_standing_along(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"rate.mood.{order}.good")
    amina_id = town.id_of(amina)
    amina.says("/forget")
    amina.says("yes")
    amina.says("yes")
    joe.taps(data=f"card.see.{amina_id}")
    assert "not open" in joe.toast
    assert town.rated(order).words == ()
