"""Drawings on their way out: drawn when they are sent, and never at the cost of the words."""

import asyncio
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from bot.outbox.delivery import Delivery, Refused, Sent, Unreachable
from bot.papers import Papers
from bot.store.outbound import Upload
from tests.papers.recipes import sheet

BUTTONS = {"inline_keyboard": [[{"text": "ok", "callback_data": "ok"}]]}
BODY = {"chat_id": 7, "draw": sheet("Receipt 12"), "caption": "<b>Paid</b>", "parse_mode": "HTML"}
DRAWN = Upload("document", "receipt-12.pdf", b"%PDF")


@dataclass
class Line:
    """Telegram as far as a call sees it; `says` answers each method."""

    says: dict[str, Delivery] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any], tuple[Upload, ...]]] = field(default_factory=list)

    async def __call__(
        self, method: str, body: dict[str, Any], files: tuple[Upload, ...] = ()
    ) -> Delivery:
        self.calls.append((method, body, files))
        return self.says.get(method, Sent({"message_id": 1}))


def fail(_: dict[str, Any]) -> Upload:
    raise ValueError("no ink")


async def test_other_calls_go_through_untouched() -> None:
    line = Line()
    await Papers(line, fail).call("sendMessage", {"chat_id": 7, "text": "hi"}, (DRAWN,))
    assert line.calls == [("sendMessage", {"chat_id": 7, "text": "hi"}, (DRAWN,))]


async def test_what_is_to_be_drawn_is_uploaded_with_its_caption() -> None:
    line = Line()
    done = await Papers(line, lambda _: DRAWN).call(
        "sendDocument", {**BODY, "reply_markup": BUTTONS}
    )
    rest = {"chat_id": 7, "caption": "<b>Paid</b>", "parse_mode": "HTML", "reply_markup": BUTTONS}
    assert line.calls == [("sendDocument", rest, (DRAWN,))]
    assert isinstance(done, Sent)


async def test_a_real_page_is_drawn_when_nothing_else_is_given() -> None:
    line = Line()
    await Papers(line).call("sendDocument", BODY)
    ((_, _, (upload,)),) = line.calls
    assert upload.content.startswith(b"%PDF")


async def test_where_drawing_fails_the_words_go_without_it() -> None:
    line = Line()
    done = await Papers(line, fail).call("sendDocument", {**BODY, "reply_markup": BUTTONS})
    ((method, body, files),) = line.calls
    assert (method, body["text"], body["parse_mode"]) == ("sendMessage", "<b>Paid</b>", "HTML")
    assert body["reply_markup"] == BUTTONS
    assert not {"draw", "caption"} & set(body)
    assert files == ()
    assert isinstance(done, Sent)


async def test_a_drawing_without_words_leaves_its_title() -> None:
    line = Line()
    await Papers(line, fail).call("sendDocument", {"chat_id": 7, "draw": sheet("Receipt 12")})
    assert line.calls == [("sendMessage", {"chat_id": 7, "text": "Receipt 12"}, ())]


async def test_a_refused_file_leaves_the_words() -> None:
    line = Line({"sendDocument": Refused("file is too ugly")})
    await Papers(line, lambda _: DRAWN).call("sendDocument", BODY)
    assert [method for method, _, _ in line.calls] == ["sendDocument", "sendMessage"]


async def test_no_answer_is_tried_again_by_the_outbox_with_the_drawing() -> None:
    line = Line({"sendDocument": Unreachable("away")})
    done = await Papers(line, lambda _: DRAWN).call("sendDocument", BODY)
    assert isinstance(done, Unreachable)
    assert len(line.calls) == 1


async def test_drawing_holds_up_no_other_call_and_one_is_drawn_at_a_time() -> None:
    line, go, drawing = Line(), threading.Event(), []

    def slowly(recipe: dict[str, Any]) -> Upload:
        drawing.append(recipe)
        assert go.wait(5)
        return DRAWN

    papers = Papers(line, slowly)
    async with asyncio.TaskGroup() as group:
        group.create_task(papers.call("sendDocument", BODY))
        group.create_task(papers.call("sendDocument", BODY))
        while not drawing:
            await asyncio.sleep(0)
        await papers.call("sendMessage", {"chat_id": 7, "text": "hi"})
        assert [method for method, _, _ in line.calls] == ["sendMessage"]
        assert len(drawing) == 1
        go.set()
    assert [method for method, _, _ in line.calls] == [
        "sendMessage",
        "sendDocument",
        "sendDocument",
    ]


def test_a_bot_that_draws_nothing_loads_nothing_to_draw_with() -> None:
    heavy = "{'fpdf', 'fontTools', 'pypdfium2', 'uharfbuzz', 'segno', 'PIL'}"
    program = f"import sys, bot.app; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
