"""Words as atoms: numbers, units, money and small words, whose kinds spell a readable shape."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.kernel import money
from bot.text import chinese, lexicon
from bot.text.crop_names import crops_called
from bot.text.lexicon import Entry, Lexicon
from bot.text.numbers import Marks, figures, fraction, marks
from bot.text.numerals import Part, numeral, part
from bot.text.tokens import Token, tokens

# One letter a kind, so that a sentence has a shape to match: "50 kg" is "nu".
NUMBER, UNIT, HALF, MONEY, CROP, JUNK, FILLER = "nuh$cjw"
_ROLES = {
    "about": "m",
    "and": "a",
    "or": "r",
    "range": "r",
    "per": "p",
    "each": "e",
    "of": "o",
    "for": "k",
    "article": "i",
    "times": "x",
    "junk": JUNK,
    **dict.fromkeys(("sell", "buy", "have", "want", "part", "in"), FILLER),
    "filler": FILLER,
}
QUANTITY_ROLES = (
    "junk",
    "about",
    "each",
    "of",
    "times",
    "range",
    "or",
    "and",
    "article",
    "per",
    "filler",
)
PRICE_ROLES = (
    "junk",
    "about",
    "each",
    "per",
    "for",
    "or",
    "range",
    "and",
    "article",
    "of",
    "times",
    "filler",
)
SENTENCE_ROLES = (*PRICE_ROLES, "sell", "buy", "have", "want", "part")
_GUESSES = 8  # unknown words of one text that are looked up by likeness; more is a story
_SIGNS = {
    "/": "p",
    "@": "k",
    "-": "r",
    "–": "r",
    "—": "r",
    "~": "r",
    "×": "x",
    "*": "x",
    "✕": "x",
    "=": FILLER,
    "&": "a",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is speaking, and where: what decides between readings."""

    language: str
    country: str
    currency: str = ""
    crop: str = ""
    roles: tuple[str, ...] = QUANTITY_ROLES


@dataclass(frozen=True, slots=True)
class Atom:
    """Meaning of one or more words.

    numbers are its readings as a plain number, coins as money; units and crops are ids.
    """

    kind: str
    said: str
    numbers: tuple[Decimal, ...] = ()
    coins: tuple[Decimal, ...] = ()
    units: tuple[str, ...] = ()
    crops: tuple[str, ...] = ()
    worth: Decimal = Decimal(1)
    spelled: bool = False


def atoms(text: str, scene: Scene) -> list[Atom] | None:
    """Read the whole text; None if it is too long, a JUNK atom for each word not known."""
    found = tokens(text)
    if found is None:
        return None
    return from_tokens(found, text, scene)


def from_tokens(found: list[Token], text: str, scene: Scene) -> list[Atom]:
    """Read tokens of a text; the text itself only tells the scripts in it."""
    known = lexicon.lexicon(scene.language, scene.country, lexicon.scripts(text))
    return _Reader(scene, known, _unjoined(found, known)).all()


def whole_number(
    found: list[Token], at: int, known: Lexicon, scene: Scene
) -> tuple[int, int] | None:
    """Read a whole number among tokens: its value and where it ends."""
    reader = _Reader(scene, known, found)
    end = reader.number_at(at)
    if not end or reader.found[0].kind != NUMBER:
        return None
    values = reader.found[0].numbers
    return (int(values[0]), end) if len(values) == 1 and values[0] % 1 == 0 else None


def shape(found: Sequence[Atom]) -> str:
    return "".join(atom.kind for atom in found)


