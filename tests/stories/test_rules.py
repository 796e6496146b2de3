"""Which sale is worth a story, who may do what with one, whom it is for, and how far is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.quantity import Quantity
from bot.selling.board import Sale
from bot.stories import rules
from bot.stories.story import (
    AGREEING,
    REFUSED,
    STATES,
    TOLD,
    WAITING,
    WITHDRAWN,
    Reader,
    Story,
    Tally,
)
from tests.pricing.town import sale
from tests.village import MORNING

STORY = Story(
    teller_id=1,
    order_id=3,
    crop_id="tomato",
    since=MORNING - rules.WEEK,
    until=MORNING,
    region="KE-31",
    place_id="KE-31-naivasha",
    lat_e6=-717_000,
    lon_e6=36_430_000,
    named=True,
    made_at=MORNING,
    moved_at=MORNING,
    state=TOLD,
    told_at=MORNING,
)
READER = Reader(2, "KE-31", "KE-31-naivasha", -717_000, 36_430_000)
AMOUNTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=12)


def sales_of(*amounts: int) -> list[Sale]:
    """Sales, the newest first, each of so many thousandths."""
    found = [sold(at, milli=milli) for at, milli in enumerate(amounts, 1)]
    return found[::-1]


def sold(order_id: int, **what: Any) -> Sale:
    return replace(sale(order_id=order_id), order_id=order_id, **what)


@given(AMOUNTS)
def test_the_third_sale_and_each_later_record_are_worth_telling(amounts: list[int]) -> None:
    found = sales_of(*amounts)
    for at, milli in enumerate(amounts, 1):
        worth = at == 3 or (at > 3 and milli > max(amounts[: at - 1]))
        assert rules.is_worth_telling(found, at) is worth
    assert not rules.is_worth_telling(found, len(amounts) + 1)


def test_nobody_is_asked_twice_in_sixty_days() -> None:
    assert rules.may_ask(None, MORNING)
    assert not rules.may_ask(MORNING - timedelta(days=59, hours=23), MORNING)
    assert rules.may_ask(MORNING - timedelta(days=60), MORNING)


@given(st.lists(st.tuples(st.integers(1, 10**5), st.integers(1, 90_000)), min_size=1, max_size=9))
def test_what_was_sold_is_weighed_within_half_a_step(parts: list[tuple[int, int]]) -> None:
    found = [
        sold(at, unit="bag", milli=milli, unit_grams=grams)
        for at, (milli, grams) in enumerate(parts)
    ]
    told = rules.sum_sold(found, "tomato", MORNING)
    exact = sum(milli * grams for milli, grams in parts)  # thousandths of a gram
    assert told is not None
    assert told.unit == "kg"
    step = 1000 if exact >= 10_000_000 else 100
    assert abs(told.milli * 1000 - exact) <= step * 500


def test_what_has_no_weight_is_told_as_it_was_counted_most() -> None:
    counted = (("bunch", 3000), ("crate", 2000), ("bunch", 1000))
    found = [
        sold(at, unit=unit, milli=milli, unit_grams=None)
        for at, (unit, milli) in enumerate(counted)
    ]
    assert rules.sum_sold(found, "tomato", MORNING) == Quantity(4000, "bunch")


def test_sales_of_other_crops_and_later_days_do_not_count() -> None:
    found = [sold(1, crop_id="maize"), sold(2, at=MORNING + timedelta(hours=1))]
    assert rules.sum_sold(found, "tomato", MORNING) is None


@pytest.mark.parametrize("words", ["0712 345 678", "wa.me/254712345678", "@amina_farm"])
def test_words_that_lead_around_the_market_are_seen(words: str) -> None:
    assert rules.leads_around(f"Call me: {words}", MORNING)
    assert not rules.leads_around("I sold 40 kg at 80 shillings before noon", MORNING)


# -- who may do what

ACTS = ("agree", "withdraw", "back", "name", "approve", "refuse", "words", "strip", "undo", "x")


@given(st.sampled_from(STATES), st.lists(st.sampled_from(ACTS), max_size=12), st.booleans())
def test_only_a_teller_tells_more_and_only_staff_approve(
    start: str, acts: list[str], changed: bool
) -> None:
    story = replace(STORY, state=start, changed=changed, told_at=None)
    for act in acts:
        by_teller = rules.by_teller(story, act, MORNING)
        by_staff = rules.by_staff(story, act, MORNING, 9)
        assert by_teller is None or by_staff is None
        after = by_teller or by_staff
        if after is None:
            continue
        if by_staff is not None and after.state == TOLD:
            assert not story.changed
        if by_teller is not None and after.state == TOLD and story.state != TOLD:
            assert act == "agree" or story.was == TOLD
        if by_staff is not None:
            assert after.named == story.named
        story = after
    assert story.state in STATES


@pytest.mark.parametrize("state", STATES)
def test_nobody_decides_about_their_own_story(state: str) -> None:
    story = replace(STORY, state=state)
    assert all(rules.by_staff(story, act, MORNING, story.teller_id) is None for act in ACTS)


def test_other_words_need_the_tellers_yes_and_leaving_out_does_not() -> None:
    story = replace(STORY, state=WAITING, words="I sold well", photo="p", told_at=None)
    reworded = rules.by_staff(rules.reword(story, "Sold well"), "approve", MORNING, 9)
    assert reworded is not None
    assert reworded.state == AGREEING
    agreed = rules.by_teller(reworded, "agree", MORNING)
    assert agreed is not None
    assert (agreed.state, agreed.changed, agreed.told_at) == (TOLD, False, MORNING)
    bare = rules.strip(rules.reword(story, "Sold well"), "words")
    assert bare is not None
    told = rules.by_staff(bare, "approve", MORNING, 9)
    assert told is not None
    assert (told.state, told.words, told.photo) == (TOLD, None, "p")
    assert rules.strip(bare, "words") is None
    assert rules.strip(bare, "teller_id") is None


def test_what_was_taken_back_comes_back_for_ten_minutes() -> None:
    gone = rules.by_teller(STORY, "withdraw", MORNING)
    assert gone is not None
    assert gone.state == WITHDRAWN
    back = rules.by_teller(gone, "back", MORNING + rules.UNDO)
    assert back is not None
    assert back.state == TOLD
    assert rules.by_teller(gone, "back", MORNING + rules.UNDO + timedelta(seconds=1)) is None
    assert rules.by_teller(replace(STORY, state=REFUSED), "withdraw", MORNING) is None


# -- whom it is for


@given(st.integers(0, 500), st.booleans())
def test_a_told_distance_is_rough_and_off_by_two_at_most(km: int, named: bool) -> None:
    told = rules.rough_km(km, named=named)
    assert abs(told - km) <= 2
    if not named or km > 10:
        assert told % 5 == 0
    else:
        assert told == km


@given(st.integers(-1_000_000, 1_000_000), st.integers(-1_000_000, 1_000_000))
def test_nobody_near_lies_outside_the_box_that_is_searched(north: int, east: int) -> None:
    reader = replace(READER, lat_e6=READER.lat_e6 + north, lon_e6=READER.lon_e6 + east)
    south, top, west, right = rules.box_around(STORY)
    if rules.km_between(STORY, reader) < rules.NEAR:
        assert south <= reader.lat_e6 <= top
        assert west <= reader.lon_e6 <= right


def test_a_story_is_for_farmers_of_the_crop_and_for_those_who_never_offered() -> None:
    assert rules.is_for(STORY, READER, MORNING)
    assert rules.is_for(STORY, replace(READER, crops=frozenset({"tomato", "maize"})), MORNING)
    assert not rules.is_for(STORY, replace(READER, crops=frozenset({"maize"})), MORNING)
    assert not rules.is_for(STORY, replace(READER, person_id=STORY.teller_id), MORNING)
    assert not rules.is_for(STORY, replace(READER, region="KE-01"), MORNING)
    assert not rules.is_for(STORY, READER, MORNING + rules.LIFE + timedelta(seconds=1))
    assert not rules.is_for(replace(STORY, state=WITHDRAWN), READER, MORNING)
    far = replace(READER, place_id="KE-31-molo", lat_e6=-1_517_000)
    assert rules.km_between(STORY, far) > rules.NEAR
    assert not rules.is_for(STORY, far, MORNING)


def test_the_own_district_comes_first_then_the_nearest_then_the_newest() -> None:
    near = replace(STORY, id=1, place_id="KE-31-gilgil")
    own = replace(STORY, id=2, lat_e6=-800_000)
    older = replace(own, id=3, until=MORNING - timedelta(days=1))
    off = replace(near, id=4, lat_e6=-700_000)
    ranked = rules.rank([off, older, near, own], READER, MORNING)
    assert [each.id for each in ranked] == [2, 3, 1, 4]


def test_about_one_in_ten_is_left_out_where_many_hear_and_nobody_in_a_village() -> None:
    left = [rules.is_left_out(each, MORNING, 100) for each in range(10_000)]
    assert 900 < sum(left) < 1100
    assert not any(rules.is_left_out(each, MORNING, 19) for each in range(1000))
    later = MORNING + timedelta(days=100)
    assert left != [rules.is_left_out(each, later, 100) for each in range(10_000)]


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    st.sampled_from(["Africa/Nairobi", "Europe/Madrid", "Asia/Kolkata", None]),
)
def test_news_comes_within_a_day_in_waking_hours(now: datetime, zone: str | None) -> None:
    at = rules.news_at(now, "morning", zone, 7 * 60, 20 * 60)
    # A day with a clock change has an hour more.
    assert now < at <= now + timedelta(hours=25)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_share_is_a_whole_percent(done: int, more: int) -> None:
    share = rules.percent(Tally(ripe=done + more, done=done))
    assert 0 <= share <= 100
    if done + more:
        assert abs(share * (done + more) - 100 * done) * 2 <= done + more
