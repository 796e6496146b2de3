"""The villagers answer orders as farmers do."""

import pytest

from bot.neighbours import _find_wish
from bot.sandbox.chats import Line


def card(*commands: str) -> Line:
    rows = [[{"text": name, "callback_data": f"order.do.7.{name}"}] for name in commands]
    return Line({"message_id": 1, "reply_markup": {"inline_keyboard": rows}}, out=False)


@pytest.mark.parametrize(
    ("offered", "wish"),
    [
        (("accept", "counter", "decline"), "accept"),
        (("ready", "handover", "money"), "ready"),
        (("handover", "money"), None),
        (("money", "dispute"), "money"),
        ((), None),
    ],
)
def test_a_villager_does_what_comes_next(offered: tuple[str, ...], wish: str | None) -> None:
    found = _find_wish(card(*offered))
    assert found == (wish and f"order.do.7.{wish}")
