"""Prices as people meet them: a board from real sales, its weeks, and help while a price is set."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.pricing.flow import Breakeven, Prices
from bot.talk.check import prove
from bot.talk.flow import Flow
from bot.talk.message import Chart
from bot.talk.speaker import Speaker
from tests.pricing.town import Town
from tests.village import Person


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def amina(town: Town) -> Person:
    return town.joins("Amina", "both")


def says(person: Person, *answers: str) -> str:
    for answer in answers:
        person.says(answer)
    return person.last.text


@pytest.mark.parametrize("kind", [Prices, Breakeven])
def test_every_flow_is_proved(kind: type[Flow[object]]) -> None:
    assert prove(kind, Speaker()).faults == ()


def test_sales_make_a_board_when_enough_farmers_have_sold(town: Town, amina: Person) -> None:
    joe = town.joins("Joe")
    for name, price in (("Barasa", 80), ("Chebet", 90)):
        town.sells(town.joins(name, "sell"), joe, price)
    assert "2 of 3 farmers" in says(amina, "/prices tomatoes")
    assert "KSh" not in amina.last.text
    town.sells(amina, joe, 100)
    text = says(amina, "/prices tomatoes")
    assert "tomato, Naivasha" in text.replace("<b>", "").replace("</b>", "")
    assert "Middle price: <b>KSh 90 per kg</b>" in text
    assert "3 sales in the last 30 days, by 3 farmers." in text


def test_a_price_is_lifted_by_nothing_but_a_completed_order(town: Town, amina: Person) -> None:
    joe = town.joins("Joe")
    town.sold(80, 90)
    town.accepted(joe, amina, listing_id=town.lists(amina))
    assert "2 of 3 farmers" in says(amina, "/prices tomatoes")


def test_a_spread_is_told_of_five_farmers_and_nobodys_own(town: Town, amina: Person) -> None:
    town.sold(50, 71, 80, 89, 200)
    text = says(amina, "/prices tomatoes")
    assert "Half of the farmers got KSh 71 to KSh 89 for 1 kg." in text
    assert "50" not in text
    assert "200" not in text


def test_asked_in_words_of_any_language(town: Town, amina: Person) -> None:
    town.sold(80, 90, 100)
    for words in ("/prices nyanya", "/prices 西红柿", "/prices टमाटर"):
        assert "KSh 90" in says(amina, words)


@pytest.mark.parametrize(
    "words",
    [
        "price of tomatoes",
        "tomato price?",
        "how much are tomatoes",
        "bei ya nyanya",
        "西红柿多少钱",
        "टमाटर का भाव",
        "a cómo está el tomate",
        "بكم الطماطم",
    ],
)
def test_a_price_is_asked_out_of_the_blue(town: Town, amina: Person, words: str) -> None:
    town.sold(80, 90, 100)
    assert "KSh 90 per kg" in says(amina, words)


def test_a_word_for_prices_alone_asks_the_crop(amina: Person) -> None:
    assert "The price of which crop?" in says(amina, "prices")


@pytest.mark.parametrize("words", ["selling 20 kg tomatoes at a price of 80", "tomatoes"])
def test_what_is_no_question_is_left_to_others(town: Town, amina: Person, words: str) -> None:
    town.sold(80, 90, 100)
    assert "Middle price" not in says(amina, words)


def test_without_words_the_crop_is_asked_with_those_sold_near_by_first(
    town: Town, amina: Person
) -> None:
    town.sold(80, 90, 100, crop_id="kale")
    amina.taps(data="prices.ask")
    assert next(iter(amina.last.buttons)).endswith("kale")
    assert "KSh 90" in says(amina, "kale")


def test_too_few_near_by_a_wider_area_is_a_tap_away(town: Town, amina: Person) -> None:
    town.sold(70, 80, 90, region="KE-20", place_id="KE-20-kerugoya")
    assert "0 of 3 farmers" in says(amina, "/prices tomatoes")
    amina.taps("Whole country")
    assert "KSh 80 per kg" in amina.last.text
    assert amina.last.edited


def test_neighbours_asks_stand_in_where_nothing_was_sold(town: Town, amina: Person) -> None:
    for name in ("Barasa", "Chebet", "Dida"):
        town.lists(town.joins(name, "sell"))
    text = says(amina, "/prices tomatoes")
    assert "Neighbours ask KSh 50 per kg (3 offers)" in text


def test_old_sales_are_forgotten_by_the_board(town: Town, amina: Person) -> None:
    town.sold(80, 90, 100)
    town.village.passes(days=30)
    assert "0 of 3" in says(amina, "/prices tomatoes")


def test_weeks_are_a_picture_with_a_gap_where_few_sold(town: Town, amina: Person) -> None:
    now = town.village.now
    town.sold(80, 90, 100)
    town.sold(60, 70, at=now - timedelta(weeks=2))
    town.sold(50, 60, 61, 80, 90, at=now - timedelta(weeks=3))
    says(amina, "/prices tomatoes")
    shown = amina.taps("Week by week")[-1]
    assert isinstance(shown.picture, Chart)
    bars = shown.picture.bars
    assert len(bars) == 12
    assert [bar.value for bar in bars[-5:]] == [0, 6100, 0, 9000, 0]
    assert (bars[-4].low, bars[-4].high) == (6000, 8000)
    assert not shown.edited


def test_a_picture_of_what_may_not_be_told_is_never_drawn(town: Town, amina: Person) -> None:
    town.sold(80, 90)
    says(amina, "/prices tomatoes")
    for area in ("place_id", "region", "country", "seller_id", ""):
        for shown in amina.taps(data=f"prices.weeks.tomato.{area}"):
            assert shown.picture is None
            assert "KSh" not in shown.text


@pytest.mark.parametrize(
    "data", ["prices.see.nothing", "prices", "prices.weeks.x.region", "breakeven.x"]
)
def test_a_forged_button_is_answered_kindly(town: Town, amina: Person, data: str) -> None:
    amina.taps(data=data)
    assert amina.toast


# -- while a price is set


def test_the_price_question_tells_what_was_sold_near_by(town: Town, amina: Person) -> None:
    town.sold(60, 70, 80, 90, 100)
    text = says(amina, "/sell", "tomato", "20 kg")
    assert "📊 Naivasha: sold at KSh 70 to KSh 90, the middle KSh 80 per kg (5 sales)" in text
    amina.taps("KSh 80, sold near you")
    assert "When can buyers have it?" in amina.last.text


def test_a_bag_is_told_what_its_weight_was_sold_at(town: Town, amina: Person) -> None:
    town.sold(60, 70, 80, 90, 100)
    text = says(amina, "/sell", "tomato", "2 bags", "50")
    assert "the middle KSh 4,000 per bag" in text


def test_sales_come_before_what_neighbours_ask(town: Town, amina: Person) -> None:
    for name in ("Barasa", "Chebet", "Dida"):
        town.lists(town.joins(name, "sell"))
    says(amina, "/sell", "tomato", "20 kg")
    assert any("KSh 50, asked near you" in label for label in amina.last.buttons)
    town.sold(60, 70, 80)
    says(amina, "/sell", "tomato", "20 kg")
    assert any("KSh 70, sold near you" in label for label in amina.last.buttons)
    assert not any("asked near you" in label for label in amina.last.buttons)


def test_ten_times_the_price_near_by_is_doubted(town: Town, amina: Person) -> None:
    town.sold(60, 70, 80)
    text = says(amina, "/sell", "tomato", "20 kg", "700")
    assert "Usual is KSh 70 per kg" in text
    amina.taps("No, change it")
    assert "What price for 1 kg?" in amina.last.text


def test_a_new_price_is_held_against_the_board_too(town: Town, amina: Person) -> None:
    listed = town.lists(amina)
    town.sold(60, 70, 80)
    amina.taps(data=f"listing.price.{listed}")
    assert "Naivasha: sold at about KSh 70 per kg (3 sales)" in amina.last.text
    assert "Usual is KSh 70 per kg" in says(amina, "700")


def test_without_sales_a_new_price_is_held_against_the_old_one(town: Town, amina: Person) -> None:
    listed = town.lists(amina)
    amina.taps(data=f"listing.price.{listed}")
    assert "Usual is KSh 50 per kg" in says(amina, "500")


# -- what the board is made of


def test_a_sale_is_kept_with_what_was_given_and_paid(town: Town, amina: Person) -> None:
    joe = town.joins("Joe")
    order = town.order(town.sells(amina, joe))
    (sold,) = town.kept(amina)
    assert (sold.order_id, sold.price, sold.milli) == (order.id, 8000, order.given)
    assert (sold.buyer_id, sold.at) == (order.buyer_id, order.moved_at)


def test_a_part_refund_corrects_the_price_and_a_whole_one_takes_the_sale_away(
    town: Town, amina: Person
) -> None:
    found = town.sells(amina, town.joins("Joe"))
    order = town.order(found)
    town.hears(order, replace(order, refund_minor=10_000))
    assert [sold.price for sold in town.kept(amina)] == [6000]
    town.hears(order, replace(order, refund_minor=order.total))
    assert town.kept(amina) == []


def test_an_order_that_is_completed_no_more_is_no_sale(town: Town, amina: Person) -> None:
    order = town.order(town.sells(amina, town.joins("Joe")))
    town.hears(order, replace(order, state="disputed"))
    assert town.kept(amina) == []
