"""Methods that answer what a person started: taps, inline queries, shipping and checkout."""

from typing import Any

from bot.sandbox.articles import read_results
from bot.sandbox.call import Call
from bot.sandbox.payments import read_shipping
from bot.sandbox.refusals import bad
from bot.sandbox.world import USERNAME, Sandbox

TOAST = 200


def answer_callback(box: Sandbox, call: Call) -> bool:
    text = call.text("text")
    if len(text) > TOAST:
        raise bad("MESSAGE_TOO_LONG")
    query_id = call.text("callback_query_id")
    toast: dict[str, Any] = {
        "callback_query_id": query_id,
        "text": text,
        "show_alert": call.flag("show_alert"),
    }
    if call.has("url"):
        toast["url"] = _check_url(call.text("url"))
    query = box.queries.answer("callback", query_id, toast)
    chat = box.chats.get(query.phone)
    if chat:
        if text:
            chat.toasts.append(toast)
        chat.mark(box.events.tell("answer", chat.id, **toast))
    return True


def _check_url(url: str) -> str:
    """Only a link to the bot itself may be opened by an answer."""
    if not url.startswith((f"https://t.me/{USERNAME}?start=", f"t.me/{USERNAME}?start=")):
        raise bad("URL_INVALID")
    return url


def answer_inline(box: Sandbox, call: Call) -> bool:
    results = read_results(call)
    box.queries.answer("inline", call.text("inline_query_id"), {"results": results})
    return True


def answer_shipping(box: Sandbox, call: Call) -> bool:
    answer = _decision(call)
    if answer["ok"]:
        answer["shipping_options"] = read_shipping(call)
    box.queries.answer("shipping", call.text("shipping_query_id"), answer)
    return True


def answer_checkout(box: Sandbox, call: Call) -> bool:
    box.queries.answer("checkout", call.text("pre_checkout_query_id"), _decision(call))
    return True


def _decision(call: Call) -> dict[str, object]:
    if call.flag("ok"):
        return {"ok": True}
    if not call.text("error_message"):
        raise bad('parameter "error_message" is required')
    return {"ok": False, "error_message": call.text("error_message")}


METHODS = {
    "answerCallbackQuery": answer_callback,
    "answerInlineQuery": answer_inline,
    "answerShippingQuery": answer_shipping,
    "answerPreCheckoutQuery": answer_checkout,
}
