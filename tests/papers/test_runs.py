"""How a line is broken and put in order, before anything is drawn."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.crops import all_crops
from bot.papers.columns import is_figure, lay_columns
from bot.papers.runs import Run, split_runs, wrap
from bot.papers.typefaces import BOLD, FONTS, file_of, font_of, writable
from tests.papers.recipes import own
from tests.village import catalogs

MIXED = st.text(st.sampled_from("abc 12,.-()कि्षত番茄،طماطم🍅\u2068\u2069\u200f"), max_size=40)


def test_runs_stand_from_left_to_right_and_read_in_their_own_direction() -> None:
    assert split_runs("طماطم kg", rtl=True) == [
        Run("kg", "latin", False),
        Run(" ", "latin", True),
        Run("طماطم", "arabic", True),
    ]
    assert [run.text for run in split_runs("kg طماطم", rtl=False)] == ["kg ", "طماطم"]


def test_an_isolated_number_stays_as_it_is_among_arabic() -> None:
    texts = [run.text for run in split_runs(f"رقم {own('47-208')} طماطم", rtl=True)]
    assert "47-208" in texts
    assert texts.index("طماطم") < texts.index("47-208") < texts.index("رقم")


@given(MIXED, st.booleans())
def test_runs_lose_nothing_but_what_is_not_seen(text: str, rtl: bool) -> None:
    clean = writable(text)
    told = sorted("".join(run.text for run in split_runs(clean, rtl=rtl)))
    assert told == sorted(re.sub("[\u2068\u2069\u200f]", "", clean))


@given(MIXED, st.integers(1, 12))
def test_lines_are_no_wider_than_the_column_and_hold_all_words(text: str, width: int) -> None:
    clean = writable(text)
    lines = wrap(clean, width, len)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", clean)
    assert all(len(line) <= max(width, 5) for line in lines)


def test_chinese_is_broken_between_characters_but_not_before_a_stop() -> None:
    assert wrap("番茄土豆。白菜", 4, len) == ["番茄土", "豆。白菜"]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("bold", [False, True])
def test_every_character_of_every_text_has_a_glyph(font: str, bold: bool) -> None:
    if bold and font not in BOLD:
        return
    shaper = uharfbuzz.Font(
        uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file_of(font, bold=bold))))
    )
    signs = sorted(sign for sign in spoken() if font_of(sign) == font)
    assert signs
    for sign in signs:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(sign)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer)
        assert all(glyph.codepoint for glyph in buffer.glyph_infos), sign


def test_every_letter_and_figure_of_every_text_can_be_written() -> None:
    lost = {s for s in spoken() if unicodedata.category(s)[0] in "LMNP" and writable(s) != s}
    assert lost <= set("\ufe0f\u20e3"), sorted(lost)  # what makes an emoji of a sign


def test_every_crop_has_its_emoji() -> None:
    assert all(writable(crop.emoji) == crop.emoji.replace("\ufe0f", "") for crop in all_crops())


def spoken() -> set[str]:
    texts = (
        form
        for catalog in catalogs().by_language.values()
        for entry in catalog.entries.values()
        for form in entry.texts
    )
    return {sign for text in texts for sign in text}


@pytest.mark.parametrize(
    "cell", ["KSh 1,250.50", "20 kg", "3 crates", "₹80", "21.5 公斤", "", "١٢ كغ"]
)
def test_amounts_are_figures(cell: str) -> None:
    assert is_figure(cell)


@pytest.mark.parametrize(
    "cell", ["Tomatoes", "47-208", "9:00", "Field number 9 at the river", "🍅"]
)
def test_words_hours_and_order_numbers_are_not(cell: str) -> None:
    assert not is_figure(cell)


@given(
    st.lists(st.lists(st.text("ab1 ", max_size=60), min_size=3, max_size=3), min_size=1, max_size=5)
)
def test_columns_share_the_width_and_stand_beside_each_other(rows: list[list[str]]) -> None:
    columns = lay_columns(rows, 300, 10, lambda cell: 6.0 * len(cell))
    assert sum(c.width for c in columns) <= 280.001
    assert all(a.x + a.width <= b.x for a, b in pairwise(columns))


def test_the_fonts_stay_small_enough_to_come_along() -> None:
    folder = Path(file_of("latin")).parent
    assert sum(file.stat().st_size for file in folder.iterdir()) < 6_000_000
    assert (folder / "OFL.txt").is_file()
