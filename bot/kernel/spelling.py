"""Names made comparable across scripts and spellings."""

import re

from anyascii import anyascii

_RESPELLINGS = (
    (re.compile(r"^(?:al|el)(?=...)"), ""),
    (re.compile("ph"), "f"),
    (re.compile("qu(?=[ei])"), "k"),
    (re.compile("ou|oo|w"), "u"),
    (re.compile("ee|y|ie|ei"), "i"),
    (re.compile("[qk]h?|ck|c(?!h)"), "k"),
    (re.compile("([bdgtsz])h"), r"\1"),
    (re.compile("z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def in_latin(text: str) -> str:
    """Write in lower-case Latin letters and digits only, whatever the script: '北京' is 'beijing'."""
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


def by_sound(latin: str) -> str:
    """Make spellings of one sound equal: 'fayoum' and 'faiyum' are both 'faium'."""
    for pattern, same in _RESPELLINGS:
        latin = pattern.sub(same, latin)
    return latin
