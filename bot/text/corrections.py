"""What is meant instead, when people put themselves right: "no, 30 kg", "30 kg, not 20"."""

import re
from collections.abc import Callable
from typing import TypeVar

from bot.kernel import countries
from bot.text import atoms, lexicon
from bot.text.atoms import PRICE_ROLES, Scene
from bot.text.lexicon import Lexicon
from bot.text.reading import NotRead
from bot.text.tokens import LONGEST, Token, tokens

T = TypeVar("T")
# A word set apart by a mark from what it puts right. Without the mark "no 30 kg" denies it.
_SET_APART = re.compile(r"\s*([^\s\d,，、.。:：;!！]+)\s*[,，、.。:：;!！]+\s*(\S.*)", re.DOTALL)
# nay: a "no" before a mark; never mind: "sorry"; instead: "not" before, denied: "not" after what
# is wrong; but: what joins the right to it.
_BETWEEN = ("never mind", "denied", "instead", "but")
_AMOUNT = frozenset("nuh$cpkeowmi")

_Said = list[Token]


def put_right(text: str, language: str, country: str, read: Callable[[str], T]) -> T:
    """Read a text; where it says nothing, read what it puts right."""
    first = read(text)
    meant = read_correction(text, language, country) if isinstance(first, NotRead) else None
    return first if meant is None else read(meant)


def read_correction(text: str, language: str, country: str) -> str | None:
    """Give what is meant instead: "30 kg" of "no, 30 kg"; None where nothing is put right."""
    cut = text[: LONGEST + 1]
    found = tokens(cut)
    if not found:
        return None
    known = lexicon.lexicon(language, country, lexicon.scripts(cut))
    home = countries.get(country)
    scene = Scene(language, country, home.currency if home else "", roles=PRICE_ROLES)
    rest = _set_apart(cut, known)
    said = _after_no(tokens(rest or "") or found, known, scene)
    return _chosen(said, known, scene) or rest or (_written(said) if said != found else None)


def _set_apart(text: str, known: Lexicon) -> str | None:
    match = _SET_APART.fullmatch(text)
    width = len(tokens(match[1]) or []) if match else 0
    roles = {"nay", "no", "never mind"}
    alone = match and width and _width(tokens(match[1]) or [], 0, known, roles) == width
    return match[2] if match and alone else None


def _after_no(said: _Said, known: Lexicon, scene: Scene) -> _Said:
    """Leave out what can only be said to the words before, where an amount follows it."""
    rest = said
    while width := _width(rest, 0, known, {"no", "never mind"}):
        rest = rest[width:]
    return rest if _is_amount(rest, scene) else said


def _chosen(said: _Said, known: Lexicon, scene: Scene) -> str | None:
    """Find which of two amounts is meant."""
    first = _width(said, 0, known, {"instead", "nay", "no"})
    role, before, after = _parted(said[first:], known, ("but",) if first else _BETWEEN)
    if not (_is_amount(before, scene) and _is_amount(after, scene)):
        return None
    if role == "instead":
        return f"{_written(before)} {_unit_lacking(before, after, scene)}".strip()
    return _written(after) if first or role != "but" else None


def _parted(said: _Said, known: Lexicon, roles: tuple[str, ...]) -> tuple[str, _Said, _Said]:
    for at in range(1, len(said)):
        for role in roles:
            width = _width(said, at, known, {role})
            if width:
                return role, said[:at], said[at + width :]
    return "", [], []


def _width(said: _Said, at: int, known: Lexicon, roles: set[str]) -> int:
    """Count the words of the longest phrase here that has one of the roles, 0 if none."""
    for width in range(min(lexicon.WIDEST, len(said) - at), 0, -1):
        entry = known.get(" ".join(token.text for token in said[at : at + width]))
        if entry and entry.roles & roles:
            return width
    return 0


def _is_amount(said: _Said, scene: Scene) -> bool:
    shape = atoms.shape(_atoms(said, scene))
    return "n" in shape and set(shape) <= _AMOUNT


def _unit_lacking(kept: _Said, denied: _Said, scene: Scene) -> str:
    """Take, for "20 not 30 kg", the unit that was said only once."""
    if "u" in atoms.shape(_atoms(kept, scene)):
        return ""
    return next((one.said for one in _atoms(denied, scene) if one.kind == atoms.UNIT), "")


def _atoms(said: _Said, scene: Scene) -> list[atoms.Atom]:
    return atoms.from_tokens(said, _written(said), scene)


def _written(said: _Said) -> str:
    return "".join(token.text if token.glued else f" {token.text}" for token in said).strip()
