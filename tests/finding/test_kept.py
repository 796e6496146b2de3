"""A search that is kept tells what came: what fits and is still there, once a day, when awake."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.finding import notices, store
from bot.finding.rules import Day, Kept, Seeking, as_kept
from bot.ordering.filters import Filters, Spot
from bot.selling.offers import Listing
from bot.store.engine import Database
from tests.finding.test_finding import NORTH, offers, stage
from tests.ordering.stalls import Market, join, put_up
from tests.village import MORNING, Person

FAR = -717_000 - 100 * NORTH


def lists(market: Market, seller: Person, **what: Any) -> int:
    """Have something come to the market as its farmer lists it, so that others hear of it."""
    number = market.lists(seller, **what)
    seller.taps(data=f"listing.pause.{number}.{market.listing(number).version}")
    seller.taps(data=f"listing.resume.{number}.{market.listing(number).version}")
    assert market.listing(number).state == "open"
    return number


def keep(joe: Person, crop: str = "tomato", *data: str) -> None:
    joe.taps(data=f"find.crop.{crop}")
    for each in data:
        joe.taps(data=each)
    joe.taps(data="find.keep")
    assert "When something new fits" in joe.toast


def news(joe: Person, market: Market, **time: float) -> list[str]:
    before = len(joe.heard)
    market.village.passes(**time)
    return [each.text for each in joe.heard[before:]]


def test_what_came_is_told_the_next_morning() -> None:
    market, amina, joe = stage()
    keep(joe)
    lists(market, amina, price_minor=7000)
    assert news(joe, market, hours=20) == []
    (told,) = news(joe, market, hours=4)
    assert "🔔 New: 🍅 tomato" in told
    assert "KSh 70 per kg" in told
    assert offers(joe.last) == [1]
    assert market.village.now == MORNING + timedelta(days=1)
    joe.taps(data="buy.see.1")
    assert "Order" in "".join(joe.last.buttons)


def test_nothing_is_told_twice_nor_more_than_once_a_day() -> None:
    market, amina, joe = stage()
    keep(joe)
    first = lists(market, amina)
    assert len(news(joe, market, days=1)) == 1
    second = lists(market, amina)
    amina.taps(data=f"listing.keep.{first}")
    assert news(joe, market, hours=12) == []
    assert len(news(joe, market, hours=12)) == 1
    assert offers(joe.last) == [second]
    assert news(joe, market, days=3) == []


def test_a_lower_price_is_news() -> None:
    market, amina, joe = stage()
    lists(market, amina, price_minor=9000)
    keep(joe, "tomato", "find.set.most.7000.kg")
    assert news(joe, market, days=1) == []
    amina.taps(data="listing.price.1")
    amina.says("65")
    assert market.listing().price_minor == 6500
    assert len(news(joe, market, days=1)) == 1


@pytest.mark.parametrize(
    "what",
    [
        {"crop_id": "onion"},
        {"lat_e6": FAR},
        {"price_minor": 7100},
        {"ready_from": "2026-06-20"},
        {"label": None},
        {"country": "UG"},
    ],
)
def test_what_does_not_fit_wakes_nobody(what: dict[str, Any]) -> None:
    market, amina, joe = stage()
    asked = ("find.set.km.60", "find.set.most.7000.kg", "find.set.days.7", "find.set.label.organic")
    keep(joe, "tomato", *asked)
    fits: dict[str, Any] = {"price_minor": 7000, "label": "organic"}
    lists(market, amina, **fits | what)
    assert news(joe, market, days=2) == []
    lists(market, amina, **fits)
    assert len(news(joe, market, days=2)) == 1


def test_a_search_for_anything_near_hears_of_every_crop() -> None:
    market, amina, joe = stage()
    joe.taps(data="find.near")
    joe.taps(data="find.set.km.30")
    joe.taps(data="find.keep")
    lists(market, amina, crop_id="onion")
    assert "🧺 Everything, 30 km" in news(joe, market, days=1)[0]


def test_what_is_gone_by_then_is_left_out_and_none_left_is_nothing_said() -> None:
    market, amina, joe = stage()
    keep(joe)
    gone = lists(market, amina)
    amina.taps(data=f"listing.sold-out.{gone}.{market.listing(gone).version}")
    assert news(joe, market, days=1) == []
    gone, there = lists(market, amina), lists(market, amina)
    amina.taps(data=f"listing.sold-out.{gone}.{market.listing(gone).version}")
    assert len(news(joe, market, days=1)) == 1
    assert offers(joe.last) == [there]


def test_ones_own_offer_is_no_news() -> None:
    market = Market()
    bea = market.joins("Bea", "both")
    keep(bea)
    lists(market, bea)
    assert news(bea, market, days=2) == []


def test_several_searches_speak_in_one_message() -> None:
    market, amina, joe = stage()
    keep(joe)
    keep(joe, "onion")
    lists(market, amina)
    lists(market, amina, crop_id="onion")
    (told,) = news(joe, market, days=1)
    assert "New for you" in told
    assert "🍅 tomato: 1" in joe.last.buttons
    joe.taps("🧅 onion: 1")
    assert offers(joe.last) == [2]


def test_a_search_is_stopped_from_its_news() -> None:
    market, amina, joe = stage()
    keep(joe)
    lists(market, amina)
    news(joe, market, days=1)
    (mine,) = joe.taps("Stop this search")
    assert "I look for nothing just now" in mine.text
    lists(market, amina)
    assert news(joe, market, days=2) == []


def test_searches_are_shown_under_the_list_and_seen_again() -> None:
    _, _, joe = stage(1)
    keep(joe, "tomato", "find.set.km.30")
    (shown,) = joe.says("/buy")
    joe.taps("My searches")
    (one,) = joe.taps("🍅 tomato, 30 km")
    assert "At most 30 km away" in one.text
    (shown,) = joe.taps("See the list")
    assert offers(shown) == [1]


def test_the_same_search_is_kept_once_and_ten_at_most() -> None:
    _, _, joe = stage()
    keep(joe)
    joe.taps(data="find.keep")
    assert "already" in joe.toast
    crops = ("onion", "maize", "rice", "cabbage", "banana", "mango", "potato", "garlic", "carrot")
    for crop in crops:
        keep(joe, crop)
    joe.taps(data="find.crop.wheat")
    (shown,) = joe.taps(data="find.keep")
    assert "ten" in joe.toast
    assert len([each for each in shown.buttons.values() if each.startswith("find.kept")]) == 10


def test_nobody_sees_or_stops_anothers_search() -> None:
    market, amina, joe = stage()
    keep(joe)
    for data in ("find.kept.1", "find.see.1", "find.stop.1"):
        amina.taps(data=data)
        assert "ended" in amina.toast
    lists(market, amina)
    assert len(news(joe, market, days=1)) == 1


def test_at_night_nobody_is_woken() -> None:
    market, amina, joe = stage()
    keep(joe)
    market.village.passes(hours=14)
    lists(market, amina)
    assert news(joe, market, hours=7) == []
    assert len(news(joe, market, hours=5)) == 1


def test_somebody_who_leaves_takes_their_searches_along() -> None:
    market, amina, joe = stage()
    keep(joe)
    lists(market, amina)
    joe.says("/forget")
    joe.taps("Yes")
    joe.taps("Yes")
    with market.village.engine.begin() as conn:
        for table in ("seeking", "saved_search", "search_cell"):
            assert conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_an_offer_many_look_for_is_met_in_several_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "ABREAST", 2)
    market, amina, _ = stage()
    buyers = [market.joins(f"Buyer {at}") for at in range(5)]
    for buyer in buyers:
        keep(buyer)
    lists(market, amina)
    market.village.passes(days=1)
    assert all("New" in buyer.last.text for buyer in buyers)


def test_an_offer_meets_searches_around_it_alone(database: Database) -> None:
    def work(conn: Connection) -> None:
        amina, joe = join(conn, 1, "Amina", "sell", MORNING), join(conn, 2, "Joe", "buy", MORNING)
        home = Spot(joe.id, "KE", -717_000, 36_430_000)
        far = Spot(joe.id, "KE", 4_000_000, 34_000_000)
        for filters, spot in (
            (Filters("tomato", 30), home),
            (Filters("tomato"), far),
            (Filters(None, 5), home),
            (Filters("onion", 30), home),
            (Filters("tomato", 30), far),
        ):
            store.keep(conn, Seeking(as_kept(filters), spot, home), MORNING)
        listed = put_up(conn, amina.id, MORNING)
        assert ids(conn, listed) == [1, 2, 3]
        assert ids(conn, listed, after=1) == [2, 3]
        store.wake(conn, [1, 3])
        assert ids(conn, listed) == [2]
        awake = store.load_awake(conn, joe.id)
        assert [each.id for each in awake] == [1, 3]
        store.save_told(conn, awake)
        assert ids(conn, listed) == [1, 2, 3]
        assert store.stop(conn, joe.id, 2)
        assert not store.stop(conn, joe.id, 2)
        assert not store.stop(conn, amina.id, 1)
        assert [each.id for each in store.load_kept(conn, joe.id)] == [1, 3, 4, 5]

    database.run_now(work)


def ids(conn: Connection, listed: Listing, after: int = 0) -> list[int]:
    return [each.kept.id for each in store.load_sleepers(conn, listed, after=after)]


def test_news_waits_for_the_hour_it_is_welcome() -> None:
    day = Day("Africa/Nairobi", 7 * 60, 20 * 60, "evening")
    assert day.next_news(MORNING, None) == MORNING.replace(hour=15)
    assert day.next_news(MORNING.replace(hour=15), None) == MORNING.replace(hour=15, day=2)
    told = MORNING - timedelta(hours=1)
    assert day.next_news(MORNING, told) == MORNING.replace(hour=15, day=2)


def test_a_search_that_has_told_nothing_need_not_pause() -> None:
    kept = Kept(1, 1, Filters(), Spot(1, "KE"), MORNING)
    assert kept.told_at is None
