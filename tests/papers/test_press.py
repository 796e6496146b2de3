"""What is really drawn: pages read back and looked at through PDFium."""

import io
from typing import Any

import pypdfium2
import pytest
import segno
from PIL import Image

from bot.papers.press import draw
from tests.papers.recipes import SCRIPTS, bar, chart, own, poster, sheet, table

GREEN = (94, 170, 110)
PRICES = table(
    ["What", "Amount", "Total"],
    ["Tomatoes", "21.5 kg", "KSh 1,720"],
    ["Onions", "3 crates", "KSh 90"],
    foot=["Sum", "", "KSh 1,810"],
)


class Page:
    """The first page of what was drawn."""

    def __init__(self, recipe: dict[str, Any]) -> None:
        self.document = pypdfium2.PdfDocument(draw(recipe).content)
        self._page = self.document[0]
        self._words = self._page.get_textpage()
        self.text = self._words.get_text_range()

    def box(self, words: str) -> tuple[float, float, float, float]:
        """Where some words stand: left, bottom, right, top."""
        at = self.text.index(words)
        boxes = [self._words.get_charbox(at + step) for step in range(len(words))]
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    @property
    def width(self) -> float:
        return float(self._page.get_width())


def picture(recipe: dict[str, Any]) -> Image.Image:
    return Image.open(io.BytesIO(draw(recipe).content)).convert("RGB")


def stretch(image: Image.Image, y: int, colour: tuple[int, int, int]) -> list[tuple[int, int]]:
    """The stretches of nearly one colour along a row of pixels."""
    found: list[tuple[int, int]] = []
    start = None
    for x in range(image.width + 1):
        pixel = image.getpixel((x, y)) if x < image.width else (0, 0, 0)
        assert isinstance(pixel, tuple)
        near = all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))
        if near and start is None:
            start = x
        elif not near and start is not None:
            found.append((start, x - start))
            start = None
    return found


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_page_is_read_back_in_every_script(language: str) -> None:
    page = Page(SCRIPTS[language])
    for word in ("47-208", {"en": "Otieno", "hi": "टमाटर", "ar": "Amina", "zh": "公斤"}[language]):
        assert word in page.text
    assert "\ufffd" not in page.text


def test_a_right_to_left_page_begins_at_the_right_and_its_numbers_are_not_turned() -> None:
    page = Page(SCRIPTS["ar"])
    number, seller = page.box("47-208"), page.box("Amina")
    assert number[0] < number[2]
    assert page.box("47")[0] < page.box("208")[0]
    alef = page.box("إ")
    assert alef[2] > page.width - 45  # the first letter stands at the right margin ...
    assert number[2] < alef[0]  # ... and the number to the left of the words before it
    assert seller[2] < page.box("ب")[0]


def test_figures_end_under_each_other_and_words_begin_under_each_other() -> None:
    page = Page(sheet("Receipt", tables=[PRICES]))
    ends = [page.box(figure)[2] for figure in ("1,720", "1,810")]
    assert max(ends) - min(ends) < 0.6
    begins = [page.box(word)[0] for word in ("Tomatoes", "Onions", "Sum")]
    assert max(begins) - min(begins) < 1.5


def test_a_right_to_left_table_has_its_first_column_at_the_right() -> None:
    rows = table(["الصنف", "المجموع"], ["طماطم", own("1,720 KSh")])
    page = Page(sheet("إيصال", rtl=True, tables=[rows]))
    assert page.box("1,720")[2] < page.width / 2 < page.box("ط")[0]


def test_a_long_table_goes_on_with_its_head_on_the_next_page() -> None:
    rows = [[f"Farmer {n}", f"{n} kg"] for n in range(60)]
    page = Page(sheet("Run sheet", tables=[table(["Who", "How much"], *rows)]))
    assert len(page.document) == 3
    later = page.document[1].get_textpage().get_text_range()
    assert later.count("How much") == 1
    assert "Farmer 59" in page.document[2].get_textpage().get_text_range()


def test_a_cell_too_long_for_its_column_is_broken_and_nothing_of_it_is_lost() -> None:
    words = " ".join(f"word{n}" for n in range(40))
    page = Page(sheet("Page", tables=[table(["A", "B"], [words, "1 kg"])]))
    assert all(word in page.text.split() for word in words.split())


def test_a_row_with_fewer_cells_than_the_head_is_filled_up() -> None:
    short = table(["What", "Amount", "Total"], ["Tomatoes", "20 kg"], foot=["Sum"])
    assert "Tomatoes" in Page(sheet("Page", tables=[short])).text


def test_a_box_to_tick_is_a_box() -> None:
    assert "□" in Page(sheet("☐ Peter")).text


def test_no_word_or_number_is_broken_while_there_is_room_for_it() -> None:
    head = ["Done", "Until", "Customer", "Farmer", "Order", "Crop", "Amount", "Payment"]
    row = ["☐", "10:00", "Grace Wanjiru Muthoni", "Chebet Kiprotich", "47-208", "common bean"]
    recipe = sheet("List", tables=[table(head, [*row, "3 crates (60 kg)", "Cash: KSh 12,000.50"])])
    words = Page(recipe).text.split()
    for cell in (*head, "10:00", "47-208", "Wanjiru", "12,000.50"):
        assert cell in words


