"""Chinese characters as syllables with tones, which a machine can read out."""


def to_pinyin(text: str) -> str:
    """Write Chinese as numbered pinyin: "土豆 30公斤" becomes "tu3 dou4 30 gong1 jin1"."""
    # Its tables take half a second to load: only where Chinese is really spoken.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    parts = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join(part.strip() for part in parts)
