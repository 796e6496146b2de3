"""Somebody looks for something: by words, filters and pages, on one message that changes in place."""

import pytest

from bot.ordering.filters import Filters
from tests.ordering.stalls import Market
from tests.village import Person, Shown

NORTH = 10_000  # a hundredth of a degree, 1.1 km


def stage(many: int = 0) -> tuple[Market, Person, Person]:
    market = Market()
    amina, joe = market.joins("Amina", "sell"), market.joins("Joe")
    for at in range(many):
        market.lists(amina, price_minor=9000 - at * 100, lat_e6=-717_000 - at * 9 * NORTH)
    return market, amina, joe


def rows(shown: Shown) -> list[str]:
    return [each for each in shown.text.split("\n") if each.startswith("•")]


def offers(shown: Shown) -> list[int]:
    """The listings a message has buttons for."""
    found = [data.split(".") for data in shown.buttons.values()]
    return [int(each[2]) for each in found if each[:2] == ["buy", "see"]]


def test_the_nearest_come_first_each_with_its_distance() -> None:
    _, _, joe = stage(3)
    (shown,) = joe.says("/buy")
    assert offers(shown) == [1, 2, 3]
    assert "close by" in shown.text
    assert "(10 km)" in shown.text
    assert "(20 km)" in shown.text


@pytest.mark.parametrize(
    "words",
    ["tomato", "tomatos", "nyanya", "西红柿", "طماطم", "टमाटर", "fresh tomatoes please", "Tomate"],
)
def test_a_crop_is_found_by_its_name_in_any_language_and_misspelt(words: str) -> None:
    market, amina, joe = stage(1)
    market.lists(amina, crop_id="onion")
    (shown,) = joe.says(f"/buy {words}")
    assert offers(shown) == [1]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("tomatoes near me under 90", "en"),
        ("附近90以下的番茄", "zh_Hans"),
        ("आसपास टमाटर 90 से कम", "hi"),
        ("nyanya karibu nami chini ya 90", "sw"),
        ("tomate cerca de mí a menos de 90", "es"),
        ("طماطم قريبة مني أقل من 90", "ar"),
        ("who sells tomatoes", "en"),
        ("cheap tomatoes", "en"),
    ],
)
def test_a_sentence_out_of_the_blue_is_searched_for(words: str, language: str) -> None:
    market, amina, _ = stage(1)
    market.lists(amina, price_minor=9500)
    wanjiru = market.joins("Wanjiru", language=language)
    assert offers(wanjiru.says(words)[-1]) == ([1] if "90" in words else [1, 2])


def test_an_order_in_one_sentence_is_no_search() -> None:
    _, _, joe = stage(1)
    assert not offers(joe.says("I need 5 kg tomatoes")[-1])


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("maize in Nakuru", "en"),
        ("fresh maize from Nakuru", "en"),
        ("Nakuru的玉米", "zh_Hans"),
        ("Nakuru में मक्का", "hi"),
        ("mahindi huko Nakuru", "sw"),
        ("maíz en Nakuru", "es"),
        ("ذرة في Nakuru", "ar"),
    ],
)
def test_a_crop_with_a_place_is_searched_for_from_there(words: str, language: str) -> None:
    market, amina, _ = stage()
    market.lists(amina, crop_id="maize")
    wanjiru = market.joins("Wanjiru", language=language)
    shown = wanjiru.says(words)[-1]
    assert offers(shown) == [1]
    assert "📍" in shown.text


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("tomatoes near me", "en"),
        ("我附近的西红柿", "zh_Hans"),
        ("मेरे पास टमाटर", "hi"),
        ("nyanya karibu nami", "sw"),
        ("tomates cerca de mí", "es"),
        ("طماطم قريبة مني", "ar"),
    ],
)
def test_near_me_is_near_home_wherever_one_looked_from_before(words: str, language: str) -> None:
    market, amina, _ = stage(2)
    market.lists(amina, crop_id="maize")
    wanjiru = market.joins("Wanjiru", language=language)
    wanjiru.says("maize in Kisumu")
    shown = wanjiru.says(words)[-1]
    assert offers(shown) == [1, 2]
    assert "📍" not in shown.text


@pytest.mark.parametrize(
    "words",
    ["I sell maize in Nakuru", "I do not want maize in Nakuru", "maize in bags", "Nakuru"],
)
def test_what_only_sounds_like_a_search_with_a_place_is_none(words: str) -> None:
    market, amina, joe = stage()
    market.lists(amina, crop_id="maize")
    assert not offers(joe.says(words)[-1])


def test_whoever_says_how_much_they_need_orders_though_it_is_near_them() -> None:
    _, _, joe = stage(1)
    assert "from whom?" in joe.says("10 kg tomatoes near me")[-1].text


