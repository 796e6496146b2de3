"""From a message to the calls that say it: HTML, keyboards, limits, edits with a way out."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.store.outbound import Send, Upload
from bot.talk.message import (
    Button,
    CheckoutAnswer,
    Found,
    InlineAnswer,
    Invoice,
    Message,
    Priority,
    Share,
    Speech,
    Toast,
)
from bot.telegram.drawing import DRAW, recipe
from bot.telegram.splitting import measure, split
from bot.text.phrase import Phrase

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
TOAST_LIMIT = 200
SPEAK = "speak"  # stands in the body of a voice note that is still to be found or made
# Telegram forgets a tap after 150 seconds at most; an answer later than this is wasted.
_ANSWER_LIFE = timedelta(seconds=120)
_INLINE_LIFE = timedelta(seconds=30)  # nobody looks at what was found for words so old
_CHECKOUT_LIFE = timedelta(seconds=10)  # Telegram waits no longer before it calls a payment off
_INVOICE_TITLE, _INVOICE_ABOUT = 32, 255
# A keyboard beside inline buttons needs a message of its own, and a message needs a text.
_POINT, _NOD = "👇", "👌"
_SHARES = {"location": "request_location", "phone": "request_contact"}

Say = Callable[[Phrase], str]
Call = tuple[str, dict[str, Any], tuple[Upload, ...]]


def write(
    message: Message,
    say: Say,
    label: Say,
    chat: int,
    *,
    priority: Priority = Priority.REPLY,
    edit: int | None = None,
    expires_at: datetime | None = None,
) -> tuple[Send, ...]:
    """Write a message as the calls that say it, in order.

    `say` gives HTML already escaped, `label` plain text for buttons. `edit` is the message that
    may be replaced; a new one is sent when this one cannot stand there.
    """
    if message.speech is not None:
        body = {"chat_id": chat, SPEAK: _speech(message.speech, label)}
        return (Send(chat, priority, "sendVoice", body, expires_at=expires_at),)
    if message.invoice is not None:
        body = {"chat_id": chat, **_invoice(message.invoice, label)}
        return (Send(chat, priority, "sendInvoice", body, expires_at=expires_at),)
    text = _join(message.lines, say)
    calls = _calls(message, text, say, label)
    if edit is not None and message.edit and _can_replace(message, calls):
        method, body, files = calls[0]
        body = {"chat_id": chat, "message_id": edit, **body}
        return (Send(chat, priority, "editMessageText", body, files, expires_at, method),)
    return tuple(
        Send(chat, priority, method, {"chat_id": chat, **body}, files, expires_at)
        for method, body, files in calls
    )


def _join(lines: Sequence[Phrase | None], say: Say) -> str:
    return "\n".join("" if line is None else say(line) for line in lines)


def _speech(speech: Speech, label: Say) -> dict[str, Any]:
    """Say what is to be heard; which voice note that is turns out when it is sent."""
    return {**asdict(speech), "otherwise": label(speech.otherwise)}


def answer_tap(query: str, toast: Toast, label: Say, chat: int, now: datetime) -> Send:
    """Write the answer to a tap; without a text it only ends the button's waiting."""
    body: dict[str, Any] = {"callback_query_id": query}
    if toast.text is not None:
        body["text"] = _shorten(label(toast.text), TOAST_LIMIT)
        body["show_alert"] = toast.alert
    return Send(chat, Priority.REPLY, "answerCallbackQuery", body, expires_at=now + _ANSWER_LIFE)


def _invoice(invoice: Invoice, label: Say) -> dict[str, Any]:
    return {
        "title": _shorten(label(invoice.title), _INVOICE_TITLE),
        "description": _shorten(label(invoice.about), _INVOICE_ABOUT),
        "payload": invoice.payload,
        "provider_token": invoice.token,
        "currency": invoice.currency,
        "prices": [{"label": label(name), "amount": amount} for name, amount in invoice.parts],
    }


def answer_inline(answer: InlineAnswer, say: Say, label: Say, chat: int, now: datetime) -> Send:
    """Write what was found for words beside the bot's name."""
    results = [_found(each, say, label) for each in answer.found]
    body = {
        "inline_query_id": answer.query,
        "results": results,
        "cache_time": answer.seconds,
        "is_personal": True,
    }
    return Send(chat, Priority.REPLY, "answerInlineQuery", body, expires_at=now + _INLINE_LIFE)


