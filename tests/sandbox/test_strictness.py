"""Every limit and every refusal the bot may meet, in Telegram's own words."""

from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.call import Upload
from bot.sandbox.chats import Chat
from bot.sandbox.people import Tap, say, tap
from tests.sandbox.conftest import AMINA, Ask, Clock, draw_picture

BUTTON = {"text": "Yes", "callback_data": "y"}


def keyboard(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def invoice(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Tomatoes",
        "description": "20 kg",
        "payload": "order-1",
        "provider_token": "test:1",
        "currency": "KES",
        "prices": [{"label": "Tomatoes", "amount": 150_00}],
        **changes,
    }


def shown(*ids: str, **changes: Any) -> dict[str, Any]:
    """Answers to words typed beside the bot's name."""
    content = {"message_text": "20 kg"}
    article = {"type": "article", "title": "Tomatoes", "input_message_content": content}
    return {"inline_query_id": "1", "results": [{**article, "id": one, **changes} for one in ids]}


REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": ""}, "message text is empty"),
    ("sendMessage", {}, "message text is empty"),
    ("sendMessage", {"text": " \n "}, "text must be non-empty"),
    ("sendMessage", {"text": "a" * 4097}, "message is too long"),
    ("sendMessage", {"text": "a", "chat_id": 77}, "chat not found"),
    ("sendMessage", {"text": "a", "chat_id": "@nobody"}, "chat not found"),
    ("sendMessage", {"text": "a", "chat_id": ""}, "chat_id is empty"),
    ("sendMessage", {"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    ("sendMessage", {"text": "\ud800"}, "strings must be encoded in UTF-8"),
    (
        "sendMessage",
        {"text": "a", "reply_parameters": {"message_id": 1}},
        "message to be replied not found",
    ),
    ("sendMessage", {"text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ("sendMessage", {"text": "a", "reply_markup": []}, "object expected as reply markup"),
    (
        "sendMessage",
        {"text": "a", "reply_markup": {"inline_keyboard": [BUTTON]}},
        'field "inline_keyboard" must be an Array of Arrays',
    ),
    (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard([{"text": "a", "callback_data": "x" * 65}])},
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard([{"text": "a", "callback_data": "ñ" * 33}])},
        "BUTTON_DATA_INVALID",
    ),
    (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard([{"text": "a", "callback_data": ""}])},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard([{"text": " ", "callback_data": "x"}])},
        "inline keyboard button text must be non-empty",
    ),
    (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard([{"text": "a", "url": "nowhere"}])},
        "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        {"text": "a", "reply_markup": keyboard([{"text": "a", "copy_text": {"text": "c" * 257}}])},
        "BUTTON_COPY_TEXT_INVALID",
    ),
    ("sendMessage", {"text": "a", "reply_markup": keyboard(*[[BUTTON]] * 101)}, "reply markup is too long"),
    ("sendMessage", {"text": "a", "reply_markup": keyboard([BUTTON] * 9)}, "reply markup is too long"),
    (
        "sendMessage",
        {"text": "a", "reply_markup": {"keyboard": [[{"text": ""}]]}},
        "keyboard button text must be non-empty",
    ),
    ("sendPhoto", {}, "there is no photo in the request"),
    ("sendPhoto", {"photo": "unknown"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"photo": "attach://missing"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
    ("sendPhoto", {"photo": "x", "caption": "c" * 1025}, "message caption is too long"),
    ("sendVoice", {}, "there is no voice in the request"),
    ("sendDocument", {"document": "unknown"}, "wrong file identifier/HTTP URL specified"),
    ("sendMediaGroup", {"media": [{"type": "photo", "media": "x"}]}, "there are too few messages to send as an album"),
    ("sendMediaGroup", {"media": [{"type": "photo", "media": "x"}] * 11}, "too many messages to send as an album"),
    (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": "x"}, {"type": "document", "media": "x"}]},
        "can't use the media of the specified type in the album",
    ),
    ("sendLocation", {"longitude": 1}, "latitude is empty"),
    ("sendLocation", {"latitude": 91, "longitude": 1}, "invalid location specified"),
    ("sendVenue", {"latitude": 1, "longitude": 1, "title": "x"}, "venue address must be non-empty"),
    ("sendContact", {"phone_number": "+254", "first_name": ""}, "first name must be non-empty"),
    ("sendChatAction", {"action": "sleeping"}, "wrong parameter action in request"),
    ("sendInvoice", invoice(title="t" * 33), "TITLE_INVALID"),
    ("sendInvoice", invoice(description="d" * 256), "DESCRIPTION_INVALID"),
    ("sendInvoice", invoice(payload="p" * 129), "INVOICE_PAYLOAD_INVALID"),
    ("sendInvoice", invoice(currency="shillings"), "CURRENCY_INVALID"),
    ("sendInvoice", invoice(provider_token=""), "PAYMENT_PROVIDER_INVALID"),
    ("sendInvoice", invoice(prices=[]), "there must be at least one price"),
    ("sendInvoice", invoice(prices=[{"label": "x", "amount": 0}]), "CURRENCY_TOTAL_AMOUNT_INVALID"),
    (
        "sendInvoice",
        invoice(prices=[{"label": "x", "amount": 1.5}]),
        'can\'t parse labeled price: field "amount" must be a Number',
    ),
    ("answerInlineQuery", {"results": {}}, "expected an Array of inline query results"),
    ("answerInlineQuery", shown(*map(str, range(51))), "too many inline query results specified"),
    ("answerInlineQuery", shown("a", "a"), "RESULT_ID_DUPLICATE"),
    ("answerInlineQuery", shown("i" * 65), "RESULT_ID_INVALID"),
    ("answerInlineQuery", shown("a", title=" "), "ARTICLE_TITLE_EMPTY"),
    (
        "answerInlineQuery",
        shown("a", type=None),
        'can\'t parse inline query result: Can\'t find field "type"',
    ),
    (
        "answerInlineQuery",
        shown("a", input_message_content=None),
        'can\'t parse inline query result: Can\'t find field "input_message_content"',
    ),
    (
        "answerInlineQuery",
        shown("a", input_message_content={"message_text": ""}),
        "message text is empty",
    ),
    (
        "answerInlineQuery",
        shown("a", reply_markup=keyboard([{"text": "Go", "url": "nowhere"}])),
        "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
    ),
    ("editMessageText", {"text": "a", "message_id": 1}, "message to edit not found"),
    ("editMessageText", {"text": "a"}, "message identifier is not specified"),
    ("deleteMessage", {"message_id": 1}, "message to delete not found"),
    ("deleteMessages", {"message_ids": list(range(101))}, "too many message identifiers specified"),
    ("copyMessage", {"from_chat_id": AMINA, "message_id": 1}, "message to copy not found"),
    ("forwardMessage", {"from_chat_id": AMINA, "message_id": 1}, "message to forward not found"),
    ("pinChatMessage", {"message_id": 1}, "message to pin not found"),
    ("setMessageReaction", {"message_id": 1}, "message to react not found"),
    ("getFile", {"file_id": "unknown"}, "invalid file_id"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "t" * 201}, "MESSAGE_TOO_LONG"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("answerPreCheckoutQuery", {"pre_checkout_query_id": "1", "ok": False}, 'parameter "error_message" is required'),
    ("answerShippingQuery", {"shipping_query_id": "1", "ok": True}, "expected an Array of shipping options"),
    ("setMyCommands", {"commands": [{"command": "Sell", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "s" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "sell", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "sell", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [], "language_code": "swa"}, "invalid language code specified"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 77}}, "chat not found"),
    ("setMyName", {"name": "n" * 65}, "name is too long"),
    ("setMyShortDescription", {"short_description": "n" * 121}, "short description is too long"),
    ("setMyDescription", {"description": "n" * 513}, "description is too long"),
    ("setChatMenuButton", {"menu_button": {"type": "cat"}}, "can't parse menu button: MenuButton has unsupported type"),
    ("setWebhook", {"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://example.org/"}, "bad webhook: Failed to resolve host: only loopback is reachable"),
    ("setWebhook", {"url": "http://127.0.0.1:1/", "secret_token": "a b"}, "secret token contains unallowed characters"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "args", "reason"), REFUSALS)
def test_a_wrong_call_is_refused_in_telegrams_words(
    ask: Ask, method: str, args: dict[str, Any], reason: str
) -> None:
    answer = ask(method, **{"chat_id": AMINA, **args})
    assert answer == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}


