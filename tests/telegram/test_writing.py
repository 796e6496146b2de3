import re
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.outbound import Upload
from bot.talk.message import (
    Button,
    CheckoutAnswer,
    File,
    Found,
    InlineAnswer,
    Invoice,
    Message,
    Share,
    Toast,
    tell,
)
from bot.telegram.splitting import measure, split
from bot.telegram.writing import TEXT_LIMIT, answer_checkout, answer_inline, answer_tap, write
from bot.text.phrase import Phrase

NOW = datetime(2026, 5, 4, tzinfo=UTC)
BUTTON = ((Button(Phrase("Yes"), "d.1"), Button(Phrase("No"), "d.2")),)
INLINE = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "d.1"}, {"text": "No", "callback_data": "d.2"}]
    ]
}


def say(phrase: Phrase) -> str:
    return phrase.key


def out(message: Message, edit: int | None = None) -> list[tuple[str, dict[str, object]]]:
    sends = write(message, say, say, 7, edit=edit)
    return [(send.method, send.body) for send in sends]


def test_lines_become_one_html_text_without_previews() -> None:
    message = tell(Phrase("<b>Hello</b>"), None, Phrase("Sell?"), buttons=BUTTON)
    assert out(message) == [
        (
            "sendMessage",
            {
                "chat_id": 7,
                "text": "<b>Hello</b>\n\nSell?",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
                "reply_markup": INLINE,
            },
        )
    ]


def test_an_edit_has_a_new_message_to_fall_back_on() -> None:
    (send,) = write(tell(Phrase("x")).in_place(), say, say, 7, edit=5)
    assert (send.method, send.fallback) == ("editMessageText", "sendMessage")
    assert send.body["message_id"] == 5


@pytest.mark.parametrize(
    "message",
    [
        Message((Phrase("x"),), photo="p", edit=True),
        Message((Phrase("x"),), unshare=True, edit=True),
        Message((Phrase("x" * 5000),), edit=True),
        Message((Phrase("x"),)),
    ],
)
def test_what_cannot_stand_in_a_texts_place_is_sent_anew(message: Message) -> None:
    assert "editMessageText" not in dict(out(message, edit=5))


def test_a_short_text_is_the_caption_and_a_long_one_follows() -> None:
    short = out(Message((Phrase("ripe"),), BUTTON, photo="p"))
    assert short == [
        (
            "sendPhoto",
            {
                "chat_id": 7,
                "photo": "p",
                "caption": "ripe",
                "parse_mode": "HTML",
                "reply_markup": INLINE,
            },
        )
    ]
    long = out(Message((Phrase("x" * 1025),), BUTTON, photo="p"))
    assert [method for method, _ in long] == ["sendPhoto", "sendMessage"]
    assert long[0][1] == {"chat_id": 7, "photo": "p"}
    assert long[1][1]["reply_markup"] == INLINE


def test_places_voices_and_files() -> None:
    message = Message((Phrase("x"),), voice="v", place=(1.5, 2.5), file=File("a.csv", b"1,2"))
    sends = write(message, say, say, 7)
    assert [send.method for send in sends] == ["sendLocation", "sendVoice", "sendDocument"]
    assert sends[0].body == {"chat_id": 7, "latitude": 1.5, "longitude": 2.5}
    assert sends[2].files == (Upload("document", "a.csv", b"1,2"),)
    assert sends[2].body["caption"] == "x"


def test_keyboards_that_share_and_go_away() -> None:
    shares = ((Share(Phrase("Place"), "location"), Share(Phrase("Number"), "phone")),)
    ((_, body),) = out(Message((Phrase("Where?"),), shares=shares))
    keyboard = body["reply_markup"]
    place = {"text": "Place", "request_location": True}
    assert keyboard["keyboard"] == [[place, {"text": "Number", "request_contact": True}]]  # type: ignore[index]
    ((_, body),) = out(Message((Phrase("ok"),), unshare=True))
    assert body["reply_markup"] == {"remove_keyboard": True}


def test_a_keyboard_beside_buttons_gets_a_message_of_its_own() -> None:
    calls = out(Message((Phrase("x"),), BUTTON, unshare=True))
    assert [body["reply_markup"] for _, body in calls] == [{"remove_keyboard": True}, INLINE]


def test_toasts_are_cut_to_200_and_expire() -> None:
    send = answer_tap("99", Toast(Phrase("🌽" * 150), alert=True), say, 7, NOW)
    assert len(send.body["text"].encode("utf-16-le")) // 2 <= 200
    assert send.body["text"].endswith("🌽…")
    assert send.expires_at == NOW + timedelta(seconds=120)
    assert answer_tap("99", Toast(None), say, 7, NOW).body == {"callback_query_id": "99"}


