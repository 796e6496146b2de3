"""Photos of what was packed and of what changed hands."""

import pytest

from tests.ordering.books import does
from tests.ordering.stalls import Market
from tests.village import Person

Three = tuple[Market, Person, Person, Person]


@pytest.fixture
def three() -> Three:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    staff = market.admin()
    market.lists(amina)
    market.accepted(joe, amina)
    return market, amina, joe, staff


def pictures(who: Person, what: str, photo: str) -> None:
    who.taps(data="order.do.1.photo")
    assert what in who.last.text
    who.sends_photo(photo)


def test_a_packing_photo_reaches_the_buyer_and_stays_on_both_sides_orders(three: Three) -> None:
    market, amina, joe, _ = three
    amina.taps(data="order.more.1")
    amina.taps("📷 Photo")
    amina.says("here it is")
    assert "photo" in amina.last.text
    amina.sends_photo("crate")
    assert market.order().packed_photo == "crate"
    assert any(shown.photo == "crate" for shown in joe.heard)
    for who in (amina, joe):
        who.taps(data="order.more.1")
        (shown,) = who.taps("🖼 Photos")
        assert shown.photo == "crate"
        assert "Packed" in shown.text


def test_of_the_hand_over_there_is_one_photo_which_nobody_replaces(three: Three) -> None:
    market, amina, joe, _ = three
    does(joe, "receive.5000")
    pictures(joe, "one photo", "scales")
    does(amina, "photo")
    assert amina.toast == "There is a photo of it already."
    assert market.order().handed_photo == "scales"


def test_staff_see_all_photos_and_what_happened_with_a_dispute(three: Three) -> None:
    _, amina, joe, staff = three
    pictures(amina, "one photo", "crate")
    does(joe, "receive.5000")
    pictures(amina, "one photo", "scales")
    does(joe, "dispute.quality")
    *photos, card = staff.heard
    assert [shown.photo for shown in photos] == ["crate", "scales"]
    assert "photo added" in card.text
    assert "Something is wrong" not in card.text
    assert "Poor quality" in card.text


def test_a_stranger_sees_no_photo_and_adds_none(three: Three) -> None:
    market, amina, *_ = three
    pictures(amina, "one photo", "crate")
    eve = market.joins("Eve", "both")
    for data in ("order.photos.1", "order.do.1.photo", "order.sheet.1"):
        assert eve.taps(data=data) == []
        assert "not" in eve.toast


def test_a_photo_out_of_the_blue_is_offered_to_the_order_being_packed(three: Three) -> None:
    market, amina, joe, _ = three
    amina.sends_photo("crate")
    assert "photo of one of your orders" in amina.last.text
    number = market.order().number
    amina.taps(f"📦 Packed: {number}")
    assert market.order().packed_photo == "crate"
    assert any(shown.photo == "crate" for shown in joe.heard)


def test_it_may_be_of_the_hand_over_too_and_of_several_orders_one_is_chosen(three: Three) -> None:
    market, amina, joe, _ = three
    other = market.accepted(joe, amina, milli=2000)
    does(joe, "receive.5000")
    amina.sends_photo("scales")
    assert set(amina.last.buttons) >= {
        f"🤝 Handed over: {market.order(1).number}",
        f"📦 Packed: {market.order(other).number}",
    }
    amina.taps("🤝 Handed over")
    assert market.order(1).handed_photo == "scales"
    assert market.order(other).packed_photo is None


def test_a_photo_of_none_of_them_is_not_kept_and_says_so(three: Three) -> None:
    market, amina, _, _ = three
    amina.sends_photo("goat")
    amina.taps("None of these")
    assert "did not keep the photo" in (amina.toast or "")
    assert market.order().packed_photo is None


def test_whoever_has_nothing_to_picture_is_shown_the_way_as_before(three: Three) -> None:
    _, _, joe, _ = three
    joe.sends_photo("crate")  # the buyer of an order nobody has handed over yet
    assert "photo of one of your orders" not in joe.last.text


def test_what_is_written_under_a_photo_says_what_it_is_of(three: Three) -> None:
    market, amina, _, _ = three
    amina.sends_photo("field", caption="I sell 20 kg maize for 50")
    assert "When can buyers have it" in amina.last.text
    assert market.order().packed_photo is None


def test_an_order_that_moved_on_in_the_meantime_gets_no_photo(three: Three) -> None:
    market, amina, joe, _ = three
    amina.sends_photo("crate")
    does(joe, "cancel.changed")
    amina.taps("📦 Packed")
    assert market.order().packed_photo is None
    assert market.order().state == "cancelled"