@pytest.mark.parametrize(
    "args",
    [
        {"text": "a" * 4096},
        {"text": "🍅" * 4096},
        {"text": "<b>" + "a" * 4096 + "</b>", "parse_mode": "HTML"},
        {"text": "a", "reply_markup": keyboard([{"text": "a", "callback_data": "x" * 64}])},
        {"text": "a", "reply_markup": keyboard(*[[BUTTON] * 8] * 12, [BUTTON] * 4)},
        {"text": "a", "reply_parameters": {"message_id": 1, "allow_sending_without_reply": True}},
        {"text": "a", "reply_markup": '{"keyboard": [["Yes", {"text": "No"}]]}'},
    ],
)
def test_what_just_fits_is_sent(ask: Ask, args: dict[str, Any]) -> None:
    assert "message_id" in ask("sendMessage", chat_id=AMINA, **args)


@pytest.mark.parametrize(
    "args",
    [
        {"text": "Good day"},
        {"text": " Good day\n"},
        {"text": "<b></b>Good day", "parse_mode": "HTML"},
        {"text": "Good day", "link_preview_options": {"is_disabled": True}},
    ],
)
def test_an_edit_that_changes_nothing_is_refused(ask: Ask, args: dict[str, Any]) -> None:
    sent = ask("sendMessage", chat_id=AMINA, text="Good day")
    answer = ask("editMessageText", chat_id=AMINA, message_id=sent["message_id"], **args)
    assert answer["description"].startswith("Bad Request: message is not modified: specified new")


