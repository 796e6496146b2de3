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
