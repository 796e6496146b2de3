"""Ways swindlers hide what they write from a machine: each turns a message into a hidden one."""

from collections.abc import Callable, Mapping

_ALIKE = str.maketrans("aeopcxyi", "аеорсхуі")
_UNSEEN = "\u200b"
_TAILS = {
    "en": " Have a blessed day, greet the family. The rain was good this week.",
    "zh_Hans": "。祝您全家安康，今年雨水不错，天气凉了多穿衣服。",
    "hi": " आपका दिन शुभ हो, घर में सबको नमस्ते। इस हफ्ते बारिश अच्छी हुई।",
    "sw": " Siku njema, salamu nyumbani. Mvua imenyesha vizuri wiki hii.",
    "es": " Que tenga buen día, saludos a la familia. Esta semana llovió bien.",
    "ar": " يومك سعيد وسلم على الأهل. المطر كان طيب هذا الأسبوع.",
}


def alike(text: str, language: str) -> str:
    """Write Latin letters with those of another alphabet that look the same."""
    return text.translate(_ALIKE)


def unseen(text: str, language: str) -> str:
    """Put signs without width between the letters of every word of Latin letters."""
    return "".join(
        f"{char}{_UNSEEN}" if char.isascii() and char.isalpha() else char for char in text
    )


def spaced(text: str, language: str) -> str:
    """Write the longest word letter by letter."""
    words = [word for word in text.split() if word.isalpha()] or [text[:6]]
    longest = max(words, key=len)
    return text.replace(longest, " ".join(longest), 1)


def tailed(text: str, language: str) -> str:
    """Add friendly words at the end."""
    return text + _TAILS[language]


DISGUISES: Mapping[str, Callable[[str, str], str]] = {
    "look-alike letters": alike,
    "signs without width": unseen,
    "a word letter by letter": spaced,
    "a friendly tail": tailed,
}
