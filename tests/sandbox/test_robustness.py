"""Whatever a call holds, it is answered or refused: never an exception."""

from typing import Any

import orjson
import pytest
import telegram
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox import Sandbox
from bot.sandbox.api import METHODS, run
from bot.sandbox.call import Call, Upload
from bot.sandbox.chats import Phone
from bot.sandbox.people import say
from bot.sandbox.refusals import Refused
from tests.sandbox.conftest import AMINA

NAMES = [
    "text",
    "caption",
    "parse_mode",
    "entities",
    "caption_entities",
    "reply_markup",
    "reply_parameters",
    "message_id",
    "message_ids",
    "photo",
    "voice",
    "audio",
    "video",
    "document",
    "sticker",
    "media",
    "latitude",
    "longitude",
    "title",
    "address",
    "phone_number",
    "first_name",
    "action",
    "description",
    "payload",
    "currency",
    "prices",
    "provider_token",
    "file_id",
    "callback_query_id",
    "inline_query_id",
    "results",
    "shipping_query_id",
    "ok",
    "shipping_options",
    "user_id",
    "name",
    "commands",
    "scope",
    "language_code",
    "menu_button",
    "reaction",
    "from_chat_id",
    "link_preview_options",
    "limit",
    "offset",
    "secret_token",
    "max_connections",
    "allowed_updates",
    "url",
    "error_message",
    "short_description",
]
KEYS = [
    "type",
    "text",
    "callback_data",
    "inline_keyboard",
    "keyboard",
    "force_reply",
    "message_id",
    "offset",
    "length",
    "url",
    "id",
    "media",
    "label",
    "amount",
    "command",
    "description",
    "chat_id",
    "user_id",
    "emoji",
    "prices",
    "title",
    "copy_text",
    "web_app",
]
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["photo", "bold", "chat", "emoji", "HTML", "attach://file", "XTR", "web_app"])
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=8,
)
# Enough for most methods to go through, so that one strange argument is reached at a time.
SOUND = {
    "chat_id": AMINA,
    "from_chat_id": AMINA,
    "text": "hi",
    "latitude": 1,
    "longitude": 1,
    "title": "Tomatoes",
    "description": "20 kg",
    "address": "Road 1",
    "payload": "o1",
    "currency": "KES",
    "provider_token": "t",
    "prices": [{"label": "a", "amount": 1}],
    "phone_number": "+254700000001",
    "first_name": "Ben",
    "action": "typing",
    **dict.fromkeys(("voice", "audio", "video", "document", "sticker"), "attach://file"),
}
ARGS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3)
HOOKS = {"setWebhook", "deleteWebhook"}


def make_box() -> tuple[Sandbox, int]:
    box = Sandbox()
    box.add_phone(Phone(AMINA, "Amina"))
    said = say(box, box.chats[AMINA], "hello")
    sent = run(box, Call("sendMessage", {"chat_id": AMINA, "text": "hi"}))
    return box, sent["message_id"] if sent else said["message_id"]


@pytest.mark.parametrize("method", sorted(METHODS.keys() - HOOKS))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(args=ARGS, as_text=st.booleans(), aim=st.booleans())
def test_any_arguments_are_answered_or_refused(
    method: str, args: dict[str, Any], as_text: bool, aim: bool
) -> None:
    box, message_id = make_box()
    args = SOUND | args
    if aim:
        args["message_id"] = message_id
    if as_text:
        args = {name: orjson.dumps(value, default=str).decode() if isinstance(value, (list, dict)) else value for name, value in args.items()}  # fmt: skip
    files = {"file": Upload("a.txt", "", b"x")}
    try:
        answer = run(box, Call(method, args, files))
    except Refused as refused:
        answer = refused.answer()
    assert orjson.loads(orjson.dumps(answer)) is not None
    if isinstance(answer, dict) and "chat" in answer:
        assert telegram.Message.de_json(answer, None).chat.id == AMINA
