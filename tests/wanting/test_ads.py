"""Wanted ads as people live them: asked, answered in a tap, taken, never twice."""

import pytest

from bot.ordering.order import ACCEPTED
from bot.wanting.want import ASKED, BACK, OFFERED, SPARE, TAKEN
from tests.village import Person
from tests.wanting.fair import Fair


@pytest.fixture
def fair() -> Fair:
    return Fair()


@pytest.fixture
def peter(fair: Fair) -> Person:
    return fair.joins("Peter", "buy")


@pytest.fixture
def amina(fair: Fair, peter: Person) -> Person:
    return fair.farmer("Amina")


def test_a_wish_with_a_day_becomes_an_ad(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    want = fair.want()
    assert (want.milli, want.price_minor, want.by) == (200_000, 6000, "2026-06-05")
    assert peter.sees("Farmers asked: 1")
    assert amina.sees("Can you bring it?")


def test_a_wish_the_market_can_serve_is_an_order_as_before(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.lists(amina, 20_000)
    peter.says("I need 10 kg tomatoes")
    assert "from whom" in peter.last.text or "order" in peter.last.text.lower()
    assert not peter.sees("By which day")


def test_a_wish_larger_than_any_listing_is_asked_of_farmers(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.lists(amina, 20_000)
    peter.says("I need 100 kg tomatoes")
    assert peter.sees("No farmer near by has so much on the market")


def test_farmers_do_not_start_ads(fair: Fair, amina: Person) -> None:
    amina.says("I need 100 kg tomatoes by Friday")
    assert not amina.sees("Who may bring it?")


def test_ten_of_the_nearest_are_asked_and_ten_more_when_nobody_answers(
    fair: Fair, peter: Person
) -> None:
    farmers = [fair.joins(f"Farmer{at}", "sell") for at in range(24)]
    for at, who in enumerate(farmers):
        fair.grows(who, at=(-717_000 + at * 10_000, 36_430_000))
    fair.asks(peter)
    asked = [who for who in farmers if who.heard]
    assert asked == farmers[:10]
    fair.village.passes(hours=3)
    assert [who for who in farmers if who.heard] == farmers[:20]


def test_those_far_away_are_not_asked(fair: Fair, peter: Person) -> None:
    far = fair.joins("Far", "sell")
    fair.grows(far, at=(-3_000_000, 39_000_000))
    fair.asks(peter)
    assert not far.heard


def test_nobody_is_asked_more_than_three_times_a_day(
    fair: Fair, peter: Person, amina: Person
) -> None:
    for _ in range(4):
        fair.asks(peter)
    assert sum("Can you bring it?" in shown.text for shown in amina.heard) == 3


def test_whoever_is_asleep_is_asked_in_the_morning(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.village.passes(hours=14)
    fair.asks(peter)
    assert not amina.heard
    fair.village.passes(hours=9)
    assert amina.sees("Can you bring it?")


def test_a_question_closed_over_night_is_not_asked(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.village.passes(hours=14)
    fair.asks(peter)
    peter.taps("Call it off")
    peter.taps("Yes, call it off")
    fair.village.passes(hours=9)
    assert not amina.heard


def test_whoever_wants_no_questions_about_a_crop_gets_none(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    amina.taps("Do not ask for this crop")
    heard = len(amina.heard)
    fair.asks(peter)
    assert len(amina.heard) == heard
    amina.taps("Ask me again")
    fair.asks(peter)
    assert len(amina.heard) > heard + 1


def test_all_of_it_is_one_tap(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    (bid,) = fair.bids()
    assert (bid.state, bid.milli, bid.price_minor, bid.day) == (
        OFFERED,
        200_000,
        6000,
        "2026-06-05",
    )
    assert peter.sees("Amina: 200 kg, KSh 60 per kg")


def test_without_a_limit_the_farmer_names_the_price(
    fair: Fair, peter: Person, amina: Person
) -> None:
    peter.says("I need 200 kg tomatoes by Friday")
    peter.taps("Skip")
    peter.taps("I choose from offers")
    peter.taps("Yes, ask them")
    amina.taps("All of it")
    amina.says("70")
    amina.taps("Yes, I promise")
    assert fair.bids()[0].price_minor == 7000


def test_a_price_above_the_limit_is_refused_kindly(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    amina.taps("Some of it")
    amina.says("80")
    amina.taps("Change price")
    amina.says("61")
    assert amina.sees("The buyer pays at most KSh 60 per kg")


def test_the_buyer_sees_the_three_best_offers_by_price(fair: Fair, peter: Person) -> None:
    farmers = [fair.farmer(name) for name in ("Amina", "Otieno", "Wanjiku", "Kamau")]
    fair.asks(peter)
    for who, price in zip(farmers, ("58", "52", "59", "55"), strict=True):
        fair.pledges(who, 100, price=price)
    peter.taps("Look again")
    lines = [line for line in peter.last.text.splitlines() if line.startswith("•")]
    assert [line.split(":")[0] for line in lines] == ["• Otieno", "• Kamau", "• Amina"]


def test_many_offers_are_few_messages(fair: Fair, peter: Person) -> None:
    farmers = [fair.farmer(name) for name in ("Amina", "Otieno", "Wanjiku")]
    fair.asks(peter)
    before = len(peter.heard)
    for who in farmers:
        who.taps("All of it")
    assert len(peter.heard) == before + 1
    fair.village.passes(minutes=31)
    assert len(peter.heard) == before + 2
    assert peter.sees("Offers: 3")


def test_taking_an_offer_is_an_order_agreed_by_both(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    peter.taps("Amina: 200 kg, KSh 12,000")
    (order,) = fair.orders()
    assert (order.state, order.given, order.total) == (ACCEPTED, 200_000, 1_200_000)
    assert fair.want().state == "filled"
    assert peter.sees("Accepted!")
    assert amina.sees("You have a deal")
    assert fair.history(order.id) == ["take"]
    assert fair.broken() == []


def test_a_part_taken_leaves_the_rest_wanted(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    fair.pledges(amina, 80)
    peter.taps("Amina: 80 kg")
    assert fair.want().state == "open"
    assert fair.missing() == 120_000
    otieno = fair.joins("Otieno", "sell")
    fair.grows(otieno)
    fair.village.passes(hours=3)
    assert "Can you bring it?" not in amina.last.text


def test_those_not_needed_are_thanked(fair: Fair, peter: Person, amina: Person) -> None:
    otieno = fair.farmer("Otieno")
    fair.asks(peter)
    amina.taps("All of it")
    otieno.taps("All of it")
    peter.taps(data=f"want.take.1.{fair.bids()[0].id}.{fair.bids()[0].version}")
    assert [bid.state for bid in fair.bids()] == [TAKEN, SPARE]
    assert otieno.sees("others brought all of it")


def test_an_offer_changed_meanwhile_is_not_taken_unseen(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    bid = fair.bids()[0]
    amina.taps("Change it")
    amina.says("50")
    amina.taps("Yes, I promise")
    peter.taps(data=f"want.take.1.{bid.id}.{bid.version}")
    assert peter.toast == "The farmer changed the offer. Please look again."
    assert fair.orders() == []


def test_a_second_tap_takes_nothing_twice(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    fair.pledges(amina, 80)
    bid = fair.bids()[0]
    for _ in range(2):
        peter.taps(data=f"want.take.1.{bid.id}.{bid.version}")
    assert len(fair.orders()) == 1
    assert peter.toasts[0].text == "This offer is ordered already."


def test_an_offer_taken_back_is_gone(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    bid = fair.bids()[0]
    amina.taps("Take it back")
    assert fair.bids()[0].state == BACK
    peter.taps(data=f"want.take.1.{bid.id}.{bid.version}")
    assert fair.orders() == []
    amina.taps("All of it")
    assert fair.bids()[0].state == OFFERED


def test_a_promise_lapses_at_the_deadline(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    bid = fair.bids()[0]
    fair.village.passes(days=4)
    assert fair.want().state == "failed"
    assert any("did not choose in time" in shown.text for shown in amina.heard)
    peter.taps(data=f"want.take.1.{bid.id}.{bid.version}")
    assert fair.orders() == []


def test_a_deadline_missed_while_the_bot_was_down_still_ends_the_ad(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    fair.village.sleeps(days=6)
    assert fair.want().state == "failed"


def test_the_farmers_own_listing_is_used_and_topped_up(
    fair: Fair, peter: Person, amina: Person
) -> None:
    listed = fair.lists(amina, 50_000)
    fair.asks(peter)
    fair.pledges(amina, 80)
    peter.taps("Amina: 80 kg")
    assert fair.orders()[0].listing_id == listed
    assert (fair.listing(listed).on_hand, fair.listing(listed).held) == (80_000, 80_000)
    assert fair.broken() == []


def test_what_was_brought_for_an_order_alone_leaves_the_market_with_it(
    fair: Fair, peter: Person, amina: Person
) -> None:
    listed = fair.lists(amina, 50_000)
    fair.asks(peter)
    fair.pledges(amina, 80)
    peter.taps("Amina: 80 kg")
    amina.taps(data=f"order.do.{fair.orders()[0].id}.cancel.cannot")
    assert (fair.listing(listed).on_hand, fair.listing(listed).held) == (50_000, 0)
    assert fair.broken() == []


def test_a_farmer_without_a_listing_gets_one_of_just_the_promise(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    fair.pledges(amina, 80)
    peter.taps("Amina: 80 kg")
    made = fair.listing(fair.orders()[0].listing_id)
    assert (made.on_hand, made.free) == (80_000, 0)
    amina.taps(data=f"order.do.{fair.orders()[0].id}.cancel.spoiled")
    assert (fair.listing(made.id).on_hand, fair.listing(made.id).state) == (0, "sold_out")


def test_a_farmer_who_calls_off_in_time_opens_the_ad_again(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    peter.taps("Amina: 200 kg")
    amina.taps(data=f"order.do.{fair.orders()[0].id}.cancel.spoiled")
    assert fair.want().state == "open"
    assert fair.missing() == 200_000


def test_whoever_lists_what_is_wanted_is_asked(fair: Fair, peter: Person) -> None:
    fair.asks(peter)
    zuri = fair.joins("Zuri", "sell")
    zuri.says("selling 40 kg tomatoes at 50 today")
    zuri.taps("Skip")
    zuri.taps("Yes, sell it")
    assert any("Can you bring it?" in shown.text for shown in zuri.heard)


def test_any_farmer_with_the_link_may_answer(fair: Fair, peter: Person) -> None:
    fair.asks(peter)
    zuri = fair.joins("Zuri", "sell")
    zuri.says("/start w_1")
    assert zuri.sees("Can you bring it?")
    zuri.taps("All of it")
    assert fair.bids()[0].state == OFFERED


def test_a_buyer_with_the_link_only_looks(fair: Fair, peter: Person) -> None:
    fair.asks(peter)
    joe = fair.joins("Joe", "buy")
    joe.says("/start w_1")
    assert joe.sees("Only farmers can answer this")
    assert fair.bids() == []


def test_wanted_lists_both_sides(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    peter.says("/wanted")
    assert peter.sees("You asked farmers for:")
    amina.says("/wanted")
    assert amina.sees("Buyers near by look for:")
    amina.taps("tomato 200 kg")
    assert amina.sees("Can you bring it?")


def test_no_means_no_until_yes(fair: Fair, peter: Person, amina: Person) -> None:
    fair.asks(peter)
    amina.taps("Not this time")
    assert amina.sees("Not this time. You may still say yes.")
    amina.taps("All of it")
    assert fair.bids()[0].state == OFFERED


def test_five_open_ads_are_the_most(fair: Fair, peter: Person) -> None:
    for _ in range(5):
        fair.asks(peter)
    peter.says("I need 200 kg tomatoes by Friday, up to 60")
    assert peter.sees("Five open requests are the most")


def test_forgetting_closes_ads_and_takes_offers_back(
    fair: Fair, peter: Person, amina: Person
) -> None:
    fair.asks(peter)
    amina.taps("All of it")
    amina.says("/forget")
    amina.taps(next(name for name in amina.last.buttons if "Yes" in name or "Erase" in name))
    assert fair.bids()[0].state in {BACK, OFFERED, ASKED}


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("I need 200 kg onions by Friday, up to 0.60", 60),
        ("I need 200 kg onions by Friday, at most 60", 6000),
        ("I need 200 kg onions by Friday, max 60 per kg", 6000),
        ("looking for 200 kg onions at 60 by Friday", 6000),
    ],
)
def test_limits_are_heard_in_many_words(fair: Fair, peter: Person, words: str, limit: int) -> None:
    peter.says(words)
    peter.taps("I choose from offers")
    peter.taps("Yes, ask them")
    want = fair.want()
    assert (want.crop_id, want.milli, want.price_minor, want.by) == (
        "onion",
        200_000,
        limit,
        "2026-06-05",
    )
