"""Numbers among other words: where one starts, every meaning it has, and where it ends."""

from dataclasses import dataclass
from decimal import Decimal

from bot.kernel import money
from bot.text import chinese, lexicon
from bot.text.crop_names import crops_called
from bot.text.lexicon import Entry, Lexicon
from bot.text.numbers import Marks, figures, fraction
from bot.text.numerals import Part, numeral, part
from bot.text.tokens import Token

_GUESSES = 8  # unknown words of one text that are looked up by likeness; more is a story
_LONGEST = 12  # words of one number
_Values = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """numbers are its readings as a plain number, coins as money; added is "and a half" alone."""

    numbers: _Values
    coins: _Values
    end: int
    spelled: bool = False
    added: bool = False


class Words:
    """The tokens of one text, looked up by phrase, likeness and number."""

    def __init__(
        self, tokens: list[Token], known: Lexicon, marks: Marks, language: str, currency: str = ""
    ) -> None:
        self.tokens, self.known, self.marks = tokens, known, marks
        self.language, self.currency = language, currency
        self.guesses = _GUESSES

    def key(self, at: int, width: int) -> str:
        return " ".join(token.text for token in self.tokens[at : at + width])

    def widths(self, at: int, widest: int = lexicon.WIDEST) -> range:
        """Phrase lengths to try, longest first."""
        return range(min(widest, len(self.tokens) - at), 0, -1)

    def entry(self, at: int, width: int) -> Entry | None:
        return self.known.get(self.key(at, width))

    def nearest(self, word: str) -> Entry | None:
        self.guesses -= 1
        return lexicon.nearest(word, self.known) if self.guesses >= 0 else None

    def crop_width(self, at: int) -> int:
        """Words of the longest crop name here, 0 if none."""
        called = (
            width for width in self.widths(at) if crops_called(self.key(at, width), self.language)
        )
        return next(called, 0)

    def count(self, at: int) -> Count | None:
        return self._han(at) or self._spelled(at)

    def whole_number(self, at: int) -> tuple[int, int] | None:
        """Read a whole number with one meaning: it and where it ends."""
        read = self.count(at)
        if read is None or read.added or len(read.numbers) != 1 or read.numbers[0] % 1:
            return None
        return int(read.numbers[0]), read.end

    def _han(self, at: int) -> Count | None:
        signs = self._han_signs(at)
        if not any(sign[0] >= "\u3007" for sign in signs):
            return None
        firsts = figures(signs[0], self.marks) if signs[0][0].isdigit() else (signs[0],)
        reads = [chinese.numeral([str(first), *signs[1:]]) for first in firsts]
        choices = {read[0]: at + read[1] for read in reads if read}
        if not choices:
            return None
        values = tuple(choices)
        return Count(values, values, max(choices.values()), spelled=True)

    def _han_signs(self, at: int) -> list[str]:
        signs: list[str] = []
        for token in self.tokens[at : at + 2 * _LONGEST]:
            if not self._han_sign(token, at + len(signs), first=not signs):
                break
            signs.append(token.text)
        return signs

    def _han_sign(self, token: Token, at: int, *, first: bool) -> bool:
        if token.text == "千" and self.key(at + 1, 1) == "克":
            return False  # 千克 is a kilogram
        plain = token.kind == "number" and (first or token.text.isdigit())
        return token.text in chinese.SIGNS or token.text in "点分之" or plain

    def _spelled(self, at: int) -> Count | None:
        parts, ends = self._parts(at + self._article(at))
        if not parts:
            return None
        if parts[0].kind == "plus":
            return Count((parts[0].value,), (), ends[0], spelled=True, added=True)
        read = (
            self._figured(at, parts, ends)
            if self.tokens[at].kind == "number"
            else self._worded(parts, ends)
        )
        if read is None:
            return None
        numbers, coins, end = read
        return Count(
            numbers, coins, end, any(token.kind == "word" for token in self.tokens[at:end])
        )

    def _worded(self, parts: list[Part], ends: list[int]) -> tuple[_Values, _Values, int] | None:
        values, taken = numeral(parts)
        return (values, values, ends[taken - 1]) if values and taken else None

    def _figured(
        self, at: int, parts: list[Part], ends: list[int]
    ) -> tuple[_Values, _Values, int] | None:
        """Read figures and the words after them, once for each meaning of their marks."""
        text = self.tokens[at].text
        literal = figures(text, self.marks)
        readings = [numeral([Part("figures", value), *parts[1:]]) for value in literal]
        if not readings or not all(values for values, _ in readings):
            return None
        numbers = tuple(dict.fromkeys(value for values, _ in readings for value in values))
        taken = readings[0][1]
        coins = numbers if taken > 1 else self._settled(text, literal)
        return numbers, coins, ends[taken - 1]

    def _article(self, at: int) -> bool:
        """Tell whether, as in a hundred or a half, the article belongs to the number."""
        entry, following = self.known.get(self.key(at, 1)), self.known.get(self.key(at + 1, 1))
        number = following and following.number
        return bool(
            entry and "article" in entry.roles and number and number.kind in {"scale", "frac"}
        )

    def _settled(self, text: str, literal: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        """Money with cents has no third decimal: after the country's own mark, it groups."""
        if len(literal) < 2 or not self.currency:
            return literal
        coins = money.digits(self.currency)
        usual = self.marks.group in text
        grouped = tuple(value for value in literal if value % 1 == 0 and value >= 1000)
        return grouped if coins == 0 or (coins == 2 and usual) else literal

    def _parts(self, at: int) -> tuple[list[Part], list[int]]:
        parts: list[Part] = []
        ends: list[int] = []
        while at < len(self.tokens) and len(parts) < _LONGEST:
            read = self._part(at, first=not parts)
            if read is None:
                break
            parts.append(read[0])
            at = read[1]
            ends.append(at)
        while parts and parts[-1].kind == "join":
            parts.pop()
            ends.pop()
        return parts, ends

    def _part(self, at: int, *, first: bool) -> tuple[Part, int] | None:
        token = self.tokens[at]
        if token.kind == "number":
            return (Part("figures", Decimal(0)), at + 1) if first else self._later_figures(at)
        if token.kind == "fraction":
            value = fraction(token.text)
            return None if value is None else (Part("fraction", value), at + 1)
        return self._number_word(at, first=first)

    def _later_figures(self, at: int) -> tuple[Part, int] | None:
        """Read elfu 20: figures inside a number stand alone."""
        literal = figures(self.tokens[at].text, self.marks)
        return (Part("figures", literal[0]), at + 1) if len(literal) == 1 else None

    def _number_word(self, at: int, *, first: bool) -> tuple[Part, int] | None:
        for width in self.widths(at, 4):
            entry = self.entry(at, width)
            if entry and entry.number and not self._loose_k(at, width):
                return part(entry.number), at + width
            if entry and not first and width == 1 and "and" in entry.roles:
                return Part("join", Decimal(0)), at + 1
            if entry and width > 1:
                return None
        return self._misspelt_number(at)

    def _loose_k(self, at: int, width: int) -> bool:
        return width == 1 and self.tokens[at].text == "k" and not self.tokens[at].glued

    def _misspelt_number(self, at: int) -> tuple[Part, int] | None:
        word = self.tokens[at].text
        if word in self.known or self.crop_width(at):
            return None
        entry = self.nearest(word)
        return (part(entry.number), at + 1) if entry and entry.number else None
