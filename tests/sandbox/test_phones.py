"""The people's side over HTTP: phones, talk, taps, keyboards, events, waits."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import orjson
import pytest

from bot.sandbox.chats import Chat
from bot.sandbox.world import USERNAME
from tests.sandbox.conftest import AMINA, Clock, Wire, draw_picture

MARKUP = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Go", "url": "https://a.org"}]]}  # fmt: skip
PHONE = f"phones/{AMINA}"


async def test_phones_are_added_changed_and_removed(wire: Wire) -> None:
    ben = await wire.post("phones", first_name="Ben", username="ben_buys", label="Buyer")
    assert ben == {
        "id": 5002, "first_name": "Ben", "username": "ben_buys", "language_code": "en",
        "label": "Buyer", "blocked": False, "unread": 0,
    }  # fmt: skip
    changed = await wire.post("phones", id=5002, first_name="Benjamin", language_code="es")
    assert changed["language_code"] == "es"
    state = await wire.get("state")
    assert state["bot"]["is_bot"] is True
    assert [phone["first_name"] for phone in state["phones"]] == ["Amina", "Benjamin"]
    assert (await wire.call("getChat", chat_id="@ben_buys"))["ok"] is False
    await wire.delete("phones/5002")
    assert len((await wire.get("state"))["phones"]) == 1
    assert "no phone 5002" in (await wire.delete("phones/5002"))["error"]


@pytest.mark.parametrize("body", [{}, {"first_name": ""}, {"first_name": "A", "id": -1}, {"first_name": "A", "id": "x"}])  # fmt: skip
async def test_a_phone_that_cannot_be_is_explained(wire: Wire, body: dict[str, Any]) -> None:
    assert "error" in await wire.post("phones", **body)


async def test_a_deep_link_sends_start_with_its_payload(wire: Wire) -> None:
    sent = await wire.post(f"{PHONE}/open", payload="l_12-A")
    assert sent["text"] == "/start l_12-A"
    assert sent["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert (await wire.post(f"{PHONE}/open", payload=""))["text"] == "/start"
    for payload in ("a b", "x" * 65, "ñ"):
        assert "payload" in (await wire.post(f"{PHONE}/open", payload=payload))["error"]


async def test_what_is_passed_on_tells_who_wrote_it(wire: Wire) -> None:
    sent = await wire.post(f"{PHONE}/say", text="You won a prize", forwarded_from="Lucky")
    origin = sent["forward_origin"]
    assert (origin["type"], origin["sender_user_name"]) == ("hidden_user", "Lucky")
    assert "forward_origin" not in await wire.post(f"{PHONE}/say", text="hello")


async def test_the_chat_shows_both_sides_as_a_client_sees_them(wire: Wire) -> None:
    said = await wire.post(f"{PHONE}/say", text="hello")
    sent = (await wire.call("sendMessage", chat_id=AMINA, text="hi", reply_markup=MARKUP))["result"]
    await wire.call("editMessageText", chat_id=AMINA, message_id=sent["message_id"], text="hey")
    shown = await wire.get(f"{PHONE}/chat")
    one, two = shown["messages"]
    assert (one["text"], one["out"], one["edit_count"]) == ("hello", True, 0)
    assert (two["text"], two.get("out"), two["edit_count"]) == ("hey", None, 1)
    later = await wire.get(f"{PHONE}/chat", after=said["message_id"])
    assert later["messages"] == [two]
    await wire.call("deleteMessage", chat_id=AMINA, message_id=sent["message_id"])
    assert (await wire.get(f"{PHONE}/chat"))["messages"] == [one]


async def test_what_the_bot_says_is_unread_until_the_person_reads_or_speaks(wire: Wire) -> None:
    async def unread() -> int:
        return int((await wire.get("state"))["phones"][0]["unread"])

    await wire.call("sendMessage", chat_id=AMINA, text="a")
    await wire.call("sendMessage", chat_id=AMINA, text="b")
    assert await unread() == 2
    await wire.post(f"{PHONE}/read")
    assert await unread() == 0
    await wire.call("sendMessage", chat_id=AMINA, text="c")
    await wire.post(f"{PHONE}/say", text="ok")
    assert await unread() == 0


async def test_a_reply_keyboard_stays_until_it_is_replaced_or_removed(wire: Wire) -> None:
    async def send(**markup: Any) -> Any:
        await wire.call("sendMessage", chat_id=AMINA, text="a", reply_markup=markup)
        return (await wire.get(f"{PHONE}/chat"))["keyboard"]

    assert (await send(keyboard=[["Sell"]]))["keyboard"] == [[{"text": "Sell"}]]
    assert await send(**MARKUP) is not None
    await wire.post(f"{PHONE}/say", text="Sell")
    assert (await wire.get(f"{PHONE}/chat"))["keyboard"] is not None
    assert await send(remove_keyboard=True) is None
    await send(keyboard=[["Once"]], one_time_keyboard=True)
    await wire.post(f"{PHONE}/say", text="Once")
    kept = (await wire.get(f"{PHONE}/chat"))["keyboard"]
    assert kept["one_time_keyboard"] is True
    assert (await send(force_reply=True))["force_reply"] is True
    await wire.post(f"{PHONE}/say", text="answer")
    assert (await wire.get(f"{PHONE}/chat"))["keyboard"] is None


async def test_a_tap_must_hit_a_button_unless_it_is_forged(wire: Wire) -> None:
    sent = (await wire.call("sendMessage", chat_id=AMINA, text="a", reply_markup=MARKUP))["result"]
    number = sent["message_id"]
    misses: list[dict[str, Any]] = [{"row": 1, "col": 0}, {"row": 0, "col": 1}, {"data": "z"}]
    for tap in misses:
        assert "button" in (await wire.post(f"{PHONE}/tap", message_id=number, **tap))["error"]
    assert "no message" in (await wire.post(f"{PHONE}/tap", message_id=1, data="y"))["error"]
    hits: list[dict[str, Any]] = [{"row": 0, "col": 0}, {"data": "y"}, {"data": "z", "force": True}]
    for tap in hits:
        assert "callback_query_id" in await wire.post(f"{PHONE}/tap", message_id=number, **tap)
    updates = (await wire.call("getUpdates"))["result"]
    assert [one["callback_query"]["data"] for one in updates] == ["y", "y", "z"]


async def test_files_places_and_contacts_are_sent(wire: Wire) -> None:
    for kind in ("photo", "voice", "document", "video", "sticker", "audio"):
        form = aiohttp.FormData({"caption": "look", "duration": "4"})
        form.add_field("file", draw_picture(), filename="a.png", content_type="image/png")
        async with wire.session.post(f"/sim/{PHONE}/{kind}", data=form) as answer:
            sent = await answer.json()
        assert sent["caption"] == "look"
        media = sent[kind][-1] if kind == "photo" else sent[kind]
        async with wire.session.get(f"/sim/file/{media['file_id']}") as file:
            assert await file.read() == draw_picture()
    place = await wire.post(f"{PHONE}/location", latitude=-0.3, longitude=36.1)
    assert place["location"] == {"latitude": -0.3, "longitude": 36.1}
    card = await wire.post(f"{PHONE}/contact", phone_number="+254700000001", user_id=AMINA)
    assert card["contact"]["first_name"] == "Amina"
    assert "error" in await wire.post(f"{PHONE}/contact", first_name="Nobody")
    assert "error" in await wire.post(f"{PHONE}/location", latitude=1)


async def test_a_long_text_goes_out_in_pieces(wire: Wire, chat: Chat) -> None:
    await wire.post(f"{PHONE}/say", text="a" * 5000)
    assert [len(line.message["text"]) for line in chat.lines.values()] == [4096, 904]
    assert "error" in await wire.post(f"{PHONE}/say", text=" \n")


async def test_a_person_edits_only_their_own_text(wire: Wire) -> None:
    said = await wire.post(f"{PHONE}/say", text="20 kg")
    edited = await wire.post(f"{PHONE}/edit", message_id=said["message_id"], text="30 kg")
    assert edited["edit_date"]
    sent = (await wire.call("sendMessage", chat_id=AMINA, text="a"))["result"]
    assert "error" in await wire.post(f"{PHONE}/edit", message_id=sent["message_id"], text="b")


async def test_blocking_tells_the_bot_and_stops_its_messages(wire: Wire) -> None:
    assert (await wire.post(f"{PHONE}/block", blocked=True))["blocked"] is True
    assert (await wire.call("sendMessage", chat_id=AMINA, text="a"))["error_code"] == 403
    assert "blocked" in (await wire.post(f"{PHONE}/say", text="a"))["error"]
    await wire.post(f"{PHONE}/block", blocked=False)
    assert (await wire.call("sendMessage", chat_id=AMINA, text="a"))["ok"] is True
    updates = (await wire.call("getUpdates"))["result"]
    statuses = [one["my_chat_member"]["new_chat_member"]["status"] for one in updates]
    assert statuses == ["kicked", "member"]


async def test_typing_shows_until_five_seconds_pass_or_the_message_is_there(
    wire: Wire, clock: Clock
) -> None:
    async def typing() -> bool:
        return bool((await wire.get(f"{PHONE}/chat"))["typing"])

    await wire.call("sendChatAction", chat_id=AMINA, action="typing")
    assert await typing()
    clock.pass_seconds(6)
    assert not await typing()
    await wire.call("sendChatAction", chat_id=AMINA, action="typing")
    await wire.call("sendMessage", chat_id=AMINA, text="a")
    assert not await typing()


async def test_commands_are_those_of_the_narrowest_scope_and_the_phones_language(
    wire: Wire,
) -> None:
    async def put(command: str, **where: Any) -> str:
        commands = [{"command": command, "description": "x"}]
        assert (await wire.call("setMyCommands", commands=commands, **where))["ok"]
        return str((await wire.get(f"{PHONE}/chat"))["commands"][0]["command"])

    private, chat = {"type": "all_private_chats"}, {"type": "chat", "chat_id": AMINA}
    assert await put("a") == "a"
    assert await put("b", language_code="sw") == "b"
    assert await put("c", language_code="hi") == "b"
    assert await put("d", scope=private) == "d"
    assert await put("e", scope=private, language_code="sw") == "e"
    assert await put("f", scope=chat) == "f"


async def test_any_raw_update_can_be_pushed_and_repeated(wire: Wire) -> None:
    pushed = await wire.post("updates", message={"poison": True}, copies=3)
    await wire.post("updates", update_id=pushed["update_id"] + 5, message={})
    updates = (await wire.call("getUpdates"))["result"]
    first = pushed["update_id"]
    assert [one["update_id"] for one in updates] == [first, first, first, first + 5]
    assert updates[0]["message"] == {"poison": True}


async def test_wait_returns_what_the_bot_did_since(wire: Wire) -> None:
    said = await wire.post(f"{PHONE}/say", text="hello")
    waiting = asyncio.create_task(
        wire.get("wait", phone=AMINA, after=said["message_id"], timeout=10)
    )
    await asyncio.sleep(0.05)
    assert not waiting.done()
    sent = (await wire.call("sendMessage", chat_id=AMINA, text="hi"))["result"]
    shown = await asyncio.wait_for(waiting, 5)
    assert [one["text"] for one in shown["messages"]] == ["hi"]
    waiting = asyncio.create_task(
        wire.get("wait", phone=AMINA, after=sent["message_id"], since=shown["seq"], timeout=10)
    )
    await wire.call("editMessageText", chat_id=AMINA, message_id=sent["message_id"], text="hey")
    shown = await asyncio.wait_for(waiting, 5)
    assert [one["text"] for one in shown["messages"]] == ["hey"]


async def test_wait_sees_at_once_what_is_there_and_gives_up_in_time(wire: Wire) -> None:
    said = await wire.post(f"{PHONE}/say", text="hello")
    nothing = await wire.get("wait", phone=AMINA, after=said["message_id"], timeout=0.05)
    assert nothing["messages"] == []
    await wire.call("sendMessage", chat_id=AMINA, text="hi")
    shown = await wire.get("wait", phone=AMINA, after=said["message_id"], timeout=10)
    assert [one["text"] for one in shown["messages"]] == ["hi"]


async def test_quiet_tells_how_many_updates_wait(wire: Wire) -> None:
    await wire.post(f"{PHONE}/say", text="hello")
    assert await wire.get("quiet", timeout=0.05) == {"quiet": False, "pending": 1}


async def read_events(answer: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    async for line in answer.content:
        if line.startswith(b"data: "):
            yield orjson.loads(line[6:])


async def test_events_tell_all_that_happens_and_catch_up(wire: Wire) -> None:
    async with wire.session.get("/sim/events") as answer:
        assert answer.content_type == "text/event-stream"
        events = read_events(answer)
        await wire.post(f"{PHONE}/say", text="hello")
        said = await anext(events)
        assert said["kind"] == "message"
        assert (said["phone"], said["message"]["out"]) == (AMINA, True)
        sent = (await wire.call("sendMessage", chat_id=AMINA, text="a", reply_markup=MARKUP))["result"]  # fmt: skip
        number = sent["message_id"]
        assert (await anext(events))["message"]["message_id"] == number
        tap = await wire.post(f"{PHONE}/tap", message_id=number, row=0, col=0)
        await wire.call("answerCallbackQuery", **tap, text="Done", show_alert=True)
        toast = await anext(events)
        assert (toast["kind"], toast["text"], toast["show_alert"]) == ("answer", "Done", True)
        await wire.call("editMessageText", chat_id=AMINA, message_id=number, text="b")
        assert (await anext(events))["kind"] == "edit"
        await wire.call("sendChatAction", chat_id=AMINA, action="typing")
        assert (await anext(events))["kind"] == "typing"
        await wire.call("deleteMessage", chat_id=AMINA, message_id=number)
        gone = await anext(events)
        assert (gone["kind"], gone["message_id"]) == ("delete", number)
        await wire.post("phones", first_name="Ben")
        assert (await anext(events))["kind"] == "phones"
    async with wire.session.get("/sim/events", params={"since": said["seq"]}) as answer:
        missed = read_events(answer)
        kinds = [(await anext(missed))["kind"] for _ in range(6)]
    assert kinds == ["message", "answer", "edit", "typing", "delete", "phones"]


async def test_reset_forgets_everything_but_goes_on_counting(wire: Wire) -> None:
    await wire.post(f"{PHONE}/say", text="hello")
    await wire.post("faults", kind="500")
    before = await wire.call("getUpdates")
    assert before["error_code"] == 500
    await wire.post("reset")
    assert (await wire.get("state"))["phones"] == []
    assert await wire.get("quiet", timeout=1) == {"quiet": True, "pending": 0}
    assert await wire.get("calls") == []
    assert await wire.get("health") == {"ok": True}
    await wire.post("phones", id=AMINA, first_name="Amina")
    await wire.post(f"{PHONE}/say", text="again")
    assert len((await wire.call("getUpdates"))["result"]) == 1


@pytest.mark.parametrize(("origin", "status"), [(None, 200), ("own", 200), ("https://evil.example", 403), ("null", 403)])  # fmt: skip
async def test_pages_of_other_sites_find_the_door_shut(
    wire: Wire, origin: str | None, status: int
) -> None:
    origin = wire.server.url if origin == "own" else origin
    headers = {"Origin": origin} if origin else {}
    async with wire.session.post(
        f"/sim/{PHONE}/say", data=b'{"text":"a"}', headers=headers
    ) as answer:
        assert answer.status == status


async def test_an_answer_may_open_only_the_bots_own_link(wire: Wire) -> None:
    sent = (await wire.call("sendMessage", chat_id=AMINA, text="a", reply_markup=MARKUP))["result"]
    tap = await wire.post(f"{PHONE}/tap", message_id=sent["message_id"], data="y")
    wrong = await wire.call("answerCallbackQuery", **tap, url="https://example.org/")
    assert wrong["description"] == "Bad Request: URL_INVALID"
    own = f"https://t.me/{USERNAME}?start=l_12"
    assert (await wire.call("answerCallbackQuery", **tap, url=own))["ok"] is True
