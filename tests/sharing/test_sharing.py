"""Passing offers on: links, posters, photos, and answers beside the bot's name in any chat."""

import re

import pytest

from bot import ordering, people, selling, sharing
from bot.talk.message import Found, Poster
from bot.telegram.writing import answer_inline
from bot.text.locale import Locale
from bot.text.review import review
from tests.ordering.stalls import Market
from tests.village import MORNING, Person, Village, catalogs

LINK = "https://t.me/farmgate_bot?start="


class SharingMarket(Market):
    """A market whose offers can be passed on."""

    def __init__(self) -> None:
        languages = {"en": "English", "zh_Hans": "中文"}
        features = [people.build(frozenset(), languages), selling.FEATURE]
        self.village = Village(
            [*features, ordering.FEATURE, sharing.FEATURE], bot_name="farmgate_bot"
        )


@pytest.fixture
def market() -> SharingMarket:
    return SharingMarket()


@pytest.fixture
def amina(market: SharingMarket) -> Person:
    return market.joins("Amina", "sell")


def found(who: Person, words: str) -> tuple[Found, ...]:
    answer = who.asks_inline(words)
    assert answer is not None
    return answer.found


def said(each: Found, language: str = "en") -> str:
    locale = Locale(catalogs(), language, "KE", MORNING, "Africa/Nairobi")
    parts = (each.title, each.about, *filter(None, each.lines))
    return re.sub("[\u2068\u2069\u00a0]", " ", "\n".join(map(locale.label, parts)))


# -- the link's card and the poster


def test_the_card_of_a_link_offers_to_pass_it_on_and_to_hang_it_up(
    market: SharingMarket, amina: Person
) -> None:
    number = market.lists(amina)
    amina.taps(data=f"listing.share.{number}")
    assert f"{LINK}l_{number}" in amina.last.text
    assert [row[0] for row in amina.last.rows] == ["📨 Send to a chat", "🖼 Poster", "⬅️ Back to it"]


def test_a_poster_has_crop_price_place_seller_and_link_but_no_amount(
    market: SharingMarket, amina: Person
) -> None:
    number = market.lists(amina)
    (shown,) = amina.taps(data=f"share.poster.{number}")
    poster = shown.picture
    assert isinstance(poster, Poster)
    locale = Locale(catalogs(), "en", "KE", MORNING)
    words = [locale.label(line) for line in (poster.title, *poster.lines)]
    assert "tomato" in words[0]
    assert "KSh" in words[1]
    assert words[-2:] == ["Amina", "📱 Scan to order"]
    assert not any("20 kg" in each.replace("\u00a0", " ") for each in words)
    assert poster.link == f"{LINK}l_{number}"
    assert poster.link in shown.text  # should the picture not come, the link does


def test_nobody_makes_a_poster_of_somebody_elses_offer(
    market: SharingMarket, amina: Person
) -> None:
    number = market.lists(amina)
    other = market.joins("Barasa", "sell")
    assert other.taps(data=f"share.poster.{number}") == []
    assert other.toast == "🔒 This is not one of your offers."


@pytest.mark.parametrize("data", ["share", "share.poster", "share.photos.x", "share.what.1"])
def test_forged_buttons_do_nothing(market: SharingMarket, amina: Person, data: str) -> None:
    amina.taps(data=data)
    assert all(shown.picture is None and shown.photo is None for shown in amina.heard)


# -- photos


def test_a_buyer_sees_the_first_photo_and_the_others_on_a_tap(
    market: SharingMarket, amina: Person
) -> None:
    number = market.lists(amina, photo="a", more_photos=("b", "c"))
    peter = market.joins("Peter")
    peter.says(f"/start l_{number}")
    assert "a" in [shown.photo for shown in peter.heard]
    shown = peter.taps("More photos (2)")
    assert [each.photo for each in shown] == ["b", "c"]
    peter.taps("Back to the offer")
    assert peter.sees("tomato")


def test_an_offer_with_one_photo_has_no_button_for_more(
    market: SharingMarket, amina: Person
) -> None:
    peter = market.joins("Peter")
    peter.says(f"/start l_{market.lists(amina, photo='a')}")
    assert not any("photo" in label for label in peter.last.buttons)


