"""The payment provider played on an invoice: shipping, checkout, then the money or not."""

import asyncio
import secrets
from typing import Any

from bot.sandbox.chats import Chat, Message
from bot.sandbox.people import Impossible
from bot.sandbox.queries import LIFE, Query
from bot.sandbox.world import Sandbox

OUTCOMES = frozenset({"success", "fail", "duplicate", "late"})
LATE_SECONDS = 3.0
ADDRESS = {
    "country_code": "KE",
    "state": "",
    "city": "Nakuru",
    "street_line1": "Market Road 1",
    "street_line2": "",
    "post_code": "20100",
}


async def pay(
    box: Sandbox, chat: Chat, message_id: int, outcome: str, late: float = LATE_SECONDS
) -> dict[str, Any]:
    """{"paid": bool, "reason"?: str}; `late` seconds pass before a late payment arrives."""
    if outcome not in OUTCOMES:
        raise Impossible(f"outcome must be one of {', '.join(sorted(OUTCOMES))}")
    line, terms = chat.lines.get(message_id), chat.invoices.get(message_id)
    if not line or not terms:
        raise Impossible("this message is no invoice")
    order = _order(chat, line.message["invoice"], terms)
    refusal = await _ship(box, chat, order, terms) or await _check_out(box, chat, order)
    if refusal:
        return {"paid": False, "reason": refusal}
    if outcome == "fail":
        return {"paid": False, "reason": "declined by the provider"}
    if outcome == "late":
        await asyncio.sleep(late)
    _settle(box, chat, order, copies=2 if outcome == "duplicate" else 1)
    return {"paid": True}


def _order(chat: Chat, invoice: dict[str, Any], terms: dict[str, Any]) -> dict[str, Any]:
    order = {
        "currency": invoice["currency"],
        "total_amount": invoice["total_amount"],
        "invoice_payload": terms["payload"],
    }
    info = _order_info(chat, terms)
    return {**order, "order_info": info} if info else order


def _order_info(chat: Chat, terms: dict[str, Any]) -> dict[str, Any]:
    info: dict[str, Any] = {}
    if terms["need_name"]:
        info["name"] = chat.phone.first_name
    if terms["need_phone_number"]:
        info["phone_number"] = "+254700000000"
    if terms["need_email"]:
        info["email"] = "person@example.org"
    if terms["need_shipping_address"]:
        info["shipping_address"] = ADDRESS
    return info


async def _ship(
    box: Sandbox, chat: Chat, order: dict[str, Any], terms: dict[str, Any]
) -> str | None:
    """Asks for ways of delivery when the price depends on them and takes the first."""
    if not terms["is_flexible"]:
        return None
    query = box.queries.open("shipping", chat.id)
    content = {
        "id": query.id,
        "from": chat.phone.user(),
        "invoice_payload": terms["payload"],
        "shipping_address": ADDRESS,
    }
    box.updates.push("shipping_query", content, chat.id)
    answer = await _wait(query)
    if answer.get("ok"):
        option = answer["shipping_options"][0]
        order["shipping_option_id"] = str(option["id"])
        order["total_amount"] += sum(price["amount"] for price in option["prices"])
    return _refusal(answer)


async def _check_out(box: Sandbox, chat: Chat, order: dict[str, Any]) -> str | None:
    query = box.queries.open("checkout", chat.id)
    content = {"id": query.id, "from": chat.phone.user(), **order}
    box.updates.push("pre_checkout_query", content, chat.id)
    return _refusal(await _wait(query))


async def _wait(query: Query) -> dict[str, Any]:
    if query.answer is None:
        await query.bell.wait(LIFE[query.kind])
    return query.answer or {"ok": False, "error_message": "the bot did not answer in time"}


def _refusal(answer: dict[str, Any]) -> str | None:
    return None if answer.get("ok") else str(answer.get("error_message"))


def _settle(box: Sandbox, chat: Chat, order: dict[str, Any], copies: int) -> None:
    payment = {
        **order,
        "telegram_payment_charge_id": secrets.token_hex(12),
        "provider_payment_charge_id": secrets.token_hex(12),
    }
    message: Message = {
        **box.envelope(chat, chat.phone.user()),
        "successful_payment": payment,
    }
    box.receive(chat, message)
    for _ in range(copies - 1):
        box.updates.push("message", message, chat.id)
