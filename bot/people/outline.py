"""All that is held of somebody, written as JSON and as an outline one can read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson


def as_json(held: Mapping[str, Any]) -> bytes:
    """Write as JSON; what JSON does not know as the words Python has for it."""
    options = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z
    return orjson.dumps(held, default=str, option=options)


def as_text(held: Mapping[str, Any]) -> bytes:
    """Write as indented lines; what is empty is left out."""
    return "\n".join(_lines(orjson.loads(as_json(held)), 0)).encode() + b"\n"


def _lines(value: Any, depth: int) -> Iterator[str]:
    pairs = value.items() if isinstance(value, Mapping) else enumerate(value, start=1)
    for name, item in pairs:
        if item in (None, "", [], {}):
            continue
        head = f"{'  ' * depth}{str(name).replace('_', ' ')}:"
        if _is_nested(item):
            yield head
            yield from _lines(item, depth + 1)
        else:
            yield f"{head} {item}"


def _is_nested(item: Any) -> bool:
    return isinstance(item, Mapping) or (isinstance(item, Sequence) and not isinstance(item, str))