def _found(found: Found, say: Say, label: Say) -> dict[str, Any]:
    return {
        "type": "article",
        "id": found.id,
        "title": label(found.title),
        "description": label(found.about),
        "input_message_content": {
            "message_text": _join(found.lines, say),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": {"inline_keyboard": [[_button(found.button, label)]]},
    }


def answer_checkout(answer: CheckoutAnswer, label: Say, chat: int, now: datetime) -> Send:
    """Write the last word before a payment."""
    body: dict[str, Any] = {"pre_checkout_query_id": answer.query, "ok": answer.problem is None}
    if answer.problem is not None:
        body["error_message"] = _shorten(label(answer.problem), TOAST_LIMIT)
    return Send(
        chat, Priority.REPLY, "answerPreCheckoutQuery", body, expires_at=now + _CHECKOUT_LIFE
    )


def _can_replace(message: Message, calls: Sequence[Call]) -> bool:
    # Only a text may stand in a text's place, and only with inline buttons.
    return [call[0] for call in calls] == ["sendMessage"] and not (
        message.shares or message.unshare
    )


def _calls(message: Message, text: str, say: Say, label: Say) -> list[Call]:
    inline = _inline(message, label)
    keyboard = _keyboard(message, label)
    before = _place(message)
    if inline and keyboard:
        before.append(_keyboard_call(message, keyboard))
        keyboard = None
    calls = [*before, *_media(message, text, say, label), *_texts(message, text)]
    markup = inline or keyboard
    if markup and calls:
        calls[-1][1]["reply_markup"] = markup
    return calls


def _keyboard_call(message: Message, keyboard: dict[str, Any]) -> Call:
    text = _POINT if message.shares else _NOD
    return "sendMessage", {"text": text, "reply_markup": keyboard}, ()


# --- texts and media ---------------------------------------------------------------------------


def _texts(message: Message, text: str) -> list[Call]:
    if not text.strip() or _fits_caption(message, text):
        return []
    return [("sendMessage", _text_body(part), ()) for part in split(text, TEXT_LIMIT)]


def _text_body(text: str) -> dict[str, Any]:
    # No previews: a preview is a stranger's page inside our message.
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _place(message: Message) -> list[Call]:
    if message.place is None:
        return []
    latitude, longitude = message.place
    return [("sendLocation", {"latitude": latitude, "longitude": longitude}, ())]


def _media(message: Message, text: str, say: Say, label: Say) -> list[Call]:
    """Give the media in order; the last one carries the text when it is short enough."""
    calls: list[Call] = []
    if message.voice is not None:
        calls.append(("sendVoice", {"voice": message.voice}, ()))
    if message.photo is not None:
        calls.append(("sendPhoto", {"photo": message.photo}, ()))
    if message.file is not None:
        upload = Upload("document", message.file.name, message.file.content)
        calls.append(("sendDocument", {}, (upload,)))
    if message.document is not None:
        calls.append(("sendDocument", {"document": message.document}, ()))
    if message.picture is not None:
        calls.append(("sendPhoto", {DRAW: recipe(message.picture, say, label)}, ()))
    if message.sheet is not None:
        calls.append(("sendDocument", {DRAW: recipe(message.sheet, say, label)}, ()))
    if calls and _fits_caption(message, text):
        calls[-1][1].update(caption=text, parse_mode="HTML")
    return calls


def _fits_caption(message: Message, text: str) -> bool:
    media = (
        *(message.voice, message.photo, message.document),
        *(message.file, message.picture, message.sheet),
    )
    has_media = any(each is not None for each in media)
    return has_media and bool(text.strip()) and measure(text) <= CAPTION_LIMIT


# --- keyboards ---------------------------------------------------------------------------------


def _inline(message: Message, label: Say) -> dict[str, Any] | None:
    rows = [[_button(each, label) for each in row] for row in message.buttons if row]
    return {"inline_keyboard": rows} if rows else None


def _button(button: Button, label: Say) -> dict[str, Any]:
    text = label(button.label)
    if button.url is not None:
        return {"text": text, "url": button.url}
    if button.ask is not None:
        return {"text": text, "switch_inline_query": button.ask}
    return {"text": text, "callback_data": button.data}


def _keyboard(message: Message, label: Say) -> dict[str, Any] | None:
    if not message.shares:
        return {"remove_keyboard": True} if message.unshare else None
    return {
        "keyboard": [[_share(each, label) for each in row] for row in message.shares],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }


def _share(share: Share, label: Say) -> dict[str, Any]:
    return {"text": label(share.label), _SHARES[share.what]: True}


def _shorten(text: str, limit: int) -> str:
    """Cut a plain text to so many UTF-16 units, with an ellipsis where it was cut."""
    if len(text.encode("utf-16-le")) // 2 <= limit:
        return text
    kept = text.encode("utf-16-le")[: (limit - 1) * 2].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"
