"""Keeping listings true: undo, changes, who may make them, and how long listings last."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.selling import FEATURE, leaving, stock
from bot.selling.offers import OPEN, PAUSED, SOLD_OUT, WITHDRAWN, Listing
from bot.store import persons
from tests.selling import farm
from tests.village import Person, Village, catalogs


@pytest.fixture
def place() -> Village:
    return farm.village()


@pytest.fixture
def amina(place: Village) -> Person:
    return farm.farmer(place)


def orders(person: Person, listed: Listing, milli: int, order_id: int = 1) -> None:
    """Have somebody's order hold stock."""
    place = person.village
    held = farm.inside(place, lambda conn: farm.hold(conn, listed.id, milli, place.now, order_id))
    assert held is not None


def ledger(person: Person, listed: Listing) -> dict[str, int]:
    found: dict[str, int] = farm.inside(
        person.village, lambda conn: stock.sum_ledger(conn, listed.id)
    )
    return found


# -- undo


def test_undo_takes_the_offer_back(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps("Undo")
    assert amina.sees("is taken back")
    assert amina.last.edited
    after = farm.now_of(amina, listed)
    assert (after.state, after.on_hand) == (WITHDRAWN, 0)
    assert ledger(amina, listed) == {"listed": 20_000, "withdrawn": 20_000}
    assert farm.listings(amina) == []


def test_undo_twice_says_what_happened(amina: Person) -> None:
    listed = farm.sells(amina)
    for _ in range(2):
        amina.taps(data=f"listing.undo.{listed.id}")
    assert amina.toast == "It was taken back already."
    assert ledger(amina, listed)["withdrawn"] == 20_000


def test_undo_after_ten_minutes_is_too_late(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.village.passes(minutes=11)
    amina.taps("Undo")
    assert amina.sees("Undo works for 10 minutes")
    assert farm.now_of(amina, listed).state == OPEN


def test_undo_waits_for_orders(amina: Person) -> None:
    listed = farm.sells(amina)
    orders(amina, listed, 5000)
    amina.taps("Undo")
    assert amina.sees("Buyers have ordered 5 kg")
    assert farm.now_of(amina, listed).state == OPEN


@pytest.mark.parametrize("verb", ["undo", "remove", "sold-out"])
def test_an_order_that_comes_between_is_told_and_shown(
    amina: Person, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    listed = farm.sells(amina)
    withdraw = stock.withdraw

    def too_late(conn: Any, listing_id: int, *rest: Any, **more: Any) -> Listing | None:
        farm.hold(conn, listing_id, 5_000, amina.village.now)
        return withdraw(conn, listing_id, *rest, **more)

    monkeypatch.setattr(stock, "withdraw", too_late)
    amina.taps(data=f"listing.{verb}.{listed.id}")
    assert "It changed meanwhile" in amina.toast
    assert f"listing.amount.{listed.id}" in "".join(amina.last.buttons.values())
    assert farm.now_of(amina, listed).on_hand == 20_000


def test_what_was_undone_can_be_changed_and_listed_again(amina: Person) -> None:
    farm.sells(amina)
    amina.taps("Undo")
    amina.taps("list again")
    assert amina.sees("Is all of this right?")
    amina.taps("Change price")
    for answer in ("70", "yes"):
        amina.says(answer)
    assert [each.price_minor for each in farm.listings(amina)] == [7000]


# -- changing


def test_the_list_comes_in_pages_edited_in_place(amina: Person) -> None:
    for crop in ("tomato", "kale", "onion", "potato", "maize", "carrot", "mango"):
        farm.sells(amina, crop)
    amina.says("/listings")
    assert len(amina.last.rows) == 6 + 2
    amina.taps("More ▶️")
    assert amina.last.edited
    assert "tomato" in amina.last.rows[0][0]
    amina.taps("Before")
    amina.taps("mango")
    assert amina.last.edited
    assert amina.sees("On the market")


def test_a_new_price_is_one_answer(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.price.{listed.id}")
    amina.says("100")
    assert amina.sees("Saved")
    assert farm.now_of(amina, listed).price_minor == 10_000


def test_a_price_five_times_lower_is_asked_about(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.price.{listed.id}")
    amina.says("8")
    assert amina.sees("Did you mean this price?")
    amina.says("yes")
    assert farm.now_of(amina, listed).price_minor == 800


def test_restocking_adds(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.says("/listings")
    for label in ("tomato", "Amount", "More came in", "50 kg"):
        amina.taps(label)
    assert farm.now_of(amina, listed).on_hand == 70_000
    assert ledger(amina, listed) == {"listed": 70_000}


@pytest.mark.parametrize(
    ("counted", "entries"),
    [
        ("12", {"listed": 20_000, "withdrawn": 8000}),
        ("25", {"listed": 25_000}),
        ("20", {"listed": 20_000}),
    ],
)
def test_counting_again_sets_what_is_there(
    amina: Person, counted: str, entries: dict[str, int]
) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.recount.{listed.id}")
    amina.says(counted)
    assert farm.now_of(amina, listed).on_hand == int(counted) * 1000
    assert ledger(amina, listed) == entries


def test_a_count_below_what_is_ordered_is_refused(amina: Person) -> None:
    listed = farm.sells(amina)
    orders(amina, listed, 5000)
    amina.taps(data=f"listing.recount.{listed.id}")
    amina.says("4")
    assert amina.sees("Buyers have ordered 5 kg")
    assert farm.now_of(amina, listed).on_hand == 20_000


def test_a_count_made_before_an_order_came_is_asked_again(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.recount.{listed.id}")
    orders(amina, listed, 5000)
    amina.says("19")
    assert any("changed meanwhile" in shown.text for shown in amina.heard[-2:])
    assert farm.now_of(amina, listed).on_hand == 20_000


def test_what_went_bad_is_written_off(amina: Person) -> None:
    listed = farm.sells(amina)
    orders(amina, listed, 5000)
    amina.taps(data=f"listing.spoiled.{listed.id}")
    amina.says("16")
    assert amina.sees("Only 15 kg is not ordered yet")
    amina.says("15")
    after = farm.now_of(amina, listed)
    assert (after.on_hand, after.held, after.state) == (5000, 5000, OPEN)
    assert ledger(amina, listed)["spoiled"] == 15_000


def test_sold_out_leaves_what_is_ordered(amina: Person) -> None:
    listed = farm.sells(amina)
    orders(amina, listed, 5000)
    amina.taps(data=f"listing.sold-out.{listed.id}")
    after = farm.now_of(amina, listed)
    assert (after.on_hand, after.held) == (5000, 5000)
    amina.taps(data=f"listing.sold-out.{listed.id}")
    assert amina.sees("Nothing of it is left to sell")


def test_sold_out_and_restocked_is_on_the_market_again(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.sold-out.{listed.id}")
    assert farm.now_of(amina, listed).state == SOLD_OUT
    amina.taps(data=f"listing.resume.{listed.id}")
    assert amina.sees("First say how much came in")
    amina.taps(data=f"listing.restock.{listed.id}")
    amina.says("10")
    assert farm.now_of(amina, listed).state == OPEN


def test_pause_and_sell_again(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.says("/listings")
    amina.taps("tomato")
    amina.taps("Pause")
    assert farm.now_of(amina, listed).state == PAUSED
    amina.taps(data=f"listing.pause.{listed.id}.1")
    assert amina.toast == "It is paused already."
    amina.taps("Sell again")
    assert farm.now_of(amina, listed).state == OPEN


def test_a_button_of_an_older_card_shows_the_new_one(amina: Person) -> None:
    listed = farm.sells(amina)
    orders(amina, listed, 5000)
    amina.taps(data=f"listing.pause.{listed.id}.{listed.version}")
    assert amina.toast.startswith("It changed meanwhile")
    assert amina.sees("5 kg ordered")
    assert farm.now_of(amina, listed).state == OPEN


def test_a_photo_can_be_changed_for_a_voice_note_too(amina: Person) -> None:
    listed = farm.sells(amina)
    for _ in range(2):
        amina.taps(data=f"listing.picture.{listed.id}")
        amina.sends_photo("new")
    amina.taps(data=f"listing.picture.{listed.id}")
    amina.sends_voice("said")
    after = farm.now_of(amina, listed)
    assert (after.photo, after.voice) == ("new", "said")


def test_deleting_asks_once_more(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.says("/listings")
    for label in ("tomato", "More", "Take away"):
        amina.taps(label)
    assert farm.now_of(amina, listed).state == OPEN
    amina.taps("Yes, take it away")
    assert farm.now_of(amina, listed).state == WITHDRAWN
    assert amina.sees("is off the market")
    amina.taps(data=f"listing.show.{listed.id}")
    assert amina.toast == "This offer was taken away."


def test_deleting_is_refused_while_orders_hold_it(amina: Person) -> None:
    listed = farm.sells(amina)
    orders(amina, listed, 5000)
    for verb in ("delete", "remove"):
        amina.taps(data=f"listing.{verb}.{listed.id}")
        assert amina.sees("Buyers have ordered 5 kg")
    assert farm.now_of(amina, listed).state == OPEN


def test_the_share_card_tells_the_way_to_the_offer(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps("Share")
    assert f"https://t.me/farmgate_bot?start=l_{listed.id}" in amina.last.text


# -- leaving, and texts


def test_everything_held_is_given_out_and_erased(amina: Person) -> None:
    for answer in ("/sell", "tomato", "2 bags", "50", "1500", "today", "skip", "yes"):
        amina.says(answer)
    listed = farm.listings(amina)[0]
    held = farm.inside(amina.village, lambda conn: leaving.export(conn, listed.seller_id))
    assert [each["id"] for each in held["listings"]] == [listed.id]
    assert [each["grams"] for each in held["bag_weights"]] == [50_000]


def test_what_was_taken_off_the_market_is_still_held_and_so_given_out(amina: Person) -> None:
    listed = farm.sells(amina)
    amina.taps(data=f"listing.remove.{listed.id}.{listed.version}")
    held = farm.inside(amina.village, lambda conn: leaving.export(conn, listed.seller_id))
    assert [each["state"] for each in held["listings"]] == [WITHDRAWN]


def test_every_text_is_written_in_english_and_chinese() -> None:
    known = catalogs()
    wanted = {key for key, _ in FEATURE.texts}
    for language in ("en", "zh_Hans"):
        assert [key for key in sorted(wanted) if not known.has(language, key)] == []


def test_forgetting_waits_for_orders_then_leaves_nothing_personal(amina: Person) -> None:
    for answer in ("/sell", "tomato", "2 bags", "50", "1500", "today"):
        amina.says(answer)
    amina.sends_photo("mine")
    amina.says("yes")
    listed = farm.listings(amina)[0]
    amina.taps(data=f"listing.picture.{listed.id}")
    amina.sends_photo("mine too")
    orders(amina, listed, 1000)
    refused = farm.inside(amina.village, lambda conn: leaving.forget(_turn_of(amina, conn)))
    assert refused.key == "selling-held-somewhere"
    farm.inside(
        amina.village,
        lambda conn: stock.release(
            conn, listed.id, 1000, amina.village.now, order_id=1, actor_id=1
        ),
    )
    assert farm.inside(amina.village, lambda conn: leaving.forget(_turn_of(amina, conn))) is None
    after = farm.now_of(amina, listed)
    assert (after.state, after.on_hand, after.photo, after.lat_e6) == (WITHDRAWN, 0, None, None)
    assert after.more_photos == ()
    held = farm.inside(amina.village, lambda conn: leaving.export(conn, listed.seller_id))
    assert [each["photo"] for each in held["listings"]] == [None]
    assert held["bag_weights"] == []


def _turn_of(person: Person, conn: Any) -> Any:
    return SimpleNamespace(
        conn=conn, person=persons.load_by_chat(conn, person.chat), now=person.village.now
    )
