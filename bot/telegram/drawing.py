"""What a drawing will show, said in its reader's language: a recipe that a body can carry."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from bot.talk.message import Picture, Sheet
from bot.text.bidi import is_rtl_letter
from bot.text.phrase import Phrase
from bot.text.template import TAG

DRAW = "draw"  # stands in the body of a call whose file is still to be drawn

Say = Callable[[Phrase], str]


def recipe(drawing: Sheet | Picture, say: Say, label: Say) -> dict[str, Any]:
    """Write a drawing as plain words and figures, with the direction its reader reads in."""
    rtl = _is_rtl(say(drawing.title))
    return {"kind": type(drawing).__name__.lower(), "rtl": rtl, **_written(drawing, label)}


def _is_rtl(said: str) -> bool:
    # Every text of a right-to-left language begins with a letter or mark of that direction.
    plain = TAG.sub("", said)
    return bool(plain) and is_rtl_letter(plain[0])


def _written(value: Any, label: Say) -> Any:
    if isinstance(value, Phrase):
        return label(value)
    if isinstance(value, tuple):
        return [_written(each, label) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _written(getattr(value, each.name), label) for each in fields(value)}
    return value
