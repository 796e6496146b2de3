"""Whole sales, as people live them: by taps alone, by words alone, with real weights and money."""

import pytest

from tests.ordering.stalls import Market
from tests.village import Person

Two = tuple[Market, Person, Person]


@pytest.fixture
def two() -> Two:
    """A farmer with twenty kilos, and a buyer."""
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    market.lists(amina)
    return market, amina, joe


def test_a_sale_by_taps_alone(two: Two) -> None:
    market, amina, joe = two
    joe.says("/buy")
    joe.taps("tomato")
    joe.taps("➕")
    joe.taps("Order 2 kg")
    joe.taps("Yes, order")
    assert "New order" in amina.last.text
    amina.taps("Accept")
    assert "Accepted" in joe.last.text
    amina.taps("Ready")
    joe.taps("Received")
    joe.taps("All good")
    amina.taps("Money received")
    assert market.order().state == "completed"
    assert "Done" in joe.last.text
    assert market.listing().on_hand == 18_000
    assert market.history() == ["place", "accept", "ready", "receive", "approve", "money"]


def test_a_sale_by_words_alone(two: Two) -> None:
    market, amina, joe = two
    joe.says("I need 5 kg tomatoes")
    joe.says("1")
    assert joe.sees("5 kg")
    joe.says("yes")
    amina.says("accept")
    amina.says("ready")
    amina.says("hand over")
    amina.says(market.order().code)
    amina.says("5.2")
    amina.says("yes")
    joe.says("all good")
    amina.says(f"money received {market.order().number}")
    order = market.order()
    assert (order.state, order.given, order.total) == ("completed", 5200, 26_000)


def test_a_sale_by_words_in_chinese() -> None:
    market = Market()
    mei, wang = market.joins("梅", "sell", "zh_Hans"), market.joins("王", "buy", "zh_Hans")
    market.lists(mei)
    wang.says("买5公斤番茄")
    wang.says("1")
    wang.says("是")
    assert "新订单" in mei.last.text
    mei.says("接单")
    assert "取货码" in wang.last.text
    mei.says("备好了")
    wang.says("已收到")
    wang.says("没问题")
    mei.says("已收款")
    assert market.order().state == "completed"


def test_the_list_is_one_message_edited_in_place(two: Two) -> None:
    _, _, joe = two
    joe.says("/buy")
    first = joe.last.id
    for label in ("tomato", "➕", "⏫", "⬅️ All offers", "By crop", "Everything"):
        joe.taps(label)
        assert joe.last.edited
        assert joe.last.id == first


def test_the_total_follows_the_steps_and_never_passes_what_there_is(two: Two) -> None:
    _, _, joe = two
    joe.taps(data="buy.see.1")
    assert "1 kg = KSh 50" in joe.last.text
    joe.taps("⏫")
    assert "6 kg = KSh 300" in joe.last.text
    joe.taps(data="buy.see.1.900000")
    assert "20 kg = KSh 1,000" in joe.last.text
    assert not any(label.startswith("➕") for label in joe.last.buttons)


def test_a_picture_comes_before_the_card(two: Two) -> None:
    market, amina, joe = two
    market.lists(amina, crop_id="onion", photo="photo-9")
    picture, card = joe.taps(data="buy.see.2")
    assert picture.photo == "photo-9"
    assert "onion" in card.text
    assert not card.edited


def test_an_amount_beyond_what_is_left_is_asked_again(two: Two) -> None:
    market, _, joe = two
    joe.taps(data="buy.type.1")
    joe.says("25")
    assert joe.sees("only 20 kg left")
    joe.says("1.25")
    joe.says("yes")
    assert market.order().ordered == 1250


def test_sold_out_before_the_yes_shows_the_nearest_others(two: Two) -> None:
    market, _, joe = two
    market.lists(market.joins("Baraka", "sell"))
    joe.taps(data="buy.order.1.20000")
    yes = joe.last.buttons["✅ Yes, order"]
    market.places(market.joins("Wanjiru"), milli=20_000)
    joe.taps(data=yes)
    assert market.count() == 1
    assert joe.sees("gone by now")
    assert any("Baraka" in label for label in joe.last.buttons)


