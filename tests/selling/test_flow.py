"""Listing produce: by taps, by words, in two languages, with every slip of the finger."""

from collections.abc import Callable

import pytest

from bot.kernel.money import Money
from bot.selling import changes
from bot.selling.flow import Sell
from bot.selling.repricing import NewPrice
from bot.talk.check import prove
from bot.talk.flow import Flow
from bot.talk.speaker import Speaker
from tests.selling import farm
from tests.village import Person, Village

FLOWS = (
    Sell,
    NewPrice,
    changes.MoreStock,
    changes.NewCount,
    changes.Spoiled,
    changes.NewPicture,
)


@pytest.fixture
def place() -> Village:
    return farm.village()


@pytest.fixture
def amina(place: Village) -> Person:
    return farm.farmer(place)


def says(person: Person, *answers: str) -> str:
    for answer in answers:
        person.says(answer)
    return person.last.text


@pytest.mark.parametrize("kind", FLOWS)
def test_every_flow_is_proved(kind: type[Flow[object]]) -> None:
    assert prove(kind, Speaker()).faults == ()


def test_the_common_sale_takes_five_questions_and_eight_taps(place: Village) -> None:
    for name in ("Barasa", "Chebet", "Dida"):
        farm.sells(farm.farmer(place, name))
    amina = farm.farmer(place)
    steps: list[Callable[[], object]] = [
        lambda: amina.says("/menu"),
        lambda: amina.taps("🧺 Sell"),
        lambda: amina.taps("tomato"),
        lambda: amina.taps("20 kg"),
        lambda: amina.taps("asked near you"),
        lambda: amina.taps("Today"),
        lambda: amina.taps("Skip"),
        lambda: amina.taps("Yes, sell it"),
    ]
    questions = 0
    for step in steps:
        step()
        questions += "Question" in amina.last.text
    assert len(steps) <= 8
    assert questions <= 5
    assert amina.sees("It is on the market")
    assert farm.listings(amina)[0].price == Money(8000, "KES")


def test_a_sale_by_typed_words_in_english(amina: Person) -> None:
    says(amina, "sell", "tomatos", "20", "kg", "80 bob", "tomorrow", "skip")
    assert "KSh 1,600" in amina.last.text
    assert "20 kg" in amina.last.text
    amina.says("yes")
    assert amina.sees("It is on the market")
    listed = farm.listings(amina)[0]
    assert (listed.crop_id, listed.on_hand, listed.unit) == ("tomato", 20_000, "kg")
    assert (listed.price, listed.ready_from) == (Money(8000, "KES"), "2026-06-02")
    assert listed.region == "KE-31"


def test_a_sale_by_typed_words_in_chinese(place: Village) -> None:
    wang = farm.farmer(place, "王芳", "zh_Hans", "CN")
    says(wang, "我要卖", "番茄", "三十斤", "两块五一斤", "明天", "跳过")
    assert "¥75" in wang.last.text
    wang.says("确认")
    assert wang.sees("已经上架")
    listed = farm.listings(wang)[0]
    assert (listed.crop_id, listed.on_hand, listed.unit) == ("tomato", 30_000, "jin")
    assert listed.price == Money(250, "CNY")


def test_a_sale_by_taps_in_chinese(place: Village) -> None:
    wang = farm.farmer(place, "王芳", "zh_Hans", "CN")
    farm_price = "两块五一斤"
    says(wang, "/sell", "土豆", "50斤", farm_price, "今天", "跳过", "是")
    wang.says("/menu")
    for label in ("我要卖", "土豆", "50斤", "上次的价", "今天", "跳过", "上架"):
        wang.taps(label)
    assert wang.sees("已经上架")
    assert [each.price.minor for each in farm.listings(wang)] == [250, 250]


def test_one_sentence_gives_several_answers(amina: Person) -> None:
    amina.says("selling 20 kg tomatoes at 80 tomorrow")
    assert "photo" in amina.last.text
    amina.sends_photo("basket")
    assert amina.last.photo == "basket"
    amina.says("yes")
    assert farm.listings(amina)[0].photo == "basket"


