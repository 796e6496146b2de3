from typing import Any

import pytest

from bot.outbox import Delivery, Gone, Refused, Sent, Unchanged, Unreachable, Vanished, Wait
from bot.telegram.errors import sort_answer


def told(code: int, description: str, **parameters: Any) -> dict[str, Any]:
    answer = {"ok": False, "error_code": code, "description": description}
    return answer | {"parameters": parameters} if parameters else answer


@pytest.mark.parametrize(
    ("answer", "delivery"),
    [
        ({"ok": True, "result": {"message_id": 3}}, Sent({"message_id": 3})),
        (told(429, "Too Many Requests: retry after 7", retry_after=7), Wait(7.0)),
        (told(429, "Too Many Requests: retry after 7"), Wait(7.0)),
        (told(429, "Too Many Requests"), Wait(1.0)),
        (told(400, "Bad Request: message is not modified: specified new"), Unchanged()),
        (told(400, "Bad Request: query is too old and response timeout expired"), Unchanged()),
        (told(400, "Bad Request: message to edit not found"), Vanished()),
        (told(400, "Bad Request: message can't be edited"), Vanished()),
        (told(400, "Bad Request: there is no text in the message to edit"), Vanished()),
    ],
)
def test_answers_become_deliveries(answer: dict[str, Any], delivery: Delivery) -> None:
    assert sort_answer("sendMessage", 200, answer) == delivery


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (told(403, "Forbidden: bot was blocked by the user"), Gone),
        (told(403, "Forbidden: user is deactivated"), Gone),
        (told(400, "Bad Request: chat not found"), Gone),
        (told(400, "Bad Request: PEER_ID_INVALID"), Gone),
        (told(400, "Bad Request: can't parse entities"), Refused),
        (told(413, "Request Entity Too Large"), Refused),
        (told(409, "Conflict: terminated by other getUpdates request"), Refused),
        (told(401, "Unauthorized"), Unreachable),
        (told(500, "Internal Server Error"), Unreachable),
        (None, Unreachable),
        ([], Unreachable),
        ({"ok": False}, Unreachable),
    ],
)
def test_failures_are_sorted_by_what_to_do(answer: Any, kind: type[Delivery]) -> None:
    assert isinstance(sort_answer("sendMessage", 502, answer), kind)


@pytest.mark.parametrize(
    "words",
    [
        'can\'t parse entities: unsupported start tag "Amina 0711222333" at byte offset 4',
        "wrong HTTP URL 'Amina 0711222333' specified",
        'can\'t parse "Amina "the" 0711222333',
    ],
)
def test_what_telegram_quotes_of_people_is_not_repeated(words: str) -> None:
    refused = sort_answer("sendMessage", 400, told(400, f"Bad Request: {words}"))
    assert isinstance(refused, Refused)
    assert "Amina" not in refused.reason
    assert "0711222333" not in refused.reason
    assert "Bad Request" in refused.reason


def test_a_toast_that_cannot_be_shown_is_not_a_failure() -> None:
    answer = told(400, "Bad Request: anything")
    assert sort_answer("answerCallbackQuery", 400, answer) == Unchanged()
