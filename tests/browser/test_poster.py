"""A poster on the page of phones: made by a tap, seen as a photo, its code whole."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.phones import PATIENCE, PhoneOnPage, browsing, find_chromium, keep_picture
from tests.browser.test_sale import FARMER, farmgate, join, sell_tomatoes

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="this machine has no Chromium"),
]


async def test_a_poster_is_made_and_seen_on_the_phone(tmp_path: Path) -> None:
    async with farmgate(tmp_path) as address, browsing(address, height=1000) as page:
        amina = PhoneOnPage(page, FARMER)
        await join(amina, "Sell", "Amina")
        await sell_tomatoes(amina)
        await amina.taps("Share")
        await amina.sees("Send this link to your buyers")
        await amina.taps("Poster")
        await amina.sees("Hang it up")
        picture = amina.root.locator("[data-message] img").last
        await expect(picture).to_be_visible(timeout=PATIENCE)
        width = await picture.evaluate("each => each.decode().then(() => each.naturalWidth)")
        assert width >= 800
        await keep_picture(page, "poster")
