"""From a good sale to a neighbour's offer: asked, read by staff, told, counted, taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store import dues
from bot.stories import rules, telling
from bot.stories.readers import story_told
from bot.stories.story import AGREEING, REFUSED, TOLD, WAITING, WITHDRAWN
from tests.stories.valley import HEADLINE, Valley

# Claim, person, profile, topics, sales of the reader, what was told, crops, stories, teller, sales,
# the note of it, and what is under way.
MOST_STATEMENTS = 13


def test_who_sold_well_three_times_is_asked_next_morning_once() -> None:
    valley = Valley()
    valley.sells_well(2)
    assert valley.is_asked() is None
    valley.sells_well(1)
    asked = valley.is_asked()
    assert asked is not None
    assert "you sold 15 kg this week" in asked.text
    valley.sells(valley.amina, valley.peter, milli=50_000, price=200)
    assert valley.is_asked() is None


def test_who_was_rated_poorly_is_not_asked() -> None:
    valley = Valley()
    order = valley.sells_well()
    valley.peter.taps(data=f"rate.mood.{order}.bad")
    assert valley.is_asked() is None


def test_who_was_rated_well_is_asked() -> None:
    valley = Valley()
    order = valley.sells_well()
    valley.peter.taps(data=f"rate.mood.{order}.good")
    assert valley.is_asked() is not None


def test_who_wants_no_stories_is_neither_asked_nor_told() -> None:
    valley = Valley()
    valley.silences(valley.amina)
    valley.sells_well()
    assert valley.is_asked() is None
    valley.amina.taps(data="bulletin.unmute.stories")
    valley.silences(valley.otieno)
    valley.village.passes(days=61)
    valley.sells(valley.amina, valley.peter, price=300)
    assert valley.is_asked() is not None
    valley.amina.taps("Yes, with my name")
    for words in ("skip", "skip"):
        valley.amina.says(words)
    valley.amina.taps("Yes, tell it")
    valley.njeri.taps("Approve")
    valley.village.passes(days=2)
    assert valley.told_to(valley.otieno, "sold") == []


def test_no_is_kept_and_nothing_told() -> None:
    valley = Valley()
    valley.sells_well()
    assert valley.is_asked() is not None
    valley.amina.taps("No, thanks")
    assert valley.amina.sees("nobody is told")
    valley.village.passes(days=30)
    assert valley.told_to(valley.otieno) == []


def test_a_story_is_told_only_after_staff_read_it() -> None:
    valley = Valley()
    assert valley.hands_in(words="I had a buyer by noon").state == WAITING
    assert valley.njeri.sees("I had a buyer by noon")
    valley.village.passes(days=3)
    assert valley.told_to(valley.otieno) == []
    valley.njeri.taps("Approve")
    assert valley.story().state == TOLD
    assert valley.amina.sees("told to neighbours from now on")
    valley.village.passes(days=1)
    (told,) = valley.told_to(valley.otieno)
    assert HEADLINE in told
    assert "I had a buyer by noon" in told
    assert valley.told_to(valley.peter) == []  # who only buys


def test_who_wants_no_name_is_a_neighbour_to_everybody() -> None:
    valley = Valley()
    valley.is_told(how="Yes, as “a neighbour”")
    valley.village.passes(days=1)
    (told,) = valley.told_to(valley.otieno)
    assert "A neighbour, close by, sold 15 kg" in told
    assert "Amina" not in told


def test_a_phone_number_in_the_words_is_asked_away() -> None:
    valley = Valley()
    valley.sells_well()
    valley.is_asked()
    valley.amina.taps("Yes, with my name")
    valley.amina.says("Ask me at 0712 345 678")
    assert valley.amina.sees("without phone numbers")
    valley.amina.says("Ask me at the market")
    assert valley.amina.sees("A photo of the harvest?")


def test_an_offer_after_a_story_is_counted_for_two_weeks_and_once() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(days=1)
    for _ in range(2):
        valley.otieno.says("/sell")
        for words in ("tomatoes", "20 kg", "90", "today", "skip", "yes"):
            valley.otieno.says(words)
    assert valley.otieno.sees("on the market")
    seen = valley.effect().seen
    assert (seen.listed, seen.ripe) == (1, 0)
    valley.amina.says("/stories")
    valley.amina.taps("tomato")
    assert valley.amina.sees("Listed produce after it: 1")
    valley.village.passes(days=14)
    assert any("Listed produce after it: 1" in each.text for each in valley.amina.heard[-2:])


def test_an_offer_too_late_is_not_counted() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(days=16)
    valley.otieno.says("/sell")
    for words in ("tomatoes", "20 kg", "90", "today", "skip", "yes"):
        valley.otieno.says(words)
    assert valley.effect().seen.listed == 0
    assert valley.effect().seen.ripe >= 1


def test_one_story_a_week_and_each_once() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(days=1)
    first = len(valley.told_to(valley.otieno, "sold"))
    valley.peter, valley.amina = valley.joins("Karim"), valley.joins("Zawadi", "sell")
    valley.sells_well()
    valley.is_asked()
    valley.amina.taps("Yes, with my name")
    valley.amina.says("skip")
    valley.amina.says("skip")
    valley.amina.taps("Yes, tell it")
    valley.njeri.taps("Approve")
    valley.village.passes(days=4)
    assert len(valley.told_to(valley.otieno, "sold")) == first == 1
    valley.village.passes(days=5)
    told = valley.told_to(valley.otieno, "sold")
    assert len(told) == 2
    assert "Zawadi" in told[1]
    valley.village.passes(days=40)
    assert len(valley.told_to(valley.otieno, "sold")) == 2


def test_who_is_left_out_by_lot_is_counted_beside_the_others_and_told_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    valley = Valley()
    whose = valley.id_of(valley.otieno)
    monkeypatch.setattr(rules, "is_left_out", lambda person_id, *_: person_id == whose)
    valley.is_told()
    valley.village.passes(days=1, hours=1)
    assert valley.told_to(valley.otieno) == []
    assert valley.effect().unseen.told == 1
    valley.village.passes(days=15)
    assert valley.effect().unseen.ripe == 1
    valley.njeri.taps(data="stories.effect")
    assert valley.njeri.sees("Heard none: 0 of 1 (0%)")


def test_neighbours_of_the_region_hear_how_far_away_it_was() -> None:
    valley = Valley()
    near = valley.joins("Wanjiru", "sell", place="KE-31-gilgil")
    valley.moves(near, lat_e6=-771_000)
    valley.is_told()
    valley.village.passes(days=1, hours=1)
    assert "Amina, 6 km away, sold 15 kg this week" in valley.told_to(near)[0]


def test_a_story_of_last_month_says_when_it_was() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(days=20)
    late = valley.joins("Wanjiru", "sell")
    whose = valley.id_of(late)
    with valley.village.engine.begin() as conn:
        dues.plan(conn, telling.NEWS, telling.ANY, whose, valley.village.now)
    valley.village.passes(minutes=1)
    assert "in the week to Mon, 1 Jun" in valley.told_to(late)[0]


def test_a_voice_beside_a_photo_is_heard_first() -> None:
    valley = Valley()
    valley.sells_well()
    valley.is_asked()
    valley.amina.taps("Yes, with my name")
    valley.amina.sends_voice("hers")
    valley.amina.sends_photo("field")
    valley.amina.taps("Yes, tell it")
    assert (valley.njeri.heard[-2].voice, valley.njeri.last.photo) == ("hers", "field")
    valley.njeri.taps("Approve")
    valley.village.passes(days=1, hours=1)
    assert [(each.voice, each.photo) for each in valley.otieno.heard[-2:]] == [
        ("hers", None),
        (None, "field"),
    ]
    valley.njeri.taps("Undo")
    valley.njeri.taps("Leave out the voice")
    assert valley.story().voice is None


def test_at_night_staff_and_teller_hear_of_it_in_the_morning() -> None:
    valley = Valley()
    valley.sells_well()
    valley.is_asked()
    valley.amina.taps("Yes, with my name")
    valley.amina.says("skip")
    valley.village.passes(hours=14)  # 23:00
    before = len(valley.njeri.heard)
    valley.amina.says("skip")
    valley.amina.taps("Yes, tell it")
    assert len(valley.njeri.heard) == before
    valley.njeri.says("/stories")
    valley.njeri.taps("Amina")
    valley.village.passes(hours=1)
    valley.njeri.taps("Approve")
    heard = len(valley.amina.heard)
    valley.village.passes(hours=8)
    assert any("from now on" in each.text for each in valley.amina.heard[heard:])


def test_staff_asleep_read_in_the_morning_what_still_waits() -> None:
    valley = Valley()
    valley.sells_well()
    valley.is_asked()
    valley.amina.taps("Yes, with my name")
    valley.amina.says("skip")
    valley.village.passes(hours=14)
    valley.amina.says("skip")
    valley.amina.taps("Yes, tell it")
    valley.village.passes(hours=9)
    assert valley.njeri.sees("would like to tell this")


def test_taken_back_it_vanishes_from_what_is_not_told_yet() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(minutes=20)  # spread, and due at everybody's hour
    valley.amina.taps("Take it back")
    assert valley.story().state == WITHDRAWN
    valley.village.passes(days=3)
    assert valley.told_to(valley.otieno) == []
    valley.amina.taps(data="story.back.1")
    assert valley.story().state == WITHDRAWN  # too late for that


def test_put_back_within_ten_minutes_it_is_told() -> None:
    valley = Valley()
    valley.is_told()
    valley.amina.taps("Take it back")
    valley.amina.taps("Put it back")
    assert valley.story().state == TOLD
    valley.village.passes(days=1)
    assert len(valley.told_to(valley.otieno)) == 1


def test_the_name_is_changed_for_those_not_told_yet() -> None:
    valley = Valley()
    valley.is_told()
    valley.amina.taps("Say “a neighbour”")
    valley.amina.taps(data="story.name.1.1")  # tapped again, it stays
    assert valley.story().named is False
    valley.village.passes(days=1)
    assert "Amina" not in valley.told_to(valley.otieno)[0]


def test_what_is_told_comes_from_the_sales_and_with_none_left_nothing_is() -> None:
    valley = Valley()
    last = valley.hands_in().order_id
    valley.njeri.taps("Approve")
    for order in (last, last - 1):
        valley.loses(order)
    valley.village.passes(minutes=30)
    valley.loses(last - 2)
    valley.village.passes(days=1)
    assert valley.told_to(valley.otieno, "sold") == []
    valley.amina.says("/stories")
    valley.amina.taps("tomato")
    assert valley.amina.sees("came to nothing after all")


# -- staff


def test_words_of_staff_are_told_only_with_the_tellers_yes() -> None:
    valley = Valley()
    valley.hands_in(words="I sold all of it to Peter from the hotel")
    valley.njeri.taps("Other words")
    valley.njeri.says("I sold all of it in a day")
    valley.njeri.taps("Approve")
    assert valley.story().state == AGREEING
    assert valley.amina.sees("put it into other words")
    valley.village.passes(days=2)
    assert valley.told_to(valley.otieno) == []
    valley.amina.taps("Yes, tell it so")
    valley.village.passes(days=1)
    assert "in a day" in valley.told_to(valley.otieno)[0]


def test_refused_with_a_word_it_can_be_undone() -> None:
    valley = Valley()
    valley.hands_in()
    valley.njeri.taps("Refuse")
    valley.njeri.says("Please ask again after the harvest")
    assert valley.story().state == REFUSED
    assert valley.amina.sees("Please ask again after the harvest")
    valley.njeri.taps("Undo")
    assert valley.story().state == WAITING
    valley.njeri.taps("Approve")
    assert (valley.story().state, valley.story().why) == (TOLD, None)


def test_undone_in_time_nobody_was_told() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(minutes=5)
    valley.njeri.taps("Undo")
    valley.village.passes(days=2)
    assert valley.told_to(valley.otieno) == []


def test_what_changed_since_staff_looked_is_shown_again_first() -> None:
    valley = Valley()
    valley.hands_in()
    valley.amina.taps(data="story.name.1.1")
    valley.njeri.taps("Approve")
    assert valley.story().state == WAITING
    assert valley.njeri.sees("Wants to be called")
    valley.njeri.taps("Approve")
    assert valley.story().state == TOLD


def test_others_can_do_nothing_with_a_story() -> None:
    valley = Valley()
    story = valley.hands_in()
    for data in ("story.see.1", "story.withdraw.1", "story.name.1.1", "story.agree.1"):
        valley.otieno.taps(data=data)
        assert valley.otieno.toast
    for data in ("stories.approve.1.1", "stories.strip.1.words", "stories.undo.1", "stories.see.1"):
        valley.otieno.taps(data=data)
    for data in ("story.tell.3.named", "story.tell.x.named", "story.tell.3.king", "story.x.9"):
        valley.otieno.taps(data=data)
    assert valley.story() == story
    assert valley.told_to(valley.otieno) == []


def test_staff_see_what_waits_and_what_stories_bring_about() -> None:
    valley = Valley()
    valley.njeri.says("/stories")
    assert valley.njeri.sees("No story waits")
    valley.is_told()
    valley.village.passes(days=16)
    valley.njeri.says("/stories")
    valley.njeri.taps("All stories")
    valley.njeri.taps("Amina")
    assert valley.njeri.sees("Neighbours who heard it")
    valley.njeri.taps(data="stories.effect")
    assert valley.njeri.sees("0 of ")
    assert valley.njeri.sees("Fewer than 30 farmers")


# -- who joins, who leaves


def test_a_farmer_who_joins_reads_what_a_neighbour_sold() -> None:
    valley = Valley()
    valley.is_told()
    chebet = valley.village.person("Chebet")
    for words in ("/start", "English", "sell", "Chebet"):
        chebet.says(words)
    chebet.shares(-0.717, 36.43)
    for words in ("yes", "yes"):
        chebet.says(words)
    (told,) = valley.told_to(chebet)
    assert HEADLINE in told
    shown = next(each for each in chebet.heard if each.text == told)
    assert list(shown.buttons) == ["🔕 No more stories"]
    assert valley.effect().seen.told == 1


def test_who_leaves_is_erased_and_so_is_what_they_told() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(minutes=20)
    valley.village.passes(days=1)
    exported = valley.exports(valley.otieno)
    assert [row["story_id"] for row in exported["stories_heard"]] == [1]
    assert valley.exports(valley.amina)["stories_told"][0]["order_id"] == 3
    valley.forgets(valley.amina)
    with valley.village.engine.begin() as conn:
        assert conn.execute(select(story_told)).all() == []


def test_a_message_that_never_arrived_counts_for_nobody() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(days=1)
    told = valley.effect().seen.told
    whose = valley.id_of(valley.otieno)
    with valley.village.engine.begin() as conn:
        telling.land(conn, [(f"stories.1.{whose}", "gone", "blocked")], valley.village.now)
        telling.land(
            conn, [("stories.1.77", "sent", ""), ("stories.x", "gone", "")], valley.village.now
        )
    assert valley.effect().seen.told == told - 1


def test_telling_a_reader_takes_few_statements() -> None:
    valley = Valley()
    valley.is_told()
    valley.village.passes(minutes=20)
    whose = valley.id_of(valley.otieno)
    with valley.village.engine.begin() as conn:
        found = dues.take_due(conn, valley.village.now + timedelta(days=1))
        (row,) = [each for each in found if (each.kind, each.person_id) == (telling.NEWS, whose)]
        valley.village.statements = 0
        valley.village.runner.due_turn(conn, row, row.due_at)
    assert valley.village.statements <= MOST_STATEMENTS
