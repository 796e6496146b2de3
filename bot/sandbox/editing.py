"""Methods that change or remove a message that is there."""

from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.chats import Chat, Line, Message
from bot.sandbox.markup import read_inline
from bot.sandbox.media import ALBUM_KINDS, read_media
from bot.sandbox.refusals import NOT_MODIFIED, bad
from bot.sandbox.sending import SERVICE, caption_of, read_caption, read_text, text_part
from bot.sandbox.world import Sandbox

DELETE_SECONDS = 48 * 3600
MANY = 100
MEDIA = ("photo", "voice", "audio", "video", "document")
# Parts that do not count when an edit is compared with what is there.
UNCOMPARED = SERVICE | {"link_preview_options", "media_group_id", "effect_id"}


def _find(box: Sandbox, call: Call) -> tuple[Chat, Line]:
    if call.has("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = box.find(call)
    number = call.integer("message_id")
    if not number:
        raise bad("message identifier is not specified")
    line = chat.lines.get(number)
    if not line:
        raise bad("message to edit not found")
    if line.out or line.keyboarded or "forward_origin" in line.message:
        raise bad("message can't be edited")
    return chat, line


def _replace(
    box: Sandbox, call: Call, place: tuple[Chat, Line], old: tuple[str, ...], part: Message
) -> Message:
    """Swap the `old` parts for `part` and the call's keyboard; unchanged is refused."""
    chat, line = place
    markup = read_inline(call)
    gone = {*old, "reply_markup"}
    message = {name: value for name, value in line.message.items() if name not in gone}
    message |= part
    if markup:
        message["reply_markup"] = markup
    if _compared(message) == _compared(line.message):
        raise bad(NOT_MODIFIED)
    message["edit_date"] = box.seconds()
    return box.change(chat, line, message)


def _compared(message: Message) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name not in UNCOMPARED}


def edit_text(box: Sandbox, call: Call) -> Message:
    rich = read_text(call)
    place = _find(box, call)
    if "text" not in place[1].message:
        raise bad("there is no text in the message to edit")
    return _replace(box, call, place, ("text", "entities"), text_part(rich))


def edit_caption(box: Sandbox, call: Call) -> Message:
    part = caption_of(call)
    place = _find(box, call)
    if not any(kind in place[1].message for kind in MEDIA):
        raise bad("there is no caption in the message to edit")
    return _replace(box, call, place, ("caption", "caption_entities"), part)


def edit_media(box: Sandbox, call: Call) -> Message:
    item = call.json("media", "can't parse input media JSON object")
    if not isinstance(item, dict) or str(item.get("type")) not in ALBUM_KINDS:
        raise bad("can't parse InputMedia: expected an Object")
    place = _find(box, call)
    part = {
        **read_media(box.files, call, item["type"], item.get("media"), item),
        **read_caption(
            str(item.get("caption") or ""),
            str(item.get("parse_mode") or ""),
            item.get("caption_entities"),
        ),
    }
    old = (*MEDIA, "text", "entities", "caption", "caption_entities")
    return _replace(box, call, place, old, part)


def edit_markup(box: Sandbox, call: Call) -> Message:
    return _replace(box, call, _find(box, call), (), {})


def delete_message(box: Sandbox, call: Call) -> bool:
    chat = box.find(call)
    line = chat.lines.get(call.integer("message_id"))
    if not line:
        raise bad("message to delete not found")
    if line.message["date"] < box.seconds() - DELETE_SECONDS:
        raise bad("message can't be deleted for everyone")
    box.erase(chat, line.message["message_id"])
    return True


def delete_messages(box: Sandbox, call: Call) -> bool:
    chat = box.find(call)
    numbers = call.json("message_ids", "can't parse message identifiers JSON object")
    if not isinstance(numbers, list):
        raise bad("message identifiers are not specified")
    if len(numbers) > MANY:
        raise bad("too many message identifiers specified")
    for number in numbers:
        if isinstance(number, int) and number in chat.lines:
            box.erase(chat, number)
    return True


def pin(box: Sandbox, call: Call) -> bool:
    chat = box.find(call)
    number = call.integer("message_id")
    if number not in chat.lines:
        raise bad("message to pin not found")
    if number in chat.pinned:
        chat.pinned.remove(number)
    chat.pinned.append(number)
    return True


def unpin(box: Sandbox, call: Call) -> bool:
    chat = box.find(call)
    number = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    return True


def unpin_all(box: Sandbox, call: Call) -> bool:
    box.find(call).pinned.clear()
    return True


def react(box: Sandbox, call: Call) -> bool:
    chat = box.find(call)
    number = call.integer("message_id")
    if number not in chat.lines:
        raise bad("message to react not found")
    reactions = call.json("reaction", "can't parse reaction types JSON object") or []
    if not isinstance(reactions, list):
        raise bad("expected an Array of ReactionType")
    if len(reactions) > 1 or any(not _is_reaction(one) for one in reactions):
        raise bad("REACTION_INVALID")
    chat.reactions[number] = reactions
    return True


def _is_reaction(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "emoji" and bool(value.get("emoji"))


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
    "setMessageReaction": react,
}
