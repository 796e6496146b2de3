"""People rate each other after a trade, and see the other's word only when both have spoken."""

from tests.trusting.town import Town
from tests.village import Person


def test_both_are_asked_once_later_the_same_day(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    before = len(joe.heard), len(amina.heard)
    town.village.passes(hours=4)
    asked = [m for m in joe.heard[before[0] :] if "how was it with Amina" in m.text]
    assert len(asked) == 1
    assert [m for m in amina.heard[before[1] :] if "how was it with Joe" in m.text]
    town.village.passes(days=8)
    assert len([m for m in joe.heard if "how was it" in m.text]) == 1
    assert town.rated(order).words == ()


def test_who_rated_from_the_card_is_not_asked(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"order.see.{order}")
    joe.taps("Say how it was")
    joe.taps("Good")
    town.village.passes(hours=12)
    assert len([m for m in joe.heard if "how was it" in m.text]) == 1
    assert not [m for m in joe.heard if "⭐" in m.text and m.id > joe.last.id]


def test_nobody_sees_the_others_word_before_speaking(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"rate.mood.{order}.bad")
    joe.taps("late")
    joe.taps("Done")
    assert "in 7 days" in joe.last.text
    amina.taps(data=f"order.see.{order}")
    assert "Joe says" not in amina.last.text
    amina.taps("Say how it was")
    amina.taps("Good")
    amina.taps(data=f"order.see.{order}")
    assert "Joe says" not in amina.last.text
    town.village.passes(minutes=11)
    amina.taps(data=f"order.see.{order}")
    assert "Joe says: 👎 Bad (late)" in amina.last.text
    joe.taps(data=f"order.see.{order}")
    assert "Amina says: 👍 Good" in joe.last.text


def test_a_word_alone_is_shown_after_seven_days_and_answered_no_more(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"rate.mood.{order}.bad")
    town.village.passes(days=7)
    amina.taps(data=f"order.see.{order}")
    assert "Joe says: 👎 Bad" in amina.last.text
    amina.taps(data=f"rate.mood.{order}.bad")
    assert "over" in amina.toast
    assert len(town.rated(order).words) == 1


def test_a_word_can_be_changed_for_two_days(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"rate.mood.{order}.bad")
    town.village.passes(hours=47)
    joe.taps(data=f"rate.mood.{order}.soso")
    assert town.rated(order).words[0].mood == "soso"
    town.village.passes(hours=2)
    joe.taps(data=f"rate.mood.{order}.good")
    assert town.rated(order).words[0].mood == "soso"


def test_after_both_spoke_nobody_changes_what_is_shown(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.sold(joe, amina)
    amina.taps(data=f"rate.mood.{order}.bad")
    joe.taps(data=f"rate.mood.{order}.good")
    town.village.passes(minutes=11)
    joe.taps(data=f"rate.mood.{order}.bad")
    assert {word.mood for word in town.rated(order).words} == {"good", "bad"}
    assert "stays as it is" in joe.toast


def test_reasons_fit_role_and_mood(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"rate.mood.{order}.good")
    assert {"fresh", "full weight", "on time", "friendly"} <= set(joe.last.buttons)
    amina.taps(data=f"rate.mood.{order}.bad")
    assert "did not pay" in amina.last.buttons
    assert "poor quality" not in amina.last.buttons
    joe.taps(data=f"rate.why.{order}.unpaid")
    assert "unpaid" not in town.rated(order).words[0].reasons


def test_a_reason_is_tapped_on_and_off(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    joe.taps(data=f"rate.mood.{order}.good")
    joe.taps("fresh")
    assert "☑️ fresh" in joe.last.buttons
    assert town.rated(order).words[0].reasons == ("fresh",)
    joe.taps("☑️ fresh")
    assert town.rated(order).words[0].reasons == ()


def test_an_order_that_was_never_agreed_is_not_rated(
    town: Town, amina: Person, joe: Person
) -> None:
    order = town.places(joe)
    amina.taps(data=f"order.do.{order}.decline.sold")
    joe.taps(data=f"rate.mood.{order}.bad")
    assert "not open to you" in joe.toast
    joe.taps(data=f"order.see.{order}")
    assert "⭐ Say how it was" not in joe.last.buttons


def test_nobody_else_rates(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    eve = town.joins("Eve")
    for data in (f"rate.mood.{order}.bad", f"rate.open.{order}", f"rate.why.{order}.late"):
        eve.taps(data=data)
        assert "not open to you" in eve.toast
    assert town.rated(order).words == ()


def test_a_forged_mood_or_order_says_nothing(town: Town, amina: Person, joe: Person) -> None:
    order = town.sold(joe, amina)
    for data in (f"rate.mood.{order}.superb", "rate.mood.9999999.good", "rate", "rate.why"):
        assert joe.taps(data=data) or joe.toast
    assert town.rated(order).words == ()
