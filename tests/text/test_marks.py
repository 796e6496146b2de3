"""Words in which parts stand out keep what stands out, whatever is done to them."""

import html
import unicodedata
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.text.locale import Locale
from bot.text.marks import mark_of, mark_up, move, shift, trim
from bot.text.phrase import Marked, say
from tests.village import catalogs

BOLD = ("bold", 6, 5)


def test_marks_become_tags_and_the_words_stay_escaped() -> None:
    marks = (("bold", 0, 5), ("italic", 3, 5), ("spoiler", 9, 3))
    assert mark_up("a<b c d e fgh", marks, html.escape) == (
        "<b>a&lt;b</b><i><b> c</b></i><i> d </i>e<tg-spoiler> fg</tg-spoiler>h"
    )


def test_offsets_count_as_telegram_counts() -> None:
    assert mark_up("🌽🌽 maize", (("bold", 5, 5),), str) == "🌽🌽 <b>maize</b>"


def test_nothing_else_stands_out_inside_code() -> None:
    marks = (("code", 0, 2), ("bold", 0, 2))
    assert mark_up("ab", marks, str) == "<code>ab</code>"


def test_only_safe_addresses_and_known_kinds_are_passed_on() -> None:
    assert mark_of("text_link", "http://x.example", 0, 1) is None
    assert mark_of("text_mention", "", 0, 1) is None
    link = mark_of("text_link", 'https://x.example/?a="1"', 0, 2)
    assert link is not None
    assert mark_up("go", (link,), str) == '<a href="https://x.example/?a=&quot;1&quot;">go</a>'


def test_marks_go_along_when_words_are_cut_trimmed_or_composed() -> None:
    assert shift((BOLD,), 8, 3) == (("bold", 0, 3),)
    assert shift((BOLD,), 0, 3) == ()
    assert trim("  hi there ", (("bold", 0, 4),)) == ("hi there", (("bold", 0, 2),))
    split = unicodedata.normalize("NFD", "é é é")
    composed = move((("bold", 3, 2),), split, lambda text: unicodedata.normalize("NFC", text))
    assert composed == (("bold", 2, 1),)


@given(
    st.text(max_size=12),
    st.lists(
        st.tuples(
            st.sampled_from(["bold", "italic", "code", "link https://a.b", "?"]),
            st.integers(0, 14),
            st.integers(1, 14),
        ),
        max_size=4,
    ),
)
def test_no_mark_ever_changes_the_words(words: str, marks: list[tuple[str, int, int]]) -> None:
    clean = words.encode("utf-16-le", "ignore").decode("utf-16-le")
    told = mark_up(clean, marks, html.escape)
    opened = told.count("<b>") + told.count("<i>") + told.count("<code>") + told.count("<a ")
    assert opened == told.count("</")
    plain = "".join(part.partition(">")[2] for part in f">{told}".split("<"))
    assert html.unescape(plain) == clean


def test_a_reader_sees_what_stands_out_and_a_button_shows_plain_words() -> None:
    locale = Locale(catalogs(), "en", "KE", datetime(2026, 6, 1, tzinfo=UTC))
    told = say("talk-words", words=Marked("Say <no>", (("bold", 4, 4),)))
    assert locale.say(told) == "Say <b>&lt;no&gt;</b>"
    assert locale.label(told) == "Say <no>"
