"""Invoices: what may be asked for, and what the payment provider later sends."""

import re
from typing import Any

from bot.sandbox.call import Call
from bot.sandbox.refusals import bad

TITLE = 32
DESCRIPTION = 255
PAYLOAD_BYTES = 128
STARS = "XTR"
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
FLAGS = (
    "need_name", "need_phone_number", "need_email", "need_shipping_address", "is_flexible",
)  # fmt: skip


def read_invoice(call: Call) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the invoice as a message shows it, and its terms for the provider."""
    title, description = call.text("title").strip(), call.text("description").strip()
    if not 1 <= len(title) <= TITLE:
        raise bad("TITLE_INVALID")
    if not 1 <= len(description) <= DESCRIPTION:
        raise bad("DESCRIPTION_INVALID")
    payload = call.text("payload")
    if not 1 <= len(payload.encode()) <= PAYLOAD_BYTES:
        raise bad("INVOICE_PAYLOAD_INVALID")
    currency = call.text("currency")
    if not _CURRENCY.match(currency):
        raise bad("CURRENCY_INVALID")
    total = sum(amount for _, amount in _read_prices(call, currency))
    if not call.text("provider_token") and currency != STARS:
        raise bad("PAYMENT_PROVIDER_INVALID")
    if total <= 0:
        raise bad("CURRENCY_TOTAL_AMOUNT_INVALID")
    invoice = {
        "title": title,
        "description": description,
        "start_parameter": call.text("start_parameter"),
        "currency": currency,
        "total_amount": total,
    }
    return invoice, {"payload": payload, **{name: call.flag(name) for name in FLAGS}}


def _read_prices(call: Call, currency: str) -> list[tuple[str, int]]:
    value = call.json("prices", "can't parse prices JSON object")
    if value is None:
        raise bad("there must be at least one price")
    prices = _read_parts(value)
    if not prices:
        raise bad("there must be at least one price")
    if currency == STARS and len(prices) != 1:
        raise bad("STARS_INVOICE_INVALID")
    return prices


def _read_parts(value: Any) -> list[tuple[str, int]]:
    if not isinstance(value, list):
        raise bad("expected an Array of labeled prices")
    parts = []
    for part in value:
        if not isinstance(part, dict):
            raise bad("can't parse labeled price: LabeledPrice must be an Object")
        label, amount = part.get("label"), part.get("amount")
        if not label or not isinstance(label, str):
            raise bad("can't parse labeled price: LabeledPrice label must be non-empty")
        if not isinstance(amount, int) or isinstance(amount, bool):
            raise bad('can\'t parse labeled price: field "amount" must be a Number')
        parts.append((label, amount))
    return parts


def read_shipping(call: Call) -> list[dict[str, Any]]:
    """Read the ways of delivery offered in an answer to a shipping query."""
    value = call.json("shipping_options", "can't parse shipping options JSON object")
    if not isinstance(value, list):
        raise bad("expected an Array of shipping options")
    if not value:
        raise bad("there must be at least one shipping option")
    for option in value:
        if not isinstance(option, dict) or not option.get("id") or not option.get("title"):
            raise bad("can't parse shipping option: ShippingOption title must be non-empty")
        _read_parts(option.get("prices"))
    return value