def test_a_wish_to_buy_starts_no_sale(amina: Person) -> None:
    amina.says("i need 10 kg onions")
    assert "Question" not in amina.last.text


def test_a_sentence_is_heard_within_the_talk_too(amina: Person) -> None:
    says(amina, "/sell", "20 kg maize at 50")
    assert "When can buyers have it?" in amina.last.text


def test_a_bare_number_asks_the_unit(amina: Person) -> None:
    says(amina, "/sell", "tomato", "20")
    assert "20 of what?" in amina.last.text
    assert "20 kg" in " ".join(amina.last.buttons)
    amina.says("1")  # the first button
    assert "price for 1 kg" in amina.last.text


def test_a_number_corrected_before_its_unit_counts(amina: Person) -> None:
    says(amina, "/sell", "tomato", "20", "35", "bags")
    assert "one bag" in amina.last.text
    says(amina, "50", "2000", "today", "skip", "yes")
    assert farm.listings(amina)[0].on_hand == 35_000


def test_a_number_of_two_meanings_is_asked(amina: Person) -> None:
    says(amina, "/sell", "tomato", "1.500")
    assert {"1,500", "1.5"} <= set(amina.last.buttons)
    amina.taps("1,500")
    assert "1,500 of what?" in amina.last.text.replace("\u00a0", " ")
    says(amina, "bags", "1.500")
    assert "Which one do you mean?" in amina.last.text


def test_a_bag_is_weighed_once_and_remembered(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "2 bags")
    assert "How many kg in one bag?" in amina.last.text
    amina.taps("50 kg")
    says(amina, "1500", "today", "skip")
    assert "2 bags (about 100 kg)" in amina.last.text
    amina.says("yes")
    says(amina, "/sell", "tomatoes", "3 bags")
    assert "price for 1 bag" in amina.last.text


def test_a_weight_nobody_knows_may_be_skipped(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "2 bags", "skip", "1500", "today", "skip", "yes")
    listed = farm.listings(amina)[0]
    assert (listed.unit, listed.unit_grams) == ("sack", None)


def test_a_bag_no_such_bag_ever_weighed_is_asked_about(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "2 bags", "500")
    assert "Did you mean that?" in amina.last.text
    amina.taps("Yes, that is right")
    assert "price for 1 bag" in amina.last.text


def test_a_price_no_sum_could_hold_is_no_answer(amina: Person) -> None:
    asked = says(amina, "/sell", "tomato", "20 kg")
    assert asked.splitlines()[0] in says(amina, "999999999999")


def test_a_price_per_kilo_becomes_a_price_per_bag(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "2 bags", "50", "30 per kg", "today", "skip", "yes")
    assert farm.listings(amina)[0].price == Money(150_000, "KES")


@pytest.mark.parametrize("typed", ["400", "16"])
def test_a_price_five_times_off_is_asked_about(amina: Person, typed: str) -> None:
    farm.sells(amina)
    says(amina, "/sell", "tomato", "20 kg", typed)
    assert "Did you mean this price?" in amina.last.text
    assert "KSh 80 per kg" in amina.last.text
    amina.taps("Yes, that is right")
    assert "When can buyers have it?" in amina.last.text


def test_a_price_far_from_others_near_by_is_asked_about(place: Village) -> None:
    for name in ("Barasa", "Chebet", "Dida"):
        farm.sells(farm.farmer(place, name))
    amina = farm.farmer(place)
    says(amina, "/sell", "tomato", "20 kg", "800")
    assert "Did you mean this price?" in amina.last.text
    amina.taps("No, change it")
    assert "price for 1 kg" in says(amina)


