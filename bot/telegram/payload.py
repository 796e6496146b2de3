"""JSON from outside."""

import json
from typing import Any

import orjson


def decode(payload: bytes) -> Any:
    """Parse JSON from outside; ValueError when it is none.

    Lone surrogates, which the strict parser refuses and no database stores, become a mark.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return _storable(payload.decode("utf-8", "replace"))


def _storable(text: str) -> Any:
    try:
        # Through text once more: what the library reads it can write, and here it is made clean.
        loose = json.dumps(json.loads(text), ensure_ascii=False)
        return json.loads(loose.encode("utf-8", "replace"), parse_constant=lambda _: None)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
