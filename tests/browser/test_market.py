"""The market on a phone's width, in three scripts: search, card, basket, order and receipt, looked at."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.phones import PATIENCE, PhoneOnPage, browsing, find_chromium, keep_picture
from tests.browser.test_sale import BUYER, farmgate, join

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="this machine has no Chromium"),
]

# How each language is called on its button, and what may be typed for the first screen.
RECEIVE = "[data-data*='.receive.'] >> nth=-1"
RECEIPT = "[data-data^='order.sheet.']"
LANGUAGES = {"en": "English", "zh": "简体中文", "ar": "العربية"}


class Shopper(PhoneOnPage):
    """Peter's phone; he finds his way by what a button does, whatever it says."""

    async def does(self, data: str, *, at: int = -1) -> None:
        """Tap a button whose data begins so: the newest, unless told which."""
        button = self.root.locator(f"[data-data^='{data}']").nth(at)
        await expect(button).to_be_visible(timeout=PATIENCE)
        await button.click()

    async def keeps(self, page: Page, name: str) -> None:
        """Wait until the chat is still, and keep how it looks."""
        await page.wait_for_function(
            "() => fetch('/sim/quiet').then((answer) => answer.ok)", timeout=PATIENCE
        )
        await keep_picture(page, name)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_buyer_shops_from_search_to_receipt_on_a_small_phone(
    tmp_path: Path, language: str
) -> None:
    async with (
        farmgate(tmp_path, seed=True) as address,
        browsing(address, width=390, height=844) as page,
    ):
        await page.locator(f"[data-tab='{BUYER}']").click()
        peter = Shopper(page, BUYER)
        await join(peter, "Buy", "Peter")
        if language != "en":
            await peter.says("/language")
            await peter.taps(LANGUAGES[language])
        await peter.says("/buy")
        await peter.does("buy.see.")
        await peter.keeps(page, f"card-{language}")
        await peter.does("basket.add.")
        await peter.says("/buy")
        await peter.keeps(page, f"search-{language}")
        await peter.does("buy.see.", at=-2)
        await peter.does("basket.add.")
        await peter.says("/basket")
        await peter.does("basket.review")
        await peter.keeps(page, f"basket-{language}")
        await peter.does("basket.yes.")
        await expect(peter.root.locator(RECEIVE)).to_be_visible(timeout=2 * PATIENCE)
        await peter.keeps(page, f"order-{language}")
        await peter.root.locator(RECEIVE).click()
        await expect(peter.root.locator(RECEIPT).last).to_be_visible(timeout=PATIENCE)
        await peter.keeps(page, f"receipt-{language}")
