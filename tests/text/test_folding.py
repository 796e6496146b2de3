"""Typed words find the button they mean."""

import pytest

from bot.text.folding import LONGEST, fold, nearest, read_index


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("si claro", "Sí, ¡claro! ✅"),
        ("ＹＥＳ", "✅ Yes"),
        ("賣", "卖"),
        ("نعم", "نَعَم"),
        ("haan", "Haan!"),
        ("No go on", "↩️ No, go on"),
        ("٣", "3"),
    ],
)
def test_what_is_meant_alike_is_folded_alike(typed: str, label: str) -> None:
    assert fold(typed) == fold(label)


def test_a_hostile_text_is_cut_before_any_work() -> None:
    assert len(fold("a" * 1_000_000)) == LONGEST


@pytest.mark.parametrize("typed", ["tomato", "tomatoe", "tomto"])
def test_a_slip_is_forgiven(typed: str) -> None:
    assert nearest(typed, ["maize", "tomato", "potato"]) == 1


def test_a_tie_or_a_short_word_is_no_match() -> None:
    assert nearest("cat", ["car", "bat"]) is None
    assert nearest("beat", ["bean", "bead"]) is None


@pytest.mark.parametrize(("typed", "place"), [("1", 1), ("２", 2), ("٣", 3), ("4.", 4), ("5️⃣", 5)])
def test_a_number_in_any_script_names_the_place_of_a_button(typed: str, place: int) -> None:
    assert read_index(typed) == place


@pytest.mark.parametrize("typed", ["", "123", "1a", "one", "-1"])
def test_other_things_name_no_place(typed: str) -> None:
    assert read_index(typed) is None
