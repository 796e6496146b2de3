"""Whoever sends whatever button about somebody's listing: refused kindly, and nothing changes."""

import pytest

from tests.selling import farm
from tests.village import Person, Village


@pytest.fixture
def place() -> Village:
    return farm.village()


@pytest.fixture
def amina(place: Village) -> Person:
    return farm.farmer(place)


@pytest.fixture
def barasa(place: Village) -> Person:
    return farm.farmer(place, "Barasa")


VERBS = [
    "show",
    "amount",
    "more",
    "share",
    "delete",
    "remove",
    "undo",
    "again",
    "pause",
    "resume",
    "reopen",
    "keep",
    "sold-out",
    "price",
    "restock",
    "recount",
    "spoiled",
    "picture",
    "photos",
    "look",
    "drop-1",
    "drop-3",
    "drop-voice",
]


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_touches_another_farmers_offer(amina: Person, barasa: Person, verb: str) -> None:
    listed = farm.sells(amina)
    shown = barasa.taps(data=f"listing.{verb}.{listed.id}.{listed.version}")
    assert barasa.toast == "🔒 This is not one of your offers."
    assert shown == []
    assert farm.now_of(amina, listed) == listed


@pytest.mark.parametrize("verb", [*VERBS, "page.0", "new"])
def test_a_buyer_has_no_offers(place: Village, amina: Person, verb: str) -> None:
    listed = farm.sells(amina)
    buyer = place.person("Chebet")
    buyer.says("hello")
    buyer.taps(data=f"listing.{verb}.{listed.id}.{listed.version}")
    assert buyer.toast == "🔒 That is not open to you."
    assert farm.now_of(amina, listed) == listed


@pytest.mark.parametrize(
    "data",
    [
        "listing",
        "listing.",
        "listing.show",
        "listing.show.x",
        "listing.show.-1",
        "listing.show.²",
        "listing.show.99999999999999999999999",
        "listing.fly.1",
        "listing.show.9.x.y.z",
    ],
)
def test_forged_buttons_are_answered_and_do_nothing(amina: Person, data: str) -> None:
    amina.taps(data=data)
    assert amina.toast


def test_pages_far_away_are_empty(amina: Person) -> None:
    farm.sells(amina)
    amina.taps(data="listing.page.99999999999")
    assert amina.sees("nothing on the market")
