"""Takes the README's picture anew: three phones, a sale in progress. Usage: python -m scripts.screenshot"""

import asyncio
import tempfile
from pathlib import Path

from tests.browser.phones import PhoneOnPage, browsing
from tests.browser.test_sale import farmgate, play_sale

STAFF = 503
PICTURE = Path(__file__).parent.parent / "docs" / "phones.png"


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with farmgate(Path(folder)) as address, browsing(address, height=860) as page:
            await play_sale(page)
            grace = PhoneOnPage(page, STAFF)
            await grace.says("/start")
            await grace.taps("简体中文")
            await grace.taps("又卖又买")
            await grace.sees("称呼")
            await page.screenshot(path=PICTURE)


if __name__ == "__main__":
    asyncio.run(main())