def test_words_say_how_far_and_how_dear() -> None:
    _, _, joe = stage(6)
    (shown,) = joe.says("/buy tomatoes within 30 km under 88")
    assert "At most 30 km away" in shown.text
    assert "At most KSh 88 per kg" in shown.text
    assert offers(shown) == [3]


def test_an_amount_is_no_price() -> None:
    _, _, joe = stage(1)
    (shown,) = joe.says("/buy 10 kg tomatoes")
    assert offers(shown) == [1]


def test_words_that_name_no_crop_are_said_back_and_all_is_shown() -> None:
    _, _, joe = stage(1)
    said, shown = joe.says("/buy xyzzy <b>")
    assert "xyzzy &lt;b&gt;" in said.text
    assert offers(shown) == [1]


def test_pages_turn_in_the_same_message_and_a_card_leads_back_to_its_page() -> None:
    _, _, joe = stage(15)
    joe.says("/buy")
    (second,) = joe.taps("More")
    assert second.edited
    assert offers(second) == [7, 8, 9, 10, 11, 12]
    (card,) = joe.taps(data="buy.see.8")
    assert "KSh 83" in card.text
    (again,) = joe.taps("All offers")
    assert offers(again) == offers(second)
    (third,) = joe.taps("More")
    assert offers(third) == [13, 14, 15]
    assert "More ▶️" not in third.buttons
    (before,) = joe.taps(data="find.page.1")
    assert offers(before) == offers(second)


def test_a_page_that_has_emptied_leads_to_the_first() -> None:
    market, _, joe = stage(7)
    joe.says("/buy")
    joe.taps("More")
    with market.village.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE listing SET state = 'paused' WHERE id = 7")
    (shown,) = joe.taps(data="find.back")
    assert offers(shown) == [1, 2, 3, 4, 5, 6]


def test_filters_are_remembered_and_cleared() -> None:
    market, _, joe = stage(6)
    joe.taps(data="find.crop.tomato")
    joe.taps(data="find.filters")
    joe.taps("Distance")
    (shown,) = joe.taps("30 km")
    assert offers(shown) == [1, 2, 3]
    joe.taps("Filters")
    joe.taps("Order")
    (shown,) = joe.taps("Cheapest first")
    assert offers(shown) == [3, 2, 1]
    market.village.passes(days=3)
    (shown,) = joe.says("/buy tomato")
    assert offers(shown) == [3, 2, 1]
    joe.taps("Filters")
    (shown,) = joe.taps("Clear filters")
    assert offers(shown) == [6, 5, 4, 3, 2, 1]


def test_prices_offered_are_prices_asked_and_a_bag_counts_by_its_weight() -> None:
    market, amina, joe = stage(3)
    market.lists(amina, unit="sack", unit_grams=90_000, price_minor=405_000)
    market.lists(amina, unit="piece", unit_grams=None, price_minor=100)
    joe.taps(data="find.crop.tomato")
    joe.taps("Filters")
    (asked,) = joe.taps("Price")
    assert [each for each in asked.buttons if "KSh" in each] == [
        "KSh 45 per kg",
        "KSh 88 per kg",
        "KSh 89 per kg",
        "KSh 90 per kg",
    ]
    (shown,) = joe.taps("KSh 45")
    assert offers(shown) == [4]
    assert "KSh 4,050 per bag (KSh 45 a kg)" in shown.text


def test_a_price_needs_a_crop() -> None:
    _, _, joe = stage(1)
    (shown,) = joe.taps(data="find.ask.most")
    assert "Choose a crop first" in shown.text
    (shown,) = joe.taps("By crop")
    assert "🍅 tomato" in shown.buttons


def test_what_is_ready_today_and_how_it_was_grown_are_filters_too() -> None:
    market, amina, joe = stage(1)
    market.lists(amina, ready_from="2026-06-05", label="organic")
    assert offers(joe.taps(data="find.set.days.0")[0]) == [1]
    assert offers(joe.taps(data="find.set.days.7")[0]) == [2, 1]
    assert offers(joe.taps(data="find.set.label.organic")[0]) == [2]
    (none,) = joe.taps(data="find.set.label.green")
    assert "Nothing like this" in none.text
    assert "🧹 Without filters: 2" in none.buttons


def test_nothing_found_says_what_to_loosen() -> None:
    market, amina, joe = stage()
    for at in range(4):
        market.lists(amina, price_minor=5000 + at, lat_e6=-717_000 - (40 + at) * NORTH)
    joe.taps(data="find.crop.tomato")
    (none,) = joe.taps(data="find.set.km.15")
    assert "No 🍅 tomato like this" in none.text
    (wider,) = joe.taps("Within 60 km: 4")
    assert offers(wider) == [1, 2, 3, 4]


