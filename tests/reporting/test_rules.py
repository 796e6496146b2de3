"""How decisions add up, whose reports come later, and what is hidden in what others learn from."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.reporting import rules
from bot.reporting.barring import is_barred_talk
from bot.reporting.case import BAN, RESTRICT, SUSPEND, WARN, Ruling

NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)


def against(decision: str, days: int = 0, *, undone: bool = False) -> Ruling:
    at = NOW + timedelta(days=days)
    until = rules.end_of(decision, at)
    return Ruling(1, 1, 7, decision, "fraud", None, 2, at, until, NOW if undone else None)


@pytest.mark.parametrize(
    ("rulings", "standing"),
    [
        ((), "good"),
        ((against(WARN),), "good"),
        ((against(RESTRICT),), "restricted"),
        ((against(RESTRICT, -8),), "good"),
        ((against(SUSPEND), against(RESTRICT)), "suspended"),
        ((against(BAN, undone=True), against(RESTRICT)), "restricted"),
        ((against(BAN), against(SUSPEND)), "banned"),
    ],
)
def test_the_hardest_that_holds_counts(rulings: tuple[Ruling, ...], standing: str) -> None:
    assert rules.standing_after(rulings, NOW)[0] == standing


def test_of_two_restrictions_the_later_end_counts() -> None:
    _, until = rules.standing_after((against(RESTRICT, -3), against(RESTRICT)), NOW)
    assert until == NOW + timedelta(days=7)


def test_somebody_mistaken_now_and_then_is_read_as_soon_as_others() -> None:
    assert not rules.is_mistaken(0, 0)
    assert not rules.is_mistaken(2, 2)
    assert not rules.is_mistaken(6, 3)
    assert rules.is_mistaken(3, 2)


@pytest.mark.parametrize(
    ("staff", "everyone", "may"),
    [(2, {2}, True), (2, {2, 3}, False), (3, {2, 3}, True), (7, {7}, False), (2, {2, 7}, True)],
)
def test_an_appeal_is_answered_by_another_where_there_is_one(
    staff: int, everyone: set[int], may: bool
) -> None:
    assert rules.may_answer(against(BAN), staff, everyone) is may


def test_one_number_has_one_mark_however_it_is_written() -> None:
    ways = ("+254 712 345 678", "0712345678", "712-345-678", "٠٧١٢٣٤٥٦٧٨")
    assert len({rules.mark_of(way) for way in ways}) == 1
    assert rules.mark_of("12345") is None
    assert rules.mark_of("0712345678") != rules.mark_of("0712345679")


def test_names_and_numbers_are_hidden_in_what_others_learn_from() -> None:
    words = "Peter here, send 500 to 0712 345 678 or see http://pay.example.com\tnow amina"
    hidden = rules.hide(words, ["Peter Otieno", "Amina"], 2026)
    for secret in ("Peter", "amina", "0712", "678", "example", "\t"):
        assert secret not in hidden
    assert "send 500 to" in hidden


@pytest.mark.parametrize("flow", ["appeal", "forget", "language", "relay", "claim"])
def test_a_suspended_person_keeps_these_talks(flow: str) -> None:
    assert not is_barred_talk(flow, "suspended")
    assert not is_barred_talk(flow, "banned")


@pytest.mark.parametrize("flow", ["sell", "buying", "want", "pledge"])
def test_nothing_new_begins_while_restricted(flow: str) -> None:
    for standing, barred in (("good", False), ("restricted", True), ("suspended", True)):
        assert is_barred_talk(flow, standing) is barred