class _Reader:
    """Walks the tokens once, longest phrase first."""

    def __init__(self, scene: Scene, known: Lexicon, found: list[Token]) -> None:
        self.scene, self.known, self.tokens = scene, known, found
        self.money = lexicon.money_words(scene.currency) if scene.currency else {}
        self.marks: Marks = marks(scene.language, scene.country)
        self.found: list[Atom] = []
        self.guesses = _GUESSES

    def all(self) -> list[Atom]:
        at = 0
        while at < len(self.tokens):
            at = self.step(at)
        return self.found

    def step(self, at: int) -> int:
        """Add the next atom and give where the one after it starts."""
        for read in (self.money_at, self.liang_at, self.number_at, self.phrase_at, self.crop_at):
            end = read(at)
            if end:
                return end
        return self.odd_at(at)

    def add(self, kind: str, at: int, end: int, **more: object) -> int:
        said = " ".join(token.text for token in self.tokens[at:end])
        self.found.append(Atom(kind, said, **more))  # type: ignore[arg-type]
        return end

    def key(self, at: int, width: int) -> str:
        return " ".join(token.text for token in self.tokens[at : at + width])

    def money_at(self, at: int) -> int:
        if not self.money:
            return 0
        for width in range(min(3, len(self.tokens) - at), 0, -1):
            worth = self.money.get(self.key(at, width))
            if worth is not None and not self._scale_letter(at, width):
                return self.add(MONEY, at, at + width, worth=worth)
        return 0

    def _scale_letter(self, at: int, width: int) -> bool:
        """2k is two thousand also where k is a currency."""
        return width == 1 and self.tokens[at].text == "k" and self.tokens[at].glued

    def liang_at(self, at: int) -> int:
        """两 is two before a noun and fifty grams after a number."""
        after = self.found[-1].kind if self.found else ""
        if self.tokens[at].text == "两" and after == NUMBER:
            return self.add(UNIT, at, at + 1, units=("liang",))
        if self.tokens[at].text in "零〇" and after == MONEY:
            return self.add("a", at, at + 1)
        if self.tokens[at].text == chinese.HALF and after and after in "u$":
            return self.add(HALF, at, at + 1, numbers=(Decimal("0.5"),))
        return 0

    def number_at(self, at: int) -> int:
        return self.han_number_at(at) or self.word_number_at(at)

    def han_number_at(self, at: int) -> int:
        run = at
        signs: list[str] = []
        while run < len(self.tokens) and len(signs) < 24 and self._han_sign(run):
            signs.append(self.tokens[run].text)
            run += 1
        if not any(sign[0] >= "\u3007" for sign in signs):
            return 0
        choices = {}
        for literal in figures(signs[0], self.marks) if signs[0][0].isdigit() else (signs[0],):
            read = chinese.numeral([str(literal), *signs[1:]])
            if read:
                choices[read[0]] = at + read[1]
        if not choices:
            return 0
        return self.add(
            NUMBER,
            at,
            max(choices.values()),
            numbers=tuple(choices),
            coins=tuple(choices),
            spelled=True,
        )

    def _han_sign(self, at: int) -> bool:
        token = self.tokens[at]
        if token.text == "千" and self.key(at + 1, 1) == "克":
            return False
        return token.text in chinese.SIGNS or token.text in "点分之" or token.kind == "number"

    def word_number_at(self, at: int) -> int:
        parts, ends = self._parts(at + self._article(at))
        if not parts:
            return 0
        if parts[0].kind == "plus":
            return self.add(HALF, at, ends[0], numbers=(parts[0].value,))
        read = self._numeral(at, parts, ends)
        if read is None:
            return 0
        numbers, coins, end = read
        if self._unit_instead(at, end):
            return 0
        spelled = any(token.kind == "word" for token in self.tokens[at:end])
        return self.add(NUMBER, at, end, numbers=numbers, coins=coins, spelled=spelled)

    def _article(self, at: int) -> bool:
        """Tell whether, as in a hundred or a half, the article belongs to the number."""
        entry, following = self.known.get(self.key(at, 1)), self.known.get(self.key(at + 1, 1))
        number = following and following.number
        return bool(
            entry and "article" in entry.roles and number and number.kind in {"scale", "frac"}
        )

    def _unit_instead(self, at: int, end: int) -> bool:
        """दो पाव: after a number, a word that is both a fraction and a unit is the unit."""
        entry = self.known.get(self.key(at, end - at))
        return bool(entry and entry.units and self.found and self.found[-1].kind == NUMBER)

    def _numeral(
        self, at: int, parts: list[list[Part]] | list[Part], ends: list[int]
    ) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...], int] | None:
        first = self.tokens[at]
        if first.kind != "number":
            values, taken = numeral(parts)  # type: ignore[arg-type]
            return (values, values, ends[taken - 1]) if values and taken else None
        literal = figures(first.text, self.marks)
        readings = [numeral([Part("figures", value), *parts[1:]]) for value in literal]  # type: ignore[list-item]
        if not readings or not all(values for values, _ in readings):
            return None
        numbers = tuple(dict.fromkeys(value for values, _ in readings for value in values))
        taken = readings[0][1]
        coins = numbers if taken > 1 else self._settled(first.text, literal)
        return numbers, coins, ends[taken - 1]

    def _settled(self, text: str, literal: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        """Money with cents has no third decimal: after the country's own mark, it groups."""
        if len(literal) < 2 or not self.scene.currency:
            return literal
        coins = money.digits(self.scene.currency)
        usual = self.marks.group in text
        grouped = tuple(value for value in literal if value % 1 == 0 and value >= 1000)
        return grouped if coins == 0 or (coins == 2 and usual) else literal

    def _parts(self, at: int) -> tuple[list[Part], list[int]]:
        parts: list[Part] = []
        ends: list[int] = []
        while at < len(self.tokens) and len(parts) < 12:
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
        for width in range(min(4, len(self.tokens) - at), 0, -1):
            entry = self.known.get(self.key(at, width))
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
        if word in self.known or self._crop_width(at):
            return None
        entry = self.nearest(word)
        return (part(entry.number), at + 1) if entry and entry.number else None

    def phrase_at(self, at: int) -> int:
        for width in range(min(lexicon.WIDEST, len(self.tokens) - at), 0, -1):
            entry = self.known.get(self.key(at, width))
            kind = entry and self._kind(entry)
            if entry and kind and self._crop_width(at) <= width:
                return self.add(kind, at, at + width, units=entry.units)
        return 0

    def _kind(self, entry: Entry) -> str:
        if entry.units:
            return UNIT
        return next((_ROLES[role] for role in self.scene.roles if role in entry.roles), "")

    def crop_at(self, at: int) -> int:
        width = self._crop_width(at)
        if not width:
            return 0
        crops = crops_called(self.key(at, width), self.scene.language)
        return self.add(CROP, at, at + width, crops=crops)

    def _crop_width(self, at: int) -> int:
        for width in range(min(lexicon.WIDEST, len(self.tokens) - at), 0, -1):
            if crops_called(self.key(at, width), self.scene.language):
                return width
        return 0

    def nearest(self, word: str) -> Entry | None:
        self.guesses -= 1
        return lexicon.nearest(word, self.known) if self.guesses >= 0 else None

    def odd_at(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind == "sign":
            return self.add(_SIGNS.get(token.text, JUNK), at, at + 1)
        entry = self.nearest(token.text)
        if entry and entry.units:
            return self.add(UNIT, at, at + 1, units=entry.units)
        return self.add(JUNK, at, at + 1)


_PREFIXES = (
    ("وال", "و"),
    ("بال", "ب"),
    ("لل", "لل"),
    ("ال", ""),
    ("و", "و"),
    ("ب", "ب"),
    ("ل", "لل"),
)


def _unjoined(found: list[Token], known: Lexicon) -> list[Token]:
    """Arabic glues "and", "for" and "the" to words, and says two by an ending."""
    if not any("\u0600" <= token.text[0] <= "\u06ff" for token in found):
        return found
    return [piece for token in found for piece in _pieces(token, known)]


def _pieces(token: Token, known: Lexicon) -> list[Token]:
    word = token.text
    if token.kind != "word" or word in known or crops_called(word, "ar"):
        return [token]
    for prefix, meaning in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 1:
            tail = _known_pieces(rest, known)
            if tail:
                return [*([Token("word", meaning)] if meaning else []), *tail]
    return _known_pieces(word, known) or [token]


def _known_pieces(word: str, known: Lexicon) -> list[Token]:
    if word in known or crops_called(word, "ar") or word in _ARABIC_MONEY:
        return [Token("word", word)]
    stem = word.removesuffix("ين")
    for base in (stem, f"{stem}ه"):
        if stem != word and ((base in known and known[base].units) or base in _ARABIC_MONEY):
            return [Token("number", "2"), Token("word", base)]
    return []


_ARABIC_MONEY = frozenset(("جنيه", "درهم", "دينار", "ريال", "ليره", "قرش"))
