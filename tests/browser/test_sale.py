"""A newcomer at the page of phones: a sale played by clicking, in a real browser."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.sandboxed import live
from bot.settings import read_settings
from tests.browser.phones import PhoneOnPage, browsing, find_chromium, keep_picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="this machine has no Chromium"),
]

FARMER, BUYER = 501, 502


@asynccontextmanager
async def farmgate(folder: Path, *, seed: bool = False) -> AsyncIterator[str]:
    """Run the whole of `make run` here, on a free port and a fresh file; gives the page's address."""
    settings = read_settings(
        _env_file=None,
        port=0,
        var=str(folder),
        database_url=f"sqlite:///{folder}/farm.db",
        seed=seed,
    )
    stop, address = asyncio.Event(), asyncio.get_running_loop().create_future()
    task = asyncio.create_task(live(settings, address.set_result, stop))
    try:
        yield await asyncio.wait_for(address, 20)
    finally:
        stop.set()
        await task


async def join(phone: PhoneOnPage, wants: str, name: str) -> None:
    await phone.says("/start")
    await phone.taps("English")
    await phone.taps(wants)
    await phone.taps(name)
    await phone.sees("Where are you")
    await phone.says("Nakuru")
    await phone.sees("Which district")
    await phone.says("Nakuru")
    await phone.taps("Yes, I agree")


async def sell_tomatoes(phone: PhoneOnPage) -> None:
    await phone.taps("tomato")
    await phone.taps("20 kg")
    await phone.says("100")
    await phone.taps("Today")
    await phone.taps("Skip")
    await phone.sees("KSh 2,000")
    await phone.taps("Yes, sell it")
    await phone.sees("It is on the market")


async def order(phone: PhoneOnPage) -> None:
    await phone.taps("tomato")
    await phone.taps("5 kg")
    await phone.sees("6 kg = KSh 600")
    await phone.taps("Order 6 kg")
    await phone.taps("Yes, order")
    await phone.sees("Waiting for the farmer")


async def play_sale(page: Page) -> None:
    """Join, list, order, accept: everything by clicking and a few typed words."""
    amina, peter = PhoneOnPage(page, FARMER), PhoneOnPage(page, BUYER)
    await join(amina, "Sell", "Amina")
    await sell_tomatoes(amina)
    await join(peter, "Buy", "Peter")
    await order(peter)
    await amina.sees("New order!")
    await amina.taps("Accept")
    await peter.sees("Your pick-up code")


async def test_a_sale_by_clicking(tmp_path: Path) -> None:
    async with farmgate(tmp_path) as address, browsing(address) as page:
        await play_sale(page)
        await keep_picture(page, "sale-1440")
        amina, peter = PhoneOnPage(page, FARMER), PhoneOnPage(page, BUYER)
        await amina.taps("Ready")
        await peter.taps("Received")
        await amina.taps("Money received")
        await peter.taps("All good")
        await amina.sees("Well sold")
        await keep_picture(page, "sold-1440")


async def test_the_page_fits_a_real_phone(tmp_path: Path) -> None:
    async with farmgate(tmp_path) as address, browsing(address, width=360, height=740) as page:
        amina = PhoneOnPage(page, FARMER)
        await join(amina, "Sell", "Amina")
        await sell_tomatoes(amina)
        await keep_picture(page, "sale-360")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360


async def test_nothing_is_asked_of_another_machine(tmp_path: Path) -> None:
    async with farmgate(tmp_path) as address, browsing(address, dark=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.reload()
        await expect(page.locator(f"[data-phone='{FARMER}']")).to_be_visible()
        await keep_picture(page, "empty-dark")
        assert asked
        assert all(url.startswith((address, "blob:", "data:")) for url in asked)
