"""One sentence that starts a sale or a search: who sells or buys what, how much, at what price."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.kernel import units
from bot.kernel.quantity import Quantity
from bot.text import atoms as atoms_
from bot.text import days, lexicon, prices, quantities
from bot.text.atoms import SENTENCE_ROLES, Atom, Scene
from bot.text.crops import pictured, read_crop
from bot.text.reading import Found, Intent, NotRead, Price, Reading
from bot.text.tokens import Token, tokens

_STRANGE = 6  # unknown words of a sentence that may be crops misspelt
_LONG = 20  # atoms between unknown words; a quantity and a price are fewer
_PAID = (1_000, 10_000_000)  # a bare number in between is more than a bag weighs, and no telephone
_YEARS = range(2020, 2040)
_CENTS = -2
_PIECE = "piece"
_PIECES = frozenset(("dozen", "tray30", "kodi"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was surely said; the rest is None and is asked. Several crops ask which."""

    intent: Intent | None
    crop: str | None = None
    crops: tuple[str, ...] = ()
    quantity: Reading[Quantity] | None = None
    price: Price | None = None
    day: date | None = None


def refuses(text: str, language: str, country: str) -> bool:
    """Whether the words say that something is not so: "I do not want to sell"."""
    return "not" in _roles(tokens(text) or [], text, language, country)


def read_sentence(
    text: str,
    language: str,
    country: str,
    currency: str,
    today: date | None = None,
    about: str | None = None,
) -> Sentence | NotRead:
    """Read a statement of selling or buying; questions and refusals are none.

    Without an intent it takes a crop with its quantity. The day is read where today is given.
    `about` is the crop spoken of already: then a quantity, a price or a day will do.
    """
    found = tokens(text)
    if not found:
        return NotRead()
    roles = _roles(found, text, language, country)
    if {"not", "question"} & roles:
        return NotRead()
    scene = Scene(language, country, currency, roles=SENTENCE_ROLES)
    if about is not None:
        scene = replace(scene, crop=about)
    return _read(text, found, scene, _intent(roles), today)


def _read(
    text: str, found: list[Token], scene: Scene, intent: Intent | None, today: date | None
) -> Sentence | NotRead:
    day, rest = _without_day(found, scene.language, today)
    read = atoms_.from_tokens(rest, text, scene)
    if sum(atom.kind == "j" for atom in read) <= _STRANGE:
        read = _with_crops(read, scene.language)
    crops = {atom.crops for atom in read if atom.kind == "c"} or set(pictured(text))
    if not crops and scene.crop:
        amount, price = _amounts(read, scene)
        told = amount or price or day
        return Sentence(intent, scene.crop, (), amount, price, day) if told else NotRead()
    if len(crops) != 1:
        return NotRead()
    named = crops.pop()
    crop = named[0] if len(named) == 1 else None
    amount, price = _amounts(read, replace(scene, crop=crop or ""))
    if not intent and not amount:
        return NotRead()
    return Sentence(intent, crop, () if crop else named, amount, price, day)


def _with_crops(read: list[Atom], language: str) -> list[Atom]:
    """Find crops in words not known: alone, or before a crop, as "sweet potatoe" is no potato."""
    for at in range(len(read) - 1):
        if read[at].kind == "j" and read[at + 1].kind == "c":
            whole = read_crop(f"{read[at].said} {read[at + 1].said}", language)
            if isinstance(whole, Found):
                read[at + 1] = replace(read[at + 1], crops=(whole.crop_id,))
                read[at] = replace(read[at], kind="w")
    return [_named(atom, language) for atom in read]


def _named(atom: Atom, language: str) -> Atom:
    """Read a word not known as a crop misspelt, if it is one."""
    crop = read_crop(atom.said, language) if atom.kind == "j" else None
    return replace(atom, kind="c", crops=(crop.crop_id,)) if isinstance(crop, Found) else atom


_TELLING = {"sell", "buy", "have", "want", "not", "question"}


def _roles(found: list[Token], text: str, language: str, country: str) -> set[str]:
    """Find what the longest phrases say the sentence does."""
    known = lexicon.lexicon(language, country, lexicon.scripts(text))
    roles: set[str] = set()
    at = 0
    while at < len(found):
        for width in range(min(lexicon.WIDEST, len(found) - at), 0, -1):
            entry = known.get(" ".join(token.text for token in found[at : at + width]))
            if entry and entry.roles & _TELLING:
                roles |= entry.roles & _TELLING
                break
        at += width
    return roles


def _intent(roles: set[str]) -> Intent | None:
    """To sell and to buy outweigh to have and to want; both at once is no intent."""
    for sell, buy in (("sell", "buy"), ("have", "want")):
        if sell in roles or buy in roles:
            return None if {sell, buy} <= roles else "sell" if sell in roles else "buy"
    return None


