"""Parse modes are strict, and every offset counts UTF-16 units."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Rich, plain, read_rich
from bot.sandbox.refusals import Refused

KINDS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "s": "strikethrough",
    "tg-spoiler": "spoiler",
}
MARKS = {"*": "bold", "~": "strikethrough", "||": "spoiler", "`": "code"}
# Printable text whose ends are no blanks, so that nothing is trimmed or replaced.
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Mn"), exclude_characters="\u202a\u202b\u202c\u202d\u202e"),
    min_size=1,
    max_size=30,
)  # fmt: skip


def pieces(rich: Rich) -> list[tuple[str, str]]:
    """What each entity covers, cut out the way a client does it."""
    units = rich.text.encode("utf-16-le")
    return [
        (one["type"], units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"))
        for one in rich.entities
    ]  # fmt: skip


def escape_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_markdown(text: str) -> str:
    return "".join(f"\\{one}" if one in "_*[]()~`>#+-=|{}.!\\" else one for one in text)


@given(st.lists(st.tuples(WORDS, st.sampled_from(sorted(KINDS))), min_size=1, max_size=5))
def test_html_of_any_text_gives_back_each_part(parts: list[tuple[str, str]]) -> None:
    source = "".join(f"<{tag}>{escape_html(text)}</{tag}>" for text, tag in parts)
    rich = read_rich(source, "HTML", None)
    assert rich.text == "".join(text for text, _ in parts)
    assert [one for one in pieces(rich) if one[0] in KINDS.values()] == [
        (KINDS[tag], text) for text, tag in parts
    ]


@given(st.lists(st.tuples(WORDS, st.sampled_from(sorted(MARKS))), min_size=1, max_size=5))
def test_markdown_of_any_text_gives_back_each_part(parts: list[tuple[str, str]]) -> None:
    source = " ".join(f"{mark}{escape_markdown(text)}{mark}" for text, mark in parts)
    rich = read_rich(source, "MarkdownV2", None)
    assert rich.text == " ".join(text for text, _ in parts)
    assert [one for one in pieces(rich) if one[0] in MARKS.values()] == [
        (MARKS[mark], text) for text, mark in parts
    ]


@given(WORDS, WORDS, WORDS)
def test_explicit_entities_keep_their_place_when_blanks_are_trimmed(
    before: str, marked: str, after: str
) -> None:
    offset = len(f" \n{before}".encode("utf-16-le")) // 2
    length = len(marked.encode("utf-16-le")) // 2
    entity = {"type": "bold", "offset": offset, "length": length}
    rich = read_rich(f" \n{before}{marked}{after} ", "", [entity])
    assert ("bold", marked) in pieces(rich)


@given(st.text(max_size=200))
def test_a_persons_text_never_breaks(text: str) -> None:
    rich = plain(text)
    assert "\0" not in rich.text
    offsets = [(one["offset"], one["offset"] + one["length"]) for one in rich.entities]
    assert all(start < end for start, end in offsets)
    assert all(left[0] <= right[0] for left, right in pairwise(offsets))


@pytest.mark.parametrize("mode", ["HTML", "MarkdownV2"])
@given(source=st.text(alphabet="<>/abi &;=\"'*_`[]()\\|~>!\n#.é🍅", max_size=40))
def test_any_source_is_parsed_or_refused(mode: str, source: str) -> None:
    try:
        rich = read_rich(source, mode, None)
    except Refused as refused:
        prefix = "Bad Request: can't parse entities: "
        if not refused.description.startswith(prefix):
            raise AssertionError(refused.description) from refused
    else:
        pieces(rich)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<x>a</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=x_y>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="a">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        (
            "&#55357;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ),
        ),
    ],
)
def test_broken_html_is_refused_with_its_place(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_rich(source, "HTML", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1.50", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("a!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
        ("é*a", "Can't find end of Bold entity at byte offset 2"),
        ("_a", "Can't find end of Italic entity at byte offset 0"),
        ("__a", "Can't find end of Underline entity at byte offset 0"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a]", "The entity must contain a tg://emoji or tg://time URL"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
    ],
)
def test_broken_markdown_is_refused_with_its_place(source: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_rich(source, "MarkdownV2", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@pytest.mark.parametrize(
    ("mode", "source", "text", "entities"),
    [
        ("HTML", "a &amp; &lt;b&gt; &copy; &#x1F345;&#65;", "a & <b> &copy; 🍅A", []),
        (
            "HTML",
            '<pre><code class="language-py">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "py"}],
        ),
        (
            "HTML",
            '<a href="https://a.org/?x=1&amp;y=2">🍅 go</a>',
            "🍅 go",
            [{"type": "text_link", "offset": 0, "length": 5, "url": "https://a.org/?x=1&y=2"}],
        ),
        (
            "HTML",
            "<B><i>x</i></B>",
            "x",
            [
                {"type": "italic", "offset": 0, "length": 1},
                {"type": "bold", "offset": 0, "length": 1},
            ],
        ),
        (
            "HTML",
            "<blockquote expandable>q</blockquote>",
            "q",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        ("HTML", "<b></b>x<a href='no'>y</a>", "xy", []),
        (
            "MarkdownV2",
            "*b _i __u__ ~s~_* `c\\`` ||p||",
            "b i u s c` p",
            [
                {"type": "bold", "offset": 0, "length": 7},
                {"type": "italic", "offset": 2, "length": 5},
                {"type": "underline", "offset": 4, "length": 1},
                {"type": "strikethrough", "offset": 6, "length": 1},
                {"type": "code", "offset": 8, "length": 2},
                {"type": "spoiler", "offset": 11, "length": 1},
            ],
        ),
        (
            "MarkdownV2",
            "```py\nx = 1.5\n```",
            "x = 1.5",
            [{"type": "pre", "offset": 0, "length": 7, "language": "py"}],
        ),
        (
            "MarkdownV2",
            ">q\n>r\nrest",
            "q\nr\nrest",
            [{"type": "blockquote", "offset": 0, "length": 3}],
        ),
        (
            "MarkdownV2",
            ">q||",
            "q",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        (
            "MarkdownV2",
            "[a](https://a.org/\\))",
            "a",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.org/)"}],
        ),
    ],
)
def test_each_mode_reads_its_marks(
    mode: str, source: str, text: str, entities: list[dict[str, Any]]
) -> None:
    rich = read_rich(source, mode, None)
    assert rich.text == text
    assert rich.entities == entities


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "bold", "offset": 0, "length": -1}, "receive an entity with incorrect length -1"),
        ({"type": "bold", "offset": 4, "length": 1}, "entity begins after the end of the text at UTF-16 offset 4"),
        (
            {"type": "bold", "offset": 1, "length": 3},
            "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 4",
        ),
    ],
)  # fmt: skip
def test_entities_outside_the_text_are_refused(entity: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read_rich("🍅a", "", [entity])
    assert refused.value.description == f"Bad Request: {reason}"


def test_control_characters_become_blanks_and_direction_marks_go() -> None:
    rich = read_rich("a\0b\tc\r\n\u202ed\u2067e", "", [{"type": "bold", "offset": 8, "length": 1}])
    assert rich.text == "a b c\nd\u2067e"
    assert pieces(rich) == [("bold", "d")]


def test_links_and_commands_are_found_where_they_stand() -> None:
    rich = plain("🍅 /sell https://a.org/x. @amina_farms #maize a@b.org 1/2")
    assert pieces(rich) == [
        ("bot_command", "/sell"),
        ("url", "https://a.org/x"),
        ("mention", "@amina_farms"),
        ("hashtag", "#maize"),
        ("email", "a@b.org"),
    ]
