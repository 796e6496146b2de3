"""The payment provider asks, waits ten seconds, and pays once, twice, late or not at all."""

import asyncio
from typing import Any

import orjson
import pytest
from telegram import Update

from bot.sandbox import Sandbox
from bot.sandbox.chats import Chat
from bot.sandbox.paying import pay
from bot.sandbox.people import Impossible, say
from tests.sandbox.conftest import AMINA, Ask, until

SHIPPING = [{"id": "boda", "title": "Boda", "prices": [{"label": "Boda", "amount": 500}]}]


@pytest.fixture
def send_invoice(ask: Ask) -> Any:
    def send(**changes: Any) -> int:
        sent = ask(
            "sendInvoice", chat_id=AMINA, title="Tomatoes", description="20 kg", payload="o1",
            currency="KES", provider_token="t", prices=[{"label": "a", "amount": 15000}], **changes,
        )  # fmt: skip
        return int(sent["message_id"])

    return send


async def take(box: Sandbox) -> dict[str, Any]:
    """The next update, as the bot would get it."""
    await until(lambda: box.updates.waiting)
    raw = orjson.loads(box.updates.waiting.popleft().body)
    assert Update.de_json(raw, None)
    return dict(raw)


async def approve(box: Sandbox, ask: Ask) -> dict[str, Any]:
    query = (await take(box))["pre_checkout_query"]
    assert ask("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True) is True
    return dict(query)


async def test_an_approved_payment_arrives(
    box: Sandbox, chat: Chat, ask: Ask, send_invoice: Any
) -> None:
    paying = asyncio.create_task(pay(box, chat, send_invoice(need_phone_number=True), "success"))
    query = await approve(box, ask)
    assert (query["total_amount"], query["invoice_payload"]) == (15000, "o1")
    assert query["order_info"]["phone_number"]
    assert await paying == {"paid": True}
    payment = (await take(box))["message"]["successful_payment"]
    assert payment["total_amount"] == 15000
    assert payment["telegram_payment_charge_id"]


async def test_shipping_is_added_to_the_price(
    box: Sandbox, chat: Chat, ask: Ask, send_invoice: Any
) -> None:
    number = send_invoice(is_flexible=True, need_shipping_address=True)
    paying = asyncio.create_task(pay(box, chat, number, "success"))
    query = (await take(box))["shipping_query"]
    ask("answerShippingQuery", shipping_query_id=query["id"], ok=True, shipping_options=SHIPPING)
    assert (await approve(box, ask))["total_amount"] == 15500
    assert await paying == {"paid": True}


async def test_a_refused_checkout_takes_no_money(
    box: Sandbox, chat: Chat, ask: Ask, send_invoice: Any
) -> None:
    paying = asyncio.create_task(pay(box, chat, send_invoice(), "success"))
    query = (await take(box))["pre_checkout_query"]
    ask("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=False, error_message="Sold out")  # fmt: skip
    assert await paying == {"paid": False, "reason": "Sold out"}
    assert not box.updates.pending


async def test_a_declined_card_takes_no_money(
    box: Sandbox, chat: Chat, ask: Ask, send_invoice: Any
) -> None:
    paying = asyncio.create_task(pay(box, chat, send_invoice(), "fail"))
    await approve(box, ask)
    assert (await paying)["paid"] is False
    assert not box.updates.pending


async def test_a_duplicate_arrives_as_two_updates_of_one_charge(
    box: Sandbox, chat: Chat, ask: Ask, send_invoice: Any
) -> None:
    paying = asyncio.create_task(pay(box, chat, send_invoice(), "duplicate"))
    await approve(box, ask)
    await paying
    one, two = await take(box), await take(box)
    assert one["update_id"] != two["update_id"]
    assert one["message"] == two["message"]


async def test_a_late_payment_arrives_after_others_spoke(
    box: Sandbox, chat: Chat, ask: Ask, send_invoice: Any
) -> None:
    paying = asyncio.create_task(pay(box, chat, send_invoice(), "late", late=0.05))
    await approve(box, ask)
    say(box, chat, "where is my order?")
    await paying
    assert [("text" in one["message"]) for one in (await take(box), await take(box))] == [
        True,
        False,
    ]


async def test_a_checkout_is_answered_within_ten_seconds(
    box: Sandbox, chat: Chat, ask: Ask, send_invoice: Any, clock: Any
) -> None:
    paying = asyncio.create_task(pay(box, chat, send_invoice(), "success"))
    query = (await take(box))["pre_checkout_query"]
    clock.pass_seconds(11)
    late = ask("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert "query is too old" in late["description"]
    paying.cancel()


async def test_only_an_invoice_is_paid(box: Sandbox, chat: Chat, ask: Ask) -> None:
    sent = ask("sendMessage", chat_id=AMINA, text="a")
    with pytest.raises(Impossible, match="no invoice"):
        await pay(box, chat, sent["message_id"], "success")
    with pytest.raises(Impossible, match="outcome must be one of"):
        await pay(box, chat, sent["message_id"], "maybe")
