"""Chinese characters as syllables with tones, which a machine can read out.

A program of its own, from words to words: its tables fill 57 MB, which the bot need not carry
for the few texts that were never said before.
"""

import sys

from pypinyin import Style, lazy_pinyin


def to_pinyin(text: str) -> str:
    """Write Chinese as numbered pinyin: "土豆 30公斤" becomes "tu3 dou4 30 gong1 jin1"."""
    parts = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join(part.strip() for part in parts)


if __name__ == "__main__":
    given = sys.stdin.buffer.read().decode("utf-8", "replace")
    sys.stdout.buffer.write(to_pinyin(given).encode())