def test_a_yes_is_only_to_the_price_that_was_read(two: Two) -> None:
    market, _, joe = two
    joe.taps(data="buy.order.1.2000")
    with market.village.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE listing SET price_minor = 9900")
    joe.taps("Yes, order")
    assert market.count() == 0
    assert joe.sees("price is KSh 99")
    joe.taps("Amina")
    joe.taps("Yes, order")
    assert market.order().total == 19_800


def test_a_price_that_looks_like_a_slip_is_asked_about(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    amina.taps("Offer less")
    for words in ("price", "500"):
        amina.says(words)
    assert "Yes, that is right" in " ".join(amina.last.buttons)
    assert market.order().state == "placed"


def test_an_empty_market_says_so_kindly() -> None:
    market = Market()
    joe = market.joins("Joe")
    joe.says("/buy")
    assert joe.sees("Nothing is for sale near you today")
    joe.says("/buy onions")
    assert joe.sees("Nobody sells")


def test_nobody_buys_from_themselves() -> None:
    market = Market()
    amina = market.joins("Amina", "both")
    market.lists(amina)
    amina.says("/buy")
    assert amina.sees("Nothing is for sale")
    amina.taps(data="buy.see.1")
    assert amina.sees("your own offer")
    amina.taps(data="buy.order.1.1000")
    assert market.count() == 0


def test_the_nearest_come_first() -> None:
    market = Market()
    joe = market.joins("Joe", region="KE-31", place="KE-31-naivasha")
    for name, region, place in (
        ("Far", "KE-30", "KE-30-westlands"),
        ("Region", "KE-31", "KE-31-gilgil"),
        ("Near", "KE-31", "KE-31-naivasha"),
    ):
        seller = market.joins(name, "sell")
        market.lists(seller, region=region, place_id=place)
        market.village.passes(minutes=1)
    joe.says("/buy")
    text = joe.last.text
    assert text.index("Near,") < text.index("Region,") < text.index("Far,")


def test_a_long_list_comes_in_pages_of_six(two: Two) -> None:
    market, amina, joe = two
    for _ in range(7):
        market.lists(amina)
    joe.says("/buy")
    assert sum(data.startswith("buy.see") for data in joe.last.buttons.values()) <= 6
    assert joe.last.text.count("•") == 6
    joe.taps("More")
    assert joe.last.text.count("•") == 2
    joe.taps("Before")
    assert joe.last.text.count("•") == 6


def test_a_link_opens_the_card(two: Two) -> None:
    _, _, joe = two
    joe.says("/start l_1")
    assert joe.sees("20 kg there")


# -- weights and prices


def test_what_is_weighed_is_what_is_paid(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina, milli=1250)
    hand_over(market, amina, "1.31")
    order = market.order()
    assert (order.state, order.given, order.total) == ("handed_over", 1310, 6550)
    assert market.listing().on_hand == 18_690
    assert market.listing().held == 0
    assert "1.31 kg" in joe.heard[-2].text
    assert "KSh 65.50" in joe.heard[-2].text


def hand_over(market: Market, amina: Person, weight: str, code: str = "") -> None:
    amina.taps(data="order.do.1.handover")
    amina.says(code or market.order().code)
    amina.says(weight)
    amina.says("yes")


def test_a_weight_far_off_is_the_buyers_to_agree_to(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina, milli=5000)
    old = joe.last
    hand_over(market, amina, "8")
    assert market.order().state == "accepted"
    assert joe.sees("agreed was 5 kg")
    joe.taps(data=old.buttons["📥 Received"])
    assert joe.sees("weight has changed")
    assert market.order().state == "accepted"
    joe.taps("Received")
    order = market.order()
    assert (order.state, order.total) == ("handed_over", 40_000)


def test_a_word_does_not_agree_to_a_weight_not_seen(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina, milli=5000)
    hand_over(market, amina, "8")
    joe.says("received")
    assert market.order().state == "accepted"
    assert joe.sees("8 kg")


def test_more_than_ordered_comes_only_from_what_is_free(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina, milli=10_000)
    market.places(market.joins("Wanjiru"), milli=10_000)
    hand_over(market, amina, "10.5")
    assert market.order().state == "accepted"
    assert amina.sees("not so much left")
    assert market.listing().on_hand == 20_000


def test_a_wrong_code_is_counted_and_five_are_enough(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    wrong = "0000" if market.order().code != "0000" else "1111"
    hand_over(market, amina, "5", wrong)
    for _ in range(4):
        assert amina.sees("not the buyer's code")
        amina.says(wrong)
        amina.says("yes")
    assert amina.sees("Too many tries")
    assert market.order().code_tries == 5
    amina.taps(data="order.do.1.handover")
    assert market.order().state == "accepted"
    joe.taps("Received")
    assert market.order().state == "handed_over"


def test_a_price_changed_later_changes_no_order_and_no_receipt(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    joe.taps("Received")
    receipt = joe.heard[-2].text
    amina.says("/listings")
    with market.village.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE listing SET price_minor = 9900, crop_id = 'onion'")
        conn.exec_driver_sql("UPDATE person SET called = 'Somebody else'")
    market.village.passes(hours=1)
    (again,) = joe.taps(data="order.receipt.1")
    assert again.text == receipt
    assert market.order().total == 25_000


# -- other terms


def test_the_farmer_offers_less_and_the_buyer_agrees(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    amina.taps("Offer less")
    for words in ("less", "3", "yes"):
        amina.says(words)
    assert market.listing().held == 3000
    assert joe.sees("other terms")
    assert joe.sees("Ordered was: 5 kg")
    joe.taps("Agree")
    order = market.order()
    assert (order.state, order.total) == ("accepted", 15_000)


def test_the_farmer_offers_another_price_or_day(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    amina.taps("Offer less")
    for words in ("price", "40", "yes"):
        amina.says(words)
    assert market.order().total == 20_000
    joe.taps("Call off")
    joe.taps("do not suit")
    assert market.order().state == "cancelled"
    market.places(joe)
    amina.taps(data="order.do.2.counter")
    amina.taps("Day")
    amina.taps("In three days")
    amina.says("yes")
    joe.taps("Agree")
    assert (market.order(2).slot - market.village.now).days == 3


def test_a_no_brings_the_nearest_others(two: Two) -> None:
    market, amina, joe = two
    market.lists(market.joins("Baraka", "sell"), price_minor=6000)
    market.places(joe)
    amina.taps("Decline")
    amina.taps("Too far")
    assert market.listing().held == 0
    assert joe.sees("Too far")
    assert any(data == "buy.see.2" for data in joe.last.buttons.values())


@pytest.mark.parametrize("moves", [(), ("accept",), ("accept", "ready")])
@pytest.mark.parametrize("who", ["buyer", "seller"])
def test_calling_off_gives_the_stock_free_once(two: Two, who: str, moves: tuple[str, ...]) -> None:
    market, amina, joe = two
    market.places(joe)
    for each in moves:
        amina.taps(data=f"order.do.1.{each}")
    actor, other = (joe, amina) if who == "buyer" else (amina, joe)
    for _ in range(2):
        actor.taps(data="order.do.1.cancel.cannot")
    may = (who, moves) not in {("buyer", ("accept", "ready")), ("seller", ())}
    assert (market.order().state == "cancelled") is may
    assert market.listing().held == (0 if may else 5000)
    if may:
        assert other.sees("called off")


def test_a_late_tap_is_told_what_already_happened(two: Two) -> None:
    market, amina, joe = two
    market.places(joe)
    accept = amina.last.buttons["✅ Accept"]
    amina.taps(data=accept)
    amina.taps(data=accept)
    assert "already accepted" in amina.toast
    assert market.history() == ["place", "accept"]


# -- payment


def test_mobile_money_is_claimed_by_the_buyer_and_counted_by_the_farmer(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    assert joe.sees("never ask for a PIN")
    assert "0712" not in joe.last.text
    joe.taps("More")
    joe.taps("Mobile money")
    assert amina.sees("My account")
    amina.taps("My account")
    amina.says("0712 345 678")
    amina.says("yes")
    assert joe.sees("0712 345 678")
    joe.taps("I paid")
    joe.says("QGH7SK61SU")
    assert market.order().payment == "claimed"
    assert amina.sees("QGH7SK61SU")
    assert amina.sees("A message is not money")
    amina.taps("Money received")
    assert market.order().payment == "confirmed"
    second = market.accepted(joe, amina)
    joe.taps(data=f"order.do.{second}.mobile")
    assert joe.sees("0712 345 678")


def test_a_dispute_reaches_staff_with_its_history_and_they_settle_it(two: Two) -> None:
    market, amina, joe = two
    njeri = market.admin()
    market.accepted(joe, amina)
    joe.taps("Received")
    joe.taps("More")
    joe.taps("Something is wrong")
    joe.taps("Poor quality")
    assert njeri.sees("Poor quality")
    assert njeri.sees("accepted")
    njeri.says("/disputes")
    njeri.taps("-")
    njeri.taps("Decide for the buyer")
    njeri.taps("Not as agreed")
    assert market.order().state == "refunded"
    assert joe.sees("decided for you")
    assert amina.sees("decided for the buyer")
    amina.says("/disputes")
    assert amina.sees("not open to you")


def test_both_sides_find_their_orders(two: Two) -> None:
    market, amina, joe = two
    for _ in range(8):
        market.places(joe, milli=1000)
        market.village.passes(minutes=1)
    for who in (amina, joe):
        who.says("/orders")
        assert who.last.text.count("waiting for the farmer") == 6
        who.taps("More")
        assert who.last.text.count("waiting for the farmer") == 2
        who.says(market.order(3).number)
        assert market.order(3).number in who.last.text
        who.says(f"/orders {market.order(4).number}")
        assert market.order(4).number in who.last.text


def test_a_word_for_several_orders_asks_which(two: Two) -> None:
    market, amina, joe = two
    for _ in range(2):
        market.places(joe, milli=1000)
        market.village.passes(minutes=1)
    amina.says("accept")
    assert amina.sees("Which order")
    amina.taps(market.order(2).number)
    assert (market.order(1).state, market.order(2).state) == ("placed", "accepted")


def test_who_asks_for_what_nobody_sells_is_told_so_and_offered_what_there_is(two: Two) -> None:
    _, _, joe = two
    joe.says("I want to buy 5 kg onions")
    assert "Nobody sells" in joe.last.text
    assert joe.sees("What would you like to buy?")
    joe.taps("tomato")
    assert joe.sees("from whom?")


def test_an_offer_that_is_gone_with_no_other_leads_on(two: Two) -> None:
    _, amina, joe = two
    joe.says("I need 5 kg tomatoes")
    amina.says("/listings")
    amina.taps("tomato")
    amina.taps("Pause")
    joe.says("1")
    assert "Nobody sells" in joe.last.text


def test_an_amount_is_put_right_in_words_before_the_yes(two: Two) -> None:
    _, _, joe = two
    for words in ("I need 5 kg tomatoes", "1", "no, 6 kg"):
        joe.says(words)
    assert joe.sees("6 kg")
    assert joe.sees("Place this order?")


# -- behind More, and in words


def test_what_stands_behind_more_may_be_typed(two: Two) -> None:
    market, amina, joe = two
    market.accepted(joe, amina)
    joe.says("map")
    assert joe.last.place == (-0.717, 36.43)
    joe.says(f"more {market.order().number}")
    assert "📱 Mobile money" in joe.last.buttons
    joe.says("receipt")
    assert joe.sees("no order of yours")
    joe.says("history")
    assert "accepted" in joe.last.text
    amina.says("map")
    assert amina.sees("no order of yours")


def test_more_is_shown_in_place_and_leads_back(two: Two) -> None:
    market, _, joe = two
    market.places(joe)
    card = joe.last
    joe.taps("⋯ More")
    assert joe.last.id == card.id
    joe.taps("⬅️ Back")
    assert (joe.last.id, joe.last.text) == (card.id, card.text)


def test_all_there_is_can_be_had_by_one_tap_once_it_is_near(two: Two) -> None:
    _, _, joe = two
    joe.says("/buy")
    joe.taps("tomato")
    assert not any("All 20" in label for label in joe.last.buttons)
    joe.taps("⏫")
    joe.taps("⏫")
    joe.taps("All 20 kg")
    assert "🛒 Order 20 kg: KSh 1,000" in joe.last.buttons
    assert not any("All 20" in label for label in joe.last.buttons)