def test_an_edit_without_a_keyboard_takes_the_keyboard_away(ask: Ask) -> None:
    sent = ask("sendMessage", chat_id=AMINA, text="a", reply_markup=keyboard([BUTTON]))
    edited = ask("editMessageText", chat_id=AMINA, message_id=sent["message_id"], text="a")
    assert "reply_markup" not in edited


def test_an_edit_takes_only_an_inline_keyboard(ask: Ask) -> None:
    sent = ask("sendMessage", chat_id=AMINA, text="a")
    markup = {"keyboard": [["a"]]}
    answer = ask("editMessageReplyMarkup", chat_id=AMINA, message_id=sent["message_id"], reply_markup=markup)  # fmt: skip
    assert answer["description"] == "Bad Request: inline keyboard expected"


def test_a_message_that_brought_a_reply_keyboard_cannot_be_edited(ask: Ask) -> None:
    sent = ask("sendMessage", chat_id=AMINA, text="a", reply_markup={"keyboard": [["b"]]})
    answer = ask("editMessageText", chat_id=AMINA, message_id=sent["message_id"], text="c")
    assert answer["description"] == "Bad Request: message can't be edited"


def test_a_persons_message_cannot_be_edited_by_the_bot(box: Sandbox, chat: Chat, ask: Ask) -> None:
    said = say(box, chat, "hello")
    answer = ask("editMessageText", chat_id=AMINA, message_id=said["message_id"], text="c")
    assert answer["description"] == "Bad Request: message can't be edited"


def test_a_photo_has_no_text_and_a_text_no_caption(ask: Ask, picture: Upload) -> None:
    photo = ask("sendPhoto", {"photo": picture}, chat_id=AMINA)
    text = ask("sendMessage", chat_id=AMINA, text="a")
    on_photo = ask("editMessageText", chat_id=AMINA, message_id=photo["message_id"], text="c")
    on_text = ask("editMessageCaption", chat_id=AMINA, message_id=text["message_id"], caption="c")
    assert on_photo["description"] == "Bad Request: there is no text in the message to edit"
    assert on_text["description"] == "Bad Request: there is no caption in the message to edit"


