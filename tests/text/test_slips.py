"""A slip of the thumb in a number word is forgiven or refused, never read as another number."""

from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.tables import rows
from bot.text.amounts import read_number
from bot.text.reading import Number
from bot.text.tokens import phrase

HOMES = {"en": "US", "hi": "IN", "sw": "TZ", "es": "ES", "ar": "MA"}
WORDS = [
    (row["language"], row["word"])
    for row in rows("numwords")
    if row["kind"] in {"card", "scale", "prefix", "frac"} and " " not in row["word"]
]
KNOWN = {phrase(word) for _, word in WORDS}


@given(st.sampled_from(WORDS), st.integers(0, 20), st.sampled_from(("drop", "swap", "double")))
def test_a_slip_never_makes_another_number(said: tuple[str, str], at: int, kind: str) -> None:
    language, word = said
    at %= len(word)
    slips = {
        "drop": word[:at] + word[at + 1 :],
        "swap": word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
        "double": word[: at + 1] + word[at:],
    }
    if phrase(slips[kind]) in KNOWN:
        return  # a real word, which nobody can tell from a slip
    meant = read_number(word, language, HOMES[language])
    read = read_number(slips[kind], language, HOMES[language])
    assert not isinstance(read, Number) or read == meant
