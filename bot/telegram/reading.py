"""From a raw update to who spoke and what happened; nothing that can arrive makes it fail."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from bot.talk.event import (
    CheckedOut,
    Commanded,
    Contacted,
    Documented,
    Edited,
    Event,
    InlineAsked,
    Left,
    Located,
    Paid,
    Pictured,
    Said,
    Sender,
    Tapped,
    Unreadable,
    Voiced,
)
from bot.telegram.entities import read_marks
from bot.text.marks import Marks, move, shift, units


@dataclass(frozen=True, slots=True)
class Unread:
    """An update nobody needs to answer, and why."""

    reason: str


Json = Mapping[str, Any]
Reading = tuple[Sender, Event] | Unread

_NAME_LIMIT = 64
_LIGHT = 100_000  # bytes of a photo others are shown: they pay for what they load
_MALFORMED = Unread("malformed")
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w{1,64})?(?:\s+(.*))?", re.DOTALL)
# What people can send and Farmgate cannot use; each is named in the answer they get.
_UNUSABLE = (
    "animation",
    "audio",
    "checklist",
    "dice",
    "game",
    "gift",
    "invoice",
    "paid_media",
    "poll",
    "sticker",
    "story",
    "video",
    "video_note",
)


def read(update: Any) -> Reading:
    """Read an update; whatever is no private talk of a person comes back as Unread.

    Read straight from the JSON: building the library's objects first costs ten times as much,
    and one field it does not know would cost the whole update.
    """
    if isinstance(update, Mapping):
        for kind, reader in _READERS.items():
            part = update.get(kind)
            if part is not None:
                return reader(part) if isinstance(part, Mapping) else _MALFORMED
    return Unread("not of a kind we read")


def _read_message(message: Json) -> Reading:
    sender = _sender(message.get("from"), message.get("chat"))
    if isinstance(sender, Unread):
        return sender
    event = _content(message, sender)
    if isinstance(event, Unread):
        return event
    return sender, _as_forwarded(event, message) if "forward_origin" in message else event


def _as_forwarded(event: Event, message: Json) -> Event:
    """Mark what somebody else wrote; a command somebody else wrote commands nothing."""
    match event:
        case Commanded():
            return Said(_text(message, "text"), forwarded=True)
        case Said() | Pictured() | Voiced() | Documented():
            return replace(event, forwarded=True)
    return event


def _read_edited(message: Json) -> Reading:
    sender = _sender(message.get("from"), message.get("chat"))
    if isinstance(sender, Unread):
        return sender
    if "location" in message:
        # A shared live position moves every few seconds; its start was read already.
        return Unread("a live position moved")
    return sender, Edited(_text(message, "text") or _text(message, "caption"))


def _read_tap(query: Json) -> Reading:
    under, who = query.get("message"), query.get("from")
    chat = _part(under, "chat") if under is not None else _own_chat(who)
    sender = _sender(who, chat)
    if isinstance(sender, Unread):
        return sender
    data, number = query.get("data"), query.get("id")
    if not isinstance(data, str) or not isinstance(number, str):
        return Unread("a tap without data")
    message = _part(under, "message_id")
    text = (_text(under, "text") or _text(under, "caption")) if isinstance(under, Mapping) else ""
    return sender, Tapped(_clean(data), number, message if _is_id(message) else None, text)


def _read_member(change: Json) -> Reading:
    sender = _sender(change.get("from"), change.get("chat"))
    if isinstance(sender, Unread):
        return sender
    status = _part(change.get("new_chat_member"), "status")
    if status in ("kicked", "left"):
        return sender, Left(gone=True)
    return (sender, Left(gone=False)) if status == "member" else Unread("another membership")


def _read_inline(query: Json) -> Reading:
    who, number = query.get("from"), query.get("id")
    sender = _sender(who, _own_chat(who))
    if isinstance(sender, Unread):
        return sender
    if not isinstance(number, str):
        return _MALFORMED
    return sender, InlineAsked(number, _text(query, "query"))


def _read_checkout(query: Json) -> Reading:
    who, number = query.get("from"), query.get("id")
    sender = _sender(who, _own_chat(who))
    if isinstance(sender, Unread):
        return sender
    if not isinstance(number, str):
        return _MALFORMED
    return sender, CheckedOut(number, *_terms(query))


_READERS: dict[str, Callable[[Json], Reading]] = {
    "message": _read_message,
    "callback_query": _read_tap,
    "edited_message": _read_edited,
    "my_chat_member": _read_member,
    "inline_query": _read_inline,
    "pre_checkout_query": _read_checkout,
}


# --- who ---------------------------------------------------------------------------------------


def _sender(who: Any, chat: Any) -> Sender | Unread:
    if not isinstance(who, Mapping) or not isinstance(chat, Mapping):
        return _MALFORMED
    if chat.get("type") != "private":
        return Unread("not a private chat")
    if who.get("is_bot") is True:
        return Unread("from a bot")
    user, number = who.get("id"), chat.get("id")
    if not _is_id(user) or not _is_id(number):
        return _MALFORMED
    return Sender(number, user, _name(who), _word(who, "username"), _word(who, "language_code"))


def _own_chat(who: Any) -> Json | None:
    # A tap under a message too old to be shown has no chat: it can only be the person's own.
    return {"id": who.get("id"), "type": "private"} if isinstance(who, Mapping) else None


def _name(who: Json) -> str:
    first, last = _text(who, "first_name"), _text(who, "last_name")
    return f"{first} {last}".strip()[:_NAME_LIMIT] if last else first.strip()[:_NAME_LIMIT]


def _word(who: Json, field: str) -> str | None:
    value = who.get(field)
    return _clean(value) if isinstance(value, str) and value else None


# --- what --------------------------------------------------------------------------------------


def _content(message: Json, sender: Sender) -> Event | Unread:
    text = message.get("text")
    if isinstance(text, str):
        return _said(_clean(text), _marks(message, "entities", text))
    for field, reader in _CONTENTS.items():
        part = message.get(field)
        if part is not None:
            return reader(part, message, sender)
    for kind in _UNUSABLE:
        if kind in message:
            return Unreadable(kind)
    return Unread("a service message")


def _marks(message: Json, field: str, text: str) -> Marks:
    if field not in message:
        return ()
    marks = read_marks(message, field)
    return marks if text.isascii() else move(marks, text, _clean)


def _said(text: str, marks: Marks) -> Event:
    found = _COMMAND.fullmatch(text) if text.startswith("/") else None
    if found is None:
        return Said(text, marks=marks)
    words = (found.group(2) or "").rstrip()
    inside = shift(marks, units(text[: found.start(2)]), units(words)) if words else ()
    return Commanded(found.group(1).lower(), words, inside)


def _photo(sizes: Any, message: Json, _: Sender) -> Event | Unread:
    usable = [size for size in sizes if _is_file(size)] if isinstance(sizes, list) else []
    if not usable:
        return _MALFORMED
    chosen = _copy_to_keep(usable)
    caption = _text(message, "caption")
    marks = _marks(message, "caption_entities", str(message.get("caption", "")))
    return Pictured(chosen["file_id"], caption, _count(chosen, "file_size"), marks=marks)


def _copy_to_keep(sizes: list[Json]) -> Json:
    """Choose the largest copy that is cheap to load for whoever sees it, else the smallest."""
    light = [size for size in sizes if 0 < _count(size, "file_size") <= _LIGHT]
    return max(light, key=_area) if light else min(sizes, key=_area)


def _area(size: Json) -> int:
    return _count(size, "width") * _count(size, "height")


def _voice(voice: Any, _: Json, __: Sender) -> Event | Unread:
    if not _is_file(voice):
        return _MALFORMED
    return Voiced(voice["file_id"], _count(voice, "duration"))


def _document(document: Any, message: Json, _: Sender) -> Event | Unread:
    if "animation" in message:
        # Telegram sends an animation as a document, too.
        return Unreadable("animation")
    if not _is_file(document):
        return _MALFORMED
    name = _clean(_text(document, "file_name"))
    return Documented(document["file_id"], name, _count(document, "file_size"))


def _location(place: Any, _: Json, __: Sender) -> Event | Unread:
    latitude, longitude = _part(place, "latitude"), _part(place, "longitude")
    if not _within(latitude, 90) or not _within(longitude, 180):
        return _MALFORMED
    return Located(float(latitude), float(longitude))


def _contact(contact: Any, _: Json, sender: Sender) -> Event | Unread:
    phone = _part(contact, "phone_number")
    if not isinstance(phone, str):
        return _MALFORMED
    return Contacted(_clean(phone), own=contact.get("user_id") == sender.user)


def _payment(payment: Any, _: Json, __: Sender) -> Event | Unread:
    if not isinstance(payment, Mapping):
        return _MALFORMED
    charge = _text(payment, "telegram_payment_charge_id")
    if not charge:
        return _MALFORMED
    return Paid(*_terms(payment), charge, _text(payment, "provider_payment_charge_id"))


def _terms(payment: Json) -> tuple[str, str, int]:
    """Read what an invoice was about: its payload, its currency, its total in minor units."""
    return (
        _text(payment, "invoice_payload"),
        _text(payment, "currency"),
        _count(payment, "total_amount"),
    )


_CONTENTS: dict[str, Callable[[Any, Json, Sender], Event | Unread]] = {
    "photo": _photo,
    "document": _document,
    "voice": _voice,
    "location": _location,
    "contact": _contact,
    "successful_payment": _payment,
}


# --- fields ------------------------------------------------------------------------------------


def _part(value: Any, field: str) -> Any:
    return value.get(field) if isinstance(value, Mapping) else None


def _text(value: Json, field: str) -> str:
    text = value.get(field)
    return _clean(text) if isinstance(text, str) else ""


def _clean(text: str) -> str:
    """Make a text storable and comparable: no NUL, no half characters, composed (NFC)."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    whole = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    return unicodedata.normalize("NFC", whole)


def _is_id(value: Any) -> TypeGuard[int]:
    return type(value) is int and 0 < value < 2**63


def _is_file(value: Any) -> bool:
    return isinstance(_part(value, "file_id"), str)


def _count(value: Json, field: str) -> int:
    number = value.get(field)
    return number if type(number) is int and 0 <= number < 2**63 else 0


def _within(value: Any, limit: int) -> bool:
    return type(value) in (int, float) and math.isfinite(value) and abs(value) <= limit