def test_an_amount_five_times_off_is_asked_about(amina: Person) -> None:
    farm.sells(amina)
    says(amina, "/sell", "tomato", "200 kg")
    assert "Last time it was 20 kg" in amina.last.text


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("tomato", "20 kg", "2.555"), "in whole coins"),
        (("tomato", "20 kg", "10 per bag"), "in whole coins"),
        (("hen", "2.5 pieces"), "sold whole"),
        (("tomato", "9000000 kg"), "more than I can list"),
        (("tomato", "20 kg", "80", "in 3 years"), "did not catch"),
    ],
)
def test_what_cannot_be_is_refused_kindly(
    amina: Person, answers: tuple[str, ...], told: str
) -> None:
    assert told in says(amina, "/sell", *answers)
    assert farm.listings(amina) == []


def test_changing_the_unit_asks_the_price_anew(amina: Person) -> None:
    says(amina, "/sell", "maize", "20 kg", "50", "today", "skip")
    amina.taps("Change amount")
    amina.says("2 bags")
    assert "price for 1 bag" in amina.last.text


def test_19_99_times_3_is_exact(place: Village) -> None:
    amina = farm.farmer(place)
    says(amina, "/sell", "tomato", "3 kg", "19.99", "today", "skip")
    assert "KSh 59.97" in amina.last.text
    amina.says("yes")
    assert farm.listings(amina)[0].price_minor == 1999


def test_the_farmers_own_crops_come_first(amina: Person) -> None:
    farm.sells(amina, "garlic", "20 kg", "300")
    amina.says("/sell")
    assert "garlic" in amina.last.rows[0][0]
    amina.taps("More")
    assert len([label for row in amina.last.rows for label in row]) <= 6 + 2 + 3


def test_four_taps_on_yes_are_one_listing(amina: Person) -> None:
    says(amina, "/sell", "tomato", "20 kg", "80", "today", "skip")
    found = {label: data for label, data in amina.last.buttons.items() if "Yes" in label}
    for data in [*found.values()] * 4:
        amina.taps(data=data)
    assert len(farm.listings(amina)) == 1
    assert amina.toast


def test_two_farmers_list_the_same_crop(place: Village, amina: Person) -> None:
    barasa = farm.farmer(place, "Barasa")
    farm.sells(amina)
    farm.sells(barasa, price="90")
    assert [each.price_minor for each in farm.listings(amina)] == [8000]
    assert [each.price_minor for each in farm.listings(barasa)] == [9000]


def test_facts_cost_one_statement_and_a_newcomers_yes_ten(place: Village, amina: Person) -> None:
    says(amina, "/sell", "tomato", "20 kg", "80", "today")
    assert place.statements <= 6
    amina.says("skip")
    amina.taps("Yes, sell it")
    assert place.statements <= 11  # with BEGIN


def test_several_answers_in_one_message_in_the_middle_of_a_sale(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "20kg at 100 ready tomorrow", "skip")
    assert "20 kg" in amina.last.text
    assert "KSh 100 per k" in amina.last.text
    assert "tomorrow" in amina.last.text


@pytest.mark.parametrize("words", ["no, 30 kg", "No! 30kg", "hapana, 30 kg", "30 kg"])
def test_an_answer_is_put_right_in_words(amina: Person, words: str) -> None:
    assert "30 kg" in says(amina, "/sell", "tomatoes", "20 kg", "100", "today", "skip", words)
    assert "KSh 3,000" in amina.last.text


def test_a_price_is_put_right_in_words(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "20 kg", "100", "today", "skip", "no, 120 per kg")
    assert "KSh 120 per k" in amina.last.text
    assert "20 kg" in amina.last.text


def test_no_before_the_answer_is_no_refusal(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "no, 30 kg")
    assert "What price" in amina.last.text


def test_a_refusal_is_no_answer(amina: Person) -> None:
    says(amina, "/sell", "tomatoes", "20 kg", "100", "today", "skip", "I do not have 30 kg")
    assert "20 kg" in amina.last.text


def test_a_number_of_two_meanings_without_a_unit_is_asked_about_until_it_is_clear(
    amina: Person,
) -> None:
    says(amina, "/sell", "tomatoes", "1.000")
    assert "how much do you have?" in says(amina, "hello")
    assert "What price" in says(amina, "1000 kg")
