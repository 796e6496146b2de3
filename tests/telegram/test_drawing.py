"""Sheets and pictures as the calls that will have them drawn."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.talk.message import Bar, Button, Chart, File, Message, Poster, Sheet, Table
from bot.telegram.drawing import recipe
from bot.telegram.writing import write
from bot.text.locale import Locale
from bot.text.phrase import Phrase, say
from tests.village import catalogs

NOW = datetime(2026, 5, 4, tzinfo=UTC)
SHEET = Sheet(
    "receipt-12",
    Phrase("<b>Receipt</b>"),
    (Phrase("Paid"), None),
    (Table((Phrase("What"),), ((Phrase("Milk"),),), (Phrase("Sum"),)),),
    qr="https://t.me/b",
)
CHART = Chart("prices", Phrase("Prices"), (Bar(Phrase("Mon"), 5, Phrase("5 KSh"), 1, 9),))
POSTER = Poster("poster-3", Phrase("Milk"), (Phrase("Njoro"),), "https://t.me/b?start=l_3")


def plain(phrase: Phrase) -> str:
    return phrase.key


def out(message: Message) -> list[tuple[str, dict[str, Any]]]:
    return [(send.method, send.body) for send in write(message, plain, plain, 7)]


def test_a_sheet_is_written_down_to_be_drawn_later() -> None:
    ((method, body),) = out(Message((Phrase("Here it is"),), sheet=SHEET))
    assert method == "sendDocument"
    assert body["caption"] == "Here it is"
    assert body["draw"] == {
        "kind": "sheet",
        "rtl": False,
        "name": "receipt-12",
        "title": "<b>Receipt</b>",
        "lines": ["Paid", None],
        "tables": [{"head": ["What"], "rows": [["Milk"]], "foot": ["Sum"]}],
        "qr": "https://t.me/b",
    }


@pytest.mark.parametrize(("picture", "kind"), [(CHART, "chart"), (POSTER, "poster")])
def test_a_picture_goes_as_a_photo_with_the_buttons(picture: Chart | Poster, kind: str) -> None:
    button = ((Button(Phrase("ok"), "ok"),),)
    ((method, body),) = out(Message((Phrase("See"),), button, picture=picture))
    assert (method, body["draw"]["kind"]) == ("sendPhoto", kind)
    assert body["reply_markup"]["inline_keyboard"][0][0]["text"] == "ok"


def test_a_long_text_follows_the_drawing_and_has_the_buttons() -> None:
    button = ((Button(Phrase("ok"), "ok"),),)
    calls = out(Message((Phrase("x" * 2000),), button, sheet=SHEET))
    assert [method for method, _ in calls] == ["sendDocument", "sendMessage"]
    assert "caption" not in calls[0][1]
    assert "reply_markup" in calls[1][1]


def test_a_file_and_a_sheet_go_together_the_last_with_the_words() -> None:
    calls = out(Message((Phrase("Both"),), file=File("run.csv", b"a"), sheet=SHEET))
    assert [(method, "caption" in body) for method, body in calls] == [
        ("sendDocument", False),
        ("sendDocument", True),
    ]


def test_a_drawing_never_replaces_a_text() -> None:
    message = Message((Phrase("See"),), edit=True, picture=CHART)
    (send,) = write(message, plain, plain, 7, edit=5)
    assert send.method == "sendPhoto"
    assert "message_id" not in send.body


@pytest.mark.parametrize(("language", "rtl"), [("ar", True), ("en", False), ("zh_Hans", False)])
def test_a_drawing_knows_the_direction_its_reader_reads_in(language: str, rtl: bool) -> None:
    locale = Locale(catalogs(), language, "KE", NOW)
    drawing = Sheet("page", say("talk-listen"))
    assert recipe(drawing, locale.say, locale.label)["rtl"] is rtl
