"""Words as atoms: numbers, units, money and small words, whose kinds spell a readable shape."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.kernel import units
from bot.text import chinese, lexicon
from bot.text.arabic import unjoined
from bot.text.counts import Words
from bot.text.crop_names import crops_called
from bot.text.lexicon import Entry
from bot.text.numbers import marks
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
    "junk": "z",  # known, and changes what stands beside it: under 80, 3 bags less
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
    said: str = ""
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
    usual = marks(scene.language, scene.country)
    words = Words(unjoined(found, known), known, usual, scene.language, scene.currency)
    return _Reader(scene, words).all()


def shape(found: Sequence[Atom]) -> str:
    return "".join(atom.kind for atom in found)


class _Reader:
    """Walks the tokens once, longest phrase first."""

    def __init__(self, scene: Scene, words: Words) -> None:
        self.scene, self.words, self.tokens = scene, words, words.tokens
        self.money = lexicon.money_words(scene.currency) if scene.currency else {}
        self.found: list[Atom] = []

    def all(self) -> list[Atom]:
        at = 0
        while at < len(self.tokens):
            at = self.step(at)
        return self.found

    def step(self, at: int) -> int:
        """Add the next atom and give where the one after it starts."""
        for read in (self.money_at, self.han_at, self.number_at, self.phrase_at, self.crop_at):
            end = read(at)
            if end:
                return end
        return self.odd_at(at)

    def add(self, atom: Atom, at: int, end: int) -> int:
        self.found.append(replace(atom, said=self.words.key(at, end - at)))
        return end

    def before(self) -> str:
        return self.found[-1].kind if self.found else ""

    def money_at(self, at: int) -> int:
        for width in self.words.widths(at, 3) if self.money else ():
            worth = self.money.get(self.words.key(at, width))
            if worth is not None and not self._scale_letter(at, width):
                return self.add(Atom(MONEY, worth=worth), at, at + width)
        return 0

    def _scale_letter(self, at: int, width: int) -> bool:
        """Tell whether k is "thousand", which 2k is also where k is a currency."""
        return width == 1 and self.tokens[at].text == "k" and self.tokens[at].glued

    def han_at(self, at: int) -> int:
        """Read what depends on the word before: 两 is two or fifty grams, 半 more or alone."""
        sign, before = self.tokens[at].text, self.before()
        if sign == "两" and before == NUMBER:
            return self.add(Atom(UNIT, units=("liang",)), at, at + 1)
        if sign in "零〇" and before == MONEY:
            return self.add(Atom("a"), at, at + 1)
        if sign == chinese.HALF and before in {UNIT, MONEY}:
            return self.add(Atom(HALF, numbers=(Decimal("0.5"),)), at, at + 1)
        return 0

    def number_at(self, at: int) -> int:
        read = self.words.count(at)
        if read is None or self._unit_instead(at, read.end):
            return 0
        kind = HALF if read.added else NUMBER
        atom = Atom(kind, numbers=read.numbers, coins=read.coins, spelled=read.spelled)
        return self.add(atom, at, read.end)

    def _unit_instead(self, at: int, end: int) -> bool:
        """Tell whether, as in दो पाव, a fraction after a number is a unit."""
        entry = self.words.entry(at, end - at)
        return bool(entry and entry.units and self.before() == NUMBER)

    def phrase_at(self, at: int) -> int:
        for width in self.words.widths(at):
            entry = self.words.entry(at, width)
            kind = entry and self._kind(entry)
            crop = self.words.crop_width(at)
            if (
                entry
                and kind
                and (crop < width or (crop == width and not self._crop_instead(entry)))
            ):
                return self.add(Atom(kind, units=entry.units), at, at + width)
        return 0

    def _crop_instead(self, entry: Entry) -> bool:
        """Tell whether a word that is a unit and a crop, as manzana, is the crop."""
        country, crop = self.scene.country, self.scene.crop
        at_home = any(units.at_home(unit, country, crop) for unit in entry.units)
        return bool(entry.units) and not (at_home and self.before() == NUMBER)

    def _kind(self, entry: Entry) -> str:
        if entry.units:
            return UNIT
        return next((_ROLES[role] for role in self.scene.roles if role in entry.roles), "")

    def crop_at(self, at: int) -> int:
        width = self.words.crop_width(at)
        if not width:
            return 0
        crops = crops_called(self.words.key(at, width), self.scene.language)
        return self.add(Atom(CROP, crops=crops), at, at + width)

    def odd_at(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind == "sign":
            return self.add(Atom(_SIGNS.get(token.text, JUNK)), at, at + 1)
        entry = self.words.nearest(token.text)
        atom = Atom(UNIT, units=entry.units) if entry and entry.units else Atom(JUNK)
        return self.add(atom, at, at + 1)
