"""A letter reaches its reader whole, however long it is."""

from datetime import UTC, datetime

from bot.relaying import screens
from bot.relaying.letters import Brought, Letter
from bot.telegram.writing import write
from bot.text.locale import Locale
from tests.ordering.samples import order_in
from tests.village import catalogs

NOW = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
ORDER = order_in("placed", number="47-208", buyer_name="Peter Otieno", seller_name="Amina")
LOCALE = Locale(catalogs(), "en", "KE", NOW, "Africa/Nairobi")


def sent(brought: Brought) -> list[dict[str, object]]:
    letter = Letter(1, ORDER.id, ORDER.buyer_id, ORDER.seller_id, brought, NOW)
    message = screens.show_letter(ORDER, letter, whole=False)
    return [dict(call.body) for call in write(message, LOCALE.say, LOCALE.label, 7)]


def test_words_as_long_as_telegram_lets_them_be_arrive_whole() -> None:
    words = "".join(f"{at:04}<&" for at in range(682))[:4096]
    calls = sent(Brought("words", words))
    told = "".join(str(call["text"]) for call in calls)
    assert "".join(told.split("\n")[1:]).replace("&lt;", "<").replace("&amp;", "&") == words
    assert len(calls) == 2
    assert ["reply_markup" in call for call in calls] == [False, True]


def test_a_photos_long_caption_arrives_whole() -> None:
    calls = sent(Brought("photo", "x" * 1024, "pic"))
    assert calls[0]["photo"] == "pic"
    assert any("x" * 1024 in str(call.get("text", call.get("caption", ""))) for call in calls)