def test_a_wide_table_takes_a_larger_page() -> None:
    narrow = Page(sheet("Page", tables=[PRICES]))
    wide = Page(sheet("Page", tables=[table(list("ABCDEF"), list("123456"))]))
    assert narrow.width < wide.width


def test_a_sign_no_font_has_is_written_alike_or_left_out() -> None:
    page = Page(sheet("龘 สมชาย 🫥", "ok"))
    assert "Da" in page.text
    assert "smchay" in page.text.lower()
    assert "🫥" not in page.text


@pytest.mark.parametrize("recipe", [SCRIPTS["ar"], poster("🍅 Tomatoes", "120 kg")])
def test_the_same_recipe_gives_the_same_bytes(recipe: dict[str, Any]) -> None:
    assert draw(recipe) == draw(recipe)


def test_files_are_named_and_small() -> None:
    receipt = draw(sheet("Receipt", tables=[PRICES], qr="https://t.me/farmgate_bot?start=o_12"))
    assert (receipt.field, receipt.name) == ("document", "receipt-12.pdf")
    assert receipt.content.startswith(b"%PDF")
    assert len(receipt.content) < 60_000
    shown = draw(poster("🍅 طماطم", "120 kg", rtl=True))
    assert (shown.field, shown.name) == ("photo", "poster-12.png")
    assert shown.content.startswith(b"\x89PNG")
    assert len(shown.content) < 90_000


def test_a_poster_has_the_emoji_large_and_the_link_below_the_code() -> None:
    image = picture(poster("🍅 Tomatoes", "KSh 80", "Njoro"))
    assert image.size == (1080, 1350)
    reds = sum(
        1
        for x in range(400, 680, 4)
        for y in range(20, 230, 4)
        if (p := image.getpixel((x, y))) and isinstance(p, tuple) and p[0] > 180 and p[1] < 90
    )
    assert reds > 150


def test_the_code_on_a_poster_is_the_link_module_by_module() -> None:
    recipe = poster("🍅 Tomatoes", "KSh 80")
    image = picture(recipe).convert("L")
    rows = [
        list(row)
        for row in segno.make(recipe["link"], error="m", micro=False).matrix_iter(border=3)
    ]
    side = 180 * 3
    left, top, module = (1080 - side) / 2, 1350 - 34 * 3 - side, side / len(rows)
    pixels = image.tobytes()

    def is_dark(x: int, y: int) -> int:
        down, across = top + (y + 0.5) * module, left + (x + 0.5) * module
        return int(pixels[int(down) * image.width + int(across)] < 128)

    assert [[is_dark(x, y) for x in range(len(rows))] for y in range(len(rows))] == rows


def test_many_words_make_a_poster_longer_and_its_code_no_smaller_than_can_be_scanned() -> None:
    long = picture(poster("🍅 Tomatoes", *["a rather long line about what is sold here" * 2] * 9))
    assert long.width == 1080
    assert long.height > 1350


def test_bars_stand_side_by_side_and_as_tall_as_their_values() -> None:
    image = picture(chart("Prices", bar("Mon", 50), bar("Tue", 100), bar("Wed", 25)))
    base = next(y for y in range(image.height - 1, 0, -1) if len(stretch(image, y, GREEN)) == 3)
    bars = stretch(image, base - 4, GREEN)
    heights = [
        sum(bool(stretch(image.crop((x + 20, y, x + 21, y + 1)), 0, GREEN)) for y in range(base))
        for x, _ in bars
    ]
    assert [round(height / heights[1] * 100) for height in heights] == [50, 100, 25]


def test_the_first_bar_stands_at_the_right_for_who_reads_from_there() -> None:
    def tall(rtl: bool) -> int:
        image = picture(chart("أسعار" if rtl else "Prices", bar("a", 9), bar("b", 1), rtl=rtl))
        return stretch(image, image.height // 2, GREEN)[0][0]

    assert tall(rtl=False) < 540 < tall(rtl=True)


def test_a_range_reaches_beyond_its_bar() -> None:
    plain = picture(chart("Prices", bar("Mon", 50), bar("Tue", 60)))
    ranged = picture(chart("Prices", bar("Mon", 50, 20, 90), bar("Tue", 60)))
    assert len(stretch(ranged, 420, (33, 37, 41))) > 0
    assert plain.size == ranged.size


def test_bars_with_long_names_lie_one_below_the_other() -> None:
    names = ("Chhatrapati Sambhajinagar", "Ahmednagar district", "Nashik", "Pune")
    lying = picture(chart("Onions", *(bar(name, 50) for name in names)))
    ends = {stretch(lying, y, GREEN)[0][1] for y in range(lying.height) if stretch(lying, y, GREEN)}
    assert max(ends) > 900


@pytest.mark.parametrize("recipe", [chart("Nothing yet"), sheet(""), chart("Zero", bar("Mon", 0))])
def test_little_to_show_is_drawn_all_the_same(recipe: dict[str, Any]) -> None:
    assert draw(recipe).content
