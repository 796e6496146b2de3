"""Prices as farmers say them: Ksh 3,500 per bag, 每斤3块5, kilo kwa 100, 500 for 10 kg."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.kernel.money import Money
from bot.kernel.quantity import Quantity
from bot.text import atoms
from bot.text.atoms import PRICE_ROLES, Atom, Scene
from bot.text.corrections import put_right
from bot.text.quantities import unit_of
from bot.text.reading import NotRead, Price, Unsure

_MOST = Decimal(10) ** 12
_CENTS = Decimal("0.01")
_MORE_THAN = frozenset("多来")  # 一块多: more than one, nobody knows how much
_AFTER_ONLY = frozenset("元块毛角分")  # 块八 is no eight
_TENTHS_AFTER = frozenset("块塊毛角")


def read_price(
    text: str, language: str, country: str, currency: str, crop: str | None = None
) -> Price | Unsure[Price] | NotRead:
    """Read money of the market's currency and what it is for; another currency is not read."""
    scene = Scene(language, country, currency, crop or "", PRICE_ROLES)
    return put_right(text, language, country, lambda words: _read(words, scene))


def _read(text: str, scene: Scene) -> Price | Unsure[Price] | NotRead:
    found = atoms.atoms(text, scene)
    return NotRead() if found is None else from_atoms(found, scene)


def from_atoms(found: Sequence[Atom], scene: Scene) -> Price | Unsure[Price] | NotRead:
    """Read atoms that speak of a price and of nothing else."""
    about = any(atom.kind == "m" for atom in found)
    if any(atom.said in _MORE_THAN for atom in found):
        return NotRead()
    plain = [atom for atom in found if atom.kind not in "mwc"]
    while plain and plain[-1].kind == "o":  # "la docena de huevos", once the eggs are set aside
        plain = plain[:-1]
    shape = atoms.shape(plain)
    read: dict[Price, None] = {}
    for pattern in _SHAPES:
        match = pattern.fullmatch(shape)
        if match:
            parts = {
                name: plain[slice(*match.span(name))] for name in match.groupdict() if match[name]
            }
            if pattern in _BARE and not _one_unit(parts):
                continue
            read.update(dict.fromkeys(_prices(parts, scene, about=about)))
    options = tuple(read)
    if not options:
        return NotRead()
    return options[0] if len(options) == 1 else Unsure(options)


_NONE = Atom("")
_Parts = dict[str, list[Atom]]


def _prices(parts: _Parts, scene: Scene, *, about: bool) -> Iterable[Price]:
    paid = _money(parts["m"], scene)
    if "r" in parts:
        paid += _money(parts["r"], scene)
    if "e" in parts:
        return [Price(amount, "piece", about=about) for amount in paid]
    if "u" not in parts:
        return [Price(amount, about=about) for amount in paid]
    meant = unit_of(parts["u"][0], scene)
    counts = parts["n"][0].numbers if "n" in parts else (Decimal(1),)
    if len(meant) != 1 or len(counts) != 1 or not counts[0]:
        return []
    read = [_per(amount, counts[0], meant[0], about=about) for amount in paid]
    return [*read, *_tenths(parts, scene, meant[0], about=about)]


def _tenths(parts: _Parts, scene: Scene, unit: str, *, about: bool) -> Iterable[Price]:
    """十块三斤 may be ten for three jin, or 10.3 for one."""
    coin, number = parts["m"][-1], parts.get("n", [_NONE])[0]
    if coin.said not in _TENTHS_AFTER or number.said in {"", "1", "一"}:
        return []
    stacked = _stacked([*parts["m"], number])
    return [
        Price(Money.from_decimal(total, scene.currency), unit, about=about) for total in stacked
    ]


def _one_unit(parts: _Parts) -> bool:
    """Tell whether one is bought: "kilo moja 100" and 20一箱 need no sign, for one, in words, is never the money."""
    number = parts["n"][0]
    return number.spelled and number.numbers == (Decimal(1),)


def _per(amount: Money, count: Decimal, unit: str, *, about: bool) -> Price:
    if count == 1:
        return Price(amount, unit, about=about)
    return Price(amount, None, Quantity.from_decimal(count, unit), about)


