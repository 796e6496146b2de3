"""Learning on a phone's width, in four scripts: lesson, quiz, progress and certificate, looked at."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.learning.lessons import CHOICE, Lesson, curriculum
from tests.browser.phones import PATIENCE, browsing, find_chromium
from tests.browser.test_market import LANGUAGES, Shopper
from tests.browser.test_sale import FARMER, farmgate, join

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_chromium() is None, reason="this machine has no Chromium"),
]

PLAN = curriculum()
COURSE = "quality"
SPOKEN = LANGUAGES | {"hi": "हिन्दी"}


class Learner(Shopper):
    """Amina's phone."""

    async def reads(self, lesson: Lesson) -> None:
        await self.does(f"learn.open.{lesson.id}")
        await self.does(f"learn.ask.{lesson.id}.")

    async def picks(self, lesson: Lesson) -> None:
        code = next(iter(lesson.right))
        await self.does(f"learn.pick.{lesson.id}.{lesson.version}.question.{code}")

    async def awaits(self, data: str) -> None:
        """Wait for a button whose data begins so."""
        button = self.root.locator(f"[data-data^='{data}']").last
        await expect(button).to_be_visible(timeout=PATIENCE)


@pytest.mark.parametrize("language", SPOKEN)
async def test_a_farmer_learns_a_course_on_a_small_phone(tmp_path: Path, language: str) -> None:
    async with (
        farmgate(tmp_path) as address,
        browsing(address, width=390, height=844) as page,
    ):
        amina = Learner(page, FARMER)
        await join(amina, "Sell", "Amina")
        if language != "en":
            await amina.says("/language")
            await amina.taps(SPOKEN[language])
        await amina.says("/learn")
        await amina.does(f"learn.course.{COURSE}")
        known = PLAN.course(COURSE)
        assert known is not None
        lessons = PLAN.of(known)
        await amina.does(f"learn.open.{lessons[0].id}")
        await amina.awaits(f"learn.ask.{lessons[0].id}.")
        await amina.keeps(page, f"lesson-{language}")
        for lesson in lessons[:4]:
            assert lesson.kind == CHOICE
            await amina.says("/learn")
            await amina.does(f"learn.course.{COURSE}")
            await amina.reads(lesson)
            await amina.picks(lesson)
        await amina.awaits("learn.next")
        await amina.keeps(page, f"quiz-{language}")
        await amina.says("/learn")
        await amina.awaits("learn.course.grow")
        await amina.keeps(page, f"progress-{language}")
        await amina.does("learn.course.money")
        await amina.reads(PLAN.lessons["fake"])
        await amina.does("learn.judge.fake.", at=0)
        await amina.awaits("learn.judge.fake.")
        await amina.keeps(page, f"drill-{language}")
        await amina.does("learn.judge.fake.")
        await amina.awaits("learn.open.fake")
        await amina.keeps(page, f"drilled-{language}")
        for lesson in lessons[4:]:
            await amina.says("/learn")
            await amina.does(f"learn.course.{COURSE}")
            await amina.reads(lesson)
            await amina.picks(lesson)
        await amina.awaits("learn.show")
        await amina.keeps(page, f"certificate-{language}")
