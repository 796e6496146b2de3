"""What the sandbox sends is whole: python-telegram-bot reads every update and every answer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import orjson
import pytest
import telegram
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from bot.sandbox import Sandbox
from bot.sandbox.api import METHODS
from bot.sandbox.call import Upload
from bot.sandbox.chats import Chat, Message
from bot.sandbox.people import (
    Tap,
    ask_inline,
    block,
    edit,
    open_link,
    say,
    send_contact,
    send_file,
    send_location,
    tap,
)
from bot.sandbox.world import TOKEN
from tests.sandbox.conftest import AMINA, Ask, Wire, draw_picture

MARKUP = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
PRICES = [{"label": "Tomatoes", "amount": 15000}]
VOICE = Upload("voice.ogg", "audio/ogg", b"OggS voice")


def read_updates(box: Sandbox) -> list[Update]:
    raw = [orjson.loads(one.body) for one in box.updates.waiting]
    updates = [Update.de_json(one, None) for one in raw]
    for one, update in zip(raw, updates, strict=True):
        assert_same(one, update.to_dict())
    return updates


def assert_same(sent: Any, read: Any) -> None:
    """Everything sent is known to the library: nothing is lost on the way through it."""
    if isinstance(sent, dict):
        for name, value in sent.items():
            assert name in read, f"{name} is unknown: {sent}"
            assert_same(value, read[name])
    elif isinstance(sent, list):
        for one, other in zip(sent, read, strict=True):
            assert_same(one, other)
    else:
        assert sent == read


def photo(box: Sandbox, chat: Chat) -> Message:
    upload = Upload("a.png", "image/png", draw_picture())
    return send_file(box, chat, "photo", upload, {"caption": "#maize"})


ACTS: dict[str, Callable[[Sandbox, Chat], Any]] = {
    "a text": lambda box, chat: say(box, chat, "/sell 20 kg"),
    "a reply": lambda box, chat: say(box, chat, "yes", reply_to=say(box, chat, "a")["message_id"]),
    "an edit": lambda box, chat: edit(box, chat, say(box, chat, "a")["message_id"], "b"),
    "a link": lambda box, chat: open_link(box, chat, "l_12"),
    "a photo": photo,
    "a voice": lambda box, chat: send_file(box, chat, "voice", VOICE, {"duration": "3"}),
    "a document": lambda box, chat: send_file(box, chat, "document", VOICE, {}),
    "a video": lambda box, chat: send_file(box, chat, "video", VOICE, {"width": 1, "height": 1}),
    "an audio": lambda box, chat: send_file(box, chat, "audio", VOICE, {"title": "Song"}),
    "a sticker": lambda box, chat: send_file(box, chat, "sticker", VOICE, {}),
    "a place": lambda box, chat: send_location(box, chat, {"latitude": -0.3, "longitude": 36.1}),
    "a contact": lambda box, chat: send_contact(box, chat, {"phone_number": "+254700000001", "user_id": AMINA}),
    "a block": lambda box, chat: block(box, chat, blocked=True),
    "an inline query": lambda box, chat: ask_inline(box, chat, "maize"),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_every_kind_of_update_is_read(
    box: Sandbox, chat: Chat, act: Callable[[Sandbox, Chat], Any]
) -> None:
    act(box, chat)
    updates = read_updates(box)
    assert updates
    assert all(update.effective_user and update.effective_user.id == AMINA for update in updates)


def test_a_tap_is_read_with_its_message(box: Sandbox, chat: Chat, ask: Ask) -> None:
    sent = ask(
        "sendMessage", chat_id=AMINA, text="<b>a</b>", parse_mode="HTML", reply_markup=MARKUP
    )
    tap(box, chat, Tap(sent["message_id"], data="y"))
    (update,) = read_updates(box)
    assert update.callback_query
    assert update.callback_query.chat_instance
    assert update.callback_query.message
    assert update.callback_query.message.message_id == sent["message_id"]


def send(method: str, **args: Any) -> tuple[str, dict[str, Any], type]:
    return method, {"chat_id": AMINA, **args}, telegram.Message


ANSWERS: list[tuple[str, dict[str, Any], type]] = [
    ("getMe", {}, telegram.User),
    ("getChat", {"chat_id": AMINA}, telegram.ChatFullInfo),
    ("getChat", {"chat_id": "@amina_farms"}, telegram.ChatFullInfo),
    ("getChatMember", {"chat_id": AMINA, "user_id": AMINA}, telegram.ChatMember),
    ("getWebhookInfo", {}, telegram.WebhookInfo),
    ("getMyName", {}, telegram.BotName),
    ("getMyDescription", {}, telegram.BotDescription),
    ("getMyShortDescription", {}, telegram.BotShortDescription),
    ("getChatMenuButton", {}, telegram.MenuButton),
    send("sendMessage", text="<i>a</i>", parse_mode="HTML", reply_markup=MARKUP),
    send("sendLocation", latitude=1, longitude=2),
    send("sendVenue", latitude=1, longitude=2, title="Depot", address="Road 1"),
    send("sendContact", phone_number="+254700000001", first_name="Ben"),
    send(
        "sendInvoice", title="Tomatoes", description="20 kg", payload="o1", currency="KES",
        provider_token="t", prices=PRICES,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("method", "args", "kind"), ANSWERS)
def test_every_answer_is_read(ask: Ask, method: str, args: dict[str, Any], kind: type) -> None:
    answer = ask(method, **args)
    read = kind.de_json(answer, None)  # type: ignore[attr-defined]
    assert_same(answer, read.to_dict())


@pytest.mark.parametrize("kind", ["photo", "voice", "audio", "video", "document", "sticker"])
def test_every_kind_of_media_is_read_new_and_sent_again(
    ask: Ask, kind: str, picture: Upload
) -> None:
    first = ask(f"send{kind.title()}", {kind: picture}, chat_id=AMINA, duration=3)
    media = first[kind][-1] if kind == "photo" else first[kind]
    again = ask(f"send{kind.title()}", chat_id=AMINA, **{kind: media["file_id"]})
    assert again[kind] == first[kind]
    for message in (first, again):
        assert_same(message, telegram.Message.de_json(message, None).to_dict())
    file = ask("getFile", file_id=media["file_id"])
    assert_same(file, telegram.File.de_json(file, None).to_dict())


@pytest.fixture
async def bot(wire: Wire) -> AsyncIterator[Bot]:
    base = wire.server.url
    request = HTTPXRequest(connection_pool_size=4)
    bot = Bot(TOKEN, f"{base}/bot", f"{base}/file/bot", request=request)
    async with bot:
        yield bot


async def test_the_library_walks_through_a_whole_talk(bot: Bot, wire: Wire) -> None:
    await wire.post(f"phones/{AMINA}/say", text="/start l_12")
    (start,) = await bot.get_updates(timeout=5)
    assert start.message
    assert start.message.text == "/start l_12"
    card = await bot.send_photo(
        AMINA, draw_picture(), caption="*Tomatoes*", parse_mode="MarkdownV2",
        reply_markup=telegram.InlineKeyboardMarkup.from_button(
            telegram.InlineKeyboardButton("Order", callback_data="o")
        ),
    )  # fmt: skip
    await wire.post(f"phones/{AMINA}/tap", message_id=card.message_id, row=0, col=0)
    (tapped,) = await bot.get_updates(offset=start.update_id + 1, timeout=5)
    assert tapped.callback_query
    assert await tapped.callback_query.answer("Ordered")
    edited = await card.edit_caption("Ordered")
    assert not isinstance(edited, bool)
    assert edited.caption == "Ordered"
    media = telegram.InputMediaPhoto(draw_picture(300, 300))
    changed = await card.edit_media(media)
    assert not isinstance(changed, bool)
    assert len(changed.photo) == 2
    file = await changed.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == draw_picture(300, 300)
    album = [telegram.InputMediaPhoto(draw_picture()), telegram.InputMediaPhoto(card.photo[-1])]
    assert len({one.media_group_id for one in await bot.send_media_group(AMINA, album)}) == 1
    assert (await bot.copy_message(AMINA, AMINA, card.message_id)).message_id
    forwarded = await card.forward(AMINA)
    assert forwarded.forward_origin
    assert await bot.pin_chat_message(AMINA, card.message_id)
    assert await bot.unpin_chat_message(AMINA)
    assert await bot.set_message_reaction(AMINA, start.message.message_id, "👍")
    assert await card.delete()


async def test_the_library_sets_commands_and_texts(bot: Bot) -> None:
    scope = telegram.BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("sell", "Sell produce")], scope, "sw")
    assert (await bot.get_my_commands(scope, "sw"))[0].command == "sell"
    assert await bot.get_my_commands() == ()
    await bot.delete_my_commands(scope, "sw")
    assert await bot.get_my_commands(scope, "sw") == ()
    await bot.set_my_name("Shamba", "sw")
    assert (await bot.get_my_name("sw")).name == "Shamba"
    assert (await bot.get_my_name()).name == "Farmgate"
    await bot.set_chat_menu_button(AMINA, telegram.MenuButtonCommands())
    assert (await bot.get_chat_menu_button(AMINA)).type == "commands"


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (lambda bot: bot.send_message(77, "a"), telegram.error.BadRequest),
        (lambda bot: bot.send_message(AMINA, "<b>", parse_mode="HTML"), telegram.error.BadRequest),
        (lambda bot: bot.get_file("unknown"), telegram.error.BadRequest),
    ],
)
async def test_the_library_meets_its_own_errors(
    bot: Bot, call: Callable[[Bot], Awaitable[Any]], wrong: type[Exception]
) -> None:
    with pytest.raises(wrong):
        await call(bot)


def test_every_method_has_a_name_the_library_knows() -> None:
    known = {name.replace("_", "").lower() for name in dir(Bot)}
    assert {name for name in METHODS if name.lower() not in known} == set()