def _money(said: Sequence[Atom], scene: Scene) -> list[Money]:
    shape = atoms.shape(said)
    found = []
    for total in _totals(shape, list(said)):
        try:
            amount = Money.from_decimal(total, scene.currency)
        except ValueError:
            return []
        if total <= _MOST:
            found.append(amount)
    return found


def _totals(shape: str, said: list[Atom]) -> Sequence[Decimal]:
    number = [atom for atom in said if atom.kind == "n"]
    worth = [atom.worth for atom in said if atom.kind == "$"]
    match shape:
        case "$n" if said[0].said in _AFTER_ONLY:
            return ()
        case "n" | "$n":
            return [value * _worth_of(worth) for value in number[0].coins]
        case "n$" | "$n$":
            return [value * worth[-1] for value in number[0].coins]
        case "$h":
            return [worth[0] * (1 + said[-1].numbers[0])]
        case "n$h":
            return [worth[0] * (value + said[-1].numbers[0]) for value in number[0].coins]
        case "n$n" | "n$an" | "n$n$" | "n$an$" | "n$n$n" | "n$n$n$":
            return _stacked(said)
    return ()


def _worth_of(worth: list[Decimal]) -> Decimal:
    return worth[0] if worth else Decimal(1)


def _stacked(said: list[Atom]) -> Sequence[Decimal]:
    """三块零五分, 3块5, dos soles cincuenta: each coin smaller than the one before."""
    total, last, sign = Decimal(0), Decimal(10) ** 9, ""
    rest = [atom for atom in said if atom.kind != "a"]
    while rest:
        number, *rest = rest
        if len(number.coins) != 1:
            return ()
        coin = rest.pop(0) if rest else None
        worth = coin.worth if coin else _next_coin(number, sign, last)
        part = number.coins[0] * (worth or 0)
        if worth is None or worth >= last or part >= last:
            return ()
        total, last, sign = total + part, worth, coin.said if coin else ""
    return (total,)


def _next_coin(number: Atom, sign: str, last: Decimal) -> Decimal | None:
    """3块5 counts tenths; "2 soles 50" counts hundredths."""
    value = number.coins[0]
    if value % 1:
        return None
    if sign in _TENTHS_AFTER:
        return last / 10 if 0 < value < 10 else None
    if any(char > "\u2e80" for char in sign):
        return None
    return _CENTS if last == 1 and 10 <= value < 100 else None


_MONEY = r"\$?n\$?|n\$h|\$h|n\$a?n|n\$a?n\$|n\$n\$n\$?"
_SURE = r"\$n\$?|n\$|n\$h|\$h|n\$a?n|n\$a?n\$|n\$n\$n\$?"


_CLOSED = r"\$n\$?|n\$|n\$h|\$h|n\$a?n\$|n\$n\$n\$"  # 两块一斤 is two a jin, never 2.1


def _pattern(shape: str) -> re.Pattern[str]:
    """M is money in any dress, S money with its sign, n u what it buys."""
    named = {
        "M": f"(?P<m>{_MONEY})",
        "S": f"(?P<m>{_SURE})",
        "C": f"(?P<m>{_CLOSED})",
        "R": r"(?P<r>\$?n\$?)",
    }
    for letter in "nue":
        named[letter] = f"(?P<{letter}>{letter})"
    return re.compile("".join(named.get(sign, sign) for sign in shape.replace(" ", "")))


_SHAPES = tuple(
    _pattern(shape)
    for shape in (
        "k? M",
        "k? M r R",
        "k? M p? e",
        "e k? M",
        "k? C u",
        "k? S [pkio] [pkio]? u",
        "k? M [pkie] [pkie]? u",
        "S k",
        "k? S [pkoa] n u",
        "k? S n u",
        "k? M [pkox] p? n u",
        "k? M [pkox] u n",
        "[pk]? i? u [pka]? S",
        "[pk] i? u [pka]? M",
        "[pk]? i? u [pk] M",
        "k? n u [pkoxai]* S",
        "k? n u [pkox] M",
        "u n [pkx] M",
        "u n S",
    )
) + tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<m>n)(?P<n>n)(?P<u>u)",
        r"(?P<n>n)(?P<u>u)(?P<m>n)",
        r"(?P<u>u)(?P<n>n)(?P<m>n)",
    )
)
_BARE = _SHAPES[-3:]
