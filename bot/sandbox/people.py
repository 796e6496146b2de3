"""What a person does on a phone: say, tap, send, edit, open a link, block."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.call import Upload
from bot.sandbox.chats import Chat, Line, Message
from bot.sandbox.entities import plain
from bot.sandbox.media import keep_media
from bot.sandbox.world import Sandbox

TEXT_LIMIT = 4096
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")
_CONTACT = ("phone_number", "first_name", "last_name", "user_id", "vcard")


class Impossible(Exception):
    """Something no person could do on this phone; the text says why."""


@dataclass(frozen=True)
class Tap:
    """A button by its data or its place; `force` sends data no button has."""

    message_id: int
    data: str | None = None
    row: int | None = None
    col: int | None = None
    force: bool = False


def find_chat(box: Sandbox, phone_id: int) -> Chat:
    chat = box.chats.get(phone_id)
    if not chat:
        raise Impossible(f"there is no phone {phone_id}")
    return chat


def _send(box: Sandbox, chat: Chat, part: Message, reply_to: int | None = None) -> Message:
    if chat.phone.blocked:
        raise Impossible("this person has blocked the bot")
    message = {**box.envelope(chat, chat.phone.user()), **part}
    replied = chat.lines.get(reply_to) if reply_to else None
    if replied:
        told = {k: v for k, v in replied.message.items() if k != "reply_to_message"}
        message["reply_to_message"] = told
    return box.receive(chat, message)


def say(
    box: Sandbox,
    chat: Chat,
    text: str,
    reply_to: int | None = None,
    forwarded_from: str | None = None,
) -> Message:
    """Like a real client, a text over the limit goes out as several messages.

    `forwarded_from` names whoever wrote it, when it is only passed on.
    """
    pieces = [text[at : at + TEXT_LIMIT] for at in range(0, len(text), TEXT_LIMIT)]
    sent = None
    for piece in pieces:
        rich = plain(piece)
        if rich.text:
            part: Message = {"text": rich.text}
            if rich.entities:
                part["entities"] = rich.entities
            sent = _send(box, chat, {**part, **_origin(box, forwarded_from)}, reply_to)
    if not sent:
        raise Impossible("the text is empty")
    return sent


def _origin(box: Sandbox, name: str | None) -> Message:
    """Tell that somebody else wrote a message; their account stays hidden, as most do."""
    if not name:
        return {}
    return {
        "forward_origin": {"type": "hidden_user", "sender_user_name": name, "date": box.seconds()}
    }


def open_link(box: Sandbox, chat: Chat, payload: str) -> Message:
    """Tap on t.me/<bot>?start=<payload>."""
    if not _PAYLOAD.match(payload):
        raise Impossible("a payload is up to 64 characters of A-Z a-z 0-9 _ -")
    return say(box, chat, f"/start {payload}".strip())


def send_file(
    box: Sandbox, chat: Chat, kind: str, upload: Upload, facts: dict[str, Any]
) -> Message:
    part = keep_media(box.files, kind, upload, facts)
    caption = plain(str(facts.get("caption") or ""))
    if caption.text:
        part["caption"] = caption.text
        if caption.entities:
            part["caption_entities"] = caption.entities
    return _send(box, chat, {**part, **_origin(box, facts.get("forwarded_from"))})


def send_location(box: Sandbox, chat: Chat, place: dict[str, Any]) -> Message:
    spot = {name: float(place[name]) for name in ("latitude", "longitude")}
    return _send(box, chat, {"location": spot})


def send_contact(box: Sandbox, chat: Chat, contact: dict[str, Any]) -> Message:
    part = {name: contact[name] for name in _CONTACT if contact.get(name)}
    if "phone_number" not in part:
        raise Impossible("a contact needs a phone_number")
    part.setdefault("first_name", chat.phone.first_name)
    return _send(box, chat, {"contact": part})


def edit(box: Sandbox, chat: Chat, message_id: int, text: str) -> Message:
    line = chat.lines.get(message_id)
    if not line or not line.out or "text" not in line.message:
        raise Impossible("only one's own text can be edited")
    rich = plain(text)
    message = {k: v for k, v in line.message.items() if k != "entities"}
    message |= {"text": rich.text, "edit_date": box.seconds()}
    if rich.entities:
        message["entities"] = rich.entities
    line.message = message
    line.edits += 1
    line.changed = box.events.tell("edit", chat.id, message=line.shown())
    box.updates.push("edited_message", message, chat.id)
    return message


def tap(box: Sandbox, chat: Chat, tapped: Tap) -> str:
    """Return the callback query's id; the bot's answer comes as an event."""
    line = chat.lines.get(tapped.message_id)
    if not line:
        raise Impossible(f"there is no message {tapped.message_id}")
    data = _find_button(line, tapped)
    query = box.queries.open("callback", chat.id)
    content = {
        "id": query.id,
        "from": chat.phone.user(),
        "chat_instance": str(-(chat.id * 2_654_435_761 % (1 << 62)) - 1),
        "message": line.message,
        "data": data,
    }
    chat.phone.unread = 0
    box.updates.push("callback_query", content, chat.id)
    return query.id


def _find_button(line: Line, tapped: Tap) -> str:
    rows = line.message.get("reply_markup", {}).get("inline_keyboard", [])
    if tapped.data is not None:
        shown = {button.get("callback_data") for row in rows for button in row}
        if tapped.data not in shown and not tapped.force:
            raise Impossible("this message has no such button")
        return tapped.data
    try:
        button = rows[tapped.row or 0][tapped.col or 0]
    except IndexError:
        raise Impossible("this message has no such button") from None
    if "callback_data" not in button:
        raise Impossible("this button sends nothing to the bot")
    return str(button["callback_data"])


def block(box: Sandbox, chat: Chat, *, blocked: bool) -> None:
    if chat.phone.blocked == blocked:
        return
    chat.phone.blocked = blocked
    bot = box.user()
    kicked = {"status": "kicked", "user": bot, "until_date": 0}
    member = {"status": "member", "user": bot}
    content = {
        "chat": chat.phone.chat(),
        "from": chat.phone.user(),
        "date": box.seconds(),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    box.updates.push("my_chat_member", content, chat.id)
    box.events.tell("phones", chat.id)


def ask_inline(box: Sandbox, chat: Chat, text: str) -> str:
    """Types `@bot text` in some chat; the id of the inline query."""
    query = box.queries.open("inline", chat.id)
    content = {
        "id": query.id,
        "from": chat.phone.user(),
        "query": text,
        "offset": "",
        "chat_type": "sender",
    }
    box.updates.push("inline_query", content, chat.id)
    return query.id