def test_an_empty_market_says_so_kindly() -> None:
    _, _, joe = stage()
    (shown,) = joe.says("/buy")
    assert "Nothing is for sale near you today" in shown.text
    (shown,) = joe.taps("By crop")
    assert "Nothing is for sale" in shown.text


def test_ones_own_and_what_is_over_or_abroad_is_left_out() -> None:
    market, _, joe = stage()
    both = market.joins("Bea", "both")
    market.lists(both)
    market.lists(joe, expires_at=market.village.now)
    market.lists(joe, country="UG")
    market.lists(joe, price_minor=7700)
    (shown,) = both.says("/buy")
    assert offers(shown) == [4]


def test_it_is_looked_from_a_shared_place_and_from_home_again() -> None:
    market, amina, joe = stage()
    market.lists(amina)
    market.lists(
        amina, price_minor=6000, lat_e6=-1_270_000, lon_e6=36_810_000, place_id="KE-30-westlands"
    )
    joe.taps(data="find.filters")
    joe.taps("From where")
    (asked,) = joe.taps("Another place")
    assert "Share a place" in asked.text
    shown = joe.shares(-1.27, 36.81)[-1]
    assert "Seen from" in shown.text
    assert offers(shown) == [2, 1]
    market.village.passes(days=1)
    assert offers(joe.says("/buy")[-1]) == [2, 1]
    joe.taps(data="find.ask.place")
    (home,) = joe.taps("My own place")
    assert offers(home) == [1, 2]
    assert "Seen from" not in home.text


def test_a_place_in_another_country_is_not_looked_from() -> None:
    _, _, joe = stage(1)
    joe.taps(data="find.set.place.other")
    (said,) = joe.shares(0.31, 32.58)
    assert "your own country" in said.text


def test_buttons_of_earlier_lists_still_work() -> None:
    market, amina, joe = stage(8)
    market.lists(amina, crop_id="onion")
    assert offers(joe.taps(data="buy.near.onion")[0]) == [9]
    assert len(offers(joe.taps(data="buy.near")[0])) == 6
    assert "Which crop" in joe.taps(data="buy.crops")[0].text
    assert offers(joe.taps(data="buy.near.tomato.1")[0]) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "data",
    [
        *("find", "find.x", "find.page", "find.page.x", "find.page.-1", "find.page.999999999999"),
        *("find.set", "find.set.km", "find.set.km.31", "find.set.km.x", "find.set.sort.any"),
        *("find.set.most.0.kg", "find.set.most.5.x", "find.set.most.x.kg", "find.set.most.5"),
        *("find.set.crop.gold", "find.set.unit.kg", "find.set.label.best", "find.set.days.99"),
        *("find.ask", "find.ask.x", "find.crop", "find.crop.gold", "find.crops.x", "find.kept"),
        *("find.kept.x", "find.kept.9", "find.see.9", "find.stop.9", "find.stop", "find.clear.x.y"),
        *("find.grown", "find.grown.9", "find.grown.x.organic", "find.near.a.b.c", "find.a.b.c.d"),
        *("find.mine.x", "find.keep.1", "find.filters.x", "find.back.y", "find.see.٣"),
    ],
)
def test_forged_buttons_are_answered_kindly(data: str) -> None:
    _, amina, joe = stage(1)
    for who in (amina, joe):
        assert who.taps(data=data) or who.toasts


def test_a_farmer_says_how_it_was_grown_and_buyers_read_whose_word_it_is() -> None:
    market, amina, joe = stage(1)
    (more,) = amina.taps(data="listing.more.1")
    assert "🌿 How it was grown" in more.buttons
    amina.taps("How it was grown")
    amina.taps("Organic")
    assert market.listing().label == "organic"
    (card,) = joe.taps(data="buy.see.1")
    assert "Organic, says the farmer" in card.text
    amina.taps(data="find.grown.1.any")
    assert market.listing().label is None


def test_nobody_else_says_how_it_was_grown() -> None:
    market, _, joe = stage(1)
    joe.taps(data="find.grown.1.organic")
    assert joe.toasts
    assert market.listing().label is None


def test_a_page_costs_few_statements() -> None:
    market, _, joe = stage(8)
    joe.says("/buy")
    joe.taps(data="find.set.km.60")
    joe.taps(data="find.set.sort.fresh")
    # The beginning, the person, how they look, the talk that waits, the page, how they look now.
    assert market.village.statements == 6


def test_filters_that_are_no_longer_offered_say_nothing() -> None:
    assert Filters(km=30).of_crop("maize") == Filters("maize", 30)
    assert Filters("maize", most=5, unit="sack").of_crop("rice") == Filters("rice")
