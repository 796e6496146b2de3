"""A served sandbox speaks HTTP as Telegram's server does, and ends when told."""

import aiohttp
import pytest

from bot.sandbox import Sandbox, build, serve
from bot.sandbox.chats import Chat
from bot.sandbox.world import TOKEN
from tests.sandbox.conftest import AMINA, Wire, draw_picture


async def test_a_free_port_is_found_and_a_taken_one_named(wire: Wire) -> None:
    assert wire.server.url == f"http://127.0.0.1:{wire.server.port}"
    with pytest.raises(OSError, match=f"port {wire.server.port} on 127.0.0.1"):
        await serve(port=wire.server.port)


async def test_the_port_is_free_again_after_the_end() -> None:
    first = await serve(port=0)
    await first.stop()
    again = await serve(port=first.port)
    await again.stop()


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1/getMe", 401, "Unauthorized"),
        ("/bot1:a b/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/getMoon", 404, "Not Found"),
        ("/nowhere", 404, "Not Found"),
        (f"/file/bot{TOKEN}/photos/none.jpg", 404, "Not Found"),
    ],
)
async def test_a_wrong_address_is_refused(
    wire: Wire, path: str, status: int, description: str
) -> None:
    async with wire.session.get(path) as answer:
        body = await answer.json()
    assert answer.status == status
    assert body == {"ok": False, "error_code": status, "description": description}


async def test_only_its_own_token_opens_a_sandbox_that_has_one() -> None:
    server = await serve(port=0, box=Sandbox(token="42:one-token"))
    async with Wire.opened(server) as wire:
        async with wire.session.get("/bot42:one-token/getMe") as right:
            assert (await right.json())["result"]["id"] == 42
        async with wire.session.get("/bot42:other-token/getMe") as wrong:
            assert wrong.status == 401
    await server.stop()


@pytest.mark.parametrize("method", ["getme", "GETME", "getMe"])
async def test_methods_are_found_in_any_case(wire: Wire, method: str) -> None:
    assert (await wire.call(method))["ok"] is True


async def test_every_way_of_asking_is_the_same(wire: Wire, chat: Chat) -> None:
    path = f"{wire.bot_path}/sendMessage"
    asks = [
        wire.session.get(path, params={"chat_id": AMINA, "text": "héllo"}),
        wire.session.post(path, data={"chat_id": AMINA, "text": "héllo"}),
        wire.session.post(path, json={"chat_id": AMINA, "text": "héllo"}),
        wire.session.post(f"{path}?chat_id={AMINA}", json={"text": "héllo"}),
    ]
    for ask in asks:
        async with ask as answer:
            assert (await answer.json())["result"]["text"] == "héllo"
    assert len(chat.lines) == 4


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
async def test_an_unreadable_body_is_a_bad_request(wire: Wire, body: bytes) -> None:
    kind = {"Content-Type": "application/json"}
    async with wire.session.post(f"{wire.bot_path}/getMe", data=body, headers=kind) as answer:
        assert answer.status == 400


async def test_a_sent_photo_is_downloaded_whole(wire: Wire) -> None:
    body = draw_picture()
    form = aiohttp.FormData({"chat_id": str(AMINA)})
    form.add_field("photo", body, filename="a.png")
    async with wire.session.post(f"{wire.bot_path}/sendPhoto", data=form) as answer:
        sizes = (await answer.json())["result"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 45), (320, 160), (800, 400), (1000, 500)]  # fmt: skip
    file = (await wire.call("getFile", file_id=sizes[-1]["file_id"]))["result"]
    async with wire.session.get(f"/file{wire.bot_path}/{file['file_path']}") as answer:
        assert await answer.read() == body
    async with wire.session.get(f"/sim/file/{sizes[0]['file_id']}") as answer:
        assert answer.content_type == "image/jpeg"


async def test_the_page_is_served_strictly_and_nothing_beside_it(wire: Wire) -> None:
    async with wire.session.get("/") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    async with wire.session.get("/page/%2e%2e/world.py") as answer:
        assert answer.status == 404


def test_an_app_can_be_built_without_serving() -> None:
    app = build("42:one-token")
    assert app.state.sandbox.bot_id == 42