def test_photos_of_what_is_gone_are_not_shown(market: SharingMarket, amina: Person) -> None:
    number = market.lists(amina, photo="a", more_photos=("b",), state="paused")
    peter = market.joins("Peter")
    (shown,) = peter.taps(data=f"share.photos.{number}")
    assert shown.photo is None
    assert "gone" in shown.text


# -- beside the bot's name


def test_words_in_any_language_find_a_crop(market: SharingMarket, amina: Person) -> None:
    number = market.lists(amina)
    peter = market.joins("Peter")
    for words in ("tomatoes", "nyanya", "tomate", "番茄", "टमाटर", "طماطم", " TOMATO "):
        (each,) = found(peter, words)
        assert each.button.url == f"{LINK}l_{number}"


def test_a_stranger_is_answered_without_a_name_and_kept_nowhere(
    market: SharingMarket, amina: Person
) -> None:
    market.lists(amina)
    stranger = market.village.person("Zawadi")
    (each,) = found(stranger, "tomato")
    assert "Amina" not in said(each)
    assert stranger.heard == []
    with market.village.engine.begin() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM person").scalar() == 1


def test_an_answer_tells_crop_price_amount_and_place(market: SharingMarket, amina: Person) -> None:
    market.lists(amina)
    (each,) = found(market.joins("Peter"), "tomato")
    words = said(each)
    assert all(part in words for part in ("🍅", "KSh", "20 kg", "📍"))


def test_the_nearest_come_first_and_no_more_than_ten(market: SharingMarket, amina: Person) -> None:
    far = market.lists(amina, lat_e6=-4_043_000, lon_e6=39_668_000)
    near = [market.lists(amina, lat_e6=-717_000 - at, lon_e6=36_430_000) for at in range(11)]
    peter = market.joins("Peter")
    numbers = [int(each.id.removeprefix("l_")) for each in found(peter, "tomato")]
    assert len(numbers) == 10
    assert set(numbers) <= set(near)
    assert far not in numbers


def test_ones_own_offers_come_before_all_others(market: SharingMarket, amina: Person) -> None:
    barasa = market.joins("Barasa", "sell")
    theirs, own = market.lists(barasa), market.lists(amina)
    assert [each.id for each in found(amina, "tomato")] == [f"l_{own}", f"l_{theirs}"]


def test_no_words_show_what_is_fresh_and_words_about_nothing_show_nothing(
    market: SharingMarket, amina: Person
) -> None:
    market.lists(amina)
    peter = market.joins("Peter")
    assert len(found(peter, "")) == 1
    assert found(peter, "qwertzuiop") == ()
    assert found(peter, "🍕" * 300) == ()


def test_a_listings_own_name_finds_it_alone(market: SharingMarket, amina: Person) -> None:
    first, _ = market.lists(amina), market.lists(amina)
    peter = market.joins("Peter")
    assert [each.id for each in found(peter, f"l_{first}")] == [f"l_{first}"]
    assert found(peter, "l_999") == ()
    assert found(peter, "l_99999999999999999999999") == ()


@pytest.mark.parametrize("state", ["paused", "expired", "withdrawn"])
def test_what_cannot_be_bought_is_not_found(
    market: SharingMarket, amina: Person, state: str
) -> None:
    number = market.lists(amina, state=state)
    assert found(amina, "tomato") == ()
    assert found(amina, f"l_{number}") == ()


def test_answers_are_kept_a_minute_and_for_the_asker_alone(
    market: SharingMarket, amina: Person
) -> None:
    market.lists(amina)
    answer = market.joins("Peter").asks_inline("tomato")
    assert answer is not None
    locale = Locale(catalogs(), "en", "KE", MORNING)
    body = answer_inline(answer, locale.say, locale.label, 1, MORNING).body
    assert (body["cache_time"], body["is_personal"]) == (60, True)


def test_looking_up_takes_few_statements(market: SharingMarket, amina: Person) -> None:
    for _ in range(12):
        market.lists(amina)
    peter = market.joins("Peter")
    found(peter, "tomato")
    assert market.village.statements <= 6


# -- texts


def test_no_text_of_sharing_has_a_fault() -> None:
    buttons = {"sharing-send", "sharing-poster", "sharing-open", "sharing-photos", "sharing-back"}
    faults = review(catalogs(), dict(sharing.FEATURE.texts), buttons=frozenset(buttons))
    assert [str(each) for each in faults if each.file == "sharing.po"] == []
