"""Up to three photos of a listing: added, looked at and taken away by its owner."""

import pytest

from bot.selling import photos
from bot.selling.offers import Listing
from tests.selling import farm
from tests.village import Person


@pytest.fixture
def amina() -> Person:
    return farm.farmer(farm.village())


def adds(amina: Person, listed: Listing, *files: str) -> None:
    for file in files:
        amina.taps(data=f"listing.picture.{listed.id}")
        amina.sends_photo(file)


def kept(amina: Person, listed: Listing) -> tuple[str, ...]:
    return photos.photos_of(farm.now_of(amina, listed))


def test_three_photos_are_kept_in_the_order_they_came(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a", "b", "c")
    assert kept(amina, listed) == ("a", "b", "c")
    assert amina.sees("Photos: 3 of 3")


def test_a_fourth_is_refused_kindly_and_the_three_stay(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a", "b", "c", "d")
    assert kept(amina, listed) == ("a", "b", "c")
    assert amina.sees("3 photos are the most")


def test_the_same_photo_twice_is_one(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a", "a")
    assert kept(amina, listed) == ("a",)


def test_one_is_taken_away_and_the_next_becomes_the_first(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a", "b", "c")
    amina.taps("Photo 1")
    assert kept(amina, listed) == ("b", "c")
    assert amina.sees("Photos: 2 of 3")
    amina.taps("Photo 2")
    amina.taps("Photo 1")
    assert kept(amina, listed) == ()
    assert amina.sees("No photo yet")


def test_the_button_of_an_older_screen_takes_no_other_photo_away(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a", "b")
    version = farm.now_of(amina, listed).version
    for _ in range(2):
        amina.taps(data=f"listing.drop-1.{listed.id}.{version}")
    assert kept(amina, listed) == ("b",)
    assert amina.toast.startswith("It changed meanwhile")


def test_a_photo_that_is_not_there_is_not_taken_away(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a")
    amina.taps(data=f"listing.drop-3.{listed.id}")
    assert kept(amina, listed) == ("a",)


def test_the_owner_looks_at_all_of_them(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a", "b")
    shown = amina.taps(data=f"listing.look.{listed.id}")
    assert [each.photo for each in shown] == ["a", "b"]
    assert [list(each.buttons) for each in shown] == [[], ["⬅️ Back to it"]]
    amina.taps("Back to it")
    assert amina.sees("20 kg")


def test_without_photos_looking_says_so(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.look.{listed.id}")
    assert amina.sees("No photo yet")


def test_the_voice_note_can_be_taken_away(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.picture.{listed.id}")
    amina.sends_voice("said")
    amina.taps(data=f"listing.photos.{listed.id}")
    amina.taps("No voice note")
    assert farm.now_of(amina, listed).voice is None


def test_the_rest_of_an_album_goes_with_its_first_photo(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a")
    amina.sends_photo("b")
    amina.sends_photo("c")
    assert kept(amina, listed) == ("a", "b", "c")
    amina.sends_photo("d")
    assert amina.sees("3 photos are the most")


def test_a_photo_sent_later_or_by_somebody_else_goes_nowhere(amina: Person) -> None:
    listed = farm.sells(amina)
    adds(amina, listed, "a")
    barasa = farm.farmer(amina.village, "Barasa")
    barasa.sends_photo("theirs")
    amina.village.passes(seconds=31)
    amina.sends_photo("b")
    assert kept(amina, listed) == ("a",)


def test_a_photo_after_a_sale_without_one_is_not_taken_for_an_album(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.sends_photo("a")
    assert kept(amina, listed) == ()