def _without_day(
    found: list[Token], language: str, today: date | None
) -> tuple[date | None, list[Token]]:
    """Cut out the longest run of words that names one day."""
    asked = today or date(2001, 1, 3)
    said = days.day_words_of(found, language)
    for width in range(min(6, len(said)), 0, -1):
        for at in range(len(said) - width + 1):
            run = said[at : at + width]
            around = said[max(at - 1, 0) : at + width + 1]
            if not any(word.telling for word in run) or any(word.kind == "j" for word in run):
                continue
            if any(word.kind == "P" for word in around):  # "3 days old"
                continue
            day = days.from_words(run, asked)
            if isinstance(day, date):
                return (day if today else None), found[: run[0].start] + found[run[-1].end :]
    return None, found


def _amounts(read: Sequence[Atom], scene: Scene) -> tuple[Reading[Quantity] | None, Price | None]:
    """Find the quantity and the price, each only if it is told once and beyond doubt."""
    amounts: list[Reading[Quantity]] = []
    costs: list[Price] = []
    for part in _segments(read):
        amount, price = _split(part, scene)
        amounts += [amount] if amount else []
        costs += [price] if price else []
    amount = amounts[0] if len(amounts) == 1 else None
    price = costs[0] if len(costs) == 1 else None
    each = any(atom.kind == "e" for atom in read)
    return amount, _of_each(price, amount.value.unit) if price and amount and each else price


def _of_each(price: Price, unit: str) -> Price | None:
    """Say what "each" is: a bag, where bags are sold; of a dozen it may be the egg, so it asks."""
    if price.per_unit != _PIECE or unit == _PIECE:
        return price
    split = units.get(unit).dimension == "mass" or unit in _PIECES
    return None if split else replace(price, per_unit=unit)


def _segments(read: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Give what stands between words not known."""
    part: list[Atom] = []
    for atom in read:
        if atom.kind == "j":
            yield part
            part = []
        elif atom.kind != "w" and (part or atom.kind not in "ao"):
            part.append(atom)
    yield part


def _split(part: list[Atom], scene: Scene) -> tuple[Reading[Quantity] | None, Price | None]:
    """Cut in two where one half is a quantity and the other a price; the fullest cut wins."""
    best: dict[tuple[Reading[Quantity] | None, Price | None], None] = {}
    most = 0
    if len(part) > _LONG:
        return None, None
    whole = _price(part, scene)
    if whole and whole.per_unit:  # 5元一斤 is no pound at five
        return None, whole
    for at in range(len(part) + 1):
        rest = part[at:]
        for amount_in, price_in in ((part[:at], rest), (rest, part[:at])):
            amount = _quantity(amount_in, scene)
            price = _price(price_in, scene)
            if price_in is rest and amount and _is_money(price_in, amount):
                price = price or _read_price(price_in, scene)
            if (amount_in and not amount) or (price_in and not price):
                continue
            worth = _worth(amount, price)
            if worth >= most:
                best = {} if worth > most else best
                best[amount, price] = None
                most = worth
    return next(iter(best)) if len(best) == 1 else (None, None)


def _is_money(said: list[Atom], amount: Reading[Quantity]) -> bool:
    """Tell whether, as in "1 bag maize 4500", a last bare number can be no weight, count or year."""
    if len(said) != 1 or said[0].kind != "n" or said[0].spelled or len(said[0].coins) > 1:
        return False
    paid = said[0].coins[0]
    large = _PAID[0] <= paid < _PAID[1] and paid > amount.value.to_decimal()
    return (large and int(paid) not in _YEARS) or paid.as_tuple().exponent == _CENTS


def _worth(amount: Reading[Quantity] | None, price: Price | None) -> int:
    """Weigh a cut: a price for one unit is likelier than one for many."""
    return 2 * bool(amount) + 2 * bool(price) - bool(price and price.per_quantity)


def _quantity(part: list[Atom], scene: Scene) -> Reading[Quantity] | None:
    if not any(atom.kind in "uc" for atom in part):
        return None
    read = quantities.from_atoms(part, scene)
    said = " ".join(atom.said for atom in part if atom.kind != "c")
    if not isinstance(read, Reading) or units.get(read.value.unit).dimension == "area":
        return None
    return replace(read, said=said)


def _price(part: list[Atom], scene: Scene) -> Price | None:
    """Refuse a bare number: a sign, a unit or a word such as "at" must say so."""
    marked = any(atom.kind in "$kpe" for atom in part)
    return _read_price(part, scene) if marked else None


def _read_price(part: list[Atom], scene: Scene) -> Price | None:
    read = prices.from_atoms(part, scene)
    return read if isinstance(read, Price) else None
