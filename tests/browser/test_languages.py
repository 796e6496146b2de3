"""The page of phones in other scripts: right to left, and without spaces between words."""

from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Page

from tests.browser.phones import PhoneOnPage, browsing, find_chromium, keep_picture
from tests.browser.test_sale import farmgate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="this machine has no Chromium"),
]

TALKS = {
    "ar": ("أمينة", "العربية", "🧺", "بطاطس ٥٠ كيلو"),
    "zh": ("阿梅", "简体中文", "🧺", "土豆50公斤"),
    "hi": ("आशा", "हिन्दी", "🧺", "आलू 50 किलो"),
}


async def add_phone(address: str, number: int, name: str, language: str) -> None:
    """Give somebody a phone on the page."""
    phone = {"id": number, "first_name": name, "language_code": language}
    async with aiohttp.ClientSession() as session:
        answer = await session.post(f"{address}/sim/phones", json=phone)
        assert answer.status == 200


async def sell_potatoes(phone: PhoneOnPage, name: str, tongue: str, wish: str) -> None:
    """Join and list potatoes; stops at the summary."""
    await phone.says("/start")
    await phone.taps(tongue)
    await phone.taps(wish)
    await phone.taps(name)
    await phone.taps("Bomet")
    await phone.taps_first("D")
    await phone.taps("✅")


async def side_of(page: Page, phone: int) -> str:
    """Tell from which side the newest bubble of the bot is read."""
    bubble = page.locator(f"[data-phone='{phone}'] .row.in .bubble [dir]").last
    return str(await bubble.evaluate("node => getComputedStyle(node).direction"))


@pytest.mark.parametrize("language", sorted(TALKS))
async def test_a_talk_looks_right_in_its_script(language: str, tmp_path: Path) -> None:
    name, tongue, wish, _ = TALKS[language]
    async with farmgate(tmp_path) as address:
        await add_phone(address, 700, name, language)
        async with browsing(address, width=390, height=844) as page:
            await page.locator("[data-tab='700']").click()
            phone = PhoneOnPage(page, 700)
            await sell_potatoes(phone, name, tongue, wish)
            await phone.sees("🥔")
            await phone.taps("🥔")
            await phone.taps("50")
            await phone.says("80")
            await phone.taps("☀️")
            await phone.taps("⏭")
            await phone.sees("4,000")
            await keep_picture(page, f"sell-{language}")
            assert await side_of(page, 700) == ("rtl" if language == "ar" else "ltr")
