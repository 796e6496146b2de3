"""The page of phones in a real browser: what a person does there, in a person's words."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

ARTEFACTS = Path(__file__).parent.parent.parent / "artefacts"
PATIENCE = 15_000  # milliseconds


def find_chromium() -> str | None:
    """Find the system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


@asynccontextmanager
async def browsing(
    url: str, *, width: int = 1440, height: int = 900, dark: bool = False
) -> AsyncIterator[Page]:
    """Open the page of phones in a window of this size."""
    chromium = find_chromium()
    assert chromium, "no Chromium on this machine"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        await page.goto(url)
        yield page
        await browser.close()


class PhoneOnPage:
    """One of the phones on the page."""

    def __init__(self, page: Page, phone: int) -> None:
        self.page = page
        self.root: Locator = page.locator(f"[data-phone='{phone}']")

    async def says(self, text: str) -> None:
        await self.root.get_by_test_id("composer-text").fill(text)
        await self.root.get_by_test_id("composer-text").press("Enter")

    async def taps(self, label: str) -> None:
        """Tap the newest inline button with these words."""
        button = self.root.locator("[data-data]").filter(has_text=label).last
        await button.click()

    async def taps_first(self, data: str) -> None:
        """Tap the first answer of the newest message whose button data begins so."""
        newest = self.root.locator("[data-message]").last
        await newest.locator(f"[data-data^='{data}']").first.click()

    async def shares_key(self, label: str) -> None:
        """Tap a button of the keyboard below the chat."""
        await self.root.get_by_test_id("reply-key").filter(has_text=label).last.click()

    async def sees(self, text: str) -> None:
        """Wait until a message of the bot has these words."""
        row = self.root.locator("[data-message]").filter(has_text=text).last
        await expect(row).to_be_visible(timeout=PATIENCE)


async def keep_picture(page: Page, name: str) -> Path:
    """Keep what the page shows, as an artefact of the build."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    await page.screenshot(path=path)
    return path
