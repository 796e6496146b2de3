"""A bare number, read whole."""

from decimal import Decimal

from bot.text import atoms
from bot.text.atoms import Scene
from bot.text.corrections import put_right
from bot.text.reading import NotRead, Number, Unsure

_ROLES = ("junk", "about", "range", "or", "article", "filler")
_WORTH = {"dozen": Decimal(12)}
_MOST = Decimal(10) ** 12


def read_number(text: str, language: str, country: str) -> Number | Unsure[Decimal] | NotRead:
    """Read one number and nothing else; "2 dozen" is 24 and 两个半 is 2.5."""
    scene = Scene(language, country, roles=_ROLES)
    return put_right(text, language, country, lambda words: _read(words, scene))


def _read(text: str, scene: Scene) -> Number | Unsure[Decimal] | NotRead:
    found = atoms.atoms(text, scene)
    if found is None:
        return NotRead()
    plain = [atom for atom in found if atom.kind not in "mw"]
    values = _values(plain)
    if not values or max(values) > _MOST:
        return NotRead()
    if len(values) > 1:
        return Unsure(values)
    return Number(values[0], any(atom.kind == "m" for atom in found))


def _values(found: list[atoms.Atom]) -> tuple[Decimal, ...]:
    shape = atoms.shape(found)
    if shape == "n":
        return found[0].numbers
    if shape == "nrn":
        both = tuple(dict.fromkeys((*found[0].numbers, *found[2].numbers)))
        return both if len(both) > 1 else ()
    if shape == "niu":  # half a dozen
        return _values([found[0], found[2]])
    if shape == "iu":  # a dozen
        return tuple(_WORTH[unit] for unit in found[1].units if unit in _WORTH)
    unit = found[1].units if shape in {"nu", "nuh"} else ()
    if shape == "nu" and unit[0] in _WORTH:
        return tuple(value * _WORTH[unit[0]] for value in found[0].numbers)
    if shape == "nuh" and unit[0] == "piece":
        return tuple(value + found[2].numbers[0] for value in found[0].numbers)
    return ()
