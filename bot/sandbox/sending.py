"""Methods that put a message into a chat."""

import re
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.chats import Chat, Line, Message
from bot.sandbox.entities import Rich, read_rich
from bot.sandbox.markup import read_markup
from bot.sandbox.media import read_album, read_media
from bot.sandbox.payments import read_invoice
from bot.sandbox.refusals import bad
from bot.sandbox.world import Sandbox

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    ]
)
SERVICE = frozenset({"message_id", "from", "chat", "date", "edit_date", "reply_to_message"})
NOT_COPIED = SERVICE | {"reply_markup", "forward_origin", "media_group_id", "has_protected_content"}
_PHONE = re.compile(r"[+\d][\d\s().-]{2,}\Z")


def read_text(call: Call) -> Rich:
    if not call.text("text"):
        raise bad("message text is empty")
    entities = call.json("entities", "can't parse entities JSON object")
    rich = read_rich(call.text("text"), call.text("parse_mode"), entities)
    if not rich.text:
        raise bad("text must be non-empty")
    if len(rich.text) > TEXT_LIMIT:
        raise bad("message is too long")
    return rich


def read_caption(caption: str, parse_mode: str, entities: Any) -> Message:
    """Read the caption's part of a message; nothing when it is empty."""
    rich = read_rich(caption, parse_mode, entities)
    if len(rich.text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    if not rich.text:
        return {}
    part: Message = {"caption": rich.text}
    return {**part, "caption_entities": rich.entities} if rich.entities else part


def caption_of(call: Call) -> Message:
    entities = call.json("caption_entities", "can't parse entities JSON object")
    return read_caption(call.text("caption"), call.text("parse_mode"), entities)


def text_part(rich: Rich) -> Message:
    return {"text": rich.text, **({"entities": rich.entities} if rich.entities else {})}


def send_message(box: Sandbox, call: Call) -> Message:
    part = text_part(read_text(call))
    options = call.json("link_preview_options", "can't parse link preview options JSON object")
    if isinstance(options, dict) and options:
        part["link_preview_options"] = options
    return _post(box, call, part)


def _send_media(kind: str, *, captioned: bool = True) -> Any:
    def send(box: Sandbox, call: Call) -> Message:
        chat = box.reach(call)
        caption = caption_of(call) if captioned else {}
        media = read_media(box.files, call, kind, call.args.get(kind), call.args)
        return _post(box, call, {**media, **caption}, chat)

    return send


def _post(box: Sandbox, call: Call, part: Message, chat: Chat | None = None) -> Message:
    chat = chat or box.reach(call)
    markup = read_markup(call)
    message = {**box.envelope(chat, box.user()), **_reply(chat, call), **part}
    if call.flag("protect_content"):
        message["has_protected_content"] = True
    if call.has("message_effect_id"):
        message["effect_id"] = call.text("message_effect_id")
    inline = markup is not None and "inline_keyboard" in markup
    if inline:
        message["reply_markup"] = markup
    answer = box.post(chat, Line(message, out=False, keyboarded=bool(markup) and not inline))
    if markup and not inline:
        box.show_keyboard(chat, None if markup.get("remove_keyboard") else markup)
    return answer


def _reply(chat: Chat, call: Call) -> Message:
    parameters = call.json("reply_parameters", "can't parse reply parameters JSON object") or {}
    if not isinstance(parameters, dict):
        raise bad("object expected as reply parameters")
    number = Call(call.method, parameters).integer("message_id")
    number = number or call.integer("reply_to_message_id")
    if not number:
        return {}
    line = chat.lines.get(number)
    if line:
        told = {k: v for k, v in line.message.items() if k != "reply_to_message"}
        return {"reply_to_message": told}
    lenient = parameters.get("allow_sending_without_reply")
    if lenient or call.flag("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")


def read_place(call: Call) -> dict[str, float]:
    place = {}
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = call.number(name)
        if value is None:
            raise bad(f"{name} is empty")
        if not -limit <= value <= limit:
            raise bad("invalid location specified")
        place[name] = value
    return place


def send_location(box: Sandbox, call: Call) -> Message:
    return _post(box, call, {"location": read_place(call)})


def send_venue(box: Sandbox, call: Call) -> Message:
    place = read_place(call)
    title, address = call.text("title").strip(), call.text("address").strip()
    if not title:
        raise bad("venue title must be non-empty")
    if not address:
        raise bad("venue address must be non-empty")
    venue = {"location": place, "title": title, "address": address}
    return _post(box, call, {"venue": venue, "location": place})


def send_contact(box: Sandbox, call: Call) -> Message:
    number, first_name = call.text("phone_number").strip(), call.text("first_name").strip()
    if not number:
        raise bad("phone number must be non-empty")
    if not _PHONE.match(number):
        raise bad("PHONE_NUMBER_INVALID")
    if not first_name:
        raise bad("first name must be non-empty")
    contact = {"phone_number": number, "first_name": first_name}
    for name in ("last_name", "vcard"):
        if call.has(name):
            contact[name] = call.text(name)
    return _post(box, call, {"contact": contact})


def send_invoice(box: Sandbox, call: Call) -> Message:
    chat = box.reach(call)
    invoice, terms = read_invoice(call)
    message = _post(box, call, {"invoice": invoice}, chat)
    chat.invoices[message["message_id"]] = terms
    return message


def send_media_group(box: Sandbox, call: Call) -> list[Message]:
    chat = box.reach(call)
    album = read_album(call)
    parts = [
        {
            **read_media(box.files, call, item["type"], item.get("media"), item),
            **read_caption(
                str(item.get("caption") or ""),
                str(item.get("parse_mode") or ""),
                item.get("caption_entities"),
            ),
        }
        for item in album
    ]
    group = str(box.take_message_id())
    return [_post(box, call, {**part, "media_group_id": group}, chat) for part in parts]


def send_chat_action(box: Sandbox, call: Call) -> bool:
    chat = box.reach(call)
    action = call.text("action")
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    box.show_typing(chat, action)
    return True


def _source(box: Sandbox, call: Call, purpose: str) -> Line:
    line = box.find(call, "from_chat_id").lines.get(call.integer("message_id"))
    if not line:
        raise bad(f"message to {purpose} not found")
    if line.message.get("has_protected_content"):
        raise bad(f"message can't be {'copied' if purpose == 'copy' else 'forwarded'}")
    return line


def copy_message(box: Sandbox, call: Call) -> Message:
    chat = box.reach(call)
    line = _source(box, call, "copy")
    part = {name: value for name, value in line.message.items() if name not in NOT_COPIED}
    if "caption" in call.args and "text" not in part:
        part = {k: v for k, v in part.items() if not k.startswith("caption")} | caption_of(call)
    return {"message_id": _post(box, call, part, chat)["message_id"]}


def forward_message(box: Sandbox, call: Call) -> Message:
    chat = box.reach(call)
    told = _source(box, call, "forward").message
    origin = {"type": "user", "sender_user": told["from"], "date": told["date"]}
    part = {name: value for name, value in told.items() if name not in NOT_COPIED}
    return _post(box, call, {**part, "forward_origin": told.get("forward_origin", origin)}, chat)


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": _send_media("photo"),
    "sendVoice": _send_media("voice"),
    "sendAudio": _send_media("audio"),
    "sendVideo": _send_media("video"),
    "sendDocument": _send_media("document"),
    "sendSticker": _send_media("sticker", captioned=False),
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendInvoice": send_invoice,
    "sendChatAction": send_chat_action,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
}