def test_an_invoice_is_cut_to_what_telegram_takes() -> None:
    parts = ((Phrase("Tomatoes"), 5997), (Phrase("Driver"), 100))
    invoice = Invoice(Phrase("t" * 40), Phrase("d" * 300), "order.1", "token", "KES", parts)
    ((method, body),) = out(Message((), invoice=invoice))
    assert method == "sendInvoice"
    assert body == {
        "chat_id": 7,
        "title": "t" * 31 + "…",
        "description": "d" * 254 + "…",
        "payload": "order.1",
        "provider_token": "token",
        "currency": "KES",
        "prices": [{"label": "Tomatoes", "amount": 5997}, {"label": "Driver", "amount": 100}],
    }


def test_what_was_found_beside_the_bots_name_is_the_askers_own_and_expires() -> None:
    button = Button(Phrase("Order"), url="https://t.me/farmgate_bot?start=l_1")
    found = Found("1", Phrase("Tomatoes"), Phrase("80 a kg"), (Phrase("<b>Tomatoes</b>"),), button)
    send = answer_inline(InlineAnswer("5", (found,)), say, say, 7, NOW)
    assert (send.method, send.expires_at) == ("answerInlineQuery", NOW + timedelta(seconds=30))
    assert (send.body["is_personal"], send.body["cache_time"]) == (True, 60)
    (article,) = send.body["results"]
    assert article["input_message_content"]["message_text"] == "<b>Tomatoes</b>"
    assert article["reply_markup"]["inline_keyboard"] == [
        [{"text": "Order", "url": "https://t.me/farmgate_bot?start=l_1"}]
    ]


def test_the_last_word_before_a_payment_is_said_within_ten_seconds() -> None:
    yes = answer_checkout(CheckoutAnswer("6"), say, 7, NOW)
    no = answer_checkout(CheckoutAnswer("6", Phrase("Sold out")), say, 7, NOW)
    assert yes.expires_at == NOW + timedelta(seconds=10)
    assert yes.body == {"pre_checkout_query_id": "6", "ok": True}
    assert no.body == {"pre_checkout_query_id": "6", "ok": False, "error_message": "Sold out"}


def test_only_the_last_of_several_messages_has_buttons() -> None:
    lines = tuple(Phrase("maize " * 100) for _ in range(20))
    sends = write(Message(lines, BUTTON), say, say, 7)
    assert len(sends) == 4
    assert ["reply_markup" in send.body for send in sends] == [False, False, False, True]


# --- splitting ---------------------------------------------------------------------------------


def test_length_is_counted_in_utf16_units_of_what_is_seen() -> None:
    assert measure("a&amp;<b>🌽</b>é") == 5


def test_a_text_is_cut_at_line_ends() -> None:
    lines = [f"line {number} " + "x" * 50 for number in range(200)]
    parts = split("\n".join(lines), TEXT_LIMIT)
    assert [line for part in parts for line in part.split("\n")] == lines


def test_markup_open_at_a_cut_is_closed_and_opened_again() -> None:
    parts = split('<b><a href="https://x.org/?a=1&amp;b=2">' + "word " * 2000 + "</a></b>", 4096)
    assert len(parts) == 3
    for part in parts:
        assert part.startswith('<b><a href="https://x.org/?a=1&amp;b=2">')
        assert part.endswith("</a></b>")


def test_characters_made_of_several_are_not_torn() -> None:
    family = "👩🏽\u200d🌾"
    for part in split(family * 500, 100):
        assert set(part.replace(family, "")) == set()


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


WORDS = st.text(st.sampled_from("ab 🌽é\n"), max_size=30)
PIECES = st.one_of(
    WORDS,
    st.sampled_from(["&amp;", "&lt;", "&#39;", "&quot;"]),
    st.builds("<b>{}</b>".format, WORDS),
    st.builds("<b>{}<i>{}</i></b>&amp;".format, WORDS, WORDS),
)


@given(st.lists(PIECES, max_size=40).map("".join), st.integers(20, 100))
def test_parts_are_whole_short_and_lose_nothing(html: str, limit: int) -> None:
    seen = ""
    for part in split(html, limit):
        balance = _Balance()
        balance.feed(part)
        balance.close()
        assert balance.open == []
        assert len(balance.text.encode("utf-16-le")) // 2 <= limit
        assert measure(part) <= limit
        seen += balance.text
    wanted = unescape(re.sub("<[^>]*>", "", html))
    assert re.sub(r"\s", "", seen) == re.sub(r"\s", "", wanted)
