"""Quantities as farmers say them: 50kg, kilo mbili na nusu, 2 quintal 50 kilo, 3 bags of 90 kg."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.kernel import crops, units
from bot.kernel.quantity import Quantity
from bot.text import atoms
from bot.text.atoms import Atom, Scene
from bot.text.corrections import put_right
from bot.text.reading import NotRead, NoUnit, Reading, Unsure

Outcome = Reading[Quantity] | Unsure[Quantity] | NoUnit | NotRead
_MOST = Decimal(10) ** 9
_EGG = "egg"
_EGGS = frozenset((_EGG, "duck_egg"))
_FLOCK = 100  # no animal is that cheap
_PIECE = Atom(atoms.UNIT, units=("piece",))
_ONE = Atom(atoms.NUMBER, numbers=(Decimal(1),))  # طن قمح: in Arabic a noun alone is one


def read_quantity(text: str, language: str, country: str, crop: str | None = None) -> Outcome:
    """Read an amount of one unit; what is told in two units becomes the one that holds both.

    crop decides between units (a crate of eggs) and refuses words about another crop.
    """
    scene = Scene(language, country, crop=crop or "")
    read = put_right(text, language, country, lambda words: _read(words, scene))
    return replace(read, said=text.strip()) if isinstance(read, Reading) else read


def _read(text: str, scene: Scene) -> Outcome:
    found = atoms.atoms(text, scene)
    return NotRead() if found is None else from_atoms(found, scene)


def from_atoms(found: Sequence[Atom], scene: Scene) -> Outcome:
    """Read atoms that speak of a quantity and of nothing else."""
    about = any(atom.kind == "m" for atom in found)
    named = {atom.crops for atom in found if atom.kind == atoms.CROP}
    said = next(iter(named), ())
    if len(named) > 1 or (scene.crop and said and scene.crop not in said):
        return NotRead()
    scene = replace(scene, crop=said[0]) if len(said) == 1 else scene
    if _counted(found, said, scene):
        found = [*found, _PIECE]
    plain = _trimmed([atom for atom in found if atom.kind not in "mwc"])
    if scene.language == "ar" and _shape_of(found) == "uc":
        plain = [_ONE, *plain]
    return _shaped(plain, scene, about=about)


def _shape_of(found: Sequence[Atom]) -> str:
    return atoms.shape([atom for atom in found if atom.kind not in "mw"]).strip("oa")


def _counted(found: Sequence[Atom], crop: tuple[str, ...], scene: Scene) -> bool:
    """3 goats, 30 eggs: what is alive is counted, and the number stands where the grammar puts it."""
    shape = _shape_of(found)
    if not crop or any(crops.get(one).kind != "livestock" and one not in _EGGS for one in crop):
        return False
    number = next((atom for atom in found if atom.kind == atoms.NUMBER), None)
    after = shape == "cn" and scene.language == "sw" and number is not None and _few(number, crop)
    return (shape == "nc" or after) and number is not None and number.numbers[0] % 1 == 0


def _few(number: Atom, crop: tuple[str, ...]) -> bool:
    """Tell whether what follows an animal counts it: in figures a large number may be its price."""
    alive = all(crops.get(one).kind == "livestock" for one in crop)
    return number.spelled or (alive and number.numbers[0] < _FLOCK)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A count and its unit, with every meaning of the count."""

    counts: tuple[Decimal, ...]
    unit: str


def _trimmed(found: list[Atom]) -> list[Atom]:
    """Drop, as in "kilo 20 za" and "of 20 kg", a joint that joins nothing."""
    while found and found[-1].kind in "oa":
        found = found[:-1]
    while found and found[0].kind in "oa":
        found = found[1:]
    return found


def _shaped(found: list[Atom], scene: Scene, *, about: bool) -> Outcome:
    shape = atoms.shape(found)
    if shape == "n":
        return _unitless(found[0], about=about)
    for pattern, read in _SHAPES:
        match = pattern.fullmatch(shape)
        if match:
            parts = {name: found[match.start(name)] for name in match.groupdict() if match[name]}
            amounts = read(parts, scene)
            return _outcome(amounts, scene, about=about)
    return NotRead()


def _unitless(number: Atom, *, about: bool) -> Outcome:
    if len(number.numbers) == 1 and not number.said.endswith(" k"):  # 5k may be five kilos
        return NoUnit(number.numbers[0], about)
    return NotRead()


def _outcome(amounts: Sequence[Quantity], scene: Scene, *, about: bool) -> Outcome:
    distinct = tuple(dict.fromkeys(amounts))
    if not distinct or any(amount.milli > _MOST * 1000 for amount in distinct):
        return NotRead()
    if len(distinct) > 1:
        return Unsure(distinct)
    factor = units.factor(distinct[0].unit, scene.country, scene.crop)
    return Reading(distinct[0], "", factor, about)


def unit_of(atom: Atom, scene: Scene) -> tuple[str, ...]:
    """Units a word means here: one offered for the crop and country, else the best at home."""
    offered = units.offered(scene.country, scene.crop)
    score = {
        unit: (unit in offered, units.at_home(unit, scene.country, scene.crop))
        for unit in atom.units
    }
    best = max(score.values(), default=None)
    return tuple(unit for unit in atom.units if score[unit] == best)


def _quantities(counts: Sequence[Decimal], unit: str) -> list[Quantity]:
    try:
        return [Quantity.from_decimal(count, unit) for count in counts]
    except ValueError:
        return []