def test_a_message_is_deleted_within_two_days_only(ask: Ask, clock: Clock) -> None:
    young, old = (ask("sendMessage", chat_id=AMINA, text="a")["message_id"] for _ in range(2))
    assert ask("deleteMessage", chat_id=AMINA, message_id=young) is True
    clock.pass_seconds(48 * 3600 + 1)
    answer = ask("deleteMessage", chat_id=AMINA, message_id=old)
    assert answer["description"] == "Bad Request: message can't be deleted for everyone"


@pytest.fixture
def query_id(box: Sandbox, chat: Chat, ask: Ask) -> str:
    sent = ask("sendMessage", chat_id=AMINA, text="a", reply_markup=keyboard([BUTTON]))
    return tap(box, chat, Tap(sent["message_id"], row=0, col=0))


def test_a_tap_is_answered_once(ask: Ask, query_id: str) -> None:
    assert ask("answerCallbackQuery", callback_query_id=query_id, text="Sold") is True
    again = ask("answerCallbackQuery", callback_query_id=query_id)
    assert "query is too old" in again["description"]


def test_a_tap_is_answered_within_its_life(ask: Ask, query_id: str, clock: Clock) -> None:
    clock.pass_seconds(151)
    late = ask("answerCallbackQuery", callback_query_id=query_id)
    assert "query is too old" in late["description"]


@pytest.mark.parametrize("method", ["sendMessage", "sendPhoto", "sendChatAction", "sendInvoice"])
def test_nothing_reaches_who_blocked_the_bot(chat: Chat, ask: Ask, method: str) -> None:
    chat.phone.blocked = True
    answer = ask(method, chat_id=AMINA, text="a", photo="x", action="typing", **invoice())
    assert answer["error_code"] == 403
    assert answer["description"] == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (draw_picture(100, 2001), "PHOTO_INVALID_DIMENSIONS"),
        (draw_picture(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (b"x" * ((10 << 20) + 1), "too big for a photo; the maximum size is 10485760 bytes"),
    ],
    ids=["empty", "text", "narrow", "huge", "heavy"],
)
def test_a_photo_must_be_one(ask: Ask, body: bytes, reason: str) -> None:
    answer = ask("sendPhoto", {"photo": Upload("a.png", "image/png", body)}, chat_id=AMINA)
    assert answer["description"] == f"Bad Request: {reason}"


def test_a_file_of_one_kind_is_not_sent_as_another(ask: Ask, picture: Upload) -> None:
    photo = ask("sendPhoto", {"photo": picture}, chat_id=AMINA)["photo"][-1]["file_id"]
    answer = ask("sendDocument", chat_id=AMINA, document=photo)
    assert answer["description"] == "Bad Request: can't use file of type Photo as Document"


def test_uploads_and_downloads_have_limits(ask: Ask) -> None:
    large = Upload("a.bin", "", b"x" * ((20 << 20) + 1))
    file_id = ask("sendDocument", {"document": large}, chat_id=AMINA)["document"]["file_id"]
    assert ask("getFile", file_id=file_id)["description"] == "Bad Request: file is too big"
    larger = Upload("a.bin", "", b"x" * ((50 << 20) + 1))
    assert ask("sendDocument", {"document": larger}, chat_id=AMINA)["error_code"] == 413


def test_protected_messages_are_not_copied(ask: Ask) -> None:
    sent = ask("sendMessage", chat_id=AMINA, text="a", protect_content=True)
    answer = ask("copyMessage", chat_id=AMINA, from_chat_id=AMINA, message_id=sent["message_id"])
    assert answer["description"] == "Bad Request: message can't be copied"


def test_history_is_bounded(ask: Ask, chat: Chat) -> None:
    for number in range(510):
        ask("sendMessage", chat_id=AMINA, text=str(number))
    assert len(chat.lines) == 500
    assert next(iter(chat.lines.values())).message["text"] == "10"
