"""The Bot API's answers, sorted into deliveries by code and description."""

import re
from typing import Any

from bot.outbox.delivery import (
    Delivery,
    Gone,
    Refused,
    Sent,
    Unchanged,
    Unreachable,
    Vanished,
    Wait,
)

# Parts of a 400's description, in lower case. The Bot API has no codes finer than these words.
_NOTHING_LEFT = (
    "message is not modified",
    "query is too old",
    "query id is invalid",
    "message to delete not found",
    "message can't be deleted",
)
_VANISHED = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "no text in the message to edit",
)
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_is_blocked",
    "input_user_deactivated",
)
# A toast that cannot be shown any more is nobody's loss.
_OPTIONAL = frozenset(("answerCallbackQuery", "answerInlineQuery", "answerPreCheckoutQuery"))
# What it could not read it quotes, and that may be a person's words: they stay out of logs.
_QUOTED = re.compile(r"(\"|(?<=\s)').*(?:\1|$)", re.DOTALL)
_RETRY_AFTER = re.compile(r"retry after (\d+)")


def sort_answer(method: str, status: int, answer: Any) -> Delivery:
    """Turn a parsed answer into a delivery; `answer` is None when it was no JSON."""
    if not isinstance(answer, dict):
        return Unreachable(f"HTTP {status} without a readable answer")
    if answer.get("ok") is True:
        return Sent(answer.get("result"))
    return _failure(method, _code(status, answer), answer)


def _code(status: int, answer: dict[str, Any]) -> int:
    code = answer.get("error_code")
    return code if isinstance(code, int) else status


def _failure(method: str, code: int, answer: dict[str, Any]) -> Delivery:
    reason = f"{code} {_QUOTED.sub('…', str(answer.get('description', '')))}".strip()
    if code == 429:
        return Wait(_seconds(answer))
    if code == 403:
        return Gone(reason)
    # A rejected token is not the message's fault: it waits until the token is right again.
    if code == 401 or not 400 <= code < 500:
        return Unreachable(reason)
    return _bad_request(method, code, reason)


def _bad_request(method: str, code: int, reason: str) -> Delivery:
    words = reason.lower()
    if method in _OPTIONAL or _any(_NOTHING_LEFT, words):
        return Unchanged()
    if _any(_VANISHED, words):
        return Vanished()
    return Gone(reason) if _any(_GONE, words) else Refused(reason, code)


def _any(parts: tuple[str, ...], words: str) -> bool:
    return any(part in words for part in parts)


def _seconds(answer: dict[str, Any]) -> float:
    parameters = answer.get("parameters")
    told = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(told, int | float) and told > 0:
        return float(told)
    found = _RETRY_AFTER.search(str(answer.get("description", "")))
    return float(found.group(1)) if found else 1.0
