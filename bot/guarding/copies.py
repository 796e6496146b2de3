"""Near copies: messages that say the same in nearly the same words, found by an index of bands."""

from collections.abc import Iterable
from zlib import crc32

from rapidfuzz import fuzz

from bot.guarding import plain

BANDS = 8  # keys of one text; two near copies share at least one of them nearly always
_ROWS = 2
_SHINGLE = 5
ALIKE = 85  # percent of the signs that near copies share
_PRIME = 4294967291
_SEEDS = tuple(
    (crc32(f"a{at}".encode()) | 1, crc32(f"b{at}".encode())) for at in range(BANDS * _ROWS)
)


def bands(text: str) -> tuple[int, ...]:
    """Give the keys under which a text is kept and looked for; none for a text too short to tell.

    MinHash over shingles of five signs, two hashes a band (Broder 1997; Leskovec, Rajaraman and
    Ullman, chapter 3): texts sharing 80% of their shingles meet in a band 99.9% of the time.
    """
    words = _bare(text)
    shingles = {
        crc32(words[at : at + _SHINGLE].encode()) for at in range(len(words) - _SHINGLE + 1)
    }
    if len(words) < 3 * _SHINGLE:
        return ()
    least = [min((a * each + b) % _PRIME for each in shingles) for a, b in _SEEDS]
    pairs = (least[at : at + _ROWS] for at in range(0, len(least), _ROWS))
    return tuple(crc32(repr((at, pair)).encode()) for at, pair in enumerate(pairs))


def is_copy(text: str, other: str) -> bool:
    """Whether two texts are near copies of each other."""
    return fuzz.ratio(_bare(text), _bare(other)) >= ALIKE


def nearest(text: str, others: Iterable[tuple[int, str]]) -> int | None:
    """Give the id of the text nearest to this one among near copies; None without any."""
    bare = _bare(text)
    scored = ((fuzz.ratio(bare, _bare(other)), -id_) for id_, other in others)
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def _bare(text: str) -> str:
    """Leave out what swindlers change from copy to copy: figures, signs and spaces."""
    return "".join(char for char in plain.read(text).text if char.isalpha())[:1000]
