"""Keyboards: every button checked as Telegram checks it."""

from typing import Any
from urllib.parse import urlsplit

import orjson

from bot.sandbox.call import Call
from bot.sandbox.refusals import Refused, bad

Markup = dict[str, Any]
INLINE_BUTTONS = 100
INLINE_ROW = 8
REPLY_BUTTONS = 300
REPLY_ROW = 12
CALLBACK_BYTES = 64
COPY_CHARACTERS = 256
PLACEHOLDER_CHARACTERS = 64
JSON_BYTES = 10_000
TOO_LONG = "reply markup is too long"
NOT_ARRAYS = 'field "{}" must be an Array of Arrays'
STYLES = frozenset({"danger", "success", "primary"})
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query",
    "switch_inline_query_chosen_chat", "switch_inline_query_current_chat", "login_url", "web_app",
    "copy_text",
)  # fmt: skip
_TYPELESS = "Text buttons are unallowed in the inline keyboard"


def read_markup(call: Call) -> Markup | None:
    """Read the reply_markup of a call; None when it has none."""
    value = call.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in value:
        return _read_inline(value["inline_keyboard"])
    if "keyboard" in value:
        return _read_reply(value)
    if value.get("remove_keyboard") or value.get("force_reply"):
        _check_placeholder(value)
        return value
    return None


def read_inline(call: Call) -> Markup | None:
    """Read the reply_markup of an edit, which can only be an inline keyboard."""
    markup = read_markup(call)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def _rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(NOT_ARRAYS.format(name))
    return [row for row in rows if row]


def _read_inline(rows: Any) -> Markup | None:
    kept = [[_read_inline_button(one) for one in row] for row in _rows(rows, "inline_keyboard")]
    _check_size(kept, INLINE_BUTTONS, INLINE_ROW)
    if len(orjson.dumps(kept)) > JSON_BYTES:
        raise bad(TOO_LONG)
    return {"inline_keyboard": kept} if kept else None


def _check_size(rows: list[list[Any]], most: int, widest: int) -> None:
    if sum(len(row) for row in rows) > most or any(len(row) > widest for row in rows):
        raise bad(TOO_LONG)


def _inline_problem(reason: str) -> Refused:
    return bad(f"can't parse inline keyboard button: {reason}")


def _read_inline_button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise _inline_problem("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _inline_problem('Can\'t find field "text"')
    if not button["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    action = next((name for name in ACTIONS if button.get(name) not in (None, "")), None)
    if action is None and "switch_inline_query" not in "".join(button):
        raise _inline_problem(_TYPELESS)
    _check_style(button)
    _check_action(action or "", button)
    return {name: value for name, value in button.items() if value is not None}


def _check_style(button: dict[str, Any]) -> None:
    if button.get("style") not in (None, "", *STYLES):
        raise _inline_problem("Invalid button style specified")


def _check_action(action: str, button: dict[str, Any]) -> None:
    value = button.get(action)
    if action == "callback_data" and not _fits(value):
        raise bad("BUTTON_DATA_INVALID")
    if action == "url" and not _is_link(str(value)):
        raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "copy_text" and not _is_copy(value):
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if action == "web_app" and not _is_web_app(value):
        raise bad(f"inline keyboard button Web App URL '{value}' is invalid: Only HTTPS links")


def _fits(value: Any) -> bool:
    return isinstance(value, str) and len(value.encode()) <= CALLBACK_BYTES


def _is_link(url: str) -> bool:
    if url.startswith("tg://"):
        return True
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return False
    dotted = "." in host.strip(".") or ":" in host
    return parts.scheme in ("http", "https", "ton") and dotted and " " not in url


def _is_copy(value: Any) -> bool:
    text = value.get("text") if isinstance(value, dict) else None
    return isinstance(text, str) and 1 <= len(text) <= COPY_CHARACTERS


def _is_web_app(value: Any) -> bool:
    return isinstance(value, dict) and str(value.get("url", "")).startswith("https://")


def _read_reply(value: Markup) -> Markup:
    rows = [[_read_button(one) for one in row] for row in _rows(value["keyboard"], "keyboard")]
    _check_size(rows, REPLY_BUTTONS, REPLY_ROW)
    _check_placeholder(value)
    return {**value, "keyboard": rows}


def _read_button(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not isinstance(button.get("text"), str):
        raise bad("can't parse keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad("keyboard button text must be non-empty")
    return {name: part for name, part in button.items() if part is not None}


def _check_placeholder(value: Markup) -> None:
    if len(str(value.get("input_field_placeholder") or "")) > PLACEHOLDER_CHARACTERS:
        raise bad("INPUT_FIELD_PLACEHOLDER_INVALID")