_Parts = dict[str, Atom]


def _simple(parts: _Parts, scene: Scene) -> list[Quantity]:
    more = parts["h"].numbers[0] if "h" in parts else Decimal(0)
    counts = parts["n"].numbers if "n" in parts else (Decimal(1),)
    if more and any(count % 1 for count in counts):
        return []
    whole = [count + more for count in counts]
    return [amount for unit in unit_of(parts["u"], scene) for amount in _quantities(whole, unit)]


def _pair(parts: _Parts, place: str, scene: Scene) -> _Pair | None:
    meant = unit_of(parts[f"u{place}"], scene)
    return _Pair(parts[f"n{place}"].numbers, meant[0]) if len(meant) == 1 else None


def _compound(parts: _Parts, scene: Scene) -> list[Quantity]:
    """2 quintal 50 kilo: both in one unit, the smaller part less than one of the larger."""
    big, small = _pair(parts, "1", scene), _pair(parts, "2", scene)
    if not big or not small:
        return []
    if noted := _noted(parts, scene):
        return noted
    a = units.factor(big.unit, scene.country, scene.crop)
    b = units.factor(small.unit, scene.country, scene.crop)
    if (
        a is None
        or b is None
        or a.base != b.base
        or {a.certainty, b.certainty} - {"exact", "legal"}
    ):
        return []
    rest = [count * b.value for count in small.counts]
    if any(part >= a.value for part in rest) or any(count % 1 for count in big.counts):
        return []
    base = [count * a.value + part for count in big.counts for part in rest]
    unit = a.base if a.base in {big.unit, small.unit} else big.unit
    worth = a.value if unit == big.unit else Decimal(1)
    return _quantities([amount / worth for amount in base], unit)


def _packed(parts: _Parts, scene: Scene) -> list[Quantity]:
    """3 bags of 90 kg, or 90 kg in 3 bags told the Hindi way round: so many times the weight."""
    one, other = _pair(parts, "1", scene), _pair(parts, "2", scene)
    if not one or not other:
        return []
    packs, weight = (one, other) if _is_pack(one) else (other, one)
    if not _is_pack(packs) or _is_pack(weight) or any(count % 1 for count in packs.counts):
        return []
    return _quantities([n * each for n in packs.counts for each in weight.counts], weight.unit)


def _is_pack(pair: _Pair) -> bool:
    return units.get(pair.unit).dimension in {"package", "volume", "count"} and pair.unit != "litre"


def _noted(parts: _Parts, scene: Scene) -> list[Quantity]:
    """3 trays (30): a note of what one holds, as the table has it, says nothing new."""
    counted, note = parts["n1"], parts["n2"]
    meant = [one for one in unit_of(parts["u1"], scene) if units.get(one).dimension == "count"]
    factor = units.factor(meant[0], scene.country, _EGG) if len(meant) == 1 else None
    base = unit_of(parts["u2"], scene) if "u2" in parts else (factor and factor.base,)
    if factor is None or note.numbers != (factor.value,) or base != (factor.base,):
        return []
    return _quantities(counted.numbers, meant[0])


def _each(parts: _Parts, scene: Scene) -> list[Quantity]:
    """5 bags, every bag 50 kg."""
    return _packed(parts, scene) if parts["u1"].units == parts["u3"].units else []


def _times(parts: _Parts, scene: Scene) -> list[Quantity]:
    """2x50kg."""
    meant = unit_of(parts["u"], scene)
    counts = [a * b for a in parts["n1"].numbers for b in parts["n2"].numbers]
    whole = all(count % 1 == 0 for count in parts["n1"].numbers)
    return _quantities(counts, meant[0]) if len(meant) == 1 and whole else []


def _range(parts: _Parts, scene: Scene) -> list[Quantity]:
    """20-25 kg is two answers: ask which. The same number twice stays unread."""
    counts = (*parts["n1"].numbers, *parts["n2"].numbers)
    options = [a for unit in unit_of(parts["u"], scene) for a in _quantities(counts, unit)]
    return options if len(set(options)) > 1 else []


_Read = Callable[[_Parts, Scene], list[Quantity]]


def _pattern(shape: str) -> re.Pattern[str]:
    """n1 u1: a named group for each atom that is read."""
    return re.compile(re.sub(r"([nuh])(\d?)", r"(?P<\1\2>\1)", shape.replace(" ", "")))


_SHAPES: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (_pattern(shape), read)
    for shape, read in (
        ("n i? u h?", _simple),
        ("n o i? u", _simple),
        ("u n h?", _simple),
        ("i u h?", _simple),
        ("u h", _simple),
        ("n1 u1 n2", _noted),
        ("u1 n1 n2", _noted),
        ("n1 u1 a? n2 u2", _compound),
        ("u1 n1 a? u2 n2", _compound),
        ("n1 u1 [ox] n2 u2 e?", _packed),
        ("n1 u1 n2 u2 e", _packed),
        ("n1 u1 e n2 u2", _packed),
        ("n1 n2 u2 u1", _packed),
        ("u1 n1 [ox] u2 n2 e?", _packed),
        ("n1 u1 o u2 n2", _packed),
        ("n1 u1 [pe] u3 n2 u2", _each),
        ("n1 x n2 u", _times),
        ("n1 r n2 u", _range),
        ("u n1 r n2", _range),
    )
)
