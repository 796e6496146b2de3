"""Anyone can send any button data: what was not offered changes nothing and breaks nothing."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.people.spots import Spot, read_spot, settle, write_spot
from tests.people.household import BOSS, joins, member, newcomer, row_of
from tests.village import Person

VERBS = ("help", "stop", "language", "settings", "home", "draft")
ROWS = ("choose", "wants", "called", "place", "country", "region", "district", "erase", "words")
PARTS = some.one_of(
    some.sampled_from(("person", "answer", "undo", "open", "order", "1", "9" * 40, "-1", "", "~9")),
    some.text(max_size=9),
)
FORGED = some.one_of(
    some.builds(
        lambda verb, parts: ".".join((verb, *parts)),
        some.sampled_from(VERBS),
        some.lists(PARTS, max_size=3),
    ),
    some.builds(
        lambda draft, row, code: f"D{draft}.{row}.{code}",
        some.integers(0, 6),
        some.sampled_from(ROWS),
        some.one_of(
            PARTS, some.sampled_from(("KE-31", "KE-31@1,1", "KE@", "UG", "elsewhere", "yes"))
        ),
    ),
)


@cache
def crowd() -> list[Person]:
    amina = newcomer("Amina")
    boss = joins(amina.village.people[BOSS])
    amina.says("/start")
    amina.says("English")
    other = joins(amina.village.person("Baraka"))
    return [boss, amina, other]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(who=some.integers(0, 2), forged=FORGED)
def test_forged_buttons_never_break_a_turn_and_never_change_others(who: int, forged: str) -> None:
    before = [row_of(person) for person in crowd()]
    crowd()[who].taps(data=forged[:64] or "x")
    after = [row_of(person) for person in crowd()]
    for at in {0, 1, 2} - {who}:
        assert after[at] == before[at]


@settings(max_examples=100, deadline=None)
@given(words=some.text(max_size=300))
def test_whatever_a_newcomer_types_is_answered(words: str) -> None:
    amina = crowd()[1]
    assert amina.says(words or "x")


@pytest.mark.parametrize("code", ["KE-31@", "KE-31@1", "KE-31@x,y", "KE-31@" + "9" * 30 + ",1"])
def test_a_forged_point_is_no_answer(code: str) -> None:
    assert read_spot(code) is None


@pytest.mark.parametrize(
    "spot", [Spot("KE-31-naivasha"), Spot("KE-31-naivasha", -710_000, 36_430_000)]
)
def test_a_spot_is_read_as_it_was_written(spot: Spot) -> None:
    assert read_spot(write_spot(spot)) == spot


def test_no_point_is_kept_finer_than_a_kilometre() -> None:
    address = settle(Spot("KE-31-naivasha"))
    assert address.lat_e6 % 10_000 == address.lon_e6 % 10_000 == 0


def test_a_tapped_name_that_was_never_offered_is_judged_like_a_typed_one() -> None:
    amina = newcomer()
    for answer in ("/start", "English", "sell"):
        amina.says(answer)
    head = amina.last.buttons["👤 Amina"].removesuffix(".")
    amina.taps(data=f"{head}@scam")
    assert "🙂" in amina.last.text


def test_nobody_else_can_answer_for_somebody() -> None:
    amina = member()
    baraka = joins(amina.village.person("Baraka"))
    amina.says("/forget")
    yes = amina.last.buttons["🗑 Yes, erase"]
    baraka.taps(data=yes)
    assert row_of(baraka).called == "Baraka"
    assert "Erase all" in amina.last.text
