"""Cuts the fonts of pages and pictures out of Debian's Noto fonts (OFL): fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji.

Usage: python -m scripts.fonts FOLDER, such as /usr/share/fonts. Run it when the texts have gained
an emoji that is to be drawn, or a language; `tests/papers` tells which letters are missing.
"""

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent.parent
FONTS = HERE / "bot" / "papers" / "fonts"
SPOKEN = (HERE / "locales", HERE / "bot" / "kernel" / "tables")
FACES = {
    "latin": "truetype/noto/NotoSans-{weight}.ttf",
    "devanagari": "truetype/noto/NotoSansDevanagari-{weight}.ttf",
    "arabic": "truetype/noto/NotoSansArabic-{weight}.ttf",
    "chinese": "opentype/noto/NotoSansCJK-Regular.ttc",
    "emoji": "truetype/noto/NotoColorEmoji.ttf",
}
SIMPLIFIED = 2  # its place in the collection
# Greek and Cyrillic come along: names and remarks are written in them too.
LATIN = (
    *(range(0x20, 0x590), range(0x1E00, 0x2000), range(0x2000, 0x2070), range(0x2070, 0x20D0)),
    *(range(0x2100, 0x2190), range(0x2190, 0x2300), (0x25CC, 0xFFFD)),
)
DEVANAGARI = (range(0x900, 0x980), (0x20B9, 0x25CC, 0x200C, 0x200D), range(0xA8E0, 0xA900))
PICTURES = (
    *(range(0x1F000, 0x1FB00), range(0x2190, 0x2200), range(0x2300, 0x2400)),
    *(range(0x25A0, 0x2800), range(0x2B00, 0x2C00)),
)
# What grows, lives and is eaten, for names and remarks; of other emoji those said here.
FARM = (
    *(range(0x1F32D, 0x1F380), range(0x1F400, 0x1F440), range(0x1F950, 0x1F970)),
    *(range(0x1F980, 0x1F9AF), range(0x1F9C0, 0x1F9CC), range(0x1FAD0, 0x1FADD)),
)
ARABIC = (range(0x600, 0x780), range(0x8A0, 0x900), (0x25CC, 0x200C, 0x200D, 0x640))
# What joins, stacks and places letters; not small capitals and the like.
FEATURES = [
    *("kern", "liga", "clig", "calt", "ccmp", "locl", "mark", "mkmk", "rlig"),
    *("init", "medi", "fina", "isol", "dist", "abvm", "abvs", "blwm", "blws", "blwf"),
    *("pref", "pstf", "half", "haln", "nukt", "akhn", "rphf", "rkrf", "vatu"),
    *("pres", "psts", "cjct", "curs"),
]


def main(folder: Path) -> None:
    for weight in ("Regular", "Bold"):
        cut(folder, "latin", flatten(LATIN), weight)
        cut(folder, "devanagari", flatten(DEVANAGARI), weight)
        cut(folder, "arabic", flatten(ARABIC), weight)
    cut(folder, "chinese", set(chinese()))
    said = {ord(sign) for sign in spoken() if is_picture(sign)}
    cut(folder, "emoji", said | flatten(FARM) | {0x200D, 0xFE0F})


def cut(folder: Path, name: str, signs: Iterable[int], weight: str = "") -> None:
    source = folder / FACES[name].format(weight=weight)
    number = SIMPLIFIED if source.suffix == ".ttc" else -1
    options = subset.Options(
        layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 5, 13, 14]
    )
    with TTFont(source, fontNumber=number, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=set(signs))
        cutter.subset(font)
        target = (
            FONTS
            / f"{name}{'-bold' if weight == 'Bold' else ''}{'.otf' if 'CFF ' in font else '.ttf'}"
        )
        font.save(target)
    print(target.name, target.stat().st_size // 1000, "kB")


def flatten(ranges: Iterable[Iterable[int]]) -> set[int]:
    return {code for part in ranges for code in part}


def chinese() -> Iterator[int]:
    """Give the 7,445 characters of GB 2312, and what else is said here."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            sign = bytes((row, cell)).decode("gb2312", "ignore")
            if sign and not 0x370 <= ord(sign) < 0x500:
                yield ord(sign)
    yield from range(0x3000, 0x3040)
    yield from range(0xFF00, 0xFFF0)
    yield from (ord(sign) for sign in spoken() if is_wide(sign))


def spoken() -> set[str]:
    files = (path for root in SPOKEN for path in root.rglob("*") if path.suffix in {".po", ".csv"})
    return {sign for path in files for sign in path.read_text("utf-8")}


def is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" and not is_picture(sign)


def is_picture(sign: str) -> bool:
    """Tell whether a character is likely an emoji; the font decides in the end."""
    return any(ord(sign) in part for part in PICTURES)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
